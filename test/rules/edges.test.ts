import { type Location, publicText } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { client, list, reading, reportOf } from '../check/readings';
import { BASE_SCOPES, PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import { checkExample } from './run-example';
import { testRule } from './test-rule';

// Cases at the edges of rules: the last value that passes beside the first that does not.

const attributes = (fields: object) => ({ attributes: fields as Record<string, unknown> });
const scopes = (...names: unknown[]) => attributes({ scopes: names });

const twins = (count: number) => ({
  document: {
    resource: {
      genesyscloud_oauth_client: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`c${index}`, { name: 'chat', authorized_grant_type: 'CODE' }]),
      ),
    },
  },
});

test.each([
  [2, ''],
  [4, ''],
  [5, ', and 1 more'],
  [6, ', and 2 more'],
])('duplicate-name: of %i clients of one name three others are named', (count, more) => {
  const messages = checkExample(twins(count)).findings.flatMap(({ rule, message }) =>
    rule === 'duplicate-name' ? [message] : [],
  );
  expect(messages).toHaveLength(count);
  const others = Array.from(
    { length: Math.min(count - 1, 3) },
    (_, index) => `genesyscloud_oauth_client.c${index + 1}`,
  );
  expect(messages[0]).toBe(`has the name "chat", which ${others.join(', ')} has too${more}`);
});

test('duplicate-name: others are named in order, whatever the order in which they were read', () => {
  const records = ['c', 'a', 'b'].map((name) => client(name, { name: { kind: 'known', value: 'chat' } }));
  expect(reportOf([reading(records)]).findings.map(({ message }) => message)).toEqual([
    'has the name "chat", which genesyscloud_oauth_client.b, genesyscloud_oauth_client.c has too',
    'has the name "chat", which genesyscloud_oauth_client.a, genesyscloud_oauth_client.c has too',
    'has the name "chat", which genesyscloud_oauth_client.a, genesyscloud_oauth_client.b has too',
  ]);
});

test('duplicate-name: names that are sensitive, or none, are not compared', () => {
  const secret = { kind: 'sensitive' as const, test: (judge: (name: string | null) => boolean) => judge('chat') };
  const none = { kind: 'known' as const, value: null };
  for (const name of [secret, none]) {
    expect(reportOf([reading([client('a', { name }), client('b', { name })])]).findings).toEqual([]);
  }
});

const insecure = (uri: string) => ({
  given: attributes({ registered_redirect_uris: [uri] }),
  findings: [`warning ${uri}: redirects to "${uri}" without encryption`],
});

testRule('insecure-redirect-uri', {
  pass: {
    'loopback of every form': attributes({
      registered_redirect_uris: ['http://127.10.200.254/', 'http://127.1', 'http://LOCALHOST', 'http://[0:0::1]'],
    }),
    'https that is no address': attributes({ registered_redirect_uris: ['https://exa mple', 'see http://exa mple'] }),
  },
  fail: {
    'a host that ends like loopback': insecure('http://mylocalhost/'),
    'a host below a loopback address': insecure('http://127.0.0.1.example.com/'),
    'a host above a loopback address': insecure('http://x127.0.0.1x/'),
    'another machine': insecure('http://128.0.0.1/'),
    'an address of another machine that is longer': insecure('http://[::11]/'),
    'blanks before http that is no address': insecure('  http://exa mple'),
    'upper case that is no address': insecure('HTTP://exa mple'),
  },
});

const allowed = 'allowed are "CODE", "TOKEN", "SAML2-BEARER", "SAML2BEARER", "PASSWORD", "CLIENT-CREDENTIALS"';

testRule('invalid-grant-type', {
  pass: { 'the second spelling of the provider': attributes({ authorized_grant_type: 'SAML2BEARER' }) },
  fail: {
    'blanks around and in it': {
      given: attributes({ authorized_grant_type: ' client credentials ' }),
      findings: [`error: has the grant type " client credentials " (did you mean "CLIENT-CREDENTIALS"?); ${allowed}`],
    },
    'many blanks around it': {
      given: attributes({ authorized_grant_type: '    code    ' }),
      findings: [`error: has the grant type "    code    " (did you mean "CODE"?); ${allowed}`],
    },
    'every underscore': {
      given: attributes({ authorized_grant_type: 'C_O_D_E' }),
      findings: [`error: has the grant type "C_O_D_E"; ${allowed}`],
    },
    'one that is near to none': {
      given: attributes({ authorized_grant_type: 'DEVICE' }),
      findings: [`error: has the grant type "DEVICE"; ${allowed}`],
    },
  },
});

test('invalid-grant-type: a sensitive grant type is judged, and what was meant would tell it', () => {
  const record = (value: string | null) =>
    client('a', {
      authorizedGrantType: { kind: 'sensitive', test: (judge: (value: string | null) => boolean) => judge(value) },
    });
  const messagesOf = (value: string | null) =>
    reportOf([reading([record(value)])]).findings.map(({ severity, message }) => `${severity}: ${message}`);
  expect(messagesOf('code')).toEqual([`error: has the grant type (sensitive); ${allowed}`]);
  expect(messagesOf(null)).toEqual([`error: has no authorized_grant_type, which the provider requires; ${allowed}`]);
  expect(messagesOf('CODE')).toEqual([]);
});

