import { DEFAULT_POLICY } from '../../lib/policy';
import { PUBLISHED_CATALOG, profileOf } from '../../lib/scopes';
import { PLATFORM_BASE_SCOPES as PLATFORM } from '../helpers/scopes';
import { testRule } from './test-rule';

const scopes = (...names: (string | null)[]) => ({ attributes: { scopes: names } });
const VARIABLE = '${var.late}';
const chatAgent = { profile: 'chat-agent' } as const;
const lacks = (scope: string, purpose: string, has: string) =>
  `error ${scope}: lacks the required scope "${scope}" (to ${purpose}); nothing names its profile, so the base profile "agent" holds; it has ${has}`;

testRule('missing-scope', {
  pass: {
    "the thread's own list": scopes('webphone:use', 'interaction:read', 'routing:user'),
    'the published names': scopes(...PLATFORM),
    'read-write scopes that stand in for their :readonly forms': scopes(
      ...PLATFORM.map((name) => name.replace(':readonly', '')),
    ),
    'the same name twice': scopes('webphone:use', 'webphone:use', 'interaction:read', 'routing:user'),
    'CLIENT-CREDENTIALS that nothing names': {
      attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null },
    },
    'one vocabulary whole beside pieces of the other': scopes(...PLATFORM, 'webphone:use'),
    'a client that is exempt': { declared: { exempt: 'a wallboard' }, attributes: { scopes: [] } },
  },
  fail: {
    'one missing scope': {
      given: scopes('interaction:read', 'routing:user'),
      findings: [lacks('webphone:use', 'use the WebRTC softphone', '"interaction:read", "routing:user"')],
    },
    'wrong case': {
      given: scopes('WebPhone:Use', 'interaction:read', 'routing:user'),
      findings: [
        lacks('webphone:use', 'use the WebRTC softphone', '"WebPhone:Use", "interaction:read", "routing:user"'),
      ],
    },
    'a blank': {
      given: scopes('webphone:use', 'interaction:read', 'routing:user '),
      findings: [
        lacks('routing:user', 'go on queue and see own queues', '"webphone:use", "interaction:read", "routing:user "'),
      ],
    },
    'halves of both vocabularies': {
      given: scopes('webphone:use', 'interaction:read', 'users', 'routing:readonly'),
      findings: [
        lacks(
          'routing:user',
          'go on queue and see own queues',
          '"webphone:use", "interaction:read", "users", "routing:readonly"',
        ),
      ],
    },
    'a :readonly form where the read-write one is needed': {
      given: scopes(...PLATFORM.filter((name) => name !== 'users'), 'users:readonly'),
      findings: [
        `error users: lacks the required scope "users" (to go on queue and see own queues); nothing names its profile, so the base profile "agent" holds; it has "user-basic-info", "organization:readonly", "notifications", "conversations", "routing:readonly", "users:readonly"`,
      ],
    },
    'a declared profile': {
      given: {
        ...scopes('webphone:use', 'interaction:read', 'routing:user', 'interaction:write'),
        declared: chatAgent,
      },
      findings: [
        'error digital:read: lacks the required scope "digital:read" (to read and answer chats, messages and emails), which profile "chat-agent" needs; it has "webphone:use", "interaction:read", "routing:user", "interaction:write"',
      ],
    },
    "a team's own profile": {
      given: {
        ...scopes('interaction:read'),
        declared: { profile: { id: 'lead', capabilities: ['interaction'], scopes: ['analytics:readonly'] } },
      },
      findings: [
        'error analytics:readonly: lacks the required scope "analytics:readonly", which profile "lead" needs; it has "interaction:read"',
      ],
    },
    'the other vocabulary than the one named': {
      given: {
        ...scopes('webphone:use', 'interaction:read', 'routing:user'),
        declared: { profile: 'agent', vocabulary: 'platform' },
      },
      findings: [
        'conversations:use the WebRTC softphone',
        'notifications:use the WebRTC softphone',
        'organization:readonly:use the WebRTC softphone',
        'routing:readonly:go on queue and see own queues',
        'user-basic-info:use the WebRTC softphone',
        'users:go on queue and see own queues',
      ].map((each) => {
        const [, scope, purpose] = /^(.+):(.+)$/.exec(each) ?? [];
        return `error ${scope}: lacks the required scope "${scope}" (to ${purpose}), which profile "agent" needs; it has "webphone:use", "interaction:read", "routing:user"`;
      }),
    },
    'no scopes at all': {
      given: {
        attributes: { scopes: null },
        policy: { ...DEFAULT_POLICY, base: profileOf('agent'), baseNamed: true, vocabulary: 'migration' },
      },
      findings: [
        'error interaction:read: lacks the required scope "interaction:read" (to read interactions), which profile "agent" needs; it has none',
        'error routing:user: lacks the required scope "routing:user" (to go on queue and see own queues), which profile "agent" needs; it has none',
        'error webphone:use: lacks the required scope "webphone:use" (to use the WebRTC softphone), which profile "agent" needs; it has none',
      ],
    },
    'null elements, which hold nothing': {
      given: scopes('webphone:use', 'interaction:read', null),
      findings: [lacks('routing:user', 'go on queue and see own queues', '"webphone:use", "interaction:read"')],
    },
  },
  open: {
    'a list from a variable': { given: { attributes: { scopes: VARIABLE } }, waitsFor: 'scopes' },
    'one element from a variable': { given: scopes('webphone:use', 'interaction:read', VARIABLE), waitsFor: 'scopes' },
    'a list that is no list': { given: { attributes: { scopes: 'webphone:use' } }, waitsFor: 'scopes' },
  },
});

