import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { cli, type Files, inFolder } from '../cli/run-cli';
import { asChangePlan, changedWorlds, isGone } from './as-changes';
import { asHclFiles, layouts } from './as-hcl';
import { asDocument, asJsonFiles } from './as-json';
import { asPlan } from './as-plan';
import { asStates } from './as-state';
import type { Judgment } from './gates';
import { expectJudged } from './judged';
import { missingIn, newlyMissing } from './missing';
import { alwaysLater, kindsOf } from './runs';
import { worldsOf } from './world-generator';
import { asApplied, inClear, type World } from './worlds';

interface Source {
  readonly files: Files;
  readonly path: string;
  /** The world as this source has it. */
  readonly world: World;
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}

/** Every form of a world, by the label under which it is named. */
function sourcesOf(world: World, layout: Parameters<typeof asHclFiles>[1]): Readonly<Record<string, Source>> {
  const flat = world.filter(({ path }) => path.length === 0);
  const states = Object.entries(asStates(world)).map(([form, text], index): [string, Source] => [
    `state${index}`,
    { files: { [`${form}.tfstate`]: text }, path: `${form}.tfstate`, world: asApplied(world) },
  ]);
  return {
    plan: { files: { 'plan.json': asPlan(world) }, path: 'plan.json', world },
    tofu: { files: { 'tofu.json': asPlan(world, { opentofu: true, beside: true }) }, path: 'tofu.json', world },
    hcl: { files: below('hcl', asHclFiles(world, layout)), path: 'hcl', world },
    // All blocks of the folder are in this file, and files lie over it.
    alone: { files: {}, path: 'hcl/main.tf', world },
    json: { files: below('json', asJsonFiles(world)), path: 'json', world },
    synth: { files: { 'cdk.tf.json': asDocument(flat) }, path: 'cdk.tf.json', world: inClear(flat) },
    ...Object.fromEntries(states),
  };
}

/** What of a report is about one source. */
function ofSource(report: Judgment & { findings: readonly { source: string }[] }, label: string): Judgment {
  const isOwn = (each: object) => 'source' in each && each.source === label;
  return {
    clients: report.clients.filter(isOwn),
    findings: report.findings.filter(isOwn),
    accepted: report.accepted.filter(isOwn),
  };
}

test('every source is judged alike by the command line, and one in which a scope is missing is no exit code 0', async () => {
  const kinds = kindsOf('0', '1');
  await alwaysLater('command', fc.tuple(worldsOf({ depth: 1, most: 3 }), layouts), async ([world, layout]) => {
    const sources = sourcesOf(world, layout);
    const files: Files = Object.assign({}, ...Object.values(sources).map((source) => source.files));
    await inFolder(files, async () => {
      const named = Object.entries(sources).map(([label, { path }]) => `${label}=${path}`);
      const { stdout } = await cli(['check', ...named, '--format', 'json']);
      const report = JSON.parse(stdout);
      for (const [label, { path, world: own }] of Object.entries(sources)) {
        const judgment = ofSource(report, label);
        expectJudged(judgment, own);
        const hasError = judgment.findings.some(({ kind, severity }) => kind === 'fail' && severity === 'error');
        for (const command of ['check', 'review']) {
          const { code } = await cli([command, `${label}=${path}`]);
          kinds.saw(String(code));
          expect({ command, label, code }).toEqual({ command, label, code: hasError ? 1 : 0 });
        }
        if (own.some((client) => missingIn(client).length > 0)) expect(hasError).toBe(true);
        const isOpen = judgment.clients.some(({ verdict }) => verdict !== 'pass' && verdict !== 'accepted');
        if (isOpen) expect((await cli(['check', path, '--unknown', 'fail'])).code).toBe(1);
      }
    });
  });
  kinds.expectEach();
});

test('a review fails for every scope that a change newly lacks, with --all for every one, and as the report of it does', async () => {
  const kinds = kindsOf('newly missing', 'missing as before', 'complete');
  await alwaysLater('command', changedWorlds, async (changes) => {
    const kept = changes.filter((change) => !isGone(change));
    const isNew = kept.some((change) => newlyMissing(change).length > 0);
    const isMissing = kept.some(({ after }) => missingIn(after).length > 0);
    kinds.saw(isNew ? 'newly missing' : isMissing ? 'missing as before' : 'complete');
    await inFolder({ 'plan.json': asChangePlan(changes) }, async () => {
      const codes = [(await cli(['review', 'plan.json'])).code, (await cli(['review', 'plan.json', '--all'])).code];
      const { code, stdout } = await cli(['check', 'plan.json', '--format', 'json']);
      writeFileSync('report.json', stdout);
      expect([
        (await cli(['review', 'report.json'])).code,
        (await cli(['review', 'report.json', '--all'])).code,
      ]).toEqual(codes);
      expect(code).toBe(codes[1]);
      if (isNew) expect(codes).toEqual([1, 1]);
      if (isMissing) expect(codes[1]).toBe(1);
    });
  });
  kinds.expectEach();
});
