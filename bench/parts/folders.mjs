// Configuration, and an export of Zendesk: what only this command reads, and how it grows.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../compare.mjs';
import { DATA, PRODUCT, ROOT, sized } from '../data.mjs';
import { writeFolder } from '../make/folder.mjs';

const ADDED = /^\+.*\bscopes\b/gm;

/** `check` on folders of configuration, of which every tenth client is broken. */
export async function hcl() {
  const groups = [];
  for (const modules of [100, 1000].map(sized)) {
    const folder = join(DATA, `hcl-${modules}`);
    const { bytes, lacks } = writeFolder(folder, {
      modules,
      others: 48,
      clients: 2,
      isBroken: (number) => number % 10 === 3,
    });
    const argv = [process.execPath, PRODUCT, 'check', folder, '--vocabulary', 'migration'];
    const verdict = (stdout) =>
      JSON.parse(stdout)
        .findings.filter(({ rule }) => rule === 'missing-scope')
        .flatMap(({ instances, subject }) => instances.map((instance) => `${instance} lacks ${subject}`));
    const check = {
      name: 'genesys-scopes check',
      argv,
      ask: [...argv, '--format', 'json'],
      exits: [1],
      mustWork: true,
      verdict,
    };
    const results = await compare(`hcl ${modules}`, [check], lacks);
    groups.push({
      kind: 'hcl',
      size: modules,
      title: `${(50 * modules).toLocaleString('en')} resources`,
      bytes,
      results,
    });
  }
  return groups;
}

/** `fix` on configuration with broken clients: the diff alone, so that each run finds the same. */
export async function fix() {
  const groups = [];
  for (const modules of [10, 100].map(sized)) {
    const folder = join(DATA, `fix-${modules}`);
    const { bytes, lacks } = writeFolder(folder, {
      modules,
      others: 15,
      clients: 10,
      isBroken: (number) => number % 2 === 0,
    });
    const argv = [process.execPath, PRODUCT, 'fix', folder, '--vocabulary', 'migration'];
    const verdict = (diff) => [`${diff.match(ADDED)?.length ?? 0} lists of scopes changed`];
    const results = await compare(
      `fix ${modules}`,
      [{ name: 'genesys-scopes fix', argv, exits: [1], mustWork: true, verdict }],
      [`${lacks.length} lists of scopes changed`],
    );
    groups.push({
      kind: 'fix',
      size: modules,
      title: `${lacks.length.toLocaleString('en')} broken clients`,
      bytes,
      results,
    });
  }
  return groups;
}

/** `adopt --zendesk` with the page and the table of its people. */
export async function zendesk() {
  const groups = [];
  for (const people of [20_000, 200_000].map(sized)) {
    const folder = join(DATA, `zendesk-${people}`);
    rmSync(folder, { recursive: true, force: true });
    const make = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'bench/make/zendesk.ts')];
    const made = spawnSync(make[0], [make[1], folder, String(people)], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`the export was not made: ${made.stderr}`);
    const { outcomes, bytes } = JSON.parse(made.stdout);
    const [out, html, csv] = ['migration.ts', 'people.html', 'people.csv'].map((name) => join(DATA, name));
    const argv = [process.execPath, PRODUCT, 'adopt', '--zendesk', folder, '--force'];
    argv.push('--out', out, '--html', html, '--csv', csv);
    const told = {
      'no-client': 'no client',
      unplaced: 'cannot be placed',
      suspended: 'suspended',
      deleted: 'deleted',
      'end-user': 'end-users',
    };
    const verdict = (stdout, stderr) =>
      Object.entries(told).map(
        ([outcome, words]) => `${outcome} ${new RegExp(`${words} (\\d+)`).exec(stdout + stderr)?.[1]}`,
      );
    const expected = Object.keys(told).map((outcome) => `${outcome} ${outcomes[outcome]}`);
    const results = await compare(
      `zendesk ${people}`,
      [{ name: 'genesys-scopes adopt', argv, mustWork: true, verdict }],
      expected,
    );
    groups.push({ kind: 'zendesk', size: people, title: `${people.toLocaleString('en')} people`, bytes, results });
  }
  return groups;
}
