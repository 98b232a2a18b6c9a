import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { type GenesysAddress, genesysAddress, startDeadline } from '../../lib/http';
import { askOf } from '../../lib/token';
import { childCli, cli, type Files, inFolder, type Outcome } from '../cli/run-cli';
import { type Answer, type Incident, listen, serving } from '../loopback/server';
import type { OAuthClient } from '../platform/oauth-clients';
import { type Platform, type PlatformOptions, PUBLISHED_AND_MIGRATION, withPlatform } from '../platform/platform';
import { tokenFor } from '../softphone/log-in';

jest.setTimeout(60_000);

const WHOLE = [
  'conversations',
  'notifications',
  'organization:readonly',
  'presence',
  'routing:readonly',
  'stations:readonly',
  'user-basic-info',
  'users',
];

const CALLS_OF_ANOTHER_HOUR = `where the organisation enforces scopes, the platform refuses with this token
  for want of users:
    PUT /api/v2/users/{userId}/routingstatus: the agent cannot go on queue
    PATCH /api/v2/users/{userId}/queues/{queueId}: the agent cannot join a queue
`;

/** A client of an agent's app in an organisation, with a token that was given to an agent. */
async function withToken(
  { scope, ...options }: PlatformOptions & { readonly scope: readonly string[] },
  use: (given: { platform: Platform; client: OAuthClient; token: string }) => Promise<void>,
): Promise<void> {
  await withPlatform({ scopes: PUBLISHED_AND_MIGRATION, ...options }, async (platform) => {
    const client = platform.clients.create({
      name: 'Zendesk chat',
      authorizedGrantType: 'CODE',
      accessTokenValiditySeconds: 86_400,
      state: 'active',
      description: '',
      registeredRedirectUri: ['http://127.0.0.1/callback'],
      scope,
      roleDivisions: [],
    });
    await use({ platform, client, token: await tokenFor(platform, client) });
  });
}

/** The output with what is of this run only put in words, and no token anywhere in it. */
async function tokenCommand(
  files: Files & { readonly 'token.txt': string },
  args: readonly string[],
  { url = '', id = '', env = {} } = {},
): Promise<Outcome> {
  const outcome = await inFolder(files, () =>
    cli(['token', ...args, ...(url === '' ? [] : ['--api-url', url])], { env }),
  );
  const clean = (text: string) => {
    const shown = url === '' ? text : text.replaceAll(new URL(url).host, 'HOST');
    return id === '' ? shown : shown.replaceAll(id, 'CLIENT');
  };
  const secret = files['token.txt'].replace(/^Bearer /, '').trim();
  expect(outcome.stdout + outcome.stderr).not.toContain(secret.length > 3 ? secret : 'no token');
  return { code: outcome.code, stdout: clean(outcome.stdout), stderr: clean(outcome.stderr) };
}

