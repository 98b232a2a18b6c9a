import {
  type ClientVerdict,
  known,
  type OAuthClientRecord,
  publicText,
  type ScopeList,
  sensitive,
  unknown,
} from '../../lib/model';
import { DEFAULT_POLICY, type Policy } from '../../lib/policy';
import { profileOf } from '../../lib/scopes';
import { BASE_SCOPES } from '../helpers/scopes';
import { WHOLE } from '../sources/inputs';
import { addressOf, changed, client, list, reading, reportOf } from './readings';

function verdictOf(record: OAuthClientRecord, policy: Partial<Policy> = {}): ClientVerdict {
  const [verdict] = reportOf([reading([record])], policy).clients;
  if (verdict === undefined) throw new Error('no client');
  return verdict;
}

const CREATED = { change: { action: 'create', before: null, importing: false } } as const;
const MIGRATED = list(...BASE_SCOPES);

test('a client that is made says what it holds, in order and without repetition, and what it gains for which purpose', () => {
  expect(verdictOf(client('a', { scopes: list('users', 'analytics', ...WHOLE) }, CREATED))).toEqual({
    source: 'prod',
    address: addressOf('a'),
    name: 'a',
    profile: 'agent',
    origin: 'assumed',
    vocabulary: 'platform',
    held: ['analytics', ...WHOLE].sort(),
    missing: [],
    unpublished: 0,
    action: 'create',
    importing: false,
    movedFrom: null,
    scopeChanges: [
      { scope: 'analytics', change: 'added', purpose: null },
      { scope: 'conversations', change: 'added', purpose: 'use the WebRTC softphone' },
      { scope: 'notifications', change: 'added', purpose: 'use the WebRTC softphone' },
      { scope: 'organization:readonly', change: 'added', purpose: 'use the WebRTC softphone' },
      { scope: 'routing:readonly', change: 'added', purpose: 'go on queue and see own queues' },
      { scope: 'user-basic-info', change: 'added', purpose: 'use the WebRTC softphone' },
      { scope: 'users', change: 'added', purpose: 'go on queue and see own queues' },
    ],
    drift: null,
    verdict: 'pass',
    reason: null,
  });
});

test('a client that is imported and moved says so; what it loses has the purpose of what it stood in for', () => {
  const record = changed(
    'a',
    { scopes: list('routing', ...BASE_SCOPES) },
    { scopes: list('analytics', 'webphone:use', 'interaction:read') },
    { importing: true, movedFrom: addressOf('old') },
  );
  expect(verdictOf(record)).toMatchObject({
    vocabulary: 'migration',
    missing: ['routing:user'],
    unpublished: 2,
    action: 'update',
    importing: true,
    movedFrom: addressOf('old'),
    scopeChanges: [
      { scope: 'analytics', change: 'added', purpose: null },
      { scope: 'routing', change: 'removed', purpose: null },
      { scope: 'routing:user', change: 'removed', purpose: 'go on queue and see own queues' },
    ],
    verdict: 'fail',
    reason: null,
  });
  const platform = changed('a', { scopes: list('routing', ...WHOLE) }, { scopes: list(...WHOLE) });
  expect(verdictOf(platform).scopeChanges).toEqual([
    { scope: 'routing', change: 'removed', purpose: 'go on queue and see own queues' },
  ]);
});

test('missing names stand in order', () => {
  expect(verdictOf(client('a', { scopes: list('interaction:read') })).missing).toEqual([
    'routing:user',
    'webphone:use',
  ]);
});

test('without a plan nothing is said of what is done', () => {
  expect(verdictOf(client('a'))).toMatchObject({
    action: null,
    importing: false,
    movedFrom: null,
    scopeChanges: null,
    drift: null,
  });
});

test('what is not known or sensitive is not told: neither what is held, nor what changes', () => {
  const whole = { items: WHOLE.map(known), rest: [] };
  const lists = [
    { ...whole, rest: [publicText('var.more')] },
    { ...whole, items: [...whole.items, unknown()] },
    { ...whole, items: whole.items.map(({ value }) => sensitive(value)) },
  ];
  for (const scopes of lists) {
    expect(verdictOf(changed('a', { scopes: list('users') }, { scopes }))).toMatchObject({
      held: null,
      scopeChanges: null,
    });
    expect(verdictOf(changed('a', { scopes }, { scopes: list(...WHOLE) }))).toMatchObject({
      held: WHOLE.toSorted(),
      scopeChanges: null,
    });
  }
});

test('a name is told where it is known', () => {
  expect(verdictOf(client('a', { name: known('n') })).name).toBe('n');
  expect(verdictOf(client('a', { name: known(null) })).name).toBeNull();
  expect(verdictOf(client('a', { name: unknown() })).name).toBeNull();
  expect(verdictOf(client('a', { name: sensitive('s') })).name).toBeNull();
});

test('a client of which nothing is asked has neither profile nor vocabulary, and misses nothing', () => {
  const job = client('a', { authorizedGrantType: known('CLIENT-CREDENTIALS'), scopes: list() });
  expect(verdictOf(job, { vocabulary: 'platform' })).toMatchObject({
    profile: null,
    origin: 'none',
    vocabulary: null,
    missing: [],
    unpublished: 0,
    verdict: 'pass',
  });
});

