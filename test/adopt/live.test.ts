import { environment } from '../audit/organisation';
import { serving } from '../loopback/server';
import { withPlatform } from '../platform/platform';
import { HOSTILE_CLIENTS, labelled } from './hostile';
import { existing, stateOf } from './states';
import { adoptFiles, announcedIn, settle } from './way';

jest.setTimeout(60_000);

const CREDENTIALS = { GENESYSCLOUD_OAUTHCLIENT_ID: 'some-client', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'S3CRET-of-client' };

test('the organisation itself gives the same code as a state of it, without the client that logs in', () =>
  withPlatform({}, async (platform) => {
    for (const client of HOSTILE_CLIENTS) settle(platform, client);
    settle(platform, existing('0efb49d5-0000-0000-0000-000000000000', { name: 'Gone', state: 'disabled' }));
    const { id, secret } = platform.automation;
    const env = { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret };
    const live = await adoptFiles({}, ['--live'], environment(platform.url, env));
    const files = { 'terraform.tfstate': stateOf(labelled(HOSTILE_CLIENTS)) };
    const fromState = await adoptFiles(files, ['terraform.tfstate']);
    expect({ code: live.code, stdout: live.stdout }).toEqual({ code: 0, stdout: fromState.stdout });
    expect(announcedIn(live.stderr)).toEqual(announcedIn(fromState.stderr));
    expect(live.stderr.split('\n')[0]).toBe(`reading the OAuth clients of ${platform.url}`);
    expect(live.stderr).toContain('genesyscloud_oauth_client.Terraform is left out: it is the client that Terraform');
    expect(live.stderr).toContain('genesyscloud_oauth_client.Gone is left out: it is disabled');
    expect(live.stdout + live.stderr).not.toContain(secret);
  }));

test('an access token is used as it is', () =>
  serving(
    ({ headers, path }) =>
      path === '/api/v2/oauth/clients' && headers.authorization === 'Bearer T0KEN'
        ? { status: 200, json: { entities: [existing('id-1')], total: 1 } }
        : { status: 401, json: { code: 'bad.credentials', message: `what is ${headers.authorization}?` } },
    async (url) => {
      const good = await adoptFiles({}, ['--live'], environment(url, { GENESYSCLOUD_ACCESS_TOKEN: 'T0KEN' }));
      expect({ code: good.code, changes: announcedIn(good.stderr) }).toEqual({
        code: 0,
        changes: { 'genesyscloud_oauth_client.Zendesk_agents': { adds: [], removes: [] } },
      });
      const bad = await adoptFiles({}, ['--live'], environment(url, { GENESYSCLOUD_ACCESS_TOKEN: 'WR0NG' }));
      expect(bad).toEqual({
        code: 3,
        stdout: '',
        stderr:
          `reading the OAuth clients of ${url}\n` +
          `error: ${new URL(url).host}: answered 401 (what is Bearer ***?). Check the ` +
          'credentials, and that they are of an organisation in this region.\nnothing was written\n',
      });
    },
  ));

test('every page of a list is read, and a client that two of them show is taken once', () => {
  const pages: Readonly<Record<string, object>> = {
    '1': {
      entities: [existing('id-1'), existing('id-2', { name: 'Two' })],
      total: 3,
      nextUri: '/api/v2/oauth/clients?pageNumber=2',
    },
    '2': { entities: [existing('id-2', { name: 'Two' }), existing('id-3', { name: 'Three' })], total: 3 },
  };
  return serving(
    ({ query }) => ({ status: 200, json: pages[query.get('pageNumber') ?? '1'] }),
    async (url) => {
      const { code, stderr } = await adoptFiles({}, ['--live'], environment(url, { GENESYSCLOUD_ACCESS_TOKEN: 'T' }));
      expect({ code, addresses: Object.keys(announcedIn(stderr)) }).toEqual({
        code: 0,
        addresses: ['Three', 'Two', 'Zendesk_agents'].map((label) => `genesyscloud_oauth_client.${label}`),
      });
    },
  );
});

