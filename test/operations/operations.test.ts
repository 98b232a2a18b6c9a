import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { agentCalls, CAUSES, causeOfCode, ERROR_CODES, loadOperations, type Operation } from '../../lib/operations';
import { CAPABILITIES } from '../../lib/scopes';

const TABLE: { meta: { snapshotDate: string; operationsInSnapshot: number }; operations: Operation[] } = JSON.parse(
  readFileSync(join(__dirname, '../../data/platform-operations.json'), 'utf8'),
);
const OPERATIONS = loadOperations();

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const isParameter = (segment: string) => /^\{.*\}$/.test(segment);
const withIds = (path: string, id: (index: number) => string) =>
  path
    .split('/')
    .map((segment, index) => (isParameter(segment) ? id(index) : segment))
    .join('/');

test('the table is loaded whole, with its day, and once', () => {
  expect(OPERATIONS.all).toHaveLength(TABLE.meta.operationsInSnapshot);
  expect(OPERATIONS.date).toBe(TABLE.meta.snapshotDate);
  expect(loadOperations()).toBe(OPERATIONS);
});

test.each([
  ['numbers', (index: number) => String(4711 + index)],
  ['UUIDs', (index: number) => `0f1e2d3c-4b5a-4978-8a9b-${String(index).padStart(12, '0')}`],
  ['the names of the document', undefined],
  ['other names in braces', (index: number) => `{id${index}}`],
])('every published operation is found by a path with %s for ids', (_, id) => {
  const missed = TABLE.operations.filter((operation) => {
    const path = id === undefined ? operation.path : withIds(operation.path, id);
    const found = OPERATIONS.find(operation.method, path);
    return found === undefined || name(found) !== name(operation);
  });
  expect(missed.map(name)).toEqual([]);
});

/** The same by regular expressions over the whole table: of those that fit the one with the earliest literal. */
function foundByPattern(method: string, path: string): string | undefined {
  const pattern = (template: string) =>
    new RegExp(`^${template.replaceAll(/[.+*?^$()[\]\\|]/g, '\\$&').replaceAll(/\{[^/]*\}/g, '[^/]+')}$`);
  const rank = (template: string) => template.replaceAll(/\{[^/]*\}/g, '~').replaceAll(/[^/~]+/g, '!');
  const fitting = TABLE.operations.filter((each) => each.method === method && pattern(each.path).test(path));
  const [best] = fitting.sort((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1));
  return best && name(best);
}
test('with any ids, also such as are words of other paths, the operation with the earliest literal is found', () => {
  const words = [...new Set(TABLE.operations.flatMap(({ path }) => path.split('/')))].filter(
    (segment) => segment !== '' && !isParameter(segment),
  );
  const id = fc.oneof(fc.constantFrom(...words), fc.constant('me'), fc.stringMatching(/^[A-Za-z0-9._~-]{1,12}$/));
  const ids = fc.array(id, { minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(fc.constantFrom(...TABLE.operations), ids, ({ method, path }, made) => {
      const asked = withIds(path, (index) => made[index] as string);
      const found = OPERATIONS.find(method, asked);
      expect(found && name(found)).toBe(foundByPattern(method, asked));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a literal before a parameter', 'GET', '/api/v2/users/me', 'GET /api/v2/users/me'],
  ['a method in lower case', 'get', '/api/v2/stations/1', 'GET /api/v2/stations/{stationId}'],
  ['a slash at the end', 'GET', '/api/v2/stations/1/', 'GET /api/v2/stations/{stationId}'],
  ['a parameter, not the literal beside it', 'GET', '/api/v2/users/{userId}', 'GET /api/v2/users/{userId}'],
])('a request finds %s', (_, method, path, expected) => {
  const found = OPERATIONS.find(method, path);
  expect(found && name(found)).toBe(expected);
});

test.each([
  ['a method that the path does not have', 'DELETE', '/api/v2/organizations/me'],
  ['a path that is too long', 'GET', '/api/v2/stations/1/2/3'],
  ['an id that is empty', 'GET', '/api/v2/stations//associateduser'],
  ['a path that is not published', 'POST', '/api/v2/oauth/tokeninfo'],
  ['no method', '', '/api/v2/users/me'],
  ['no path', 'GET', ''],
  ['another case', 'GET', '/api/v2/Users/Me'],
])('%s finds nothing', (_, method, path) => {
  expect(OPERATIONS.find(method, path)).toBeUndefined();
});

test('every call of an agent is published, by the very path, and opened by the scopes of its capability', () => {
  const wrong = agentCalls().filter(({ method, path, capability }) => {
    const published = TABLE.operations.find((each) => each.method === method && each.path === path);
    const { required, recommended } = CAPABILITIES[capability].platform;
    return !published?.scopes.some((scope) => [...required, ...recommended].some((held) => held === scope));
  });
  expect(wrong.map(name)).toEqual([]);
  expect(new Set(agentCalls().map(name)).size).toBe(agentCalls().length);
});

test('every scope of a capability opens a call of an agent', () => {
  const scopes = Object.entries(CAPABILITIES).flatMap(([capability, { platform }]) =>
    [...platform.required, ...platform.recommended].map((scope) => ({ capability, scope })),
  );
  const idle = scopes.filter(
    ({ capability, scope }) =>
      !agentCalls().some(
        (call) =>
          call.capability === capability &&
          OPERATIONS.find(call.method, call.path)?.scopes.some((each) => each === scope),
      ),
  );
  expect(idle).toEqual([]);
});

test('a code tells its cause, whatever else is asked for tells none', () => {
  for (const [code, cause] of Object.entries(ERROR_CODES)) expect(causeOfCode(code)).toBe(cause);
  for (const code of ['', 'toString', '__proto__', 'not.found', 'Bad.Credentials']) {
    expect(causeOfCode(code)).toBeUndefined();
  }
});

test('a cause ends a sentence that another begins, and only a missing scope is mended by adding one', () => {
  for (const [cause, { title, remedy }] of Object.entries(CAUSES)) {
    expect(title).toMatch(/^[^A-Z].*[^.]$/);
    if (/Add the scope/.test(remedy)) expect(cause).toBe('scope-missing');
  }
});