describe('a client that the plan takes away', () => {
  test('is ignored, holds nothing and misses nothing, and loses all that it held', () => {
    expect(verdictOf(changed('a', { scopes: list('users') }, null))).toMatchObject({
      name: null,
      profile: null,
      origin: 'none',
      vocabulary: null,
      held: [],
      missing: [],
      unpublished: 0,
      action: 'delete',
      scopeChanges: [{ scope: 'users', change: 'removed', purpose: null }],
      verdict: 'ignored',
      reason: 'destroyed by this plan',
    });
  });

  test('from Terraform alone is not called destroyed', () => {
    expect(verdictOf(changed('a', {}, null, { action: 'forget' }))).toMatchObject({
      verdict: 'ignored',
      reason: 'no longer managed by Terraform after this plan',
    });
  });

  test('is not ignored where the policy makes its deletion an error', () => {
    expect(verdictOf(changed('a', {}, null), { severities: new Map([['client-replaced', 'error']]) })).toMatchObject({
      verdict: 'fail',
      reason: null,
    });
  });

  test('and of which nothing is known before is ignored too', () => {
    const gone = client('a', {}, { attributes: null });
    expect(verdictOf(gone)).toMatchObject({ verdict: 'ignored', reason: 'destroyed by this plan', held: [] });
  });
});

describe('drift', () => {
  const drifted = (found: ScopeList) =>
    verdictOf(changed('a', {}, {}, { drift: { recorded: list(...WHOLE), found } })).drift;

  test('is what somebody added or took away', () => {
    expect(drifted(list('analytics', ...WHOLE.filter((scope) => scope !== 'users')))).toEqual([
      { scope: 'analytics', change: 'added', purpose: null },
      { scope: 'users', change: 'removed', purpose: 'go on queue and see own queues' },
    ]);
  });

  test('is none where only the order or the repetition differs', () => {
    expect(drifted(list(...WHOLE.toReversed(), 'users'))).toBeNull();
  });

  test('is not told where a scope is sensitive', () => {
    expect(drifted({ items: [sensitive('analytics')], rest: [] })).toBeNull();
  });
});

describe('the verdict', () => {
  const late = { scopes: { items: [], rest: [publicText('var.scopes')] } };
  const broken = [{ message: publicText('m'), at: { file: publicText('prod.json') } }];
  const verdictIn = (record: OAuthClientRecord, policy: Partial<Policy> = {}, problems = broken) => {
    const [verdict] = reportOf([reading([record], { problems })], policy).clients;
    return `${verdict?.verdict} ${verdict?.reason}`;
  };

  test('is open where a part of the source could not be read, unless something is wrong with the client', () => {
    expect(verdictIn(client('a'))).toBe('open null');
    expect(verdictIn(client('a'), {}, [])).toBe('pass null');
    expect(verdictIn(client('a', { scopes: list() }))).toBe('fail null');
  });

  test('is not ignored of a client that is open, and passes for no reason', () => {
    expect(verdictIn(client('a', late), {}, [])).toBe('open null');
    expect(verdictIn(client('a', late, { declared: { exempt: 'r' } }), {}, [])).toBe('ignored r');
  });

  test('of a client that lacks something by a policy that only warns is ignored, and says why', () => {
    const warns = { unmatched: 'warn' } as const;
    const reason = 'ignored nothing names it, and the policy only warns of such clients (unmatched: warn)';
    expect(verdictIn(client('a', { scopes: list() }), warns, [])).toBe(reason);
    expect(verdictIn(client('a', { scopes: MIGRATED }), warns, [])).toBe('pass null');
    // Another warning is none of what it lacks.
    expect(verdictIn(client('a', { authorizedGrantType: known('TOKEN') }), warns, [])).toBe('pass null');
  });

  test('of a client that lacks something by a policy that asks is no pass, even as a warning', () => {
    const asks = { base: profileOf('agent'), baseNamed: true };
    expect(verdictIn(client('a', { scopes: list() }), asks, [])).toBe('fail null');
  });

  test('of a client whose finding is accepted is accepted, and open where a part could not be read', () => {
    const accepted = client(
      'a',
      { authorizedGrantType: known('TOKEN') },
      { declared: { acknowledge: [{ rule: 'retiring-grant', reason: 'r' }] } },
    );
    expect(verdictIn(accepted, {}, [])).toBe('accepted null');
    expect(verdictIn(accepted)).toBe('open null');
  });

  test('of a client whose place in the policy contradicts its code is open, and not ignored', () => {
    const entry = {
      match: { address: '**' },
      profile: profileOf('agent'),
      vocabulary: 'platform' as const,
      at: { file: publicText('policy.json') },
      text: publicText('**'),
    };
    const contradicting = client('a', {}, { declared: { vocabulary: 'migration' } });
    expect(verdictIn(contradicting, { clients: [entry] }, [])).toBe('open null');
    const gone = changed('a', {}, null, {}, { declared: { vocabulary: 'migration' } });
    expect(verdictIn(gone, { clients: [entry] }, [])).toBe('open null');
  });

  test('is that of each instance by itself', () => {
    const instances = [client('a["x"]'), client('a["y"]', { scopes: list() }), client('a["z"]', late)];
    const { clients } = reportOf([reading(instances)], DEFAULT_POLICY);
    expect(clients.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'open']);
  });
});