describe('an opaque token', () => {
  test('that holds everything passes', () =>
    withToken({ scope: WHOLE }, async ({ platform, client, token }) => {
      platform.approvals.set(client.id, { state: 'Authorized', scope: WHOLE, pending: false });
      const args = ['token.txt', '--profile', 'agent', '--org', 'Loopback'];
      expect(await tokenCommand({ 'token.txt': `${token}\n` }, args, { url: platform.url, id: client.id })).toEqual({
        code: 0,
        stderr: 'asking http://HOST what the token may do\n',
        stdout: `told by       HOST
organisation  Loopback (organisation-1)
client        Zendesk chat (CLIENT)
grant         CODE
approved      not known: this token may not ask for it (permission oauth:client:authorize, scope oauth:readonly)
profile       agent, by platform names (named)
holds         conversations, notifications, organization:readonly, presence, routing:readonly, stations:readonly, user-basic-info, users

pass: the token holds what agent requires
`,
      });
    }));

  test('that lacks a scope fails, with the calls that fail for it, and the client at fault', () =>
    withToken({ scope: WHOLE.filter((name) => name !== 'users') }, async ({ platform, client, token }) => {
      const outcome = await tokenCommand({ 'token.txt': `Bearer ${token}` }, ['token.txt', '--profile', 'agent'], {
        url: platform.url,
        id: client.id,
      });
      expect(outcome).toEqual({
        code: 1,
        stderr: 'asking http://HOST what the token may do\n',
        stdout: `told by       HOST
organisation  Loopback (organisation-1)
client        Zendesk chat (CLIENT)
grant         CODE
approved      not known: this token may not ask for it (permission oauth:client:authorize, scope oauth:readonly)
profile       agent, by platform names (named)
holds         conversations, notifications, organization:readonly, presence, routing:readonly, stations:readonly, user-basic-info

missing users: the client lacks it too: the change has not arrived, or this is another client

${CALLS_OF_ANOTHER_HOUR}
fail: 1 required scope is missing
`,
      });
    }));

  test.each([
    ['that is older than the scope of its client', undefined, 'the client has it, so this token was given before'],
    [
      'of a client whose change waits for approval',
      { state: 'Authorized' as const, scope: ['user-basic-info'], pending: true },
      'the client has it, but nobody approved that',
    ],
  ])('%s is told from one whose client lacks it', async (_, approval, reason) => {
    const scope = [...WHOLE.filter((name) => name !== 'users'), 'oauth:readonly'];
    await withToken({ scope }, async ({ platform, client, token }) => {
      if (approval !== undefined) platform.approvals.set(client.id, approval);
      const me = { authorizedScope: scope, OAuthClient: { ...client, scope: [...scope, 'users'] } };
      const answers: Record<string, unknown> = {
        '/api/v2/tokens/me': me,
        ...(approval && { [`/api/v2/oauth/authorizations/${client.id}`]: approval }),
      };
      await serving(
        ({ path }) =>
          path in answers
            ? { status: 200, json: answers[path] }
            : {
                status: 404,
                json: { status: 404, code: 'not.found', message: 'The requested resource was not found.' },
              },
        async (url) => {
          const { code, stdout } = await tokenCommand({ 'token.txt': token }, ['token.txt', '--profile', 'agent'], {
            url,
          });
          expect({ code, missing: stdout.split('\n').filter((line) => line.startsWith('missing')) }).toEqual({
            code: 1,
            missing: [expect.stringContaining(`missing users: ${reason}`)],
          });
          expect(stdout).toContain(
            approval === undefined
              ? 'approved      not known: none is recorded for the client\n'
              : 'approved      Authorized, for user-basic-info; a change waits for approval\n',
          );
        },
      );
    });
  });

  test('that passes by names that are not published says so in the line that is read first', () =>
    withToken({ scope: ['webphone:use', 'interaction:read', 'routing:user', 'user-basic-info'] }, async (given) => {
      const { platform, token } = given;
      const outcome = await tokenCommand({ 'token.txt': token }, ['token.txt', '--profile', 'agent'], {
        url: platform.url,
      });
      expect(outcome.code).toBe(0);
      expect(outcome.stdout).toContain('the platform, which asks for the published names, refuses with this token\n');
      expect(outcome.stdout.trimEnd().split('\n').at(-1)).toBe(
        'pass: the token holds what agent requires, by 3 unpublished names (--vocabulary platform asks for the published)',
      );
      const published = ['token.txt', '--profile', 'agent', '--vocabulary', 'platform'];
      expect((await tokenCommand({ 'token.txt': token }, published, { url: platform.url })).code).toBe(1);
    }));

  test.each<[string, object, number, string]>([
    ['tells nothing of the token', {}, 3, 'open: the platform does not tell which scopes the token holds'],
    ['tells null', { authorizedScope: null }, 3, 'open: the platform does not tell which scopes the token holds'],
    ['tells them in one text', { authorizedScope: 'users' }, 1, 'fail: 5 required scopes are missing'],
    ['tells that there are none', { authorizedScope: [] }, 1, 'fail: 6 required scopes are missing'],
  ])('is never judged by what its client holds, where the platform %s', (_, told, code, last) =>
    serving(
      () => ({
        status: 200,
        json: { ...told, OAuthClient: { id: 'c', name: 'Chat', authorizedGrantType: 'CODE', scope: WHOLE } },
      }),
      async (url) => {
        const outcome = await tokenCommand({ 'token.txt': T0KEN }, ['token.txt', '--profile', 'agent'], { url });
        expect({ code: outcome.code, last: outcome.stdout.trimEnd().split('\n').at(-1) }).toEqual({ code, last });
        // The names are those of the client, and who has to act is told by them.
        expect(outcome.stdout).not.toContain('webphone:use');
        expect(outcome.stdout).not.toContain('the client lacks it too');
      },
    ),
  );

  test('that may not even ask what it holds lacks a scope for certain', () =>
    withToken({ scope: ['webphone:use'] }, async ({ platform, token }) => {
      expect(await tokenCommand({ 'token.txt': token }, ['token.txt'], { url: platform.url })).toEqual({
        code: 1,
        stderr: 'asking http://HOST what the token may do\n',
        stdout: `told by       HOST

missing user-basic-info: the token lacks it

where the organisation enforces scopes, the platform refuses with this token
  for want of user-basic-info:
    GET /api/v2/users/me: the login fails, and the WebSocket is not even tried

GET /api/v2/tokens/me itself was refused for lack of a scope: the organisation enforces scopes, and what else the token lacks shows only once it has this one.

fail: 1 required scope is missing
`,
      });
    }));

  test('where scopes are not enforced it is held against the profile all the same', () =>
    withToken({ scope: ['webphone:use'], enforcesScopes: false }, async ({ platform, token }) => {
      const { code, stdout } = await tokenCommand({ 'token.txt': token }, ['token.txt'], { url: platform.url });
      expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
        code: 1,
        last: 'fail: 2 required scopes are missing',
      });
    }));

  test('of another organisation is the wrong one, whatever it holds', () =>
    withToken({ scope: WHOLE }, async ({ platform, token }) => {
      const { code, stdout } = await tokenCommand({ 'token.txt': token }, ['token.txt', '--org', 'Acme'], {
        url: platform.url,
      });
      expect(code).toBe(1);
      expect(stdout).toContain('error the token is of the organisation "Loopback", not of "Acme"\n');
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('fail: the token is of another organisation');
    }));

  test('of a client that speaks for itself is of the wrong grant', () =>
    withPlatform({}, async (platform) => {
      const { id, secret } = platform.automation;
      const answer = await fetch(`${platform.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const policy = JSON.stringify({ clients: [{ match: { name: 'Terraform' }, profile: 'agent' }] });
      const files = { 'token.txt': await answer.text(), 'genesys-scopes.json': policy };
      const secretToken = (JSON.parse(files['token.txt']) as { access_token: string }).access_token;
      const { code, stdout } = await tokenCommand(files, ['token.txt'], { url: platform.url });
      expect(code).toBe(1);
      expect(stdout).toContain('error wrong-grant: ');
      expect(stdout).not.toContain(secretToken);
    }));

  test('is held against what the policy says of its client, by the address too', () =>
    withToken({ scope: WHOLE, enforcesScopes: false }, async ({ platform, token }) => {
      const policy = {
        clients: [{ match: 'genesyscloud_oauth_client.chat', scopes: ['analytics:readonly'], vocabulary: 'platform' }],
      };
      const files = { 'token.txt': token, 'genesys-scopes.json': JSON.stringify(policy) };
      const args = ['token.txt', '--address', 'genesyscloud_oauth_client.chat', '--format', 'json'];
      const { code, stdout } = await tokenCommand(files, args, { url: platform.url });
      const { findings, missing, verdict } = JSON.parse(stdout);
      expect({ code, verdict, missing, ids: findings.map(({ id }: { id: string }) => id) }).toEqual({
        code: 1,
        verdict: 'fail',
        missing: [{ scope: 'analytics:readonly', lostAt: 'client' }],
        ids: [
          'missing-scope/genesyscloud_oauth_client.chat/analytics:readonly',
          ...WHOLE.filter((name) => findings.some(({ id }: { id: string }) => id.endsWith(`/${name}`))).map(
            (name) => `excess-scope/genesyscloud_oauth_client.chat/${name}`,
          ),
        ],
      });
    }));
});

const jwt = (claims: object) =>
  [{ alg: 'RS256', typ: 'JWT' }, claims, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');

const T0KEN = 'T0KEN-that-nobody-may-see';

describe('a platform that does not answer as it should', () => {
  const refusal = (status: number, code: string, message: string): Answer => ({
    status,
    json: { status, code, message },
  });

  test.each<[string, Answer, string]>([
    [
      'says 401',
      refusal(401, 'bad.credentials', `Invalid login credentials of ${T0KEN}`),
      'answered 401 (Invalid login credentials of ***): the token is expired, revoked, or of another region. Log in anew, and check the region and that the client is active; a scope does not help here.',
    ],
    [
      'does not let this address in',
      refusal(401, 'ip.not.authorized', 'Requests originating from this IP address are not authorized: [127.0.0.1]'),
      'answered 401 (Requests originating from this IP address are not authorized: [127.0.0.1]). Ask the administrator for the IP allow list of the organisation; a scope does not help here.',
    ],
    [
      'denies it by policy',
      refusal(403, 'authz.policy.denied', 'Denied. Policy ID(s): [p-1]'),
      'answered 403 (Denied. Policy ID(s): [p-1]). Ask the administrator for the policies that the message names; a scope does not help here.',
    ],
    [
      'answers broken JSON',
      { status: 200, text: '{"authorizedScope": [' },
      'answered something that is not of its API',
    ],
    ['answers something else', { status: 200, json: { hello: 'you' } }, 'answered something that is not of its API'],
    ['answers null', { status: 200, text: 'null' }, 'answered something that is not of its API'],
    [
      'nests beyond all measure',
      { status: 200, text: `{"authorizedScope": ["users"], "a": ${'['.repeat(9999)}${']'.repeat(9999)}}` },
      'answered something that is not of its API',
    ],
    [
      'packs its answer wrongly',
      { status: 200, headers: { 'content-encoding': 'gzip' }, text: 'no gzip' },
      'answered something that is not of its API',
    ],
    [
      'sends on to a host that has the token in its name',
      { status: 302, headers: { location: `https://${T0KEN}.example/` } },
      'sends on to ***.example, which is not followed: the token stays with the configured address',
    ],
    [
      'sends on to another host',
      { status: 302, headers: { location: 'https://example.com/' } },
      'sends on to example.com, which is not followed: the token stays with the configured address',
    ],
    [
      'asks to wait longer than there is time',
      { ...refusal(429, 'too.many.requests', 'Rate limit exceeded'), headers: { 'retry-after': '3600' } },
      'answered 429: its rate limit is used up. Run the job again later',
    ],
    [
      'asks to wait in its own header',
      { ...refusal(429, 'too.many.requests', 'Rate limit exceeded'), headers: { 'inin-ratelimit-reset': '3600' } },
      'answered 429: its rate limit is used up. Run the job again later',
    ],
  ])('%s', async (_, answer, message) => {
    const asked: string[] = [];
    const outcome = await serving(
      ({ method, path }) => {
        asked.push(`${method} ${path}`);
        return answer;
      },
      (url) => tokenCommand({ 'token.txt': T0KEN }, ['token.txt'], { url }),
    );
    expect(outcome).toEqual({
      code: 3,
      stdout: '',
      stderr: `asking http://HOST what the token may do\nerror: HOST: ${message}\n`,
    });
    expect(new Set(asked)).toEqual(new Set(['GET /api/v2/tokens/me']));
  });

  test('asks to wait a moment, and is asked again', async () => {
    const waits: Answer[] = [
      { status: 429, json: { code: 'too.many.requests' }, headers: { 'inin-ratelimit-reset': '1' } },
      { status: 503, text: 'busy', headers: { 'retry-after': '1' } },
    ];
    const good = { authorizedScope: WHOLE, OAuthClient: { id: 'c', name: 'Chat', authorizedGrantType: 'CODE' } };
    const begin = performance.now();
    const outcome = await serving(
      () => waits.shift() ?? { status: 200, json: good },
      (url) => tokenCommand({ 'token.txt': T0KEN }, ['token.txt', '--profile', 'agent'], { url }),
    );
    expect(outcome.code).toBe(0);
    expect(performance.now() - begin).toBeGreaterThan(1900);
  });

  test.each<[string, NonNullable<Incident['answer']> | 'gone', RegExp]>([
    ['is not there', 'gone', /^cannot be reached \(ECONNREFUSED\)$/],
    ['drops the connection', 'hang up', /^cannot be reached \((UND_ERR_SOCKET|ECONNRESET)\)$/],
    ['never answers', 'never', /^did not answer within 0.5 seconds$/],
  ])('%s', async (_, answer, message) => {
    const loopback = await listen(() => ({ status: 500 }));
    if (answer === 'gone') await loopback.close();
    else loopback.happen(...Array.from({ length: 9 }, () => ({ method: 'GET', answer })));
    const address = genesysAddress({}, { apiUrl: loopback.url }) as GenesysAddress;
    const asked = await askOf(T0KEN, address, startDeadline({ total: 500, second: 1 }));
    if (answer !== 'gone') await loopback.close();
    expect(asked).toMatchObject({ message: expect.stringMatching(message), mayPass: true });
  });
});

