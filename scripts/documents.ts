import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { run } from '../lib/cli/run';
import { policySchema } from '../lib/policy';
import { RULE_IDS } from '../lib/rules';
import { CAPABILITIES, CAPABILITY_IDS, PROFILE_IDS, PROFILES } from '../lib/scopes';
import { rulesPage } from './rules-page';

const ROOT = resolve(__dirname, '..');

/** Documents with parts that are generated; the rest of them is written by hand. */
const PAGES = ['README.md', 'docs/live.md'];

/** Every generated document with its whole text. */
export async function renderDocuments(): Promise<[file: string, text: string][]> {
  const pages = await Promise.all(
    PAGES.map(
      async (file): Promise<[string, string]> => [
        join(ROOT, file),
        await fillIn(readFileSync(join(ROOT, file), 'utf8')),
      ],
    ),
  );
  return [
    [join(ROOT, 'RULES.md'), rulesPage()],
    [join(ROOT, 'genesys-scopes.schema.json'), policyJsonSchema()],
    ...pages,
  ];
}

/** The JSON Schema of the policy file, for editors. */
function policyJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(policySchema(RULE_IDS), { io: 'input' });
  const title = 'Policy of genesys-scopes: which OAuth client must hold which scopes';
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}

/**
 * Fills what follows a comment: `file:` the content of a file, `run:` the output of a command, `table:` a table of the
 * product's data.
 */
async function fillIn(page: string): Promise<string> {
  let filled = page;
  for (const [whole, comment, kind, what, language] of page.matchAll(
    /(<!-- (file|run): (.+?) -->)\n```(\w*)\n.*?```/gs,
  )) {
    const text = kind === 'file' ? readFileSync(join(ROOT, what ?? ''), 'utf8') : await outputOf(what ?? '');
    filled = filled.replace(whole, () => `${comment}\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\``);
  }
  for (const [whole, comment, what] of page.matchAll(/(<!-- table: (\w+) -->)\n\n(?:\|.*\n)*\n?/g)) {
    const table = what === 'profiles' ? profilesTable() : vocabulariesTable();
    filled = filled.replace(whole, () => `${comment}\n\n${table}\n\n`);
  }
  return filled;
}

async function outputOf(command: string): Promise<string> {
  const [program, ...args] = command.split(' ');
  if (program === 'genesys-scopes') {
    const written: string[] = [];
    const write = (text: string) => void written.push(text);
    await run(args, { stdout: write, stderr: write, color: false, today: '2026-11-25', env: {} });
    return `$ ${command}\n${written.join('')}`;
  }
  const outdir = join(ROOT, 'node_modules/.cache/genesys-scopes-docs');
  const { stderr } = spawnSync(process.execPath, [require.resolve('tsx/cli'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: outdir, NO_COLOR: '1' },
  });
  // Before and after it Node.js prints where in its own output the error was thrown.
  return /^Error: .*?(?=\n\nNode\.js )/ms.exec(stderr)?.[0] ?? stderr;
}

function profilesTable(): string {
  const rows = PROFILE_IDS.map((id) => {
    const { capabilities, zendesk } = PROFILES[id];
    return `| \`${id}\` | ${zendesk} | ${capabilities.length === 0 ? 'none: needs no softphone client' : capabilities.join(', ')} |`;
  });
  return ['| profile | from Zendesk | capabilities |', '| --- | --- | --- |', ...rows].join('\n');
}

function vocabulariesTable(): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const rows = CAPABILITY_IDS.map((id) => {
    const { title, migration, platform } = CAPABILITIES[id];
    const recommended = platform.recommended.length > 0 ? `; recommended ${code(platform.recommended)}` : '';
    return `| ${id}: ${title} | ${code(migration.required)} | ${code(platform.required)}${recommended} |`;
  });
  return ['| capability | `migration` | `platform` |', '| --- | --- | --- |', ...rows].join('\n');
}
