import fc from 'fast-check';
import { check } from '../../lib/check';
import { type Attributes, known, type OAuthClientRecord, publicText, type Report, unknown } from '../../lib/model';
import { DEFAULT_POLICY, type Policy } from '../../lib/policy';
import { exampleUsage } from '../../lib/rules/define';
import { PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { readTerraformJson } from '../../lib/sources/configuration';
import { readPlan } from '../../lib/sources/plan';
import { outlineOfPlan } from '../../lib/sources/plan-outline';
import { TYPE } from '../sources/inputs';
import { addressOf, attributes, client, list, reading, reportOf, TODAY } from './readings';

// What is the same of many clients is read and judged once: of each the report says what it would say of it alone.

const RUNS = Number(process.env.RUNS ?? 150);

const scope = fc.constantFrom<unknown>(
  'webphone:use',
  'interaction:read',
  'routing:user',
  'users',
  'conversations',
  'Users',
  'a\nb',
  '',
  null,
  5,
);
const mark = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const listMark = fc.oneof(mark, fc.array(mark, { maxLength: 6 }), fc.constant([{}]), fc.constant([{ a: true }]));
const marks = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: mark },
  {
    weight: 3,
    arbitrary: fc.record(
      { name: mark, authorized_grant_type: mark, scopes: listMark, roles: listMark, id: mark, client_secret: mark },
      { requiredKeys: [] },
    ),
  },
);

/** Few values, so that many clients have the same ones. */
const values = fc.record(
  {
    id: fc.constantFrom<unknown>('1', '2', '', 3),
    name: fc.constantFrom<unknown>('one', 'two', null, 3),
    authorized_grant_type: fc.constantFrom<unknown>('CODE', 'TOKEN', 'CLIENT-CREDENTIALS', null, 1),
    scopes: fc.oneof(fc.array(scope, { maxLength: 4 }), fc.constantFrom<unknown>(null, 'users', { a: 1 }, ['a', 'b'])),
    registered_redirect_uris: fc.constantFrom<unknown>([], ['http://a.example'], ['https://a.example'], null, [[]]),
    access_token_validity_seconds: fc.constantFrom<unknown>(300, 1, '300', null),
    roles: fc.constantFrom<unknown>([], [{ role_id: 'r', division_id: 'd' }], null, 1),
    expose_client_secret: fc.constantFrom<unknown>(true, false, null),
    integration_credential_name: fc.constantFrom<unknown>('agents', '', null),
  },
  { requiredKeys: ['id'] },
);

const change = fc
  .record({
    after: fc.option(values),
    before: fc.option(values),
    isKept: fc.boolean(),
    marks: fc.tuple(marks, marks, marks, marks),
  })
  .chain(({ after, before, isKept, marks: [one, two, three, four] }) =>
    fc.record(
      {
        actions: fc.constantFrom(['no-op'], ['update'], ['create'], ['delete'], ['delete', 'create'], ['forget']),
        importing: fc.constant({ id: '1' }),
        before: fc.constant(isKept ? after : before),
        after: fc.constant(after),
        before_unknown: fc.constant(one),
        before_sensitive: fc.constant(two),
        after_unknown: fc.constant(three),
        after_sensitive: fc.constant(four),
      },
      { requiredKeys: ['actions', 'before', 'after'] },
    ),
  );

const policies: readonly Policy[] = [
  DEFAULT_POLICY,
  { ...DEFAULT_POLICY, unmatched: 'warn' },
  { ...DEFAULT_POLICY, base: profileOf('chat-agent'), baseNamed: true },
  {
    ...DEFAULT_POLICY,
    clients: [
      {
        match: { name: 'one' },
        profile: profileOf('admin'),
        at: { file: publicText('policy.json') },
        text: publicText('one'),
      },
    ],
  },
];

const source = { label: publicText('plan'), path: publicText('plan.json') };

function planOf(changes: readonly { readonly index: number; readonly change: unknown }[]) {
  const entries = changes.map(({ index, change: made }) => ({
    address: `${TYPE}.c${index}`,
    mode: 'managed',
    type: TYPE,
    name: `c${index}`,
    change: made,
  }));
  return JSON.stringify({ format_version: '1.2', planned_values: {}, resource_changes: entries });
}

/** What the report says of clients for themselves: names they share are told of several. */
function saidOf({ clients, findings }: Report) {
  return { clients, findings: findings.filter(({ rule }) => rule !== 'duplicate-name') };
}

test.each([...policies.keys()])('each client among many is judged as it is alone, by policy %d', (index) => {
  const policy = policies[index] as Policy;
  const judged = (plan: string) =>
    check([readPlan(JSON.parse(plan), source)], policy, { today: TODAY, catalog: PUBLISHED_CATALOG });
  fc.assert(
    fc.property(fc.array(change, { minLength: 2, maxLength: 9 }), (changes) => {
      const numbered = changes.map((each, nth) => ({ index: nth, change: each }));
      const together = saidOf(judged(planOf(numbered)));
      const alone = numbered.map((each) => saidOf(judged(planOf([each]))));
      expect(together.clients).toEqual(alone.flatMap(({ clients }) => clients));
      const sorted = (findings: Report['findings']) => findings.map((each) => JSON.stringify(each)).sort();
      expect(sorted(together.findings)).toEqual(sorted(alone.flatMap(({ findings }) => findings)));
    }),
    { numRuns: RUNS },
  );
});