testRule('missing-recommended-scope', {
  pass: {
    'a client whose profile nobody named': scopes(...PLATFORM),
    'recommended scopes that are held': {
      ...scopes(...PLATFORM, 'stations', 'presence'),
      declared: { profile: 'agent', vocabulary: 'platform' },
    },
    'the migration vocabulary, which recommends none': {
      ...scopes('webphone:use'),
      declared: { profile: 'agent', vocabulary: 'migration' },
    },
  },
  fail: {
    'each one that is missing': {
      given: { ...scopes(...PLATFORM), declared: { profile: 'agent', vocabulary: 'platform' } },
      findings: [
        'note presence: lacks the scope "presence", which is recommended for profile "agent"',
        'note stations:readonly: lacks the scope "stations:readonly", which is recommended for profile "agent"',
      ],
    },
  },
  open: {
    'a list from a variable': {
      given: { attributes: { scopes: VARIABLE }, declared: { profile: 'agent', vocabulary: 'platform' } },
      waitsFor: 'scopes',
    },
  },
});

testRule('unknown-scope', {
  pass: {
    'published names and those of the guidance': scopes('analytics:readonly', 'webphone:use', 'digital:read'),
    "a name of the organisation's own catalogue": {
      ...scopes('brand-new'),
      catalog: { date: '2026-11-01', source: 'organisation', scopes: new Set(['brand-new']) },
    },
  },
  fail: {
    'wrong case and blanks': {
      given: scopes('WebPhone:Use', ' users', 'routing :readonly'),
      findings: [
        'error  users: has the unknown scope " users": names are lower case without blanks, "users" is meant',
        'error WebPhone:Use: has the unknown scope "WebPhone:Use": names are lower case without blanks, "webphone:use" is meant',
        'error routing :readonly: has the unknown scope "routing :readonly": names are lower case without blanks, "routing:readonly" is meant',
      ],
    },
    'near misses': {
      given: scopes('organizations', 'interaction:raed', 'conversation:readonly'),
      findings: [
        'error conversation:readonly: has the unknown scope "conversation:readonly": "conversations:readonly" is probably meant',
        'error interaction:raed: has the unknown scope "interaction:raed": "interaction:read" is probably meant',
        'error organizations: has the unknown scope "organizations": "organization" is probably meant',
      ],
    },
    permissions: {
      given: scopes('routing:queue:join', 'wfm:schedule:write'),
      findings: [
        'error routing:queue:join: has "routing:queue:join", which has the form of a permission: permissions belong to roles; its operations ask for the scope "users"',
        'error wfm:schedule:write: has "wfm:schedule:write", which has the form of a permission: permissions belong to roles; its operations ask for the scope "workforce-management"',
      ],
    },
    'a form that the domain does not have': {
      given: scopes('analytics:view', 'notifications:readonly', 'audits'),
      findings: [
        'error analytics:view: has the unknown scope "analytics:view": this domain has "analytics", "analytics:readonly"',
        'error audits: has the unknown scope "audits": this domain has "audits:readonly"',
        'error notifications:readonly: has the unknown scope "notifications:readonly": this domain has "notifications"',
      ],
    },
    'a name that resembles nothing, as a warning: it may be new': {
      given: scopes('holograms', 'all'),
      findings: [
        'warning all: has the scope "all", which is not in the catalogue and resembles no name in it',
        'warning holograms: has the scope "holograms", which is not in the catalogue and resembles no name in it',
      ],
    },
    'a name of the prototype of objects': {
      given: scopes('constructor', '__proto__', 'toString:x:y'),
      findings: [
        'warning __proto__: has the scope "__proto__", which is not in the catalogue and resembles no name in it',
        'warning constructor: has the scope "constructor", which is not in the catalogue and resembles no name in it',
        'warning toString:x:y: has the scope "toString:x:y", which is not in the catalogue and resembles no name in it',
      ],
    },
  },
  open: { 'a list from a variable': { given: { attributes: { scopes: VARIABLE } }, waitsFor: 'scopes' } },
});

