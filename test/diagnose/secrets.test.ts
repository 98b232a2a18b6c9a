import fc from 'fast-check';
import { cli, inFolder } from '../cli/run-cli';
import { API, CORRELATION, harOf } from './har';

/** What tokens, passwords and codes look like: never a plain word, which a published name could be. */
const secret = fc
  .string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.'),
    minLength: 14,
    maxLength: 40,
  })
  .filter((text) => /[A-Z]/.test(text) && /[a-z]/.test(text) && /^\w.*\w$/.test(text));

const FORMATS = ['text', 'json', 'markdown'] as const;

async function outputs(content: string, name: string): Promise<string> {
  return await inFolder({ [name]: content }, async () => {
    const all: string[] = [];
    for (const format of FORMATS) {
      const { code, stdout, stderr } = await cli(['diagnose', name, '--format', format]);
      if (code === 70) throw new Error(stderr);
      all.push(stdout, stderr);
    }
    return all.join('\n');
  });
}

/** In every form in which somebody could read it again: as it is, in base64 at each of its three places, and by percent. */
function formsOf(text: string): string[] {
  const shifted = ['', 'x', 'xx'].map((before) =>
    Buffer.from(before + text)
      .toString('base64')
      .slice(before.length === 0 ? 0 : 4)
      .replace(/=+$/, '')
      .slice(0, -2),
  );
  const everyByte = [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
  return [text, text.toLowerCase(), encodeURIComponent(text), everyByte, ...shifted, [...text].reverse().join('')];
}

function expectNoneOf(text: string, output: string): void {
  const folded = output.toLowerCase();
  expect(formsOf(text).filter((form) => output.includes(form) || folded.includes(form.toLowerCase()))).toEqual([]);
}

/** A HAR with the secret in every field that may be one's own. */
function harWith(text: string, code: string, status: number): string {
  const headers = {
    authorization: `Bearer ${text}`,
    cookie: `session=${text}`,
    'set-cookie': `session=${text}`,
    'inin-correlation-id': text,
    'retry-after': text,
    'inin-ratelimit-count': text,
    'content-encoding': text,
    location: `https://app.example.com/?error=${text}#access_token=${text}`,
    [text]: text,
  };
  const body = {
    message: `App not authorized to use scope [users, ${text}] for ${text}`,
    code,
    status: text,
    contextId: text,
    [text]: text,
    details: [text],
  };
  const common = { status, headers, requestHeaders: headers };
  const paths = [
    `/api/v2/users/me?access_token=${text}`,
    `/api/v2/stations/${text}`,
    `/api/v2/${text}/${text}`,
    `/api/v2/unheard/of/${text}`,
    `/oauth/token?client_id=${text}&error=${text}`,
    `/oauth/authorizations/${text}`,
    `/stream/channels/${text}`,
    `/stream/jwt/${text}`,
    `/api/v2/notifications/channels/${text}/subscriptions`,
  ];
  const sasl = Buffer.from(`\0user\0authKey:${text}`).toString('base64');
  const entries = paths.flatMap((path) => [
    {
      ...common,
      method: 'POST',
      url: `https://${text.replace(/[^a-z0-9]/gi, '')}.mypurecloud.com${path}`,
      json: body,
      response: { statusText: text, _error: `net::ERR_${text}`, redirectURL: `https://x/?code=${text}` },
      entry: { comment: text, serverIPAddress: text, pageref: text, _initiator: { url: text } },
    },
    {
      ...common,
      url: `${API}${path}`,
      content: { mimeType: text, encoding: 'base64', text: Buffer.from(JSON.stringify(body)).toString('base64') },
    },
    { ...common, method: text, url: `${API}${path}`, status: 0, content: {}, response: { _failureText: text } },
    {
      ...common,
      url: `wss://streaming.mypurecloud.com/stream/channels/${text}`,
      status: 101,
      entry: {
        _webSocketMessages: [
          { type: 'send', opcode: 1, data: `<auth>${sasl}</auth>` },
          {
            type: 'receive',
            opcode: 1,
            data: `<failure><not-authorized/>${text}</failure><x node="no_longer_subscribed:${text}"/>`,
          },
        ],
      },
    },
  ]);
  const owner = { authorizedScope: [text, 'users'], OAuthClient: { id: text, name: text, scope: [text] } };
  const user = { id: text, name: text, station: { [text]: text } };
  const grants = { state: text, clientId: text };
  const told = [
    { ...common, url: `${API}/api/v2/tokens/me`, status: 200, json: owner },
    { ...common, url: `${API}/api/v2/users/me`, status: 200, json: user },
    { ...common, url: `${API}/api/v2/oauth/authorizations/${text}`, status: 200, json: grants },
  ];
  const document = JSON.parse(harOf(...told, ...entries));
  Object.assign(document.log, {
    comment: text,
    creator: { name: text, version: text },
    pages: [{ id: text, title: text }],
    [text]: text,
  });
  return JSON.stringify(document);
}

const CODES = [
  'app.not.authorized.for.scope',
  'missing.permissions',
  'too.many.requests',
  'bad.credentials',
  'SECRET',
  'not.known',
];

test('nothing secret in a HAR is printed, in no form', async () => {
  const property = fc.asyncProperty(
    secret,
    fc.constantFrom(...CODES),
    fc.constantFrom(400, 401, 403, 429, 500),
    async (text, code, status) => {
      const output = await outputs(harWith(text, code === 'SECRET' ? text : code, status), 'evidence.har');
      expect(output).toContain('/api/v2/unheard/of/…');
      expectNoneOf(text, output);
    },
  );
  await fc.assert(property, { numRuns: 40 });
}, 120_000);

/** Lines in which programs leave what they should not. */
const LINES: readonly ((text: string) => string)[] = [
  (text) => `main.js:1 GET ${API}/api/v2/stations/${text}?access_token=${text} 403 (Forbidden) ${text}`,
  (text) => `${text}:1 Failed to load resource: the server responded with a status of 403 (${text})`,
  (text) => `/api/v2/unheard/of/${text}:1 Failed to load resource: the server responded with a status of 403 ()`,
  (text) => `WebSocket connection to 'wss://streaming.mypurecloud.com/stream/jwt/${text}.${text}' failed: ${text}`,
  (text) =>
    `WebSocket connection to 'wss://streaming.mypurecloud.com/stream/channels/${text}' failed: Unexpected response code: 403`,
  (text) => `request error: ${API}/api/v2/${text} {message: ${text}, status: 403, correlationId: ${text}}`,
  (text) =>
    `Authorization: Bearer ${text} Request failed with status code 403 code: '${text}' https://${text}.com/api/v2/${text}`,
  (text) =>
    JSON.stringify({
      level: text,
      message: `request error: ${API}/api/v2/${text}`,
      details: { status: 403, correlationId: text, body: { code: text, message: text } },
    }),
  (text) =>
    JSON.stringify({
      details: {
        config: { url: `${API}/api/v2/users/${text}/x`, method: text, headers: { Authorization: text } },
        response: {
          status: 403,
          headers: { 'inin-correlation-id': text, 'retry-after': text },
          data: { code: 'app.not.authorized.for.scope', message: `scope [${text}]` },
        },
      },
    }),
  (text) =>
    JSON.stringify({
      code: 'missing.permissions',
      message: `missing [${text}:${text}:${text}]`,
      status: 403,
      password: text,
    }),
  (text) => `App not authorized to use scope [users, ${text}] code: "missing.permissions" "${text}"`,
  (text) => `new Sdk({ jwt: '${text}.x', accessToken: '${text}' }) NS_ERROR_${text} ${API}/api/v2/${text}`,
  (text) => `SaslError ${text} not-authorized ${Buffer.from(`\0u\0authKey:${text}`).toString('base64')}`,
];

test('nothing secret in a log is printed, in no form', async () => {
  const property = fc.asyncProperty(secret, fc.shuffledSubarray([...LINES], { minLength: 1 }), async (text, lines) => {
    const log = [`api ${API}/api/v2/users/me`, ...lines.map((line) => line(text))].join('\n');
    expectNoneOf(text, await outputs(log, 'console.log'));
  });
  await fc.assert(property, { numRuns: 60 });
}, 120_000);

test('what may be printed of an answer is printed', async () => {
  const har = harOf({ json: { code: 'bad.credentials' } });
  expect(await outputs(har, 'evidence.har')).toContain(
    `status 403, code bad.credentials, correlation id ${CORRELATION}`,
  );
});