/** Of configuration, with what only Terraform will know. */
const written = fc.record(
  {
    name: fc.constantFrom<unknown>('one', 'two', '${var.name}'),
    authorized_grant_type: fc.constantFrom<unknown>('CODE', 'CLIENT-CREDENTIALS', '${var.grant}', null, 1),
    scopes: fc.oneof(
      fc.array(fc.oneof(scope, fc.constant('${var.scope}')), { maxLength: 4 }),
      fc.constantFrom<unknown>(null, 'users', '${var.scopes}', '${concat(["users"], var.more)}', { a: 1 }),
    ),
    access_token_validity_seconds: fc.constantFrom<unknown>(300, '300', 1, '1', true, null),
    expose_client_secret: fc.constantFrom<unknown>(true, 'true', false, null),
    lifecycle: fc.constantFrom<unknown>({ ignore_changes: ['scopes'] }, {}),
  },
  { requiredKeys: [] },
);

test.each([...policies.keys()])('each client of a configuration is judged as it is alone, by policy %d', (index) => {
  const policy = policies[index] as Policy;
  const judged = (clients: Record<string, unknown>) => {
    const value = JSON.parse(JSON.stringify({ resource: { [TYPE]: clients } }));
    const reading = readTerraformJson([{ value, file: source.path }], source);
    return saidOf(check([reading], policy, { today: TODAY, catalog: PUBLISHED_CATALOG }));
  };
  fc.assert(
    fc.property(fc.array(written, { minLength: 2, maxLength: 9 }), (bodies) => {
      const named = bodies.map((body, nth) => [`c${nth}`, body] as const);
      const together = judged(Object.fromEntries(named));
      const alone = named.map(([name, body]) => judged({ [name]: body }));
      expect(together.clients).toEqual(alone.flatMap(({ clients }) => clients));
      // Findings of several clients that differ in nothing but the client are told together: taken apart, they are the same.
      const taken = (findings: Report['findings']) =>
        findings
          .flatMap(({ instances, ...each }) => instances.map((instance) => JSON.stringify({ ...each, instance })))
          .sort();
      expect(taken(together.findings)).toEqual(taken(alone.flatMap(({ findings }) => findings)));
    }),
    { numRuns: RUNS },
  );
});

test('a plan that is read piece by piece is judged as the whole', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const text = planOf(changes.map((each, index) => ({ index, change: each })));
      const reports = [JSON.parse(text), outlineOf(text)].map((plan) =>
        check([readPlan(plan, source)], DEFAULT_POLICY, { today: TODAY, catalog: PUBLISHED_CATALOG }),
      );
      expect(reports[1]).toEqual(reports[0]);
    }),
    { numRuns: RUNS * 2 },
  );
});

function outlineOf(text: string) {
  const bytes = Buffer.from(text);
  let at = 0;
  return outlineOfPlan((into) => {
    const count = Math.min(into.length, bytes.length - at, 500);
    into.set(bytes.subarray(at, at + count));
    at += count;
    return count;
  }, 512);
}

const SAME = attributes();

test.each<[string, Partial<Attributes>, Partial<OAuthClientRecord>]>([
  ['the grant', { authorizedGrantType: known('TOKEN') }, {}],
  ['the scopes', { scopes: list('users') }, {}],
  ['the redirect addresses', { registeredRedirectUris: list('http://a.example') }, {}],
  ['the lifetime of tokens', { accessTokenValiditySeconds: known(1) }, {}],
  ['the roles', { roles: known(1) }, {}],
  ['a secret in the state', { exposeClientSecret: known(true) }, {}],
  ['a secret in a file', { directoryClientSecret: known('/tmp') }, {}],
  ['an unknown grant', { authorizedGrantType: unknown() }, {}],
  ['changes that are ignored', {}, { ignoresScopes: true }],
  ['what it called', {}, { usage: exampleUsage('GET /api/v2/stations/{stationId}', ['stations']) }],
])('clients that differ in nothing but %s are each judged by their own', (_, fields, rest) => {
  const plain = client('a', { ...SAME, name: known('a') });
  const other = client('b', { ...SAME, name: known('b'), ...fields }, rest);
  const alone = reportOf([reading([other])]).findings;
  expect(alone).not.toEqual([]);
  for (const clients of [
    [plain, other],
    [{ ...plain, instance: addressOf('c') }, other],
  ]) {
    const { findings } = reportOf([reading(clients)]);
    expect(findings.filter(({ address }) => address === other.address)).toEqual(alone);
    expect(findings.filter(({ address }) => address === plain.address)).toEqual(
      reportOf([reading([clients[0] as OAuthClientRecord])]).findings,
    );
  }
});
