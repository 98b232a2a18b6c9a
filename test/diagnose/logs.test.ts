import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf, verdictsOf } from './verdicts';

const of = (text: string | Uint8Array) => verdictsOf(text, 'console.log');
const API = 'https://api.mypurecloud.com/api/v2';

test.each<[string, string, string[]]>([
  [
    'Chrome, saved',
    `users/me?expand=station:1 x\napi.mypurecloud.com/api/v2/users/me?expand=station:1  Failed to load resource: the server responded with a status of 403 ()`,
    ['error | unclear | unclear | GET /api/v2/users/me'],
  ],
  [
    'Chrome, of a call by script',
    `main.js:12 GET ${API}/organizations/me 403 (Forbidden)`,
    ['error | unclear | unclear | GET /api/v2/organizations/me'],
  ],
  [
    'Chrome, of a call that no answer came to',
    `main.js:12 POST ${API}/notifications/channels net::ERR_CERT_AUTHORITY_INVALID`,
    ['error | network | shown | POST /api/v2/notifications/channels'],
  ],
  [
    'Firefox, in one line',
    `XHRGET ${API}/users/me [HTTP/2 401 Unauthorized 120ms]`,
    ['error | unclear | unclear | GET /api/v2/users/me'],
  ],
  [
    'Firefox, over several lines',
    `XHR GET\n${API}/users/me\n[HTTP/2 401  120ms]`,
    ['error | unclear | unclear | GET /api/v2/users/me'],
  ],
  [
    'Firefox, of the WebSocket',
    'Firefox can’t establish a connection to the server at wss://streaming.mypurecloud.com/stream/channels/streaming-1.',
    ['error | network | likely | the WebSocket /stream/channels/{id}'],
  ],
  [
    'Safari, of the WebSocket',
    "WebSocket connection to 'wss://streaming.mypurecloud.com/stream/channels/streaming-1' failed: There was a bad response from the server.",
    ['error | network | likely | the WebSocket /stream/channels/{id}'],
  ],
  [
    'a status alone',
    'Uncaught Error: Request failed with status code 403\n    at f (main.js:1:2)',
    ['error | unclear | unclear'],
  ],
  [
    'the events of a channel that was taken away',
    'noLongerSubscribed event received\nduplicate_id event received, forcing hard reconnect',
    ['error | channel-cap | likely | ×2'],
  ],
  [
    'the configuration of the SDK with a JWT',
    "new GenesysCloudWebrtcSdk({ jwt: 'aaa.bbb.ccc' })",
    ['error | jwt-for-access-token | shown'],
  ],
  [
    'topics that were left out',
    '[streaming-client] Too many topics to subscribe to; truncating extra topics',
    ['warning | topic-cap | shown'],
  ],
  [
    'a refusal by another service',
    'main.js:1 GET https://acme.zendesk.com/api/v2/users/me 403 (Forbidden)\n[webrtc-sdk] hello',
    [],
  ],
])('%s', async (_name, text, expected) => {
  expect(await of(text)).toEqual(expected);
});

const PRINTED = `Error: Request failed with status code 403
    at createError (main.js:1:2) {
  config: { url: '${API}/notifications/channels?connectionType=streaming', method: 'post' },
  response: {
    status: 403,
    data: {
      message: 'App not authorized to use scope [notifications]',
      code: 'app.not.authorized.for.scope',
      status: 403
    }
  }
}
`;

test('an error that is printed over several lines has its address before its code', async () => {
  expect(await of(PRINTED)).toEqual(['error | scope-missing | shown | POST /api/v2/notifications/channels']);
});

test('colours of a terminal, line ends of Windows and a byte order mark make no difference', async () => {
  const esc = String.fromCharCode(27);
  const coloured = PRINTED.replaceAll(
    "'app.not.authorized.for.scope'",
    `${esc}[32m'app.not.authorized.for.scope'${esc}[39m`,
  );
  expect(await of(`\ufeff${coloured.replaceAll('\n', '\r\n')}`)).toEqual(await of(PRINTED));
});

