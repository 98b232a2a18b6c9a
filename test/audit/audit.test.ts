import { readFileSync } from 'node:fs';
import { FORMATS } from '../../lib/reporters';
import { cli, inFolder } from '../cli/run-cli';
import { PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import { type Platform, PUBLISHED_AND_MIGRATION, withPlatform } from '../platform/platform';
import { credentialsOf, environment, live, servingToken, settle, steady, TOKEN } from './organisation';

jest.setTimeout(60_000);

const POLICY = JSON.stringify({
  clients: [
    { match: { name: 'Agents' }, profile: 'agent', vocabulary: 'platform' },
    { match: { name: 'Wide' }, profile: 'agent', vocabulary: 'platform' },
  ],
});

/** An organisation with a client of each kind. */
function populate(platform: Platform): void {
  settle(platform, { id: 'a-1', name: 'Agents', scope: ['conversations', 'notifications', 'users'] });
  settle(platform, { id: 'b-2', name: 'Implicit', authorizedGrantType: 'TOKEN', scope: PLATFORM_BASE_SCOPES });
  settle(platform, { id: 'c-3', name: 'Wide', scope: [...PLATFORM_BASE_SCOPES, 'authorization', 'analytics'] });
  settle(platform, { id: 'd-4', name: 'Old', state: 'disabled' });
  settle(platform, { id: 'e-5', name: 'Leaving', state: 'inactive' });
  platform.usage.set('a-1', [
    { templateUri: '/api/v2/stations/{stationId}', httpMethod: 'GET', requests: 40, status200: 38 },
    { templateUri: '/api/v2/routing/queues/me', httpMethod: 'get', requests: 10, status200: 0 },
    { templateUri: '', httpMethod: '', requests: 0 },
  ]);
  platform.usage.set('c-3', [
    { templateUri: '/api/v2/analytics/reporting/settings', httpMethod: 'GET', requests: 3, status200: 3 },
    { templateUri: '/api/v2/never/published', httpMethod: 'GET', requests: 7, status200: 7 },
  ]);
}

/** Runs the command in a folder with the policy. No secret of the platform is ever printed. */
async function audit(platform: Platform, args: readonly string[] = [], policy = POLICY) {
  const outcome = await inFolder({ 'genesys-scopes.json': policy }, () =>
    cli(['audit', ...args], { env: credentialsOf(platform) }),
  );
  expect(outcome.stdout + outcome.stderr).not.toContain(platform.automation.secret);
  return { code: outcome.code, stdout: steady(outcome.stdout), stderr: steady(outcome.stderr) };
}

const SAID = `reading the OAuth clients of http://HOST
left out, because nobody can log in with them: genesyscloud_oauth_client.Leaving (inactive), genesyscloud_oauth_client.Old (disabled)
genesyscloud_oauth_client.Terraform is the client that this command logs in with
judged by the organisation's own catalogue of today, 134 scopes
`;

const FINDINGS = `error missing-scope
  genesyscloud_oauth_client.Agents
    lacks the required scope "organization:readonly" (to use the WebRTC softphone), which profile "agent" needs; it has "conversations", "notifications", "users"
    lacks the required scope "routing:readonly" (to go on queue and see own queues), which profile "agent" needs; it has "conversations", "notifications", "users"
    lacks the required scope "user-basic-info" (to use the WebRTC softphone), which profile "agent" needs; it has "conversations", "notifications", "users"

warning excess-scope
  genesyscloud_oauth_client.Wide
    holds "analytics", which profile "agent" neither needs nor allows
    holds "authorization", which profile "agent" neither needs nor allows

warning retiring-grant
  genesyscloud_oauth_client.Implicit
    uses the TOKEN grant (implicit), which Genesys Cloud is switching off

4 clients in HOST: 3 pass, 1 fail; catalogue of 2026-11-25 (organisation)
`;

test.each([true, false])(
  'all clients are judged by the own catalogue, where scopes are enforced (%s)',
  (enforcesScopes) =>
    withPlatform({ enforcesScopes }, async (platform) => {
      populate(platform);
      expect(await audit(platform, ['--quiet'])).toEqual({
        code: 1,
        stderr: SAID,
        stdout: `4 clients (and 2 left out): 1 lacks a required scope and breaks on the day scopes are enforced; 1 uses a retiring grant; 1 holds more than the policy allows\n\n${FINDINGS}`,
      });
      expect(platform.served.map(({ call }) => call)).toEqual([
        'POST /oauth/token',
        'GET /api/v2/oauth/clients',
        'GET /api/v2/oauth/scopes',
      ]);
    }),
);

test('with --usage what clients call is set against what they hold, and nothing but questions is sent', () =>
  withPlatform({}, async (platform) => {
    populate(platform);
    const { code, stdout, stderr } = await audit(platform, ['--usage']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: SAID });
    const notes = stdout.split('\n\n').filter((block) => /^note un/.test(block));
    expect(stdout.split('\n')[0]).toBe(
      '4 clients (and 2 left out): 1 lacks a required scope and breaks on the day scopes are enforced; 1 makes calls that no held scope covers; 1 uses a retiring grant; 1 holds more than the policy allows',
    );
    expect(notes).toEqual([
      `note uncovered-call
  genesyscloud_oauth_client.Agents
    made 10 requests in 30 days (GET /api/v2/routing/queues/me) for which a token needs one of the scopes "routing", "routing:readonly", of which it holds none; none of them succeeded
    made 40 requests in 30 days (GET /api/v2/stations/{stationId}) for which a token needs one of the scopes "stations", "stations:readonly", of which it holds none; such calls work only while scopes are not enforced
  → Before scopes are enforced, add one of the scopes (where the app only reads, the \`:readonly\` form), or let the app do without the call.`,
      `note unused-scope
  genesyscloud_oauth_client.Implicit
    made no request in 30 days, so it used none of its scopes
  genesyscloud_oauth_client.Wide
    holds "analytics", of which its calls in 30 days took no more than the :readonly form; 7 requests fit no published operation, and may have needed it
    holds "authorization", which none of its calls in 30 days took; 7 requests fit no published operation, and may have needed it
  → Ask whoever runs the app, look at more days (\`--usage-days\`), then take the scope away; or, to keep it knowingly, acknowledge this.`,
    ]);
    const query = 'POST /api/v2/oauth/clients/{clientId}/usage/query';
    const results = 'GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}';
    const sent = platform.served.map(({ call }) => call);
    expect(new Set(sent)).toEqual(
      new Set(['POST /oauth/token', 'GET /api/v2/oauth/clients', 'GET /api/v2/oauth/scopes', query, results]),
    );
    // Of the client that speaks for itself nothing is asked: its scopes have no effect.
    expect(sent.filter((call) => call === query)).toHaveLength(3);
  }));