test.each<[string, object, string]>([
  [
    'is not whole',
    { entities: [existing('id-1')], total: 5 },
    'lists 1 of 5 OAuth clients: of a list that is not whole nothing is adopted',
  ],
  [
    'leads to another host',
    { entities: [], nextUri: 'https://evil.example/api/v2/oauth/clients' },
    'answered something that is not of its API',
  ],
  ['is none', { entities: 'none' }, 'answered something that is not of its API'],
  [
    'has what is no client',
    { entities: [{ id: 7 }], total: 1 },
    'lists something as its client 1 that has no id and name',
  ],
])('a list that %s is refused, and nothing is written', (_, json, message) =>
  serving(
    () => ({ status: 200, json }),
    async (url) => {
      const { code, stdout, stderr } = await adoptFiles(
        {},
        ['--live'],
        environment(url, { GENESYSCLOUD_ACCESS_TOKEN: 'T' }),
      );
      expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: expect.stringContaining(message) });
      expect(stderr).toContain('nothing was written\n');
    },
  ),
);

test('a login that is refused repeats no credential', () =>
  serving(
    ({ headers }) => ({
      status: 400,
      json: { error: 'invalid_client', error_description: `no S3CRET-of-client ${headers.authorization}` },
    }),
    async (url) => {
      const { code, stderr } = await adoptFiles({}, ['--live'], environment(url, CREDENTIALS));
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: expect.stringContaining('answered 400 (invalid_client: no *** Basic ***)'),
      });
    },
  ));

test('a redirect is not followed', () =>
  serving(
    () => ({ status: 302, headers: { location: 'https://evil.example/oauth/token' }, text: '' }),
    async (url) => {
      const { code, stderr } = await adoptFiles({}, ['--live'], environment(url, CREDENTIALS));
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: expect.stringContaining('sends on to evil.example, which is not followed'),
      });
    },
  ));

test.each<[string, readonly string[], Record<string, string>, string]>([
  [
    'no credentials',
    ['--live', 'eu-west-1'],
    {},
    'no credentials: set GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET, or GENESYSCLOUD_ACCESS_TOKEN',
  ],
  ['no region', ['--live'], CREDENTIALS, 'no region: name it, or set GENESYSCLOUD_REGION; regions are us-east-1,'],
  ['an unknown region', ['--live', 'mars-1'], CREDENTIALS, '"mars-1" is no region; regions are us-east-1,'],
  ['a host of no region', ['--live', 'evil.example'], CREDENTIALS, '"evil.example" is no region'],
  [
    'an unknown region in the environment',
    ['--live'],
    { ...CREDENTIALS, GENESYSCLOUD_REGION: 'S3CRET' },
    'GENESYSCLOUD_REGION names no region',
  ],
  [
    'plain http to elsewhere',
    ['--live'],
    { ...CREDENTIALS, GENESYSCLOUD_GATEWAY_HOST: 'proxy.example', GENESYSCLOUD_GATEWAY_PROTOCOL: 'http' },
    'is plain http: a token is sent over https only',
  ],
  [
    'a credential with a line break',
    ['--live', 'eu-west-1'],
    { GENESYSCLOUD_ACCESS_TOKEN: 'a\nb' },
    'GENESYSCLOUD_ACCESS_TOKEN holds white space',
  ],
  ['paths besides', ['--live=eu-west-1', 'export'], CREDENTIALS, '--live reads the organisation: leave the paths out'],
  ['a move', ['--live=eu-west-1', '--move'], CREDENTIALS, '--move needs the state of the stack: leave --live out'],
])('--live with %s is refused before anything is sent', async (_, args, env, message) => {
  const { code, stdout, stderr } = await adoptFiles({}, args, env);
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  expect(stderr).not.toContain('S3CRET');
});
