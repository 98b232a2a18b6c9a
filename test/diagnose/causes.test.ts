import fc from 'fast-check';
import { CAUSES, ERROR_CODES } from '../../lib/operations';
import { API, FROM_PLATFORM, type Given, harOf, refusal } from './har';
import { documentOf, verdictsOf } from './verdicts';

const STATUSES = [400, 401, 403, 404, 409, 429, 500, 503];

test.each(Object.entries(ERROR_CODES))(
  'the code %s is %s, whatever status, headers and type stand beside it',
  async (code, cause) => {
    const json = refusal(code);
    const given: Given[] = STATUSES.map((status) => ({ status, json }));
    const beside: Given[] = [
      { status: 403, headers: {}, json },
      { status: 403, content: { mimeType: 'text/html', text: JSON.stringify(json) } },
      { status: 429, headers: { 'retry-after': '3' }, json },
    ];
    for (const one of [...given, ...beside]) {
      expect((await documentOf(harOf(one))).verdicts.map((verdict) => verdict.cause)).toEqual([cause]);
    }
  },
);

/** The causes that no code has: what shows them in a HAR. */
const WITHOUT_CODE: Readonly<Record<string, Given>> = {
  'client-not-approved': {
    url: `${API}/api/v2/oauth/authorizations/00000000-0000-4000-8000-000000000001`,
    status: 200,
    json: { state: 'Requested', pending: true },
  },
  'channel-cap': {
    url: 'wss://streaming.mypurecloud.com/stream/channels/streaming-1',
    status: 101,
    entry: { _webSocketMessages: [{ type: 'receive', opcode: 1, data: '<item node="no_longer_subscribed"/>' }] },
  },
  'jwt-for-access-token': { url: 'wss://streaming.mypurecloud.com/stream/jwt/aaa.bbb.ccc', status: 101 },
  network: { status: 403, headers: { server: 'squid' }, content: { mimeType: 'text/html', text: '<html>no</html>' } },
  server: { status: 503, content: { mimeType: 'text/html', text: '<html>Service Unavailable</html>' } },
};

test('every cause can be shown by a HAR', async () => {
  const shown = new Set<string | null>(Object.values(ERROR_CODES));
  for (const [cause, given] of Object.entries(WITHOUT_CODE)) {
    const [first] = (await documentOf(harOf(given))).verdicts;
    expect(first?.cause).toBe(cause);
    shown.add(cause);
  }
  expect([...shown].sort()).toEqual(Object.keys(CAUSES).sort());
});

const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 8 });
const anyCode = fc.oneof(
  fc.constantFrom(...Object.keys(ERROR_CODES)),
  fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join('.')),
  fc.string(),
);

test('no code but one is taken for a missing scope, whatever its message says', async () => {
  const message = fc.constantFrom('App not authorized to use scope [users]', 'scope', 'Forbidden');
  const property = fc.asyncProperty(anyCode, message, fc.constantFrom(...STATUSES), async (code, text, status) => {
    fc.pre(code !== 'app.not.authorized.for.scope');
    const { verdicts } = await documentOf(harOf({ status, json: refusal(code, text, status) }));
    expect(verdicts.map(({ cause }) => cause)).not.toContain('scope-missing');
  });
  await fc.assert(property, { numRuns: 150 });
});

test('a body without a code is unclear, and says what is left', async () => {
  const { verdicts } = await documentOf(harOf({ status: 403, json: { message: 'Forbidden' } }));
  expect(verdicts).toMatchObject([
    {
      cause: null,
      certainty: 'unclear',
      call: 'GET /api/v2/users/me',
      message: 'the call was refused with 403; the answer does not say why',
      remedy: expect.stringContaining('save all as HAR'),
    },
  ]);
  expect(verdicts[0]?.details[0]).toMatch(
    /^It may be that the OAuth client lacks a scope .* it$|denies it \(authz\.policy\.denied\)$/,
  );
});

test('of a call that takes no scope none can be missing', async () => {
  const { verdicts } = await documentOf(harOf({ url: `${API}/api/v2/date`, json: {} }));
  expect(JSON.stringify(verdicts)).not.toContain('lacks a scope');
});

