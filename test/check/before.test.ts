import {
  type Declaration,
  known,
  type OAuthClientRecord,
  publicText,
  type Report,
  type SourceInfo,
} from '../../lib/model';
import { DEFAULT_POLICY, type Policy, type PolicyEntry } from '../../lib/policy';
import { defineProfile, PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { BASE_SCOPES } from '../helpers/scopes';
import { CHAT } from '../policy/judged';
import { LACKS_USERS, WHOLE } from '../sources/inputs';
import { addressOf, changed, client, line, list, reading, reportOf } from './readings';

const TOKEN = { authorizedGrantType: known('TOKEN') };
const LACKS = { scopes: list(...LACKS_USERS) };
const MIGRATED = { scopes: list(...BASE_SCOPES) };
const by = (policy: Partial<Policy>) => ({
  base: { policy: { ...DEFAULT_POLICY, ...policy }, catalog: PUBLISHED_CATALOG },
});
const entryOf = (parts: Partial<PolicyEntry>): PolicyEntry => ({
  match: { address: '**' },
  at: { file: publicText('policy.json') },
  text: publicText('**'),
  ...parts,
});

describe('what a plan brings is new, and what was there before is not', () => {
  const findingsOf = (record: OAuthClientRecord, policy: Partial<Policy> = {}) =>
    reportOf([reading([record])], policy).findings.map(line);

  test('of a client that is changed', () => {
    expect(findingsOf(changed('a', TOKEN, { ...TOKEN, ...LACKS }))).toEqual([
      'error missing-scope/a/users',
      'error removed-scope/a/users',
      'warning old retiring-grant/a',
    ]);
  });

  test('of a client that is made, imported or read without a plan', () => {
    expect(findingsOf(client('a', TOKEN))).toEqual(['warning retiring-grant/a']);
    const created = { change: { action: 'create', before: null, importing: false } } as const;
    expect(findingsOf(client('a', TOKEN, created))).toEqual(['warning retiring-grant/a']);
    expect(findingsOf(changed('a', TOKEN, TOKEN, { importing: true }))).toEqual(['warning retiring-grant/a']);
  });

  test('of a client that was left out before, by a name that it then had', () => {
    const policy = { clients: [entryOf({ match: { name: 'old' }, ignore: 'r' })] };
    expect(findingsOf(changed('a', { name: known('old'), ...TOKEN }, TOKEN), policy)).toEqual([
      'warning retiring-grant/a',
    ]);
    // As before, by what held for it then.
    expect(findingsOf(changed('a', { name: known('other'), ...TOKEN }, TOKEN), policy)).toEqual([
      'warning old retiring-grant/a',
    ]);
  });

  test('of a client that is asked for more by a new name', () => {
    const policy = { clients: [entryOf({ match: { name: 'chat' }, profile: profileOf('chat-agent') })] };
    expect(
      findingsOf(changed('a', { name: known('voice'), ...MIGRATED }, { name: known('chat'), ...MIGRATED }), policy),
    ).toEqual([
      'error missing-scope/a/digital:read',
      'error missing-scope/a/interaction:write',
      'warning old unpublished-scope/a',
    ]);
  });

  test('of a client whose grant loses its user, by what it was needed for', () => {
    const job = { authorizedGrantType: known('CLIENT-CREDENTIALS'), scopes: list() };
    expect(findingsOf(changed('a', {}, job))).toEqual(
      WHOLE.toSorted().map((scope) => `error removed-scope/a/${scope}`),
    );
    // It was left out before, so nothing is known of what it was needed for.
    const policy = { clients: [entryOf({ match: { name: 'old' }, ignore: 'r' })] };
    expect(findingsOf(changed('a', { name: known('old') }, job), policy)).toEqual(
      WHOLE.toSorted().map((scope) => `warning removed-scope/a/${scope}`),
    );
  });

  test('of two clients that share a name', () => {
    const twin = { name: known('twin') };
    const two = (one: OAuthClientRecord, other: OAuthClientRecord) =>
      reportOf([reading([one, other])]).findings.map(line);
    expect(two(changed('a', twin, twin), changed('b', twin, twin))).toEqual([
      'warning old duplicate-name/a',
      'warning old duplicate-name/b',
    ]);
    expect(two(changed('a', twin, twin), changed('b', {}, twin))).toEqual([
      'warning duplicate-name/a',
      'warning duplicate-name/b',
    ]);
    // A third that is made does not make the two new.
    const { findings } = reportOf([reading([changed('a', twin, twin), changed('b', twin, twin), client('c', twin)])]);
    expect(findings.map(line)).toEqual([
      'warning old duplicate-name/a',
      'warning old duplicate-name/b',
      'warning duplicate-name/c',
    ]);
  });

  test('of a source as a whole nothing is known before, so what is wrong with it is new', () => {
    const credentials = [{ provider: publicText('genesyscloud'), argument: publicText('oauthclient_secret') }];
    const twin = { name: known('twin') };
    const clients = [changed('a', twin, twin), changed('b', twin, twin)];
    expect(reportOf([reading(clients, { credentials })]).findings.map(line)).toEqual([
      'warning old duplicate-name/a',
      'warning old duplicate-name/b',
      'warning secret-in-plan/genesyscloud/oauthclient_secret',
    ]);
  });

  test('which instance had it is told apart', () => {
    const findings = reportOf([reading([changed('x[0]', TOKEN, TOKEN), changed('x[1]', {}, TOKEN)])]).findings;
    expect(findings.map((each) => `${line(each)} ${each.instances}`)).toEqual([
      `warning old retiring-grant/x ${addressOf('x[0]')}`,
      `warning retiring-grant/x ${addressOf('x[1]')}`,
    ]);
  });
});

describe('beside the policy before', () => {
  const lines = (record: OAuthClientRecord, head: Partial<Policy>, base: Partial<Policy>) =>
    reportOf([reading([record])], head, by(base)).findings.map(line);
  const severities = (severity: 'note' | 'warning' | 'error' | 'off') => ({
    severities: new Map([['retiring-grant', severity]]),
  });

  test('what weighs less now stands as it weighed, and what weighs more stands as it weighs', () => {
    expect(lines(client('a', TOKEN), severities('note'), severities('error'))).toEqual([
      'error silenced retiring-grant/a',
    ]);
    expect(lines(client('a', TOKEN), severities('error'), severities('note'))).toEqual(['error retiring-grant/a']);
    expect(lines(client('a', TOKEN), severities('error'), severities('error'))).toEqual(['error retiring-grant/a']);
  });

  test('what is off now stands, and what was off then is no silencing', () => {
    expect(lines(client('a', TOKEN), severities('off'), severities('note'))).toEqual([
      'note silenced retiring-grant/a',
    ]);
    expect(lines(client('a', TOKEN), severities('note'), severities('off'))).toEqual(['note retiring-grant/a']);
  });

  test('what is new by either is new', () => {
    const record = changed('a', { name: known('voice'), ...LACKS }, { name: known('chat'), ...LACKS });
    const chat = {
      clients: [entryOf({ match: { name: 'chat' }, profile: profileOf('agent'), vocabulary: 'platform' })],
    };
    const always = { vocabulary: 'platform' } as const;
    const severity = {
      severities: new Map([
        ['missing-scope', 'error' as const],
        ['missing-recommended-scope', 'off' as const],
      ]),
    };
    // It lacked the name before, by both.
    expect(lines(record, { ...always, ...severity }, { ...chat, ...severity })).toEqual([
      'error old missing-scope/a/users',
    ]);
    const asked = { clients: [entryOf({ match: { name: 'voice' }, ignore: 'r' })], ...severity };
    expect(lines(record, { ...always, ...severity }, asked)).toEqual(['error missing-scope/a/users']);
    expect(lines(record, asked, { ...always, ...severity })).toEqual(['error missing-scope/a/users']);
  });

  test('a client that is open by both is open once, whichever rule stands for it', () => {
    const late = client('a', { authorizedGrantType: { kind: 'unknown', waitsFor: [] } });
    const off = { severities: new Map([['wrong-grant', 'off' as const]]) };
    expect(lines(late, off, {})).toEqual(['error open invalid-grant-type/a/authorized_grant_type']);
    expect(lines(late, { clients: [entryOf({ ignore: 'r' })] }, {})).toEqual([
      'error open silenced wrong-grant/a/authorized_grant_type',
    ]);
  });

  test('a client that is open does not hide what another waits for', () => {
    const late = { scopes: { items: [], rest: [publicText('var.scopes')] } };
    const head = { clients: [entryOf({ match: { address: addressOf('a') }, ignore: 'r' })] };
    const report = reportOf([reading([client('a', late), client('b', late)])], head, by({}));
    expect(report.findings.map(line)).toEqual([
      'error open silenced missing-scope/a/scopes',
      'error open missing-scope/b/scopes',
    ]);
    expect(report.clients.map(({ verdict }) => verdict)).toEqual(['open', 'open']);
  });

  test('findings that are alike are told apart by their order', () => {
    const names = ['WebPhone:Use', 'Interaction:Read'];
    const scopes = {
      items: [
        ...WHOLE.map(known),
        ...names.map((name) => ({
          kind: 'sensitive' as const,
          test: (judge: (value: string) => boolean) => judge(name),
        })),
      ],
      rest: [],
    };
    expect(lines(client('a', { scopes }), {}, {})).toEqual([
      'error unknown-scope/a/(sensitive)',
      'error unknown-scope/a/(sensitive)',
    ]);
    expect(lines(client('a', { scopes }), { severities: new Map([['unknown-scope', 'off']]) }, {})).toEqual([
      'error silenced unknown-scope/a/(sensitive)',
      'error silenced unknown-scope/a/(sensitive)',
    ]);
  });

  test('the catalogue before decides which names existed then', () => {
    const own = { ...PUBLISHED_CATALOG, source: 'organisation' as const, scopes: new Set(WHOLE) };
    const record = client('a', { scopes: list(...WHOLE, 'analytics') });
    const base = { base: { policy: { ...DEFAULT_POLICY }, catalog: own } };
    expect(reportOf([reading([record])], {}, { catalog: own }).findings.map(line)).toEqual([]);
    const known = { knownScopes: ['holograms'] };
    const newName = client('a', { scopes: list(...WHOLE, 'holograms') });
    expect(reportOf([reading([newName])], known, base).findings.map(line)).toEqual([
      'warning silenced unknown-scope/a/holograms',
    ]);
    expect(reportOf([reading([newName])], known, by(known)).findings.map(line)).toEqual([]);
  });
});

describe('beside a report of before', () => {
  const of = (record: OAuthClientRecord, source: Partial<SourceInfo> = {}) => reading([record], { source });
  const after = (before: OAuthClientRecord, now: OAuthClientRecord, source?: Partial<SourceInfo>): Report =>
    reportOf([of(now)], {}, { baseline: reportOf([of(before, source)]) });
  const lines = (...args: Parameters<typeof after>) => after(...args).findings.map(line);
  const declaring = (declared: Declaration | undefined, fields: Parameters<typeof client>[1] = {}, instance = 'a') =>
    client(instance, fields, declared === undefined ? {} : { declared });
  const other = { label: publicText('other') };

  test('an exemption is silencing where the client was none that was ignored', () => {
    const exempt = declaring({ exempt: 'r' }, LACKS);
    expect(lines(client('a'), exempt)).toEqual(['error silenced missing-scope/a/users']);
    expect(lines(exempt, exempt)).toEqual([]);
    expect(lines(client('a'), exempt, other)).toEqual([]);
    // A client of which the report says nothing was not ignored either.
    expect(lines(client('b'), exempt)).toEqual(['error silenced missing-scope/a/users']);
  });

  test('an acknowledgment is silencing where that finding of that client was not accepted', () => {
    const accepting = (rule: string, subject?: string, fields = {}) =>
      declaring({ acknowledge: [{ rule, reason: 'r', ...(subject !== undefined && { subject }) }] }, fields);
    const BOTH = { exposeClientSecret: known(true), directoryClientSecret: known('/tmp') };
    const secret = accepting('exposed-secret', 'expose_client_secret', BOTH);
    expect(lines(client('a', BOTH), secret)).toEqual([
      'warning known exposed-secret/a/directory_client_secret',
      'warning silenced known exposed-secret/a/expose_client_secret',
    ]);
    expect(lines(secret, secret)).toEqual(['warning known exposed-secret/a/directory_client_secret']);
    const all = accepting('exposed-secret', undefined, BOTH);
    expect(lines(all, all)).toEqual([]);
    // The one that was accepted then stands now, and is in no list of findings of before.
    expect(lines(accepting('exposed-secret', 'directory_client_secret', BOTH), secret)).toEqual([
      'warning exposed-secret/a/directory_client_secret',
      'warning silenced known exposed-secret/a/expose_client_secret',
    ]);
  });

  test('of another rule or another client an acknowledgment is silencing too', () => {
    const acknowledge = [{ rule: 'retiring-grant', reason: 'r' }];
    const now = declaring({ acknowledge }, TOKEN);
    expect(lines(declaring({ acknowledge }, TOKEN), now)).toEqual([]);
    expect(lines(declaring({ acknowledge }, TOKEN, 'b'), now)).toEqual(['warning silenced retiring-grant/a']);
    expect(
      lines(
        declaring({ acknowledge: [{ rule: 'token-lifetime', reason: 'r' }] }, { accessTokenValiditySeconds: known(1) }),
        now,
      ),
    ).toEqual(['warning silenced retiring-grant/a']);
    const baseline = reportOf([of(declaring({ acknowledge }, TOKEN), other), of(client('a'))]);
    expect(reportOf([of(now)], {}, { baseline }).findings.map(line)).toEqual(['warning silenced retiring-grant/a']);
  });

  test('a smaller profile is silencing, and a wider one is not', () => {
    const chat = declaring({ profile: 'chat-agent' }, { scopes: list(...CHAT) });
    const missing = ['digital:read', 'interaction:write'].map((scope) => `error silenced missing-scope/a/${scope}`);
    const silenced = (...args: Parameters<typeof after>) => lines(...args).filter((each) => each.includes('missing'));
    expect(silenced(chat, declaring({ profile: 'agent' }, MIGRATED))).toEqual(missing);
    expect(silenced(chat, declaring(undefined, MIGRATED))).toEqual(missing);
    expect(silenced(chat, declaring({ profile: 'contributor' }, { scopes: list(...CHAT) }))).toEqual([]);
    expect(
      silenced(declaring({ profile: 'agent' }, MIGRATED), declaring({ profile: 'voice-agent' }, MIGRATED)),
    ).toEqual([]);
    expect(silenced(declaring({ profile: 'agent' }, MIGRATED), chat)).toEqual([]);
  });

  test('a profile of their own that asks for less is silencing, one that asks for as much is not', () => {
    const own = (...capabilities: ('webphone' | 'interaction' | 'routing')[]) =>
      defineProfile({ id: 'own', capabilities });
    const agent = declaring({ profile: 'agent' }, MIGRATED);
    const less = declaring({ profile: own('webphone') }, { scopes: list('webphone:use') });
    expect(lines(agent, less).filter((each) => each.includes('missing'))).toEqual([
      'error silenced missing-scope/a/interaction:read',
      'error silenced missing-scope/a/routing:user',
    ]);
    const same = declaring({ profile: own('webphone', 'interaction', 'routing') }, MIGRATED);
    expect(lines(agent, same)).toEqual(['warning known unpublished-scope/a']);
    // Of a profile of their own a report tells the name, and nothing of what it asked.
    expect(lines(less, declaring({ profile: own('interaction') }, { scopes: list('interaction:read') }))).toEqual([
      'warning known unpublished-scope/a',
    ]);
  });

  test('a profile that asks for less than the base profile, which stood until then, is silencing', () => {
    const viewer = declaring(
      { profile: defineProfile({ id: 'viewer', capabilities: ['interaction'] }) },
      { scopes: list('interaction:read') },
    );
    const missing = (...args: Parameters<typeof after>) => lines(...args).filter((each) => each.includes('missing'));
    expect(missing(client('a', MIGRATED), viewer)).toEqual([
      'error silenced missing-scope/a/routing:user',
      'error silenced missing-scope/a/webphone:use',
    ]);
    // What lacked before lacks still.
    expect(missing(client('a', { scopes: list('interaction:read') }), viewer)).toEqual([
      'error silenced known missing-scope/a/routing:user',
      'error silenced known missing-scope/a/webphone:use',
    ]);
    expect(missing(client('a', MIGRATED), declaring({ profile: 'chat-agent' }, { scopes: list(...CHAT) }))).toEqual([]);
  });

  test('a profile that the policy named is none of the code', () => {
    const policy = { clients: [entryOf({ profile: profileOf('chat-agent') })] };
    const baseline = reportOf([of(client('a', { scopes: list(...CHAT) }))], policy);
    expect(reportOf([of(declaring({ profile: 'agent' }, MIGRATED))], {}, { baseline }).findings.map(line)).toEqual([
      'warning known unpublished-scope/a',
    ]);
  });

  test('a client is found again by the address that it had', () => {
    const chat = declaring({ profile: 'chat-agent' }, { scopes: list(...CHAT) });
    const moved = changed('b', MIGRATED, MIGRATED, { movedFrom: addressOf('a') }, { declared: { profile: 'agent' } });
    expect(lines(chat, moved).filter((each) => each.includes('missing'))).toEqual([
      'error old silenced missing-scope/b/digital:read',
      'error old silenced missing-scope/b/interaction:write',
    ]);
  });

  test('one change of several is told, and what is declared besides stays', () => {
    const declared = { additionalScopes: ['analytics'], profile: 'agent' } as const;
    const scopes = { ...TOKEN, scopes: list(...BASE_SCOPES, 'analytics') };
    const now = declaring({ ...declared, acknowledge: [{ rule: 'retiring-grant', reason: 'r' }] }, scopes);
    expect(lines(declaring(declared, scopes), now)).toEqual([
      'warning silenced known retiring-grant/a',
      'warning known unpublished-scope/a',
    ]);
  });
});
