import { brotliCompressSync, gzipSync } from 'node:zlib';
import { API, FROM_PLATFORM, type Given, harOf, refusal } from './har';
import { documentOf, verdictsOf } from './verdicts';

const REFUSED = JSON.stringify(refusal('bad.credentials', 'Invalid login credentials.', 401));
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes as string).toString('base64');
const mimeType = 'application/json';
const upgrade = 'wss://streaming.mypurecloud.com/stream/channels/streaming-1';

test.each<[string, Given, string[]]>([
  [
    'a body in base64',
    { content: { mimeType, encoding: 'base64', text: base64(REFUSED) } },
    ['error | bad-token | shown | GET /api/v2/users/me'],
  ],
  [
    'a body as it travelled, in gzip',
    {
      headers: { ...FROM_PLATFORM, 'content-encoding': 'gzip' },
      content: { mimeType, encoding: 'base64', text: base64(gzipSync(REFUSED)) },
    },
    ['error | bad-token | shown | GET /api/v2/users/me'],
  ],
  [
    'a body as it travelled, in brotli',
    {
      headers: { ...FROM_PLATFORM, 'content-encoding': 'br' },
      content: { mimeType, encoding: 'base64', text: base64(brotliCompressSync(REFUSED)) },
    },
    ['error | bad-token | shown | GET /api/v2/users/me'],
  ],
  [
    'a body in an encoding that is not known',
    {
      headers: { ...FROM_PLATFORM, 'content-encoding': 'zstd' },
      content: { mimeType, encoding: 'base64', text: base64('(\xb5/\xfd') },
    },
    ['error | unclear | unclear | GET /api/v2/users/me'],
  ],
  [
    'no body, as the sanitized HAR without content has it',
    { content: { size: 120, mimeType } },
    ['error | unclear | unclear | GET /api/v2/users/me'],
  ],
  ['no content at all', { response: { content: undefined } }, ['error | unclear | unclear | GET /api/v2/users/me']],
  [
    'an empty body and no headers, as of Safari',
    { headers: {}, content: { size: 0, text: '', mimeType: '' } },
    ['error | unclear | unclear | GET /api/v2/users/me'],
  ],
  [
    'Chrome, when a proxy refuses the tunnel',
    { status: 0, headers: {}, content: {}, response: { _error: 'net::ERR_TUNNEL_CONNECTION_FAILED' } },
    ['error | network | shown | GET /api/v2/users/me'],
  ],
  [
    'Chrome, when the page was left',
    { status: 0, headers: {}, content: {}, response: { _error: 'net::ERR_ABORTED' } },
    [],
  ],
  [
    'Firefox, when no answer came',
    { status: 0, headers: {}, content: { size: 0 } },
    ['warning | unclear | unclear | GET /api/v2/users/me'],
  ],
  [
    'Playwright, when the upgrade was refused',
    {
      url: upgrade,
      status: -1,
      headers: {},
      response: { _failureText: 'Error during WebSocket handshake: Unexpected response code: 407' },
    },
    ['error | network | likely | the WebSocket /stream/channels/{id}'],
  ],
  [
    'a channel that is not there any more',
    { url: upgrade, status: 404, headers: {} },
    ['error | unclear | unclear | the WebSocket /stream/channels/{id}'],
  ],
  ['mitmproxy, which writes the upgrade as https', { url: upgrade.replace('wss', 'https'), status: 101 }, []],
  [
    'a proxy that asks for a password',
    { status: 407, headers: {}, content: {} },
    ['error | network | shown | GET /api/v2/users/me'],
  ],
  ['a call that asks before another origin is called', { method: 'OPTIONS', status: 403 }, ['problem']],
  [
    'a call of Zendesk, with the same path',
    { url: 'https://acme.zendesk.com/api/v2/users/me', status: 403 },
    ['problem'],
  ],
  [
    'telemetry of the SDK, which is not published',
    { method: 'POST', url: `${API}/api/v2/diagnostics/trace`, json: refusal('not.authorized') },
    ['note | refused | shown | POST /api/v2/diagnostics/trace'],
  ],
  [
    'a thing that is not there',
    { url: `${API}/api/v2/stations/1`, status: 404, json: {} },
    ['note | unclear | unclear | GET /api/v2/stations/{stationId}'],
  ],
  [
    'the API behind the path of an app',
    { url: `https://apps.mypurecloud.com/platform/api/v2/users/me?expand=station`, json: refusal('bad.credentials') },
    ['error | bad-token | shown | GET /api/v2/users/me'],
  ],
])('%s', async (_name, given, expected) => {
  const { problems } = await documentOf(harOf(given));
  expect(problems.length > 0 ? ['problem'] : await verdictsOf(harOf(given))).toEqual(expected);
});

test('the same refusal is told once, with how often it was', async () => {
  const given: Given = { json: refusal('bad.credentials') };
  const { verdicts } = await documentOf(harOf(...Array(7).fill(given)));
  expect(verdicts).toMatchObject([{ cause: 'bad-token', count: 7 }]);
  expect(verdicts[0]?.evidence).toHaveLength(5);
});

test('entries that are none are passed over', async () => {
  const text = JSON.stringify({
    log: {
      entries: [
        null,
        1,
        {},
        { request: {} },
        { request: { url: 'no address' } },
        ...JSON.parse(harOf({ json: refusal('bad.credentials') })).log.entries,
      ],
    },
  });
  const { files, verdicts } = await documentOf(text);
  expect(files[0]?.looked).toBe('HAR with 6 entries, 1 call of Genesys Cloud');
  expect(verdicts[0]?.evidence[0]).toMatch(/^evidence\.har#entries\[5\]: status 403, code bad\.credentials/);
});

test.each([
  'wss://streaming.mypurecloud.com/channels/streaming-1',
  'https://streaming.mypurecloud.com/channels/streaming-1',
  upgrade,
])('the notification channel is known by %s', async (url) => {
  const refused: Given = { url, status: 403, headers: {}, content: { text: '<html>no</html>', mimeType: 'text/html' } };
  expect(await verdictsOf(harOf(refused))).toEqual([expect.stringContaining('error | network | ')]);
});
