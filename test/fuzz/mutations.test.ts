import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cli, inFolder, ROOT } from '../cli/run-cli';
import { type Mutation, mutated, mutationsOf } from './mutations';
import { some } from './runs';

interface Client {
  readonly address: string;
  readonly verdict: string;
}

interface Said {
  readonly code: number | null;
  readonly stderr: string;
  readonly verdicts: ReadonlyMap<string, string>;
}

async function said(file: string): Promise<Said> {
  const { code, stdout, stderr } = await cli(['check', file, '--format', 'json']);
  const clients: readonly Client[] = JSON.parse(stdout).clients;
  return { code, stderr, verdicts: new Map(clients.map(({ address, verdict }) => [address, verdict])) };
}

/**
 * Tries mutations of a document, and gives those by which a client that failed comes to be better than they may make it:
 * `fail` unless `atBest` says otherwise, or the document cannot be read. Wherever it stands, no mutation is a defect.
 */
async function falsePasses(
  document: string,
  usual: number,
  atBest: (path: string, kind: string) => 'fail' | 'open' | 'anything',
): Promise<string[]> {
  const text = readFileSync(join(ROOT, 'test/fixtures', document), 'utf8');
  const file = basename(document);
  return inFolder({ [file]: text }, async () => {
    const bad = [...(await said(file)).verdicts]
      .filter(([, verdict]) => verdict === 'fail')
      .map(([address]) => address);
    expect(bad.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const mutation of some(mutationsOf(JSON.parse(text)), usual)) {
      writeFileSync(file, mutated(text, mutation));
      const problem = judge(await said(file), bad, atBest(...keyOf(mutation)));
      if (problem !== undefined) wrong.push(`${keyOf(mutation).join(' ')}: ${problem}`);
    }
    return wrong;
  });
}

function keyOf({ path, kind }: Mutation): [path: string, kind: string] {
  return [path.map((step) => (typeof step === 'number' ? '#' : step)).join('/'), kind];
}

function judge({ code, stderr, verdicts }: Said, bad: readonly string[], atBest: string): string | undefined {
  if (code === null || code > 3 || stderr !== '') return `exit code ${code} ${stderr}`;
  if (code === 3 || atBest === 'anything') return undefined;
  const allowed = atBest === 'open' ? ['fail', 'open'] : ['fail'];
  const lost = bad.filter((address) => !allowed.includes(verdicts.get(address) ?? 'gone'));
  return lost.length === 0
    ? undefined
    : `${lost.map((each) => `${each} is ${verdicts.get(each) ?? 'gone'}`)}, exit code ${code}`;
}

const DECLARED = 'configuration/root_module/variables/genesys_scopes/default/clients';

/** What of a plan makes its clients what they are: their own changes, and what is declared of them. */
function inPlan(path: string): 'fail' | 'open' | 'anything' {
  if (path.startsWith('resource_changes/#/change/after/')) return 'anything';
  if (path.startsWith('resource_changes/#/change')) return 'open';
  return path.startsWith(DECLARED) ? 'anything' : 'fail';
}

test.each([
  ['create-missing', 500],
  ['declared', 500],
  ['postcondition-fails', 200],
  ['credentials', 200],
  ['lifecycle', 200],
])('a client that fails in %s.plan.json fails whatever part of the plan beside it is damaged', async (name, usual) => {
  expect(await falsePasses(`plans/${name}.plan.json`, usual, inPlan)).toEqual([]);
});

/** A resource, an instance or a name that is gone or another makes another state, and a good one. */
function inState(path: string, kind: string): 'fail' | 'open' | 'anything' {
  const isOther = /^is (gone|a word|an empty (list|object))$/.test(kind);
  const isName = /(^|\/)(resources|instances|child_modules|root_module)(\/#(\/(type|name|address|module))?)?$/.test(
    path,
  );
  if (isOther && isName) return 'anything';
  return /\/(attributes|values|attributes_flat)\//.test(path) ? 'anything' : 'fail';
}

test.each([
  ['instances.state.json', 200],
  ['lifecycle.tfstate', 200],
  ['export.tfstate', 200],
])('a client that fails in %s fails whatever part of the state beside it is damaged', async (name, usual) => {
  expect(await falsePasses(`state/${name}`, usual, inState)).toEqual([]);
});

// The counts of a report say what its list of findings no longer does.
test('a report whose findings are gone, and whose summary still counts them, is no good review', async () => {
  const plan = readFileSync(join(ROOT, 'test/fixtures/plans/declared.plan.json'), 'utf8');
  await inFolder({ 'plan.json': plan }, async () => {
    const report = JSON.parse((await cli(['check', 'plan.json', '--format', 'json'])).stdout);
    writeFileSync('report.json', JSON.stringify({ ...report, findings: [] }));
    expect((await cli(['review', 'report.json'])).code).toBe(3);
  });
});
