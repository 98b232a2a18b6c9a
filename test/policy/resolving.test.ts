import { type Attributes, known, type OAuthClientRecord, publicText, sensitive, unknown } from '../../lib/model';
import {
  acknowledges,
  acknowledgmentsOf,
  applyAcknowledgments,
  type ClientAcknowledgment,
  DEFAULT_POLICY,
  expiresSoon,
  isExpired,
  isUserless,
  matchEntry,
  type Policy,
  type PolicyEntry,
  resolveRequirement,
  speaksOf,
  speaksOfSource,
  UNNAMED,
} from '../../lib/policy';
import { type Catalog, defineProfile, PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { attributes, client, list, reading, reportOf } from '../check/readings';
import { BASE_SCOPES, PLATFORM_BASE_SCOPES } from '../helpers/scopes';

const AT = { file: publicText('policy.json'), line: 2, column: 5 };
const SOURCE = { label: publicText('prod'), path: publicText('prod.json'), kind: 'plan' as const };
const RECOMMENDED = ['stations:readonly', 'presence'];

const entryOf = (parts: Partial<PolicyEntry>): PolicyEntry => ({
  match: { address: '**' },
  at: AT,
  text: publicText('**'),
  ...parts,
});

function resolve(record: OAuthClientRecord, policy: Partial<Policy> = {}, catalog: Catalog = PUBLISHED_CATALOG) {
  return resolveRequirement(
    record,
    record.attributes ?? attributes(),
    SOURCE,
    { ...DEFAULT_POLICY, ...policy },
    catalog,
  );
}

function requirementOf(...args: Parameters<typeof resolve>) {
  const resolution = resolve(...args);
  if (!('requirement' in resolution)) throw new Error('it is ignored');
  return resolution.requirement;
}

describe('what a client must hold', () => {
  const PURPOSE = {
    migration: new Map([
      ['routing:user', 'go on queue and see own queues'],
      ['interaction:read', 'read interactions'],
      ['webphone:use', 'use the WebRTC softphone'],
    ]),
    platform: new Map([
      ['routing:readonly', 'go on queue and see own queues'],
      ['users', 'go on queue and see own queues'],
      ['conversations:readonly', 'read interactions'],
      ['conversations', 'use the WebRTC softphone'],
      ['notifications', 'use the WebRTC softphone'],
      ['organization:readonly', 'use the WebRTC softphone'],
      ['user-basic-info', 'use the WebRTC softphone'],
    ]),
  };

  test('that nothing names is the base profile, in the vocabulary that it speaks', () => {
    expect(resolve(client('a'))).toStrictEqual({
      entries: [],
      requirement: {
        origin: 'assumed',
        profile: 'agent',
        vocabulary: 'platform',
        vocabularyNamed: false,
        required: PLATFORM_BASE_SCOPES,
        recommended: RECOMMENDED,
        allowed: BASE_SCOPES,
        replaced: new Set(BASE_SCOPES),
        purpose: PURPOSE.platform,
        lenient: false,
        undecided: false,
      },
    });
  });

  test('that code and policy name is what both ask, in the vocabulary of the entry', () => {
    const entry = entryOf({
      profile: { id: 'lists', capabilities: ['digital'], scopes: ['analytics'], allowedScopes: ['presence'] },
      vocabulary: 'migration',
    });
    const profile = defineProfile({ id: 'own', capabilities: ['webphone', 'digital'], allowedScopes: ['oauth'] });
    const record = client('a', {}, { declared: { profile, additionalScopes: ['gdpr'] } });
    expect(resolve(record, { clients: [entry] })).toStrictEqual({
      entries: [entry],
      requirement: {
        origin: 'construct',
        profile: 'own + lists',
        vocabulary: 'migration',
        vocabularyNamed: true,
        required: ['webphone:use', 'interaction:write', 'digital:read', 'analytics'],
        recommended: [],
        allowed: [
          'oauth',
          'presence',
          'user-basic-info',
          'organization:readonly',
          'notifications',
          'conversations',
          'analytics',
          'stations:readonly',
          'gdpr',
        ],
        replaced: new Set([
          'user-basic-info',
          'organization:readonly',
          'notifications',
          'conversations',
          'analytics',
          'stations:readonly',
        ]),
        purpose: new Map([
          ['digital:read', 'read and answer chats, messages and emails'],
          ['interaction:write', 'read and answer chats, messages and emails'],
          ['webphone:use', 'use the WebRTC softphone'],
        ]),
        lenient: false,
        undecided: false,
      },
    });
  });

  test('that a profile of their own asks for by published names, each for the first of its purposes', () => {
    const profile = defineProfile({ id: 'own', capabilities: ['webphone', 'digital'] });
    const { required, allowed, purpose } = requirementOf(client('a', {}, { declared: { profile } }));
    expect({ required, allowed, conversations: purpose.get('conversations') }).toEqual({
      required: ['user-basic-info', 'organization:readonly', 'notifications', 'conversations'],
      allowed: ['webphone:use', 'interaction:write', 'digital:read'],
      conversations: 'use the WebRTC softphone',
    });
    const board = defineProfile({ id: 'board', capabilities: ['routing'] });
    const joined = requirementOf(client('a', {}, { declared: { profile, vocabulary: 'platform' } }), {
      clients: [entryOf({ profile: board })],
    });
    expect({ profile: joined.profile, required: joined.required, allowed: joined.allowed }).toEqual({
      profile: 'own + board',
      required: [...required, 'users', 'routing:readonly'],
      allowed: ['webphone:use', 'interaction:write', 'digital:read', 'routing:user'],
    });
  });

  test('is worked out once for a profile, and for two that are joined', () => {
    const entry = entryOf({ profile: profileOf('chat-agent') });
    const declared = { declared: { profile: 'voice-agent' as const } };
    const of = (name: string) =>
      requirementOf(client(name, {}, declared), { clients: [entry], vocabulary: 'migration' });
    expect(of('a').required).toBe(of('b').required);
    const other = entryOf({ profile: profileOf('admin') });
    expect(requirementOf(client('a', {}, declared), { clients: [other], vocabulary: 'migration' }).profile).toBe(
      'voice-agent + admin',
    );
    expect(of('a').profile).toBe('voice-agent + chat-agent');
  });

  test('is none for a client whose grant has no user', () => {
    const job = client('a', { authorizedGrantType: known('CLIENT-CREDENTIALS') });
    const nothing = {
      origin: 'none',
      vocabulary: 'platform',
      vocabularyNamed: false,
      required: [],
      recommended: [],
      allowed: [],
      replaced: new Set(),
      purpose: new Map(),
      lenient: false,
      undecided: false,
    };
    expect(resolve(job)).toStrictEqual({ entries: [], requirement: nothing });
    expect(requirementOf(job, { vocabulary: 'migration' })).toEqual({
      ...nothing,
      vocabulary: 'migration',
      vocabularyNamed: true,
    });
    expect(requirementOf(job, { unmatched: 'ignore' })).toEqual(nothing);
    expect(requirementOf(client('a', { authorizedGrantType: sensitive('CLIENT-CREDENTIALS') }))).toEqual(nothing);
    expect(requirementOf(client('a', { authorizedGrantType: unknown() })).profile).toBe('agent');
    expect(requirementOf(client('a', { authorizedGrantType: known(null) })).profile).toBe('agent');
  });

  test('is asked by who asks it', () => {
    const asked = (record: OAuthClientRecord, policy: Partial<Policy> = {}) => {
      const { origin, lenient, profile } = requirementOf(record, policy);
      return { origin, lenient, profile };
    };
    const declared = client('a', {}, { declared: { profile: 'voice-agent' } });
    const entry = entryOf({ profile: profileOf('chat-agent') });
    expect(asked(client('a'), { unmatched: 'warn' })).toEqual({ origin: 'assumed', lenient: true, profile: 'agent' });
    expect(asked(client('a'), { base: profileOf('admin'), baseNamed: true })).toEqual({
      origin: 'policy',
      lenient: false,
      profile: 'admin',
    });
    expect(asked(declared, { unmatched: 'warn' })).toEqual({
      origin: 'construct',
      lenient: false,
      profile: 'voice-agent',
    });
    expect(asked(client('a'), { unmatched: 'warn', clients: [entry] })).toEqual({
      origin: 'policy',
      lenient: false,
      profile: 'chat-agent',
    });
    expect(asked(client('a'), { unmatched: 'ignore', clients: [entry] })).toEqual({
      origin: 'policy',
      lenient: false,
      profile: 'chat-agent',
    });
    // An entry of the same profile adds nothing to its name.
    expect(asked(declared, { clients: [entryOf({ profile: profileOf('voice-agent') })] }).profile).toBe('voice-agent');
    // Nor does an entry that only names a vocabulary, or one that asks nothing.
    expect(asked(declared, { clients: [entryOf({})] }).profile).toBe('voice-agent');
    expect(asked(client('a'), { clients: [entryOf({})] })).toEqual({
      origin: 'assumed',
      lenient: false,
      profile: 'agent',
    });
  });
});

describe('the vocabulary of a client that nobody named', () => {
  const spoken = (scopes: Attributes['scopes'], profile = profileOf('agent'), catalog = PUBLISHED_CATALOG) =>
    requirementOf(client('a', { scopes }), { base: profile }, catalog).vocabulary;

  test.each<[string, string[], string]>([
    ['nothing', [], 'migration'],
    ['all of the guidance', BASE_SCOPES, 'migration'],
    ['all published', PLATFORM_BASE_SCOPES, 'platform'],
    ['all of both', [...PLATFORM_BASE_SCOPES, ...BASE_SCOPES], 'migration'],
    ['all of the guidance and most published', [...BASE_SCOPES, ...PLATFORM_BASE_SCOPES.slice(1)], 'migration'],
    ['most of the guidance and all published', [...BASE_SCOPES.slice(1), ...PLATFORM_BASE_SCOPES], 'platform'],
    ['more of the guidance', ['webphone:use', 'interaction:read', 'users'], 'migration'],
    ['more published', ['webphone:use', 'users', 'conversations'], 'platform'],
    ['as many of both', ['webphone:use', 'users'], 'migration'],
    ['none of either, all published', ['analytics'], 'platform'],
    ['none of either, one unpublished', ['analytics', 'holograms'], 'migration'],
    ['none of either, of the guidance', ['digital:read'], 'migration'],
  ])('of one that holds %s', (_, scopes, vocabulary) => {
    expect(spoken(list(...scopes))).toBe(vocabulary);
    // What is sensitive is judged in the same way.
    expect(spoken({ items: scopes.map((scope) => sensitive(scope)), rest: [] })).toBe(vocabulary);
  });

  test('of one whose scopes are not known', () => {
    expect(spoken({ items: [unknown()], rest: [] })).toBe('migration');
    expect(spoken({ items: [known('analytics'), unknown()], rest: [] })).toBe('migration');
    expect(spoken({ items: [known('analytics')], rest: [publicText('var.more')] })).toBe('platform');
  });

  test('of one that must hold listed scopes only is the published one', () => {
    expect(spoken(list(), { id: 'board', capabilities: [], scopes: ['users'] })).toBe('platform');
  });

  test("is told by the organisation's own catalogue", () => {
    const own: Catalog = { date: '2026-11-01', source: 'organisation', scopes: new Set(['holograms']) };
    expect(spoken(list('holograms'), profileOf('agent'), own)).toBe('platform');
    expect(spoken(list('analytics'), profileOf('agent'), own)).toBe('migration');
  });

  test('of whom somebody named one is that, by entry, code and policy in this order', () => {
    const of = (
      entry?: 'migration' | 'platform',
      code?: 'migration' | 'platform',
      policy?: 'migration' | 'platform',
    ) => {
      const record = client('a', {}, { declared: { ...(code && { vocabulary: code }) } });
      const clients = [entryOf({ ...(entry && { vocabulary: entry }) })];
      const { vocabulary, vocabularyNamed } = requirementOf(record, { clients, ...(policy && { vocabulary: policy }) });
      return `${vocabulary}${vocabularyNamed ? ' named' : ''}`;
    };
    expect(of('migration', 'migration', 'platform')).toBe('migration named');
    expect(of('migration', undefined, 'platform')).toBe('migration named');
    expect(of(undefined, 'migration', 'platform')).toBe('migration named');
    expect(of(undefined, undefined, 'migration')).toBe('migration named');
    expect(of()).toBe('platform');
  });
});

describe('a client is left out', () => {
  test('by its code before all, and by the entry that names it', () => {
    const entry = entryOf({ ignore: 'theirs' });
    const exempt = client('a', {}, { declared: { exempt: 'ours' } });
    expect(resolve(exempt, { clients: [entry] })).toStrictEqual({ entries: [entry], ignored: 'ours' });
    expect(resolve(exempt)).toStrictEqual({ entries: [], ignored: 'ours' });
    expect(resolve(client('a', {}, { declared: { profile: 'agent' } }), { clients: [entry] })).toStrictEqual({
      entries: [entry],
      ignored: 'theirs',
    });
  });

  test('by a policy that ignores what nothing names', () => {
    expect(resolve(client('a'), { unmatched: 'ignore' })).toStrictEqual({ entries: [], ignored: UNNAMED.ignore });
    expect(UNNAMED).toEqual({
      ignore: 'nothing names it, and the policy ignores such clients (unmatched: ignore)',
      warn: 'nothing names it, and the policy only warns of such clients (unmatched: warn)',
    });
  });

  test('by no entry while an earlier one may be the one that names it', () => {
    const first = entryOf({ match: { name: 'Chat *' }, profile: profileOf('chat-agent') });
    const second = entryOf({ ignore: 'r' });
    const unnamed = client('a', { name: unknown() });
    const job = client('a', { name: unknown(), authorizedGrantType: known('CLIENT-CREDENTIALS') });
    for (const policy of [{ clients: [first, second] }, { clients: [first], unmatched: 'ignore' as const }]) {
      expect(resolve(unnamed, policy)).toMatchObject({
        entries: policy.clients,
        requirement: { origin: 'none', required: [], undecided: true },
      });
    }
    expect(resolve(job, { clients: [first] })).toMatchObject({
      entries: [first],
      requirement: { origin: 'none', required: [], undecided: true },
    });
    const third = entryOf({ profile: profileOf('agent') });
    expect(resolve(unnamed, { clients: [first, third] })).toMatchObject({
      entries: [first, third],
      requirement: { origin: 'policy', profile: 'agent', undecided: true },
    });
  });
});

describe('a vocabulary that code and policy name differently is a contradiction', () => {
  const entry = entryOf({ vocabulary: 'platform' });
  const messageOf = (record: OAuthClientRecord) => {
    const resolution = resolve(record, { clients: [entry] });
    return 'contradiction' in resolution ? resolution.contradiction : undefined;
  };
  const declared = { vocabulary: 'migration' } as const;

  test('told with the place of the code, as far as it is known', () => {
    const message = (place: string) =>
      `clients[].vocabulary of ** is "platform", but the code of genesyscloud_oauth_client.a${place} says "migration"`;
    expect(messageOf(client('a', {}, { declared }))).toEqual({
      message: message(''),
      remedy: 'Name the vocabulary in one of the two places, or the same in both.',
      at: AT,
      isPolicy: true,
    });
    const file = publicText('main.ts');
    expect(messageOf(client('a', {}, { declared, at: { file } }))?.message).toBe(message(' (main.ts)'));
    expect(messageOf(client('a', {}, { declared, at: { file, line: 7 } }))?.message).toBe(message(' (main.ts:7)'));
  });

  test('and none where they agree or one of them is silent', () => {
    expect(messageOf(client('a', {}, { declared: { vocabulary: 'platform' } }))).toBeUndefined();
    expect(messageOf(client('a', {}, { declared: {} }))).toBeUndefined();
    expect(messageOf(client('a'))).toBeUndefined();
    expect(resolve(client('a', {}, { declared }), { clients: [entryOf({})] })).not.toHaveProperty('contradiction');
    expect(resolve(client('a', {}, { declared }))).not.toHaveProperty('contradiction');
  });
});

describe('a grant', () => {
  test.each([
    ['CLIENT-CREDENTIALS', true],
    ['client_credentials', true],
    [' Client_Credentials ', true],
    ['CLIENT_-CREDENTIALS', false],
    ['CLIENTCREDENTIALS', false],
    ['CODE', false],
    ['code', false],
    ['', false],
    [null, false],
  ])('%j has no user: %j', (grant, expected) => {
    expect(isUserless(grant)).toBe(expected);
  });
});

describe('an entry', () => {
  const of = (match: PolicyEntry['match'], instance: string, name: Attributes['name'] = known('n')) => {
    const { entry, undecided } = matchEntry(client(instance), { name }, SOURCE, {
      ...DEFAULT_POLICY,
      clients: [entryOf({ match })],
    });
    return entry !== undefined ? 'yes' : undecided.length > 0 ? 'perhaps' : 'no';
  };
  const type = 'genesyscloud_oauth_client';

  test.each<[PolicyEntry['match'], string, string]>([
    [{}, 'a', 'yes'],
    [{ address: `${type}.a` }, 'a', 'yes'],
    [{ address: `${type}.a` }, 'b', 'no'],
    [{ address: `${type}.a` }, 'a["x"]', 'yes'],
    [{ address: `${type}.a["x"]` }, 'a["x"]', 'yes'],
    [{ address: `${type}.a["x"]` }, 'a["y"]', 'no'],
    [{ address: `${type}.*` }, 'a', 'yes'],
    [{ address: '*' }, 'a', 'no'],
    [{ address: '**' }, 'a', 'yes'],
    [{ address: '***' }, 'a', 'yes'],
    [{ address: '*.*' }, 'a', 'yes'],
    [{ address: '*a' }, 'a', 'no'],
    [{ address: '**a' }, 'a', 'yes'],
    [{ address: '' }, 'a', 'no'],
    [{ address: `${type}.a*a` }, 'a', 'no'],
    [{ address: `${type}.a*a` }, 'aa', 'yes'],
    [{ name: 'n*n' }, 'a', 'no'],
    [{ address: `${type}.aa` }, 'a', 'no'],
    [{ address: `${type}.` }, 'a', 'no'],
    [{ name: 'n' }, 'a', 'yes'],
    [{ name: 'm' }, 'a', 'no'],
    [{ address: `${type}.a`, name: 'n' }, 'a', 'yes'],
    [{ address: `${type}.a`, name: 'n' }, 'b', 'no'],
    [{ address: `${type}.a`, name: 'm' }, 'a', 'no'],
  ])('that matches %j names %j: %s', (match, instance, expected) => {
    expect(of(match, instance)).toBe(expected);
  });

  test('by a name that is unknown is undecided, by one that is sensitive or none is not', () => {
    expect(of({ name: 'n' }, 'a', unknown())).toBe('perhaps');
    expect(of({ address: `${type}.b`, name: 'n' }, 'a', unknown())).toBe('no');
    expect(of({ name: 'n' }, 'a', sensitive('n'))).toBe('yes');
    expect(of({ name: 'n' }, 'a', sensitive('m'))).toBe('no');
    expect(of({ name: '*' }, 'a', known(null))).toBe('no');
    expect(of({ name: '*' }, 'a', known(''))).toBe('yes');
  });

  test('speaks of the sources that it names, by the label or by what it was before', () => {
    const prod = { label: publicText('prod') };
    expect(speaksOfSource({}, prod)).toBe(true);
    expect(speaksOfSource({ sources: [] }, prod)).toBe(false);
    expect(speaksOfSource({ sources: ['test', 'pr*'] }, prod)).toBe(true);
    expect(speaksOfSource({ sources: ['test'] }, prod)).toBe(false);
    const told = { label: publicText('prod (eu.json)'), stack: publicText('prod') };
    expect(speaksOfSource({ sources: ['prod'] }, told)).toBe(true);
    expect(speaksOfSource({ sources: ['prod (eu.json)'] }, told)).toBe(false);
  });
});

describe('an acknowledgment', () => {
  const ack = { rule: 'retiring-grant', reason: 'r' };
  const policyAck = { ...ack, client: 'genesyscloud_oauth_client.a', at: AT };

  test('speaks of the clients and sources that it names', () => {
    expect(acknowledges(policyAck, client('a'), SOURCE)).toBe(true);
    expect(acknowledges(policyAck, client('b'), SOURCE)).toBe(false);
    expect(acknowledges({ ...policyAck, sources: ['test'] }, client('a'), SOURCE)).toBe(false);
    expect(acknowledges({ ...policyAck, sources: ['prod'] }, client('a'), SOURCE)).toBe(true);
  });

  test('of the code comes before those of the policy', () => {
    const a = client('a', {}, { declared: { acknowledge: [ack] } });
    const b = client('b');
    expect(acknowledgmentsOf([a, b], SOURCE, { ...DEFAULT_POLICY, acknowledgments: [policyAck] })).toEqual([
      { client: a, acknowledgment: ack },
      { client: a, acknowledgment: policyAck, entry: policyAck },
    ]);
  });

  test('ends after its last day, and is announced a fortnight before', () => {
    const until = (day: string) => ({ ...ack, until: day });
    expect(isExpired(ack, '2999-01-01')).toBe(false);
    expect(isExpired(until('2026-11-25'), '2026-11-25')).toBe(false);
    expect(isExpired(until('2026-11-25'), '2026-11-26')).toBe(true);
    expect(expiresSoon(ack, '2999-01-01')).toBe(false);
    expect(expiresSoon(until('2027-01-05'), '2026-12-21')).toBe(false);
    expect(expiresSoon(until('2027-01-05'), '2026-12-22')).toBe(true);
    expect(expiresSoon(until('2027-01-05'), '2026-12-23')).toBe(true);
  });

  test('accepts findings of its rule, its client and its subject, and nothing that is open', () => {
    const record = client('a', { exposeClientSecret: known(true), directoryClientSecret: known('/tmp') });
    const { findings } = reportOf([reading([record, client('b', { authorizedGrantType: known('TOKEN') })])]);
    const accepting = (acknowledgment: ClientAcknowledgment['acknowledgment'], today = '2026-11-25') => {
      const { standing, accepted } = applyAcknowledgments(findings, [{ client: record, acknowledgment }], today);
      expect([...standing, ...accepted]).toHaveLength(findings.length);
      expect(accepted.every((each) => each.acknowledgment === acknowledgment)).toBe(true);
      return accepted.map(({ subject }) => subject);
    };
    const both = ['directory_client_secret', 'expose_client_secret'];
    expect(accepting({ rule: 'exposed-secret', reason: 'r' })).toEqual(both);
    expect(accepting({ rule: 'exposed-secret', reason: 'r', subject: 'expose_client_secret' })).toEqual(both.slice(1));
    expect(accepting({ rule: 'exposed-secret', reason: 'r', subject: 'other' })).toEqual([]);
    expect(accepting({ rule: 'retiring-grant', reason: 'r' })).toEqual([]);
    expect(accepting({ rule: 'exposed-secret', reason: 'r', until: '2026-11-24' })).toEqual([]);
    const [first] = findings;
    if (first === undefined) throw new Error('nothing was found');
    const acknowledgment = { rule: first.rule, reason: 'r' };
    expect(speaksOf({ client: record, acknowledgment }, first)).toBe(true);
    expect(speaksOf({ client: record, acknowledgment }, { ...first, kind: 'open' })).toBe(false);
    expect(speaksOf({ client: client('b'), acknowledgment }, first)).toBe(false);
  });
});
