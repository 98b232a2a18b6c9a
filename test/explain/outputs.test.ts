import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../cli/run-cli';

const expected = (file: string) => readFileSync(join(__dirname, 'fixtures', file), 'utf8');

test.each([
  ['scope.out', ['conversations']],
  ['scope-of-few.out', ['routing:readonly', '--as', 'scope', '--all']],
  ['scope-not-covering.out', ['quality']],
  ['scope-that-nobody-asks-for.out', ['upload']],
  ['migration-scope.out', ['webphone:use']],
  ['migration-scope-of-two.out', ['digital:read']],
  ['capability.out', ['routing']],
  ['profile.out', ['agent']],
  ['profile-and-permission.out', ['admin', '--as', 'permission']],
  ['profile-without-client.out', ['light-agent']],
  ['permission.out', ['routing:queue:join']],
  ['permission-of-many.out', ['telephony:plugin:all']],
  ['operation.out', ['POST', '/api/v2/conversations/calls']],
  ['operation-recommended.out', ['/api/v2/stations/4711']],
  ['operations-of-path.out', ['/api/v2/oauth/clients/4711']],
  ['operation-without-oauth.out', ['/api/v2/webmessaging/messages']],
  ['operation-without-scope.out', ['getTimezones']],
  ['operation-all-permissions.out', ['PUT', '/api/v2/architect/ivrs/4711/identityresolution']],
  ['operation-without-security.out', ['GET', '/api/v2/documentation/search']],
  ['permission-beside-others.out', ['routing:identityResolutionIvr:edit']],
  ['operation-id-twice.out', ['getpresencedefinitions']],
  ['refusal.out', ['app.not.authorized.for.scope']],
  ['refusal-by-cause.out', ['rate-limit']],
  ['rule.out', ['missing-scope']],
  ['scope.json.out', ['stations:readonly', '--format', 'json']],
  ['migration-scope.json.out', ['routing:user', '--format', 'json']],
  ['operation.json.out', ['patchUserQueue', '--format', 'json']],
  ['permission.json.out', ['routing:queue:join', '--format', 'json']],
])('%s is the answer to %j', async (file, args) => {
  expect(await cli(['explain', ...args])).toEqual({ code: 0, stdout: expected(file), stderr: '' });
});

test('colours change nothing', async () => {
  expect(await cli(['explain', 'conversations'], { color: true })).toEqual(await cli(['explain', 'conversations']));
});

test('a rule reads as the command rules prints it', async () => {
  expect(await cli(['explain', 'token-lifetime'])).toEqual(await cli(['rules', 'token-lifetime']));
});

test.each([
  [['post', '/api/v2/conversations/calls']],
  [['POST /api/v2/conversations/calls']],
  [['  POST   /api/v2/conversations/calls/  ']],
  [['POST', 'https://api.mypurecloud.de/api/v2/conversations/calls?expand=x#top']],
  [['POST', 'https://user:pass@localhost:8080/gateway/api/v2/conversations/calls']],
  [['POST', 'api.usw2.pure.cloud/api/v2/conversations/calls']],
  [['POST', 'api/v2/conversations/calls']],
  [['POST', '/v2/conversations/calls']],
  [['POST', '/conversations/calls']],
  [['POST', '/api/v2//conversations/calls']],
  [['POST', 'C:/Program Files/Git/api/v2/conversations/calls']],
  [['postConversationsCalls']],
  [['POSTCONVERSATIONSCALLS']],
  [['postConversationsCalls', '--as', 'operation']],
])('an operation is understood as %j', async (args) => {
  expect(await cli(['explain', ...args])).toEqual({ code: 0, stdout: expected('operation.out'), stderr: '' });
});

test.each([
  ['a UUID', '/api/v2/stations/0f1e2d3c-4b5a-4978-8a9b-000000000001'],
  ['the name of the document', '/api/v2/stations/{stationId}'],
  ['another name', '/api/v2/stations/{id}'],
  ['encoded braces', 'https://api.mypurecloud.com/api/v2/stations/%7BstationId%7D'],
])('a parameter may be %s', async (_, path) => {
  expect(await cli(['explain', path])).toEqual({ code: 0, stdout: expected('operation-recommended.out'), stderr: '' });
});

const LISTS = '`genesys-scopes catalog` lists the scopes.\n`genesys-scopes rules` lists the rules.\n';
const NOTHING = 'is no scope, rule, profile, capability, permission, refusal or operation that is known here';
const ABSENT =
  'The document is not complete: 67 paths are known that it lacks (analytics jobs, billing contracts, copilots and ' +
  'others; no call of the softphone is among them).\n';