testRule('unpublished-scope', {
  pass: {
    'published names': scopes(...PLATFORM),
    'a catalogue of the organisation that has them': {
      ...scopes('webphone:use'),
      catalog: { date: '2026-11-01', source: 'organisation', scopes: new Set(['webphone:use']) },
    },
  },
  fail: {
    'a warning while nobody decided': {
      given: scopes('webphone:use', 'users'),
      findings: ['warning: uses names that Genesys Cloud does not publish: "webphone:use"'],
    },
    'a note once the construct names the vocabulary': {
      given: { ...scopes('webphone:use'), declared: { profile: 'agent', vocabulary: 'migration' } },
      findings: ['note: uses names that Genesys Cloud does not publish: "webphone:use"'],
    },
    'a note once the command line does': {
      given: { ...scopes('webphone:use'), policy: { ...DEFAULT_POLICY, vocabulary: 'platform' } },
      findings: ['note: uses names that Genesys Cloud does not publish: "webphone:use"'],
    },
    "an error when the organisation's own catalogue does not have them": {
      given: { ...scopes('webphone:use'), catalog: { ...PUBLISHED_CATALOG, source: 'organisation' } },
      findings: [`error: uses names that the organisation's own catalogue does not have: "webphone:use"`],
    },
  },
});

testRule('excess-scope', {
  pass: {
    'a client whose profile nobody named': scopes('webphone:use', 'authorization'),
    'additional scopes': {
      ...scopes('webphone:use', 'analytics:readonly'),
      declared: { profile: 'agent', additionalScopes: ['analytics:readonly'] },
    },
    "what a team's profile allows": {
      ...scopes('interaction:read', 'analytics:readonly'),
      declared: { profile: { id: 'lead', capabilities: ['interaction'], allowedScopes: ['analytics'] } },
    },
    'the other vocabulary, while a client is switched': {
      ...scopes('webphone:use', 'interaction:read', 'routing:user', ...PLATFORM, 'stations:readonly'),
      declared: { profile: 'agent', vocabulary: 'platform' },
    },
    'a name that no catalogue has: unknown-scope tells': { ...scopes('holograms'), declared: { profile: 'agent' } },
  },
  fail: {
    'what the profile neither needs nor allows': {
      given: { ...scopes('webphone:use', 'authorization'), declared: { profile: 'agent' } },
      findings: ['warning authorization: holds "authorization", which profile "agent" neither needs nor allows'],
    },
    'a read-write scope where :readonly is enough': {
      given: { ...scopes(...PLATFORM, 'routing'), declared: { profile: 'agent', vocabulary: 'platform' } },
      findings: ['warning routing: holds "routing", of which profile "agent" needs only the :readonly form'],
    },
  },
  open: {
    'a list from a variable': {
      given: { attributes: { scopes: VARIABLE }, declared: { profile: 'agent' } },
      waitsFor: 'scopes',
    },
  },
});

