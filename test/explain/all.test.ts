import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { explain, explanationText, KINDS, type Kind } from '../../lib/explain';
import { CAUSES, ERROR_CODES, type Operation } from '../../lib/operations';
import { RULE_IDS } from '../../lib/rules';
import { CAPABILITY_IDS, MIGRATION_SCOPES, PROFILE_IDS, PUBLISHED } from '../../lib/scopes';
import { cli, ROOT } from '../cli/run-cli';

// Thousands of names, each explained.
jest.setTimeout(120_000);

const TABLE: { meta: { pathsKnownAbsent: string }; operations: Operation[] } = JSON.parse(
  readFileSync(join(ROOT, 'data/platform-operations.json'), 'utf8'),
);
const PERMISSIONS = [...new Set(TABLE.operations.flatMap(({ permissions }) => permissions?.list ?? []))];
const taking = (scope: string) => TABLE.operations.filter(({ scopes }) => scopes.includes(scope));
const line = ({ method, path }: Operation) => `${method} ${path}`;

/** Asks in text and in JSON, and fails unless both are answered. */
async function answers(name: string, ...options: string[]) {
  const text = await cli(['explain', name, ...options]);
  const json = await cli(['explain', name, ...options, '--format', 'json']);
  expect({ name, text: text.code, json: json.code, stderr: text.stderr + json.stderr }).toEqual({
    name,
    text: 0,
    json: 0,
    stderr: '',
  });
  return { text: text.stdout, json: JSON.parse(json.stdout) };
}

test.each(PUBLISHED.scopes)('%s opens the operations that take it, and no others', async (scope) => {
  const { text, json } = await answers(scope, '--as', 'scope', '--all');
  const expected = taking(scope);
  expect(json).toMatchObject({ format: 'genesys-scopes/explanation@1', kind: 'scope', name: scope, published: true });
  expect(json.operations.map(line)).toEqual(expected.map(line));
  expect(text).toContain(`It opens ${expected.length} operation${expected.length === 1 ? '' : 's'}`);
  const listed = text
    .split('\n')
    .slice(0, text.split('\n').indexOf('Who asks for it'))
    .flatMap((each) => /^ {2}([A-Z]+) +(\/\S+)/.exec(each)?.slice(1, 3).join(' ') ?? []);
  expect(listed).toEqual(expected.map(line));
});

test.each(PUBLISHED.scopes)('the groups of %s add up to its operations', async (scope) => {
  const { stdout } = await cli(['explain', scope, '--as', 'scope']);
  const groups = [...stdout.matchAll(/^ {2}(\/api\/v2\/\S+) +(\d+) {2}(.*)$/gm)];
  if (taking(scope).length <= 12) return expect(groups).toEqual([]);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  expect(sum(groups.map(([, , count]) => Number(count)))).toBe(taking(scope).length);
  for (const [, area, count, methods = ''] of groups) {
    expect(sum([...methods.matchAll(/\d+/g)].map(Number))).toBe(Number(count));
    const within = taking(scope).filter(({ path }) => `${path}/`.startsWith(`${area}/`));
    expect(within).toHaveLength(Number(count));
  }
});

test('what a scope is said to cover, it covers in every operation', async () => {
  for (const scope of PUBLISHED.scopes) {
    const { json } = await answers(scope, '--as', 'scope');
    for (const covered of json.covers) {
      expect(taking(covered).filter(({ scopes }) => !scopes.includes(scope))).toEqual([]);
    }
    const both = PUBLISHED.scopes.some((other) => other === `${scope}:readonly`);
    if (both) expect(json.covers.length === 0).toBe(json.readonlyAlone.length > 0);
  }
});

test('every operation can be explained by method and path, and by its id', () => {
  for (const operation of TABLE.operations) {
    for (const name of [line(operation), operation.operationId]) {
      const explanation = explain(name);
      if (!('kind' in explanation) || explanation.kind !== 'operation') throw new Error(`${name} is not explained`);
      expect(explanation.operations.map(line)).toEqual([line(operation)]);
      expect(explanationText(explanation, false)).toContain(`${line(operation)} (${operation.operationId})`);
    }
  }
});

test('every operation is among those of its path', () => {
  const missed = TABLE.operations.filter((operation) => {
    const explanation = explain(operation.path);
    return !('kind' in explanation && explanation.kind === 'operation' && explanation.operations.some(same(operation)));
  });
  expect(missed.map(line)).toEqual([]);
});