describe('a JSON Web Token', () => {
  test('is decoded without a call, and said to be unverified', async () => {
    const token = jwt({ scope: WHOLE.join(' '), org: 'organisation-1', exp: 1_800_000_000 });
    const args = ['token.txt', '--profile', 'agent', '--org', 'organisation-1'];
    expect(await tokenCommand({ 'token.txt': token }, args)).toEqual({
      code: 0,
      stderr: '',
      stdout: `told by       the token itself
organisation  organisation-1
ends          2027-01-15T08:00:00.000Z
profile       agent, by platform names (named)
holds         conversations, notifications, organization:readonly, presence, routing:readonly, stations:readonly, user-basic-info, users

pass: the token holds what agent requires (by what the token says of itself: its signature was not checked, and nobody was asked)
`,
    });
  });

  test('that is over does not pass, and ends no waiting', async () => {
    const token = jwt({ scope: WHOLE.join(' '), exp: 1 });
    const args = ['token.txt', '--profile', 'agent', '--wait', '0.3', '--interval', '0.1'];
    expect(await tokenCommand({ 'token.txt': token }, args)).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'waiting: the token: has been over since 1970-01-01T00:00:01.000Z, by what it says of itself. Log in anew.\n' +
        'gave up after 0.3 seconds\n' +
        'error: the token: has been over since 1970-01-01T00:00:01.000Z, by what it says of itself. Log in anew.\n',
    });
  });

  test('without a scope is not guessed at', async () => {
    expect(await tokenCommand({ 'token.txt': jwt({ org: 'o' }) }, ['token.txt'])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining(
        'open: the token does not say which scopes it holds; ask the platform with --region',
      ),
    });
  });

  test('is sent to the platform that is named, whose word holds', async () => {
    const token = jwt({ scope: '' });
    const good = { authorizedScope: WHOLE, OAuthClient: { id: 'c', name: 'Chat', authorizedGrantType: 'CODE' } };
    const outcome = await serving(
      ({ headers }) => (headers.authorization === `Bearer ${token}` ? { status: 200, json: good } : { status: 401 }),
      (url) => tokenCommand({ 'token.txt': token }, ['token.txt', '--profile', 'agent'], { url }),
    );
    expect(outcome.code).toBe(0);
  });
});