describe('a missing scope', () => {
  const scopeRefusal = (names: string) =>
    refusal('app.not.authorized.for.scope', `App not authorized to use scope ${names}`);

  test('is told with both lists where the platform and the document differ', async () => {
    const { verdicts } = await documentOf(
      harOf({ url: `${API}/api/v2/stations/4711`, json: scopeRefusal('[telephony, brand-new:readonly]') }),
    );
    expect(verdicts[0]).toMatchObject({
      cause: 'scope-missing',
      call: 'GET /api/v2/stations/{stationId}',
      scopes: ['telephony', 'brand-new:readonly'],
    });
    expect(verdicts[0]?.details).toContain(
      'The API document of 2026-07-19 says otherwise: it has "stations", "stations:readonly". What the refusal says is what this organisation asks for',
    );
  });

  test('has the names of the document where the refusal has none', async () => {
    const { verdicts } = await documentOf(harOf({ json: refusal('app.not.authorized.for.scope', '') }));
    expect(verdicts[0]).toMatchObject({ scopes: ['user-basic-info'] });
    expect(verdicts[0]?.details[0]).toBe('The refusal names no scope; these are of the API document of 2026-07-19');
  });

  test('of a call that is not published is told without its ids', async () => {
    const { verdicts } = await documentOf(
      harOf({ url: `${API}/api/v2/brandnew/4711/Thing/more?token=abc`, json: scopeRefusal('[brand-new]') }),
    );
    expect(verdicts[0]).toMatchObject({
      cause: 'scope-missing',
      call: 'GET /api/v2/brandnew/…/…/more',
      scopes: ['brand-new'],
    });
  });

  const tokens = (holds: readonly string[], authorization: string): Given => ({
    url: `${API}/api/v2/tokens/me`,
    status: 200,
    requestHeaders: { Authorization: authorization },
    json: {
      authorizedScope: holds,
      OAuthClient: { id: '00000000-0000-4000-8000-000000000001', name: 'x', scope: holds },
    },
  });

  test('is followed by what the same token lacks besides', async () => {
    const given: Given = { requestHeaders: { authorization: 'Bearer a' }, json: scopeRefusal('[user-basic-info]') };
    const { verdicts } = await documentOf(
      harOf(tokens(['webphone:use', 'users', 'presence'], 'Bearer a'), tokens(['notifications'], 'Bearer b'), given),
    );
    expect(verdicts[0]?.client).toBe('00000000-0000-4000-8000-000000000001');
    expect(verdicts[0]?.details.slice(-2)).toEqual([
      'By GET /api/v2/tokens/me the token also lacks "organization:readonly", "notifications", "conversations", "routing:readonly", "stations:readonly", which an agent needs: 6 fixes are needed one after the other, unless they are made at once',
      'The token holds "webphone:use", which are names that Genesys Cloud does not publish',
    ]);
  });

  test('that the token seems to hold is only likely', async () => {
    const given: Given = { json: scopeRefusal('[user-basic-info]') };
    const { verdicts } = await documentOf(harOf(tokens(['user-basic-info'], ''), given));
    expect(verdicts[0]).toMatchObject({ cause: 'scope-missing', certainty: 'likely' });
  });

  test('says that scopes have to be enforced for it to matter', async () => {
    const { verdicts } = await documentOf(harOf({ json: scopeRefusal('[user-basic-info]') }));
    expect(verdicts[0]?.remedy).toContain('Scopes matter only where the organisation enforces them');
  });

  test('is never what the WebSocket itself was refused for', async () => {
    const upgrade: Given = {
      url: 'wss://streaming.mypurecloud.com/stream/channels/1',
      status: 403,
      headers: {},
      content: {},
    };
    const { verdicts, files } = await documentOf(harOf(upgrade));
    expect(verdicts[0]).toMatchObject({ cause: 'network', certainty: 'likely' });
    expect(verdicts[0]?.details[0]).toBe(
      'A missing scope never shows on the WebSocket itself: without the scope the socket is not even tried',
    );
    expect(files[0]?.channel).toBe('101 Switching Protocols was never reached in the one attempt');
  });
});

test('the numbers of a rate limit are quoted', async () => {
  const headers = {
    ...FROM_PLATFORM,
    'Retry-After': '7',
    'inin-ratelimit-count': '301',
    'inin-ratelimit-allowed': '300',
    'inin-ratelimit-reset': '24',
  };
  const { verdicts } = await documentOf(harOf({ status: 429, headers, content: {} }));
  expect(verdicts[0]).toMatchObject({ cause: 'rate-limit', certainty: 'shown' });
  expect(verdicts[0]?.evidence[0]).toContain(
    'retry-after 7, inin-ratelimit-count 301, inin-ratelimit-allowed 300, inin-ratelimit-reset 24',
  );
});

test('more channels than a user has are counted', async () => {
  const opened: Given = { method: 'POST', url: `${API}/api/v2/notifications/channels`, status: 200, json: { id: '1' } };
  expect(await verdictsOf(harOf(...Array(20).fill(opened)))).toEqual([]);
  const { verdicts, files } = await documentOf(harOf(...Array(21).fill(opened)));
  expect(verdicts).toMatchObject([{ cause: 'channel-cap', certainty: 'likely', severity: 'warning' }]);
  expect(files[0]?.channel).toContain('21 channels were opened');
});

test('a topic that was rejected within an answer of 200 is told', async () => {
  const given: Given = {
    method: 'PUT',
    url: `${API}/api/v2/notifications/channels/1/subscriptions?ignoreErrors=true`,
    status: 200,
    json: {
      entities: [
        { id: 'v2.users.1.station', state: 'Permitted' },
        { id: 'v2.x', state: 'Rejected', missingPermissions: ['a'] },
      ],
    },
  };
  expect(await verdictsOf(harOf(given))).toEqual(['warning | topic-forbidden | shown']);
});

test.each([
  ['invalid_grant', 'error | bad-token | likely'],
  ['invalid_client', 'error | client-settings | likely'],
  ['invalid_scope', 'error | unknown-scope-name | likely'],
  ['access_denied', 'error | unclear | unclear'],
  ['something_else', 'error | unclear | unclear'],
])('a login that answers %s', async (error, verdict) => {
  const given: Given = {
    method: 'POST',
    url: 'https://login.mypurecloud.com/oauth/token',
    status: 400,
    json: { error },
  };
  expect(await verdictsOf(harOf(given))).toEqual([verdict]);
});

test('the client of the login is that of the calls after it', async () => {
  const id = '00000000-0000-4000-8000-0000000000aa';
  const login: Given = {
    url: `https://login.mypurecloud.com/oauth/authorize?client_id=${id}&response_type=code`,
    status: 302,
  };
  const { verdicts } = await documentOf(harOf(login, { json: refusal('bad.credentials') }));
  expect(verdicts[0]?.client).toBe(id);
});