test.each([
  ['a misspelt scope', ['converstions'], `"converstions" ${NOTHING}; did you mean "conversations"?\n${LISTS}`],
  ['a scope in capitals', ['Users'], `"Users" ${NOTHING}; did you mean "users"?\n${LISTS}`],
  ['a misspelt migration name', ['webphone:us'], `"webphone:us" ${NOTHING}; did you mean "webphone:use"?\n${LISTS}`],
  ['a misspelt rule', ['mising-scope'], `"mising-scope" ${NOTHING}; did you mean "missing-scope"?\n${LISTS}`],
  ['a misspelt profile', ['chat-agnet'], `"chat-agnet" ${NOTHING}; did you mean "chat-agent"?\n${LISTS}`],
  ['a misspelt operationId', ['getUserMe'], `"getUserMe" ${NOTHING}; did you mean "getUsersMe"?\n${LISTS}`],
  [
    'a form that scopes do not have',
    ['analytics:view'],
    `"analytics:view" ${NOTHING}; did you mean "analytics" or "analytics:readonly"?\n${LISTS}`,
  ],
  ['what resembles nothing', ['nonsense!'], `"nonsense!" ${NOTHING}\n${LISTS}`],
  ['an empty name', [''], `"" ${NOTHING}\n${LISTS}`],
  [
    'two names',
    ['webphone', 'routing'],
    `"webphone routing" ${NOTHING}\nExplained is one name, or a method with a path.\n${LISTS}`,
  ],
  [
    'a misspelt permission',
    ['routing:queue:joim'],
    `"routing:queue:joim" ${NOTHING}; did you mean "routing:queue:join"?\n` +
      'It has the form of a permission: permissions belong to roles, not to OAuth clients.\n' +
      `Operations with "routing:queue:join" take users.\n${LISTS}`,
  ],
  [
    'a permission with a wildcard',
    ['routing:queue:*'],
    `"routing:queue:*" ${NOTHING}\n` +
      'It has the form of a permission: permissions belong to roles, not to OAuth clients.\n' +
      `Most operations with permissions of that domain take routing.\n${LISTS}`,
  ],
  [
    'a kind that the name is not',
    ['agnt', '--as', 'profile'],
    '"agnt" is no profile that is known here; did you mean "agent"?\n' +
      'Profiles are agent, voice-agent, chat-agent, contributor, admin, light-agent, billing-admin.\n',
  ],
  [
    'a method that the path does not take',
    ['PATCH', '/api/v2/stations/4711'],
    `PATCH /api/v2/stations/4711 is no operation of the API document of 2026-07-19\nThe path takes GET.\n${ABSENT}`,
  ],
  [
    'a misspelt path',
    ['POST', 'https://api.mypurecloud.com/api/v2/converstions/call?token=secret'],
    'POST /api/v2/converstions/call is no operation of the API document of 2026-07-19\nClosest are:\n' +
      '  POST /api/v2/conversations/calls\n  GET /api/v2/conversations/calls\n  POST /api/v2/conversations/calls/{conversationId}\n' +
      ABSENT,
  ],
  [
    'a path that resembles none',
    ['/api/v2/nowhere'],
    `/api/v2/nowhere is no operation of the API document of 2026-07-19\n${ABSENT}`,
  ],
  [
    'a name that steers the terminal',
    ['\u001b[31mred\n::error::x'],
    `"\\u{1b}[31mred\\u{a}::error::x" ${NOTHING}\nExplained is one name, or a method with a path.\n` +
      `It has the form of a permission: permissions belong to roles, not to OAuth clients.\n${LISTS}`,
  ],
  [
    'a path that steers the terminal',
    ['/api/v2/\u001b]52;c;aGk=\u0007'],
    `/api/v2/\\u{1b}]52;c;aGk=\\u{7} is no operation of the API document of 2026-07-19\n${ABSENT}`,
  ],
])('%s cannot be explained', async (_, args, message) => {
  expect(await cli(['explain', ...args])).toEqual({ code: 2, stdout: '', stderr: `error: ${message}` });
});

test.each([
  ['no name', [], "error: missing required argument 'name'\n"],
  [
    'a format that there is not',
    ['users', '--format', 'xml'],
    "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.\n",
  ],
])('%s is wrong usage', async (_, args, stderr) => {
  expect(await cli(['explain', ...args])).toEqual({ code: 2, stdout: '', stderr });
});