test('the days are whole, and the last of them is yesterday', () =>
  withPlatform({}, async (platform) => {
    settle(platform, { id: 'a-1', name: 'Agents', scope: PLATFORM_BASE_SCOPES });
    await audit(platform, ['--usage-days', '7']);
    expect(platform.usageIntervals).toEqual(['2026-11-18T00:00:00.000Z/2026-11-25T00:00:00.000Z']);
  }));

test('findings of usage stand in every form of the report, and a source is an organisation', () =>
  withPlatform({}, async (platform) => {
    populate(platform);
    await inFolder({ 'genesys-scopes.json': POLICY }, async () => {
      const outputs = FORMATS.flatMap((format) => ['--output', `${format}=${format}.out`]);
      const { stdout, stderr } = await cli(['audit', '--usage', '--format', 'json', ...outputs], {
        env: credentialsOf(platform),
      });
      for (const format of FORMATS) {
        expect([format, readFileSync(`${format}.out`, 'utf8')]).toEqual([
          format,
          expect.stringMatching(/made 40 requests in 30 days/),
        ]);
      }
      expect(JSON.parse(stdout).sources).toMatchObject([{ kind: 'organisation', complete: true }]);
      expect(readFileSync('json.out', 'utf8')).toBe(stdout);
      expect(readFileSync('text.out', 'utf8')).toMatch(/^4 clients \(and 2 left out\): /);
      expect(steady(stderr)).toMatch(/\n4 clients \(and 2 left out\): 1 lacks [^\n]*\n$/);
      // What was known then does not fail.
      const again = await cli(['audit', '--baseline', 'json.out', '--quiet'], { env: credentialsOf(platform) });
      expect(again.code).toBe(0);
    });
  }));

