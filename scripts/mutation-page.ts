// npm run test:mutation: writes docs/mutation.md from the report of the run, and refuses a survivor that nobody explained.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import survivors from '../test/mutation/survivors.json';

const ROOT = resolve(__dirname, '..');
const REPORT = join(ROOT, 'reports/mutation/report.json');
const PAGE = join(ROOT, 'docs/mutation.md');

type Status =
  | 'Killed'
  | 'Timeout'
  | 'Survived'
  | 'NoCoverage'
  | 'Ignored'
  | 'RuntimeError'
  | 'CompileError'
  | 'Pending';

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A mutant, as far as the page needs it, of the schema that mutation testing tools share. */
interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: Status;
  readonly static?: boolean;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface MutationReport {
  readonly framework: { readonly version: string };
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** A mutant that no test tells from the code, in the words by which its explanation is kept. */
interface Survivor {
  readonly file: string;
  readonly line: number;
  /** The line on which it begins, whole: so that other lines may come and go. */
  readonly on: string;
  readonly mutant: string;
}

const COUNTED = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] as const;

function count(mutants: readonly Mutant[], ...of: readonly Status[]): number {
  return mutants.filter(({ status }) => of.includes(status)).length;
}

/** Of the mutants that could be told, how many were, as a percentage. */
function score(mutants: readonly Mutant[]): string {
  const told = count(mutants, 'Killed', 'Timeout');
  const all = told + count(mutants, 'Survived', 'NoCoverage');
  return all === 0 ? '–' : ((100 * told) / all).toFixed(2);
}

/** The text between two places, on one line and not too long. */
function excerpt(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return short(lines.join('\n'));
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function filesIn(files: MutationReport['files']) {
  return Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function survivorsOf({ files }: MutationReport): Survivor[] {
  return filesIn(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map((mutant) => ({
        file,
        line: mutant.location.start.line,
        on: (source.split('\n')[mutant.location.start.line - 1] ?? '').trim(),
        mutant: `${excerpt(source, mutant.location)} → ${short(mutant.replacement ?? '')}`,
      }))
      .toSorted((a, b) => a.line - b.line),
  );
}

const isSame = (a: Omit<Survivor, 'line'>, b: Omit<Survivor, 'line'>) =>
  a.file === b.file && a.on === b.on && a.mutant === b.mutant;

/** Survivors without an explanation, and explanations without a survivor. */
function mistakes(found: readonly Survivor[]): string[] {
  return [
    ...found
      .filter((each) => !survivors.some((known) => isSame(known, each)))
      .map((each) => `not explained: ${JSON.stringify(each, null, 2)}`),
    ...survivors
      .filter((known) => !found.some((each) => isSame(known, each)))
      .map((known) => `explained, but no survivor: ${JSON.stringify(known, null, 2)}`),
  ];
}

function row(name: string, mutants: readonly Mutant[]): string {
  return `| ${[name, score(mutants), ...COUNTED.map((status) => count(mutants, status))].join(' | ')} |`;
}

function tables({ files }: MutationReport): string {
  const entries = filesIn(files);
  const folders = [...new Set(entries.map(([file]) => dirname(file)))];
  const head = (name: string) =>
    `| ${name} | score % | killed | timeout | survived | not reached | left out |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |`;
  const of = (folder?: string) =>
    entries.flatMap(([file, { mutants }]) => (folder === undefined || dirname(file) === folder ? mutants : []));
  const withMutants = entries.filter(([, { mutants }]) => mutants.length > 0);
  return [
    head('folder'),
    ...folders.map((folder) => row(`\`${folder}\``, of(folder))),
    row('**all**', of()),
    '',
    head('file'),
    ...withMutants.map(([file, { mutants }]) => row(`\`${file}\``, mutants)),
  ].join('\n');
}

/** Text as code in Markdown, whatever backticks are in it. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const space = text.includes('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

function survivorList(found: readonly Survivor[]): string {
  return found
    .map((each) => {
      const { why } = survivors.find((known) => isSame(known, each)) ?? { why: '' };
      return `- \`${each.file}:${each.line}\`: ${code(each.mutant)}. ${why}`;
    })
    .join('\n');
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function page(report: MutationReport, day: string): string {
  const all = Object.values(report.files).flatMap(({ mutants }) => mutants);
  return `# Mutation testing

Generated by \`npm run test:mutation\` from the report of its run on ${day}: Stryker ${report.framework.version}, Jest ${versionOf('jest')},
Node.js ${process.versions.node}.

A mutant is the code with one small change. It is killed when a test fails because of the change; one that survives is a
difference that no test sees. The score is the share of mutants that were killed, or ran into a time limit. ${count(all, 'RuntimeError', 'CompileError')} mutants could
not be run.

${tables(report)}

## How

${HOW}

## What survives, and why

${survivorList(survivorsOf(report))}
`;
}

const HOW = `- Mutated are \`lib/rules\`, \`lib/scopes\`, \`lib/policy\` and \`lib/check\`: what decides. The tests are those of these folders and of
  the policy on the command line, in the order of \`test/mutation/suites.ts\`: they run in seconds and without other programs.
  Properties are not among them. What only other tests would see counts as survived here.
- The runner (\`test/mutation/runner.cjs\`) runs them under Jest's own framework in one process, and loads code and tests anew for
  each mutant. To start Jest for each one takes ten times as long.
- Left out is prose, and nothing else (\`test/mutation/prose.mjs\`): description, rationale, remedy and examples of a rule, and the
  descriptions in the schema of the policy file. They are compared as a whole with \`RULES.md\` and \`genesys-scopes.schema.json\`:
  one comparison would kill every mutant of them, and make the score look better than it is. Messages are mutated.
- Mutants of tables and lists, which are made when a module is loaded, are not left out; each runs against all tests. Of what is
  written \`as const\` Stryker makes none (the published scopes, the capabilities, and how a name goes wrong): the tests of these folders compare all of it.
- \`npx stryker run --incremental\` runs again only what changed. It takes for granted that a test which keeps its name is the same,
  and does not try new tests on mutants of tables; \`npm run test:mutation\` takes nothing for granted.
- A score below 95 fails, and so does a survivor that is not explained in \`test/mutation/survivors.json\`, or an explanation that
  no survivor needs any more.`;

function main(): void {
  const report: MutationReport = JSON.parse(readFileSync(REPORT, 'utf8'));
  const wrong = mistakes(survivorsOf(report));
  writeFileSync(PAGE, page(report, statSync(REPORT).mtime.toISOString().slice(0, 10)));
  console.log(`${PAGE} written`);
  if (wrong.length === 0) return;
  console.error(wrong.join('\n'));
  process.exitCode = 1;
}

main();