describe('after a deploy', () => {
  const answer = (scope: readonly string[]) => ({
    status: 200,
    json: { authorizedScope: scope, OAuthClient: { id: 'c', name: 'Chat', authorizedGrantType: 'CODE', scope } },
  });

  test('the token is waited for, and read anew each time', () =>
    serving(
      ({ headers }) => answer(headers.authorization === 'Bearer N3W-token' ? WHOLE : ['user-basic-info', 'users']),
      async (url) => {
        const outcome = await inFolder({ 'token.txt': 'OLD-token' }, () => {
          setTimeout(() => writeFileSync('token.txt', 'N3W-token'), 300);
          const args = ['--profile', 'agent', '--vocabulary', 'platform', '--wait', '20', '--interval', '0.1'];
          return cli(['token', 'token.txt', ...args, '--api-url', url]);
        });
        expect(outcome.code).toBe(0);
        expect(outcome.stderr.split('\n').slice(1)).toEqual([
          'waiting: it lacks conversations, notifications, organization:readonly, routing:readonly',
          '',
        ]);
      },
    ));

  test('it is waited for until the limit', () =>
    serving(
      () => answer(['user-basic-info']),
      async (url) => {
        const args = ['token.txt', '--wait', '0.5', '--interval', '0.1', '--profile', 'agent'];
        const outcome = await tokenCommand({ 'token.txt': T0KEN }, args, { url });
        expect(outcome.code).toBe(1);
        expect(outcome.stderr.trimEnd().split('\n').at(-1)).toBe('gave up after 0.5 seconds');
        expect(outcome.stdout.match(/^fail: /gm)).toHaveLength(1);
      },
    ));

  const PROXY = 'Where a proxy leads out of the network, name it in HTTPS_PROXY.';
  test.each<[string, Answer | 'gone', string]>([
    ['that is not there', 'gone', `HOST: cannot be reached (ECONNREFUSED). ${PROXY}`],
    ['that is down', { status: 502, json: { message: 'Bad Gateway' } }, 'HOST: answered 502 (Bad Gateway)'],
  ])('of a platform %s it is told why it is waited for, and why in vain', async (_, answer, why) => {
    const loopback = await listen(() => (answer === 'gone' ? { status: 500 } : answer));
    if (answer === 'gone') await loopback.close();
    const args = ['token.txt', '--wait', '0.9', '--interval', '0.3'];
    const outcome = await tokenCommand({ 'token.txt': T0KEN }, args, { url: loopback.url });
    if (answer !== 'gone') await loopback.close();
    expect(outcome).toEqual({
      code: 3,
      stdout: '',
      stderr: `asking http://HOST what the token may do\nwaiting: ${why}\ngave up after 0.9 seconds\nerror: ${why}\n`,
    });
  });
});