const grant = (authorized_grant_type: unknown) => ({ attributes: { authorized_grant_type } });

testRule('invalid-grant-type', {
  pass: Object.fromEntries(
    ['CODE', 'TOKEN', 'SAML2-BEARER', 'SAML2BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'].map((type) => [
      type,
      grant(type),
    ]),
  ),
  fail: {
    'an underscore': {
      given: grant('CLIENT_CREDENTIALS'),
      findings: [
        'error: has the grant type "CLIENT_CREDENTIALS" (did you mean "CLIENT-CREDENTIALS"?); allowed are "CODE", "TOKEN", "SAML2-BEARER", "SAML2BEARER", "PASSWORD", "CLIENT-CREDENTIALS"',
      ],
    },
    'lower case': {
      given: grant('code'),
      findings: [
        'error: has the grant type "code" (did you mean "CODE"?); allowed are "CODE", "TOKEN", "SAML2-BEARER", "SAML2BEARER", "PASSWORD", "CLIENT-CREDENTIALS"',
      ],
    },
    none: {
      given: grant(null),
      findings: [
        'error: has no authorized_grant_type, which the provider requires; allowed are "CODE", "TOKEN", "SAML2-BEARER", "SAML2BEARER", "PASSWORD", "CLIENT-CREDENTIALS"',
      ],
    },
  },
  open: { 'a variable': { given: grant(VARIABLE), waitsFor: 'authorized_grant_type' } },
});

testRule('wrong-grant', {
  pass: {
    'CLIENT-CREDENTIALS that no profile needs': grant('CLIENT-CREDENTIALS'),
    CODE: { ...grant('CODE'), declared: { profile: 'agent' } },
  },
  fail: {
    'CLIENT-CREDENTIALS for a profile': {
      given: { ...grant('CLIENT-CREDENTIALS'), declared: { profile: 'agent' } },
      findings: ['error: logs in with CLIENT-CREDENTIALS, but profile "agent" needs a user'],
    },
    'its misspelt form': {
      given: { ...grant('client_credentials'), declared: { profile: 'agent' } },
      findings: ['error: logs in with CLIENT-CREDENTIALS, but profile "agent" needs a user'],
    },
  },
  open: { 'a variable': { given: grant(VARIABLE), waitsFor: 'authorized_grant_type' } },
});

testRule('retiring-grant', {
  pass: { CODE: grant('CODE'), PASSWORD: grant('PASSWORD') },
  fail: {
    TOKEN: {
      given: grant('TOKEN'),
      findings: ['warning: uses the TOKEN grant (implicit), which Genesys Cloud is switching off'],
    },
  },
});

testRule('ineffective-setting', {
  pass: {
    'roles on CLIENT-CREDENTIALS': {
      attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: [], roles: [{ role_id: 'r' }] },
    },
    'scopes on CODE': scopes('users'),
  },
  fail: {
    'scopes on CLIENT-CREDENTIALS': {
      given: { attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: ['users'] } },
      findings: ['warning scopes: lists scopes, which have no effect on CLIENT-CREDENTIALS'],
    },
    'scopes from a variable on CLIENT-CREDENTIALS': {
      given: { attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: VARIABLE } },
      findings: ['warning scopes: lists scopes, which have no effect on CLIENT-CREDENTIALS'],
    },
    'roles on CODE': {
      given: { attributes: { roles: { role_id: 'r' } } },
      findings: ['warning roles: lists roles, which have an effect on CLIENT-CREDENTIALS only'],
    },
  },
  open: {
    'roles of a dynamic block on CODE': {
      given: { attributes: { dynamic: { roles: { for_each: VARIABLE } } } },
      waitsFor: 'roles',
    },
  },
});