function same(operation: Operation) {
  return (other: Operation) => line(other) === line(operation);
}

test('whose client can call an operation is told by its scopes', () => {
  for (const operation of TABLE.operations) {
    const explanation = explain(line(operation));
    if (!('kind' in explanation) || explanation.kind !== 'operation') throw new Error('is not explained');
    const [{ profiles } = { profiles: null }] = explanation.operations;
    const bySecurity = operation.schemes === undefined && operation.scopes.length > 0;
    expect(profiles !== null).toBe(bySecurity);
    for (const { by } of profiles ?? []) if (by !== null) expect(operation.scopes).toContain(by);
  }
});

test('every permission can be explained, with the operations that state it', () => {
  for (const permission of PERMISSIONS) {
    const explanation = explain(permission, 'permission');
    if (!('kind' in explanation) || explanation.kind !== 'permission')
      throw new Error(`${permission} is not explained`);
    const expected = TABLE.operations.filter(({ permissions }) => permissions?.list.includes(permission));
    expect(explanation.operations.map(line)).toEqual(expected.map(line));
    for (const { name, operations } of explanation.scopes) {
      expect(operations).toBe(expected.filter(({ scopes }) => scopes.includes(name)).length);
    }
    expect(explanationText(explanation, true)).toContain(`${permission}: a permission\n`);
  }
});

test('every permission is explained on the command line, too', async () => {
  const codes = new Set<number | null>();
  for (const permission of PERMISSIONS) codes.add((await cli(['explain', permission])).code);
  expect([...codes]).toEqual([0]);
});

const REFUSALS = [...Object.keys(ERROR_CODES), ...Object.keys(CAUSES)];

test.each([...RULE_IDS, ...PROFILE_IDS, ...CAPABILITY_IDS, ...MIGRATION_SCOPES.keys(), ...REFUSALS])(
  '%s is explained',
  async (name) => {
    const { text, json } = await answers(name);
    expect(text.startsWith(`${name}:`) || text.startsWith(`${name} (`)).toBe(true);
    expect(KINDS).toContain(json.kind);
  },
);

test('a name with two meanings has the first of them, and says the other', async () => {
  const named: Record<Kind, readonly string[]> = {
    rule: RULE_IDS,
    profile: PROFILE_IDS,
    capability: CAPABILITY_IDS,
    scope: [...PUBLISHED.scopes, ...MIGRATION_SCOPES.keys()],
    permission: PERMISSIONS,
    refusal: REFUSALS,
    operation: TABLE.operations.map(({ operationId }) => operationId),
  };
  const names = new Set(Object.values(named).flat());
  const several = [...names]
    .map((name) => [name, KINDS.filter((kind) => named[kind].includes(name))] as const)
    .filter(([, kinds]) => kinds.length > 1);
  expect(several).toEqual([
    ['wrong-grant', ['rule', 'refusal']],
    ['admin', ['profile', 'permission']],
    ['routing', ['capability', 'scope']],
  ]);
  for (const [name, [first, second]] of several) {
    expect(explain(name)).toMatchObject({ kind: first, also: [second] });
    expect((await cli(['explain', name])).stdout).toContain(
      `"${name}" is a ${second}, too: genesys-scopes explain ${name} --as ${second}\n`,
    );
  }
});

test('the number of paths that the document lacks is that of the table', async () => {
  const [, count] = /^(\d+) paths/.exec(TABLE.meta.pathsKnownAbsent) ?? [];
  expect((await cli(['explain', '/api/v2/nowhere'])).stderr).toContain(` ${count} paths are known that it lacks`);
});

test('whatever is typed is explained or refused, without a throw and without steering the terminal', async () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'GET',
      'post',
      '/api/v2/users/',
      'https://',
      '{id}',
      '::error::',
      '##[group]',
      ':',
      'users',
      '?',
      '#',
    ),
  );
  const typed = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(''));
  await fc.assert(
    fc.asyncProperty(typed, async (name) => {
      const { code, stdout, stderr } = await cli(['explain', '--', name]);
      expect([0, 2]).toContain(code);
      expect(code === 0 ? stderr : stdout).toBe('');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|^\s*::|##\[/m);
    }),
    { numRuns: 300 },
  );
});

// To compare it with every path by every way takes hours: then the test runs into its time.
test('a path of very many segments is refused', async () => {
  expect((await cli(['explain', `/api/v2${'/conversatoins'.repeat(8000)}`])).code).toBe(2);
});