describe('a token that is not given as it should be', () => {
  test.each<[string, Files, readonly string[], number, string]>([
    ['is an argument', {}, [T0KEN], 2, 'the argument names no file; a token is never given as an argument'],
    [
      'is an option',
      {},
      ['--token', T0KEN],
      2,
      'a token is never given as an argument: name a file, - for standard input, or --env',
    ],
    ['is nowhere', {}, [], 2, 'no token: name a file, - for standard input, or set GENESYSCLOUD_ACCESS_TOKEN'],
    [
      'is taken for the name of a variable',
      {},
      ['--env', T0KEN],
      2,
      'no token: name a file, - for standard input, or set the variable that --env names',
    ],
    ['is given to an unknown option', {}, [`--access-token=${T0KEN}`], 2, "unknown option '--access-token=…'"],
    ['looks like an option', {}, [`-${T0KEN}`], 2, "unknown option '-…'"],
    [
      'is taken for a number',
      { t: '' },
      ['t', '--wait', T0KEN],
      2,
      '--wait and --interval take seconds, more than none; put the file before --wait',
    ],
    ['is a word', { t: 'users' }, ['t'], 3, 't: is too short for a token'],
    ['is an empty file', { t: '\n' }, ['t'], 3, 't: is empty'],
    ['is of two words', { t: `${T0KEN} ${T0KEN}` }, ['t'], 3, 't: holds white space or characters that no token has'],
    ['is JSON without it', { t: `{"token": "${T0KEN}"}` }, ['t'], 3, 't: is JSON without an access_token'],
    ['is broken JSON', { t: `{"access_token": "${T0KEN}` }, ['t'], 3, 't: is JSON without an access_token'],
    ['is too long', { t: T0KEN.repeat(10_000) }, ['t'], 3, 't: is too long for a token'],
    ['is a folder', { 'd/file': '' }, ['d'], 3, 'd: cannot be read (EISDIR)'],
    [
      'is sent nowhere',
      { t: T0KEN },
      ['t'],
      2,
      'no region: name it, or set GENESYSCLOUD_REGION; regions are us-east-1, ',
    ],
    ['is for no region', { t: T0KEN }, ['t', '--region', 'mars'], 2, '"mars" is no region; regions are us-east-1, '],
    [
      'would be sent in clear',
      { t: T0KEN },
      ['t', '--api-url', 'http://example.com'],
      2,
      'the address in --api-url is plain http: a token is sent over https only, or over http to this machine',
    ],
    ['comes twice', { t: T0KEN }, ['t', '--env', 'X'], 2, 'both a file and --env name a token: leave one out'],
  ])('%s', async (_, files, args, code, message) => {
    const outcome = await inFolder(files, () => cli(['token', ...args]));
    expect({ ...outcome, stderr: outcome.stderr.slice(0, `error: ${message}`.length) }).toEqual({
      code,
      stdout: '',
      stderr: `error: ${message}`,
    });
    expect(outcome.stderr).not.toContain(T0KEN);
  });

  test('comes from standard input', () => {
    const outcome = childCli(['token', '-', '--profile', 'agent'], { input: `Bearer ${jwt({ scope: WHOLE })}\n` });
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: '' });
  });
});