const ignoring = (ignore_changes: unknown) => ({ attributes: { lifecycle: { ignore_changes } } });
const IGNORED = ['error: ignores changes of its scopes, so the list has no effect on a client that exists'];

testRule('ignored-scopes', {
  pass: {
    'another attribute': ignoring(['description']),
    'an attribute whose name begins alike': ignoring(['scopes_of_something']),
    'a client that nothing is asked of': {
      attributes: { ...ignoring(['scopes']).attributes, authorized_grant_type: 'CLIENT-CREDENTIALS' },
    },
  },
  fail: {
    'scopes by name': { given: ignoring(['description', 'scopes']), findings: IGNORED },
    'an element of the scopes': { given: ignoring(['scopes[0]']), findings: IGNORED },
    all: { given: ignoring('all'), findings: IGNORED },
    'all in a list': { given: ignoring(['all']), findings: IGNORED },
    'an array of lifecycle blocks': {
      given: { attributes: { lifecycle: [{ ignore_changes: ['scopes'] }] } },
      findings: IGNORED,
    },
  },
});

const lifetime = (access_token_validity_seconds: unknown) => ({ attributes: { access_token_validity_seconds } });

testRule('token-lifetime', {
  pass: {
    none: lifetime(null),
    'the shortest': lifetime(300),
    'the longest': lifetime(172_800),
    text: lifetime('86400'),
  },
  fail: {
    'too short': { given: lifetime(299), findings: ['error: has tokens that live 299 seconds, outside 300 to 172800'] },
    'too long': {
      given: lifetime(172_801),
      findings: ['error: has tokens that live 172801 seconds, outside 300 to 172800'],
    },
  },
  open: { 'a variable': { given: lifetime(VARIABLE), waitsFor: 'access_token_validity_seconds' } },
});

const redirect = (...registered_redirect_uris: string[]) => ({ attributes: { registered_redirect_uris } });
const insecure = (uri: string) => ({
  given: redirect(uri),
  findings: [`warning ${uri}: redirects to "${uri}" without encryption`],
});

testRule('insecure-redirect-uri', {
  pass: {
    https: redirect('https://agent.example.com/callback'),
    loopback: redirect('http://localhost:3000', 'http://127.0.0.1/x', 'http://[::1]:8080/', 'http://127.8.9.1'),
    "an app's own scheme": redirect('com.example.app:/callback'),
    'text that is no address': redirect('callback'),
  },
  fail: {
    http: insecure('http://agent.example.com/callback'),
    'upper case': insecure('HTTP://agent.example.com'),
    'a host that begins like loopback': insecure('http://localhost.example.com/'),
    'a user name that looks like loopback': insecure('http://localhost:80@example.com/'),
    'http that is no address': insecure('http://exa mple'),
  },
  open: {
    'a variable': {
      given: { attributes: { registered_redirect_uris: [VARIABLE] } },
      waitsFor: 'registered_redirect_uris',
    },
  },
});

testRule('exposed-secret', {
  pass: { 'both off': { attributes: { expose_client_secret: false, directory_client_secret: '' } } },
  fail: {
    'both on': {
      given: { attributes: { expose_client_secret: 'true', directory_client_secret: '/tmp/secrets' } },
      findings: [
        'warning directory_client_secret: has directory_client_secret, which writes its secret to a plain file',
        'warning expose_client_secret: has expose_client_secret, which puts its secret into the state in clear',
      ],
    },
  },
  open: {
    'a variable': { given: { attributes: { expose_client_secret: VARIABLE } }, waitsFor: 'expose_client_secret' },
  },
});