test('clients that nothing names are counted apart, and names that the organisation does not know', () =>
  withPlatform({}, async (platform) => {
    settle(platform, { id: 'a-1', name: 'Wallboard', scope: ['users'] });
    settle(platform, { id: 'b-2', name: 'Phone', scope: ['webphone:use', 'interaction:read', 'routing:user'] });
    const { code, stdout } = await audit(platform, ['--quiet'], '{}');
    expect({ code, first: stdout.split('\n')[0] }).toEqual({
      code: 1,
      first:
        '3 clients: 1 lacks a required scope and breaks on the day scopes are enforced (1 by the base profile, because nothing names it); 1 holds required names that the organisation does not know; 0 use a retiring grant; 0 hold more than the policy allows',
    });
  }));

test('an organisation that took over the names of the guidance knows them', () =>
  withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, async (platform) => {
    settle(platform, { id: 'b-2', name: 'Phone', scope: ['webphone:use', 'interaction:read', 'routing:user'] });
    const { code, stdout } = await audit(platform, ['--quiet'], '{}');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `2 clients: 0 lack a required scope and break on the day scopes are enforced; 0 use a retiring grant; 0 hold more than the policy allows

2 clients in HOST: 2 pass (1 by unpublished names); catalogue of 2026-11-25 (organisation)
`,
    });
  }));

test('progress is shown on a terminal only, and wiped', () =>
  withPlatform({}, async (platform) => {
    settle(platform, { id: 'a-1', name: 'Agents', scope: PLATFORM_BASE_SCOPES });
    const { stderr } = await inFolder({}, () =>
      cli(['audit', '--usage'], { env: credentialsOf(platform), interactive: true }),
    );
    const line = 'usage of 1 of 1 clients';
    expect(stderr).toContain(`\r${line}\r${' '.repeat(line.length)}\r`);
  }));