test('whatever a server makes of the token, it is not printed', () =>
  fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/),
      fc.constantFrom('name', 'scope', 'id', 'message', 'state', 'base64', 'percent'),
      fc.constantFrom(200, 400, 401, 403, 500),
      async (token, where, status) => {
        const said =
          where === 'base64'
            ? Buffer.from(`Bearer ${token}`).toString('base64url')
            : where === 'percent'
              ? encodeURIComponent(token)
              : token;
        const json = {
          code: 'bad.credentials',
          message: said,
          authorizedScope: [said, 'users'],
          organization: { id: said, name: said },
          OAuthClient: { id: said, name: said, authorizedGrantType: said, scope: [said] },
          state: said,
          scope: [said],
        };
        await serving(
          () => ({ status: status === 500 ? 501 : status, json }),
          async (url) => {
            for (const format of ['text', 'json']) {
              await tokenCommand({ 'token.txt': token }, ['token.txt', '--format', format], { url });
            }
          },
        );
      },
    ),
    { numRuns: 40 },
  ));

test.each([
  ['never ends its answer', 'drip'],
  ['answers more than any API', 'flood'],
])('a platform that %s is not read for ever', async (_, kind) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    if (kind === 'drip') return void setInterval(() => response.write(' '), 50).unref();
    const more = (): unknown =>
      !response.destroyed &&
      (response.write(' '.repeat(1_000_000)) ? setImmediate(more) : response.once('drain', more));
    return void more();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = genesysAddress({}, { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const before = performance.now();
  const asked = await askOf(
    T0KEN,
    address as GenesysAddress,
    startDeadline({ total: kind === 'drip' ? 1500 : 20_000, second: 1 }),
  );
  server.closeAllConnections();
  server.close();
  expect(asked).toMatchObject({
    message: expect.stringMatching(
      kind === 'drip' ? /did not answer within 1.5 seconds$/ : /answered something that is not of its API$/,
    ),
  });
  expect(performance.now() - before).toBeLessThan(20_000);
});

test('the help tells where a token comes from and goes to', async () => {
  const { code, stdout } = await cli(['token', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('GET /api/v2/tokens/me of the region (or --api-url), and nowhere else');
  expect(stdout).not.toContain('--token');
});