testRule('token-lifetime', {
  pass: { 'a second within the longest': attributes({ access_token_validity_seconds: 172_799 }) },
  fail: {
    'a time before now': {
      given: attributes({ access_token_validity_seconds: -300 }),
      findings: ['error: has tokens that live -300 seconds, outside 300 to 172800'],
    },
  },
});

testRule('ineffective-setting', {
  pass: {
    'a grant that nobody gave, without roles': attributes({ authorized_grant_type: null }),
    'CLIENT-CREDENTIALS with neither': attributes({ authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: [] }),
    'CODE with no roles': attributes({ roles: [] }),
  },
  fail: {
    'both on CLIENT-CREDENTIALS: roles have their effect': {
      given: attributes({ authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: ['users'], roles: { role_id: 'r' } }),
      findings: ['warning scopes: lists scopes, which have no effect on CLIENT-CREDENTIALS'],
    },
  },
  open: {
    'roles while the grant is not known': {
      given: attributes({ authorized_grant_type: '${var.grant}', roles: { role_id: 'r' } }),
      waitsFor: 'authorized_grant_type',
    },
  },
});

testRule('exposed-secret', {
  pass: { 'neither written': attributes({ expose_client_secret: null, directory_client_secret: null }) },
  fail: {
    'the file alone': {
      given: attributes({ directory_client_secret: 'secrets' }),
      findings: [
        'warning directory_client_secret: has directory_client_secret, which writes its secret to a plain file',
      ],
    },
  },
});

testRule('unknown-scope', {
  pass: { 'no scope at all': scopes() },
  fail: {
    'a permission of an entity that its domain does not take': {
      given: scopes('directory:group:add'),
      findings: [
        'error directory:group:add: has "directory:group:add", which has the form of a permission: permissions belong to roles; its operations ask for the scope "groups"',
      ],
    },
    'blanks within it': {
      given: scopes('web phone : use'),
      findings: [
        'error web phone : use: has the unknown scope "web phone : use": names are lower case without blanks, "webphone:use" is meant',
      ],
    },
    'a near miss of a short name': {
      given: scopes('gdpx', 'gpxr'),
      findings: [
        'error gdpx: has the unknown scope "gdpx": "gdpr" is probably meant',
        'warning gpxr: has the scope "gpxr", which is not in the catalogue and resembles no name in it',
      ],
    },
    "a near miss of a name in the organisation's own catalogue": {
      given: {
        ...scopes('hologram'),
        catalog: { date: '2026-11-01', source: 'organisation', scopes: new Set(['holograms']) },
      },
      findings: ['error hologram: has the unknown scope "hologram": "holograms" is probably meant'],
    },
  },
});

test('unknown-scope: of a sensitive name neither it nor what was meant is told, and how it goes wrong is', () => {
  const findingsOf = (name: string) => {
    const item = { kind: 'sensitive' as const, test: (judge: (value: string) => boolean) => judge(name) };
    const own = { items: [...list(...PLATFORM_BASE_SCOPES).items, item], rest: [] };
    return reportOf([reading([client('a', { scopes: own })])]).findings.map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  };
  expect(findingsOf('Users')).toEqual([
    'error: has the unknown scope (sensitive): names are lower case without blanks, (sensitive) is meant',
  ]);
  expect(findingsOf('routing:queue:join')).toEqual([
    'error: has (sensitive), which has the form of a permission: permissions belong to roles; its operations ask for the scope (sensitive)',
  ]);
  expect(findingsOf('analytics:view')).toEqual([
    'error: has the unknown scope (sensitive): this domain has (sensitive)',
  ]);
  expect(findingsOf('organizations')).toEqual([
    'error: has the unknown scope (sensitive): (sensitive) is probably meant',
  ]);
  expect(findingsOf('holograms')).toEqual([
    'warning: has the scope (sensitive), which is not in the catalogue and resembles no name in it',
  ]);
});

testRule('unpublished-scope', {
  pass: { 'no scope at all': scopes() },
  fail: {
    'several names, each once and in order': {
      given: scopes('webphone:use', 'interaction:read', 'webphone:use'),
      findings: ['warning: uses names that Genesys Cloud does not publish: "interaction:read", "webphone:use"'],
    },
    'several names that the organisation does not have': {
      given: { ...scopes(...BASE_SCOPES), catalog: { ...PUBLISHED_CATALOG, source: 'organisation' } },
      findings: [
        `error: uses names that the organisation's own catalogue does not have: "interaction:read", "routing:user", "webphone:use"`,
      ],
    },
  },
});

