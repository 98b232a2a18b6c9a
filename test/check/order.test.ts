import { byFile, byImportance, byPlace, bySource, compare, isAtLeast, today } from '../../lib/check';
import { type Finding, type Problem, publicText, SEVERITIES } from '../../lib/model';
import { addressOf, client, line, list, reading, reportOf } from './readings';

describe('texts', () => {
  test.each([
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['B', 'a', -1],
    ['', 'a', -1],
  ])('%j and %j', (a, b, order) => {
    expect(compare(a, b)).toBe(order);
  });
});

test('a severity is at least as severe as itself and those below it', () => {
  const atLeast = SEVERITIES.map((each) => SEVERITIES.filter((threshold) => isAtLeast(each, threshold)));
  expect(atLeast).toEqual([['note'], ['note', 'warning'], ['note', 'warning', 'error']]);
});

/** Both orders of each pair of neighbours: a list that is sorted already shows nothing. */
function expectOrder<T>(inOrder: readonly T[], comparing: (a: T, b: T) => number): void {
  inOrder.forEach((a, left) => {
    inOrder.forEach((b, right) => {
      expect([left, right, Math.sign(comparing(a, b))]).toEqual([left, right, Math.sign(left - right)]);
    });
  });
}

test('findings stand by severity, what is decided before what is open, then by source, id and instances', () => {
  const finding = (parts: Partial<Finding>): Finding => ({
    id: 'b',
    source: publicText('b'),
    rule: 'missing-scope',
    severity: 'warning',
    kind: 'fail',
    instances: [publicText('b')],
    message: publicText('m'),
    remedy: publicText('r'),
    new: true,
    ...parts,
  });
  expectOrder(
    [
      finding({ severity: 'error', kind: 'open', source: publicText('z'), id: 'z', instances: [publicText('z')] }),
      finding({ source: publicText('a'), id: 'z', instances: [publicText('z')] }),
      finding({ id: 'a', instances: [publicText('z')] }),
      finding({ instances: [publicText('a'), publicText('z')] }),
      finding({}),
      finding({ instances: [publicText('b'), publicText('c')] }),
      finding({ source: publicText('c') }),
      finding({ kind: 'open', source: publicText('a') }),
      finding({ severity: 'note', source: publicText('a'), id: 'a', instances: [] }),
    ],
    byImportance,
  );
});

test('problems stand by file, line and message; one without a line comes first', () => {
  const problem = (file: string, message: string, lineNumber?: number): Problem => ({
    message: publicText(message),
    at: { file: publicText(file), ...(lineNumber !== undefined && { line: lineNumber }) },
  });
  expectOrder(
    [
      problem('a', 'z', 9),
      problem('b', 'a'),
      problem('b', 'z'),
      problem('b', 'y', 2),
      problem('b', 'z', 2),
      problem('b', 'a', 10),
    ],
    byFile,
  );
});

test('sources stand by label, then by path', () => {
  const source = (label: string, path: string) => reading([], { source: sourceOf(label, path) }).source;
  expectOrder([source('a', 'z'), source('b', 'a'), source('b', 'b')], bySource);
});

function sourceOf(label: string, path = label) {
  return { label: publicText(label), path: publicText(path) };
}

test('a report is the same in whatever order its inputs and their clients come', () => {
  const of = (label: string, path: string, ...names: string[]) =>
    reading(
      names.map((name) => client(name, { scopes: list() })),
      {
        source: sourceOf(label, path),
        problems: ['y', 'x'].map((message) => ({
          message: publicText(message),
          at: { file: publicText(path), line: message === 'x' ? 2 : 1 },
        })),
      },
    );
  const policy = {
    acknowledgments: [
      {
        rule: 'missing-scope',
        client: '**',
        subject: 'webphone:use',
        reason: 'r',
        at: { file: publicText('policy.json') },
      },
    ],
  };
  const one = reportOf([of('b', '1', 'd', 'c'), of('a', '3', 'b', 'a'), of('b', '0')], policy);
  const other = reportOf([of('b', '0'), of('a', '3', 'a', 'b'), of('b', '1', 'c', 'd')], policy);
  expect(other).toEqual(one);
  expect(one.sources.map(({ label, path }) => `${label} ${path}`)).toEqual(['a 3', 'b 0', 'b 1']);
  expect(one.clients.map(({ source, address }) => `${source} ${address}`)).toEqual([
    `a ${addressOf('a')}`,
    `a ${addressOf('b')}`,
    `b ${addressOf('c')}`,
    `b ${addressOf('d')}`,
  ]);
  expect(one.problems.map(({ message, at }) => `${at.file} ${message}`)).toEqual([
    '0 y',
    '0 x',
    '1 y',
    '1 x',
    '3 y',
    '3 x',
  ]);
  expect(one.accepted.map(line)).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => `error missing-scope/${name}/webphone:use`),
  );
  const missing = (name: string) =>
    ['interaction:read', 'routing:user'].map((scope) => `error missing-scope/${name}/${scope}`);
  expect(one.findings.map(line).filter((each) => each.includes('missing-scope'))).toEqual(
    ['a', 'b', 'c', 'd'].flatMap(missing),
  );
});

test('clients stand by source, then by address', () => {
  const { clients } = reportOf([
    reading([client('b'), client('a["y"]'), client('a["x"]')], { source: sourceOf('q') }),
    reading([client('z')], { source: sourceOf('p') }),
  ]);
  expectOrder(clients, byPlace);
  expect(clients.map(({ address }) => address)).toEqual(['z', 'a["x"]', 'a["y"]', 'b'].map(addressOf));
});

test('today is the day in UTC', () => {
  const day = () => new Date().toISOString().replace(/T.*/, '');
  const before = day();
  const told = today();
  expect([before, day()]).toContain(told);
});