test.each(['le', 'be'])('UTF-16 of Windows (%s) is read', async (order) => {
  const bytes = Buffer.from(`\ufeff${PRINTED}`, 'utf16le');
  expect(await of(order === 'le' ? bytes : Buffer.from(bytes).swap16())).toEqual(await of(PRINTED));
});

const BODY = { message: 'App not authorized to use scope [users]', code: 'app.not.authorized.for.scope', status: 403 };

test.each<[string, unknown]>([
  ['the body of an answer by itself', BODY],
  ['records in a list', [{ level: 'info' }, { level: 'error', details: { response: { status: 403, data: BODY } } }]],
  [
    'records in an export',
    { traces: [{ message: 'x', details: JSON.stringify({ error: { response: { status: 403, data: BODY } } }) }] },
  ],
])('a document of JSON: %s', async (_name, value) => {
  const { verdicts } = await documentOf(JSON.stringify(value, null, 2), 'export.json');
  expect(verdicts).toMatchObject([{ cause: 'scope-missing', call: null, scopes: ['users'] }]);
});

test('a record that was cut off still shows its code', async () => {
  const line = JSON.stringify({
    level: 'error',
    details: {
      config: { url: `${API}/users/me`, method: 'get' },
      response: { status: 403, data: { ...BODY, details: 'x'.repeat(99) } },
    },
  });
  expect(await of(`${line.slice(0, -90)}\n`)).toMatchObject([expect.stringContaining('error | scope-missing | shown')]);
});

test('the channel call has its answer one level deeper', async () => {
  const response = { status: 403, data: { ...BODY, message: 'App not authorized to use scope [notifications]' } };
  const config = { url: `${API}/notifications/channels?connectionType=streaming`, method: 'post' };
  for (const details of [{ config, response }, { details: { config, response } }]) {
    const error = { level: 'error', message: 'sdkError', details: { type: 'invalid_token', details } };
    expect(await of(`${JSON.stringify(error)}\n`)).toEqual([
      'error | scope-missing | shown | POST /api/v2/notifications/channels',
    ]);
  }
});

test('of one failure the account that says most is told', async () => {
  const { verdicts } = await documentOf(
    readFileSync(join(__dirname, 'fixtures/recorded/without-notifications.console.log'), 'utf8') + PRINTED,
    'console.log',
  );
  expect(verdicts.map(({ cause, certainty, call }) => ({ cause, certainty, call }))).toEqual([
    { cause: 'scope-missing', certainty: 'shown', call: 'POST /api/v2/notifications/channels' },
  ]);
});

const MESSAGE = 'App not authorized to use scope [users]';

test.each<[string, string]>([
  ['in one line', `Error: Request failed with status code 403 { message: '${MESSAGE}', code: 'custom.code' }`],
  [
    'over several lines',
    `Request failed with status code 403\n  message: '${MESSAGE}',\n  status: 403,\n  code: 'missing.permissions'`,
  ],
  [
    'over several lines, the code first',
    `Request failed with status code 403\n  code: 'custom.code',\n  message: '${MESSAGE}'`,
  ],
  ['in JSON', JSON.stringify({ details: { status: 403, body: { code: 'custom.code', message: MESSAGE } } })],
])('another code is believed and not a message about scopes, %s', async (_name, text) => {
  const { verdicts } = await documentOf(`webrtc-sdk\n${text}`, 'console.log');
  expect(verdicts.map(({ cause }) => cause)).not.toContain('scope-missing');
  expect(verdicts).not.toEqual([]);
});

test('a long line is read to its end', async () => {
  const lines = [
    '{'.repeat(300_000),
    `SASL ${'SASL '.repeat(100_000)}`,
    `https://${'a/'.repeat(200_000)}`,
    `request error: ${'status '.repeat(50_000)}`,
    'webrtc-sdk',
  ];
  // A pattern that goes back over a line takes hours here, and the test runs into its time.
  expect(await of(lines.join('\n'))).toEqual([]);
});
