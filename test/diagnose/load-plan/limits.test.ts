import { genesysCloudIn } from '../../../lib/http';
import { type Limits, readLimits } from '../../../lib/live';
import type { Problem } from '../../../lib/model';
import { type Answer, type Incoming, listen } from '../../loopback/server';
import { withPlatform } from '../../platform/platform';

const PATIENCE = { total: 5000, second: 1 };

async function limitsAt(apiUrl: string, env: Record<string, string>): Promise<unknown> {
  const cloud = genesysCloudIn(env, { apiUrl });
  if ('refused' in cloud) throw new Error(cloud.refused);
  return plain(await readLimits(cloud, PATIENCE), cloud.api.host);
}

/** The port is another one each time. */
function plain(read: Limits | Problem, host: string): unknown {
  const text = JSON.stringify(read, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value));
  return JSON.parse(text.replaceAll(host, 'HOST'));
}

/** What comes of an organisation that answers like that, by namespace. */
async function answered(answer: (namespace: string) => Answer): Promise<unknown> {
  const loopback = await listen(({ path }: Incoming) => answer(path.split('/').at(-1) ?? ''));
  try {
    return await limitsAt(loopback.url, { GENESYSCLOUD_ACCESS_TOKEN: 'S3CRET-token' });
  } finally {
    await loopback.close();
  }
}

const UNREADABLE = { message: 'answered something that is not of its API', at: { file: 'HOST' } };

test('the limits of an organisation are those that it tells, and a namespace that it does not have is left out', () =>
  withPlatform({}, async ({ url, automation: { id, secret } }) => {
    const env = { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret };
    expect(await limitsAt(url, env)).toEqual({
      host: 'HOST',
      namespaces: {
        'platform.api': {
          'client.credentials.token.rate.per.minute': 300,
          'request.bytes.max': 512_000,
          'token.rate.per.minute': 300,
        },
      },
    });
  }));

test('nothing but the three namespaces is asked for', () =>
  withPlatform({}, async ({ url, served, automation: { id, secret } }) => {
    await limitsAt(url, { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret });
    expect(served.map(({ call, status }) => `${call} ${status}`)).toEqual([
      'POST /oauth/token 200',
      'GET /api/v2/organizations/limits/namespaces/{namespaceName} 200',
      'GET /api/v2/organizations/limits/namespaces/{namespaceName} 404',
      'GET /api/v2/organizations/limits/namespaces/{namespaceName} 404',
    ]);
  }));

test('a limit without a value sets none', async () => {
  const entities = [{ key: 'a.limit', value: null }, { key: 'another' }, { key: 'third', value: 0 }];
  expect(
    await answered((name) => (name === 'auth.api' ? { status: 200, json: { entities } } : { status: 404 })),
  ).toEqual({ host: 'HOST', namespaces: { 'auth.api': { third: 0 } } });
});

test('an organisation without any of the namespaces tells no limits', async () => {
  expect(await answered(() => ({ status: 404, json: { code: 'not.found', status: 404 } }))).toEqual({
    message: 'tells no limits: it has none of the namespaces platform.api, notifications, auth.api',
    at: { file: 'HOST' },
  });
});

test.each<[string, unknown]>([
  ['a list', []],
  ['null', null],
  ['an object without a list', { limits: {} }],
  ['a list of something else', { entities: ['token.rate.per.minute'] }],
  ['a list with null in it', { entities: [null] }],
  ['a value that is a text', { entities: [{ key: 'token.rate.per.minute', value: '300' }] }],
  ['a value that is no whole number', { entities: [{ key: 'token.rate.per.minute', value: 0.5 }] }],
  ['the limits of another namespace', { entities: [{ key: 'a', namespace: 'architect', value: 1 }] }],
])('an answer that is %s is a problem, and no guess', async (_, json) => {
  expect(await answered(() => ({ status: 200, json }))).toEqual(UNREADABLE);
});

test('a page of a proxy is a problem', async () => {
  expect(await answered(() => ({ status: 200, text: '<html>sign in</html>' }))).toEqual(UNREADABLE);
});

test('a token without the scope is told which one is needed', async () => {
  const json = { code: 'app.not.authorized.for.scope', message: 'App not authorized to use scope', status: 403 };
  expect(await answered(() => ({ status: 403, json }))).toEqual({
    message: 'answered 403 (App not authorized to use scope)',
    remedy: 'A token needs the scope organization:readonly or organization.',
    at: { file: 'HOST' },
  });
});