test('unpublished-scope: names of which one is sensitive are told as such', () => {
  const item = { kind: 'sensitive' as const, test: (judge: (value: string) => boolean) => judge('routing:user') };
  const held = { items: [...list('webphone:use', 'interaction:read').items, item], rest: [] };
  const { findings } = reportOf([reading([client('a', { scopes: held })])]);
  expect(findings.map(({ message }) => message)).toEqual([
    'uses names that Genesys Cloud does not publish: "webphone:use", "interaction:read", (sensitive)',
  ]);
});

const listing = (profile: object) => ({ policy: { ...DEFAULT_POLICY, base: profile as never, baseNamed: true } });

testRule('missing-scope', {
  pass: { 'more than is needed': scopes(...PLATFORM_BASE_SCOPES, 'analytics') },
  fail: {
    'a scope that no capability needs, without a purpose': {
      given: { ...scopes('users'), ...listing({ id: 'board', capabilities: [], scopes: ['analytics'] }) },
      findings: ['error analytics: lacks the required scope "analytics", which profile "board" needs; it has "users"'],
    },
    'a scope that two capabilities need, with the purpose of the first': {
      given: {
        ...scopes(...PLATFORM_BASE_SCOPES.filter((scope) => scope !== 'conversations')),
        declared: { profile: 'chat-agent', vocabulary: 'platform' },
      },
      findings: [
        'error conversations: lacks the required scope "conversations" (to use the WebRTC softphone), which profile "chat-agent" needs; it has "user-basic-info", "organization:readonly", "notifications", "users", "routing:readonly"',
      ],
    },
  },
});

testRule('missing-recommended-scope', {
  pass: {
    'a recommended scope of which it is not known whether it is held': {
      ...attributes({ scopes: [...PLATFORM_BASE_SCOPES, '${var.more}'] }),
      declared: { profile: 'agent', vocabulary: 'platform' },
    },
  },
  fail: {
    'a profile that the policy names': {
      given: {
        ...scopes(...PLATFORM_BASE_SCOPES, 'presence'),
        ...listing({ id: 'phone', capabilities: ['webphone', 'routing'] }),
      },
      findings: [
        'note stations:readonly: lacks the scope "stations:readonly", which is recommended for profile "phone"',
      ],
    },
  },
});

testRule('excess-scope', {
  pass: {
    'a client of which nothing is asked': {
      ...attributes({ authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: ['authorization'] }),
    },
    'what the profile recommends': {
      ...scopes(...PLATFORM_BASE_SCOPES, 'presence', 'stations:readonly'),
      declared: { profile: 'agent', vocabulary: 'platform' },
    },
    'the :readonly form of what it needs': {
      ...scopes(...PLATFORM_BASE_SCOPES, 'conversations:readonly', 'users:readonly'),
      declared: { profile: 'agent', vocabulary: 'platform' },
    },
  },
  fail: {
    'a scope that is listed twice, once': {
      given: {
        ...scopes('users', 'authorization', 'authorization'),
        ...listing({ id: 'board', capabilities: [], scopes: ['users'] }),
      },
      findings: ['warning authorization: holds "authorization", which profile "board" neither needs nor allows'],
    },
    'a profile that the policy names': {
      given: { ...scopes('users', 'authorization'), ...listing({ id: 'board', capabilities: [], scopes: ['users'] }) },
      findings: ['warning authorization: holds "authorization", which profile "board" neither needs nor allows'],
    },
    "a name of the organisation's own catalogue": {
      given: {
        ...scopes('users', 'holograms'),
        ...listing({ id: 'board', capabilities: [], scopes: ['users'] }),
        catalog: { date: '2026-11-01', source: 'organisation', scopes: new Set(['users', 'holograms']) },
      },
      findings: ['warning holograms: holds "holograms", which profile "board" neither needs nor allows'],
    },
  },
});

testRule('wrong-grant', {
  pass: {
    'a profile that requires nothing': {
      ...attributes({ authorized_grant_type: 'CLIENT-CREDENTIALS' }),
      ...listing({ id: 'none', capabilities: [] }),
    },
  },
  fail: {
    'a list of scopes': {
      given: {
        ...attributes({ authorized_grant_type: 'client credentials'.replace(' ', '_'), scopes: [] }),
        declared: { profile: { id: 'board', capabilities: [], scopes: ['users'] } },
      },
      findings: ['error: logs in with CLIENT-CREDENTIALS, but profile "board" needs a user'],
    },
  },
});

describe('secret-in-plan', () => {
  const found = (at?: Location) => {
    const credentials = [
      { provider: publicText('genesyscloud.eu'), argument: publicText('access_token'), ...(at && { at }) },
    ];
    return reportOf([reading([], { credentials })]).findings.map(({ id, instances, location }) => ({
      id,
      instances,
      location,
    }));
  };
  const id = 'secret-in-plan/genesyscloud.eu/access_token';

  test('stands at the place of the credential, where that is known, and with no client', () => {
    const at = { file: publicText('main.tf'), line: 4 };
    expect(found(at)).toEqual([{ id, instances: [], location: at }]);
    expect(found()).toEqual([{ id, instances: [], location: undefined }]);
  });
});
