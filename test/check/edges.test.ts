import {
  known,
  type OAuthClientRecord,
  publicText,
  type Report,
  type SourceInfo,
  sensitive,
  summaryOf,
  unknown,
} from '../../lib/model';
import { DEFAULT_POLICY, type Policy, type PolicyEntry } from '../../lib/policy';
import { PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { BASE_SCOPES } from '../helpers/scopes';
import { CHAT } from '../policy/judged';
import { LACKS_USERS, WHOLE } from '../sources/inputs';
import { addressOf, changed, client, line, list, reading, reportOf } from './readings';

// What a report says at the edges: of sources beside clients, of several clients and sources at once, and of what is alike.

const TOKEN = { authorizedGrantType: known('TOKEN') };
const LACKS = { scopes: list(...LACKS_USERS) };
const LATE = { scopes: { items: [], rest: [publicText('var.scopes')] } };
const AT = { file: publicText('policy.json'), line: 2, column: 5 };
const entryOf = (parts: Partial<PolicyEntry>): PolicyEntry => ({
  match: { address: '**' },
  at: AT,
  text: publicText('**'),
  ...parts,
});
const by = (policy: Partial<Policy>) => ({
  base: { policy: { ...DEFAULT_POLICY, ...policy }, catalog: PUBLISHED_CATALOG },
});
const off = (...rules: string[]) => ({ severities: new Map(rules.map((rule) => [rule, 'off' as const])) });
const named = (label: string): Partial<SourceInfo> => ({ label: publicText(label), path: publicText(`${label}.json`) });
const linesOf = ({ findings }: Report) => findings.map(line);

test('the summary counts clients by verdict, and findings that are decided by severity', () => {
  const clients = [
    client('a'),
    client('b', LACKS),
    client('c', { scopes: list() }),
    client('d', LATE),
    client('e', {}, { declared: { exempt: 'r' } }),
    client('f', {}, { declared: { exempt: 'r' } }),
    client('g', {}, { declared: { exempt: 'r' } }),
    client('h', TOKEN, { declared: { acknowledge: [{ rule: 'retiring-grant', reason: 'r' }] } }),
    client('i', TOKEN),
    client('j', { scopes: list(...WHOLE, 'presence') }, { declared: { profile: 'agent', vocabulary: 'platform' } }),
  ];
  const { summary, clients: verdicts, findings } = reportOf([reading(clients)]);
  expect(summary).toEqual({
    clients: 10,
    pass: 3,
    fail: 2,
    open: 1,
    accepted: 1,
    ignored: 3,
    error: 4,
    warning: 1,
    note: 1,
  });
  expect(summaryOf(verdicts, findings)).toEqual(summary);
  expect(summaryOf([], [])).toEqual({
    clients: 0,
    pass: 0,
    fail: 0,
    open: 0,
    accepted: 0,
    ignored: 0,
    error: 0,
    warning: 0,
    note: 0,
  });
});

test('a finding of a source as a whole has no address, no subject and no place where it has none', () => {
  const { findings } = reportOf([reading([], { bypassed: publicText('incident') })]);
  expect(findings).toStrictEqual([
    {
      id: 'gate-bypassed',
      source: 'prod',
      rule: 'gate-bypassed',
      severity: 'error',
      kind: 'fail',
      instances: [],
      message: 'was synthesized while the gate was bypassed; the reason given: incident',
      remedy: 'Synthesize again without GENESYS_SCOPES_BYPASS.',
      new: true,
    },
  ]);
});

describe('instances of one resource', () => {
  test('share a finding also beside another resource, and beside another reading of it', () => {
    const records = [
      client('x[0]', LACKS),
      client('x[1]', { scopes: list(...LACKS_USERS, 'presence') }),
      client('x[2]', { scopes: list(...LACKS_USERS, 'presence') }),
      client('x[3]', LACKS),
      client('x[4]', { scopes: list(...LACKS_USERS, 'presence') }),
      client('y'),
    ];
    expect(reportOf([reading(records)]).findings.map(({ instances }) => instances)).toEqual([
      [addressOf('x[0]'), addressOf('x[3]')],
      [addressOf('x[1]'), addressOf('x[2]'), addressOf('x[4]')],
    ]);
  });

  test('of which one has two findings that read the same is named once', () => {
    const scopes = { items: [...list(...WHOLE).items, sensitive('Users'), sensitive('Presence')], rest: [] };
    expect(reportOf([reading([client('x[0]', { scopes })])]).findings.map(({ instances }) => instances)).toEqual([
      [addressOf('x[0]')],
    ]);
  });

  test('are named in order, whichever way each of them came to stand', () => {
    const base = { severities: new Map([['retiring-grant', 'error' as const]]) };
    const head = {
      severities: new Map([['retiring-grant', 'note' as const]]),
      clients: [entryOf({ match: { address: addressOf('x[0]') }, ignore: 'r' })],
    };
    const records = [client('x[0]', TOKEN), client('x[1]', TOKEN)];
    expect(linesOf(reportOf([reading(records)], head, by(base)))).toEqual([
      'error silenced retiring-grant/x of x[0], x[1]',
    ]);
  });
});

describe('beside a report of before', () => {
  const after = (before: Parameters<typeof reading>, now: Parameters<typeof reading>) =>
    linesOf(reportOf([reading(...now)], {}, { baseline: reportOf([reading(...before)]) }));
  const credentials = [{ provider: publicText('genesyscloud'), argument: publicText('access_token') }];

  test('what is wrong with a source as a whole is known where it was wrong before, and not else', () => {
    const id = 'secret-in-plan/genesyscloud/access_token';
    expect(after([[], { credentials }], [[], { credentials }])).toEqual([`warning known ${id}`]);
    expect(after([[]], [[], { credentials }])).toEqual([`warning ${id}`]);
  });

  test('what was open is not known, and what is open is not known by what was decided', () => {
    const id = 'exposed-secret/a/expose_client_secret';
    const open = client('a', { exposeClientSecret: unknown() });
    const decided = client('a', { exposeClientSecret: known(true) });
    expect(after([[open]], [[decided]])).toEqual([`warning ${id}`]);
    expect(after([[decided]], [[open]])).toEqual([`warning open ${id}`]);
    expect(after([[decided]], [[decided]])).toEqual([`warning known ${id}`]);
  });

  test('one client of several that is newly exempt is silencing', () => {
    const exempt = client('a', LACKS, { declared: { exempt: 'r' } });
    expect(after([[client('a'), client('b')]], [[exempt, client('b')]])).toEqual([
      'error silenced missing-scope/a/users',
    ]);
  });

  test('a client of the same address in another source is another client', () => {
    const exempt = client('a', LACKS, { declared: { exempt: 'r' } });
    for (const other of ['alpha', 'zulu']) {
      const baseline = reportOf([reading([exempt]), reading([client('a')], { source: named(other) })]);
      expect(linesOf(reportOf([reading([exempt])], {}, { baseline }))).toEqual([]);
      const reversed = reportOf([reading([client('a')]), reading([exempt], { source: named(other) })]);
      expect(linesOf(reportOf([reading([exempt])], {}, { baseline: reversed }))).toEqual([
        'error silenced missing-scope/a/users',
      ]);
    }
  });

  test('a profile that asks for more is judged by itself alone', () => {
    const before = client('a', { scopes: list(...BASE_SCOPES) }, { declared: { profile: 'agent' } });
    const now = client('a', { scopes: list(...CHAT) }, { declared: { profile: 'chat-agent' } });
    expect(after([[before]], [[now]])).toEqual(['warning known unpublished-scope/a']);
  });
});

describe('beside the policy before', () => {
  const lines = (record: OAuthClientRecord, head: Partial<Policy>, base: Partial<Policy> = {}) =>
    linesOf(reportOf([reading([record])], head, by(base)));

  test('what is off now stands, also of a client that waits for something', () => {
    expect(lines(client('a', { ...LATE, ...TOKEN }), off('retiring-grant'))).toEqual([
      'error open missing-scope/a/scopes',
      'warning silenced retiring-grant/a',
    ]);
  });

  test('what was open and is off now stays open, also of a client of which something is decided', () => {
    const record = client('a', { ...TOKEN, accessTokenValiditySeconds: unknown() });
    expect(lines(record, off('token-lifetime'))).toEqual([
      'error open silenced token-lifetime/a/access_token_validity_seconds',
      'warning retiring-grant/a',
    ]);
  });

  test('what was open and is off now stays open, also of a client that waits for something else as grave', () => {
    const record = client('a', { ...LATE, accessTokenValiditySeconds: unknown() });
    expect(lines(record, off('token-lifetime'))).toEqual([
      'error open missing-scope/a/scopes',
      'error open silenced token-lifetime/a/access_token_validity_seconds',
    ]);
  });

  test('what is off now stands, also beside what waits for the same attribute', () => {
    const record = client('a', { ...LATE, authorizedGrantType: known('CLIENT-CREDENTIALS') });
    expect(lines(record, off('ineffective-setting'))).toEqual([
      'error open unknown-scope/a/scopes',
      'warning silenced ineffective-setting/a/scopes',
    ]);
  });

  test('three findings that are alike are three', () => {
    const names = ['Users', 'Presence', 'Analytics'].map((name) => sensitive(name));
    const record = client('a', { scopes: { items: [...list(...WHOLE).items, ...names], rest: [] } });
    const three = Array.from({ length: 3 }, () => 'error silenced unknown-scope/a/(sensitive)');
    expect(lines(record, off('unknown-scope'))).toEqual(three);
    expect(lines(record, {})).toEqual(three.map((each) => each.replace('silenced ', '')));
  });

  test('a client that is ignored now, and of which only a warning stands, is ignored', () => {
    const report = reportOf([reading([client('a', TOKEN)])], { clients: [entryOf({ ignore: 'r' })] }, by({}));
    expect(linesOf(report)).toEqual(['warning silenced retiring-grant/a']);
    expect(report.clients.map(({ verdict, reason }) => ({ verdict, reason }))).toEqual([
      { verdict: 'ignored', reason: 'r' },
    ]);
  });
});

describe('of what a plan changes', () => {
  test('names stand in order, whatever is done to them', () => {
    const record = changed('a', { scopes: list('a', 'c', 'e') }, { scopes: list('f', 'd', 'b', 'c') });
    const [verdict] = reportOf([reading([record])]).clients;
    expect(verdict?.scopeChanges?.map(({ scope, change }) => `${change} ${scope}`)).toEqual([
      'removed a',
      'added b',
      'added d',
      'removed e',
      'added f',
    ]);
  });

  test('an entry that does nothing takes nothing away, whatever the state says', () => {
    expect(linesOf(reportOf([reading([changed('a', {}, LACKS, { action: 'no-op' })])]))).toEqual([
      'error missing-scope/a/users',
    ]);
  });

  test('a client that is deleted waits for nothing, even if it is not known what it held', () => {
    expect(linesOf(reportOf([reading([changed('a', LATE, null)])]))).toEqual(['warning client-replaced/a']);
  });
});

describe('a client that is left out', () => {
  test('misses nothing, and what its code accepts is not called stale', () => {
    const acknowledge = [{ rule: 'retiring-grant', reason: 'r' }];
    const report = reportOf([reading([client('a', LACKS, { declared: { exempt: 'r', acknowledge } })])]);
    expect(linesOf(report)).toEqual([]);
    expect(report.clients[0]).toMatchObject({ verdict: 'ignored', missing: [], unpublished: 0, origin: 'none' });
  });
});

describe('of several sources, the policy', () => {
  const file = { file: publicText('policy.json') };
  const two = [
    reading([client('a'), client('b')], { source: named('prod') }),
    reading([client('c')], { source: named('test') }),
  ];
  const report = (policy: Partial<Policy>, readings = two) => linesOf(reportOf(readings, { ...file, ...policy }));
  const stale = (severity: string, subject: string) => `${severity} stale-entry/${subject}`;

  test('is told of an entry that names one of them and matches nothing', () => {
    const entry = entryOf({ match: { address: 'x' }, text: publicText('x'), sources: ['prod'], ignore: 'r' });
    expect(report({ clients: [entry] })).toEqual([stale('warning', 'x')]);
    expect(report({ clients: [{ ...entry, sources: ['other'] }] })).toEqual([]);
  });

  test('is told of an acknowledgment that accepts nothing of the one client that it names', () => {
    const acknowledgment = { rule: 'retiring-grant', client: addressOf('a'), reason: 'r', at: AT };
    expect(report({ acknowledgments: [acknowledgment] })).toEqual([stale('warning', `a/retiring-grant`)]);
    expect(report({ acknowledgments: [{ ...acknowledgment, client: addressOf('x') }] })).toEqual([]);
    expect(report({ acknowledgments: [{ ...acknowledgment, sources: ['test'] }] })).toEqual([]);
  });

  test('is told of nothing where it has no file, or where the rule is off', () => {
    const entry = entryOf({ match: { address: 'x' }, text: publicText('x'), ignore: 'r' });
    expect(linesOf(reportOf(two, { clients: [entry] }))).toEqual([]);
    expect(report({ clients: [entry], ...off('stale-entry') })).toEqual([]);
    expect(report({ clients: [entry] })).toEqual([stale('note', 'x')]);
  });

  test('is told with its place, its file as source and no client', () => {
    const entry = entryOf({ match: { address: 'x' }, text: publicText('x'), ignore: 'r' });
    const { findings } = reportOf(two, { ...file, clients: [entry] });
    expect(findings).toMatchObject([
      {
        source: 'policy.json',
        instances: [],
        location: AT,
        message: 'the policy entry of x matches no client; if it is for clients of other runs, say so with "source"',
      },
    ]);
  });
});

test('a profile that the policy holds beside one of the code is asked in every source', () => {
  const policy = { clients: [entryOf({ profile: profileOf('chat-agent') })] };
  const record = client('a', { scopes: list(...BASE_SCOPES) }, { declared: { profile: 'voice-agent' } });
  const { clients } = reportOf([reading([record]), reading([record], { source: named('test') })], policy);
  expect(clients.map(({ profile, missing }) => ({ profile, missing }))).toEqual([
    { profile: 'voice-agent + chat-agent', missing: ['digital:read', 'interaction:write'] },
    { profile: 'voice-agent + chat-agent', missing: ['digital:read', 'interaction:write'] },
  ]);
});