describe('a saved list', () => {
  const saved = (content: unknown, args: readonly string[] = ['prod=clients.json']) =>
    inFolder({ 'clients.json': typeof content === 'string' ? content : JSON.stringify(content) }, () =>
      cli(['audit', '--quiet', ...args]),
    );

  test('is judged without a connection', async () => {
    const entities = [
      live({ id: 'a-1', name: 'Agents', scope: PLATFORM_BASE_SCOPES }),
      live({ id: 'b-2', name: 'Old', state: 'disabled' }),
    ];
    expect(await saved({ entities, total: 2 })).toEqual({
      code: 0,
      stderr: 'left out, because nobody can log in with them: genesyscloud_oauth_client.Old (disabled)\n',
      stdout: `1 client (and 1 left out): 0 lack a required scope and break on the day scopes are enforced; 0 use a retiring grant; 0 hold more than the policy allows

1 client in prod: 1 pass; catalogue of 2026-07-19 (published)
`,
    });
  });

  test.each<[string, unknown, string]>([
    ['is not whole', { entities: [live({ id: 'a' })], total: 3 }, 'holds 1 of 3 OAuth clients'],
    ['has a next page', { entities: [], nextUri: '/api/v2/oauth/clients?pageNumber=2' }, 'holds 0 of 1 or more OAuth'],
    ['is no list', [], 'is no list of OAuth clients'],
    ['is broken', '{ "entities": [', 'clients.json:1:16: '],
    ['has what is no client', { entities: [{ id: 7 }] }, 'lists something as its client 1 that has no id and name'],
    [
      'has scopes that are no list',
      { entities: [live({ id: 'a', name: 'Odd', scope: 'users' as never })], total: 1 },
      'lists the client "Odd" with something as its scopes that is no list of names',
    ],
    ['is not there', '', 'cannot be read (ENOENT)'],
  ])('that %s is never passed', async (name, content, message) => {
    const args = name === 'is not there' ? ['none.json'] : undefined;
    const { code, stdout } = await saved(content, args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringContaining(message) });
  });

  test.each(['text', 'json'])('of which nothing could be read, nothing is counted, as %s', async (format) => {
    const { stdout, stderr } = await saved('', ['none.json', '--format', format]);
    expect(stderr).toBe('');
    if (format === 'json') return expect(JSON.parse(stdout)).toMatchObject({ clients: [], problems: [{}] });
    expect(stdout).toBe(
      'cannot read none.json: cannot be read (ENOENT)\n\n0 clients in none.json: what could not be read may hold some\n',
    );
  });

  test('of which a part could be read is counted by that part', async () => {
    const entities = [{ id: 7 }, live({ id: 'a-1', name: 'Agents', scope: PLATFORM_BASE_SCOPES })];
    const { code, stdout } = await saved({ entities, total: 2 });
    expect({ code, first: stdout.split('\n')[0] }).toEqual({
      code: 3,
      first: expect.stringMatching(/^1 client: 0 lack /),
    });
  });

  test('of clients that hold names which are not published says so first', async () => {
    const scope = ['webphone:use', 'interaction:read', 'routing:user'];
    const { code, stdout } = await saved({ entities: [live({ id: 'a', name: 'Phone', scope })], total: 1 });
    expect({ code, first: stdout.split('\n')[0] }).toEqual({
      code: 0,
      first:
        '1 client: 0 lack a required scope and break on the day scopes are enforced; 1 holds required names that Genesys Cloud ' +
        'does not publish, which no published operation takes; 0 use a retiring grant; 0 hold more than the policy allows',
    });
  });

  test.each<[readonly string[], string]>([
    [['clients.json', '--usage'], 'only the organisation knows what its clients called: leave the file or --usage out'],
    [['clients.json', '--usage-days', '3'], 'only the organisation knows what its clients called'],
    [['clients.json', '--region', 'eu-west-1'], 'a saved list is read without a connection'],
    [['clients.json', '--synth', 'out'], '--synth is of plans: leave it out'],
    [['clients.json', 'other.json'], 'too many arguments'],
    [['--usage-days', '0'], 'Give a number of days, from 1 to 365.'],
    [['--usage-days', '1e2'], 'Give a number of days, from 1 to 365.'],
    [['--region', 'mars'], '"mars" is no region; regions are'],
    [['--api-url', 'http://evil.example'], 'is plain http: a token is sent over https only'],
  ])('%s is wrong usage, and nothing is sent', async (args, message) => {
    const env = environment('http://127.0.0.1:9', { GENESYSCLOUD_ACCESS_TOKEN: TOKEN });
    const { code, stdout, stderr } = await inFolder({ 'clients.json': '{}' }, () => cli(['audit', ...args], { env }));
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});

test('secrets that an organisation shows are never printed, in no form', () =>
  servingToken(
    ({ path }) => {
      const client = live({ id: 'a-1', name: 'Agents', scope: ['users'] });
      if (path === '/api/v2/oauth/clients')
        return { status: 200, json: { entities: [{ ...client, secret: 'PL4NTED' }], total: 1 } };
      return { status: 403, json: { code: 'not.authorized', message: `no ${TOKEN} here` } };
    },
    (env) =>
      inFolder({}, async () => {
        for (const format of FORMATS) {
          const { code, stdout, stderr } = await cli(['audit', '--usage', '--format', format], { env });
          expect(code).toBe(3);
          expect(stdout + stderr).not.toMatch(new RegExp(`PL4NTED|${TOKEN}`));
          expect(steady(stderr)).toContain(
            "the organisation's catalogue is not to be had (HOST: answered 403 (no *** here). A token needs the scope oauth:readonly or oauth.); judged by the catalogue of 2026-07-19 (published)\n",
          );
        }
      }),
  ));
