import { auditOrganisation } from '../../lib/audit';
import { type GenesysCloud, genesysCloudIn } from '../../lib/http';
import { cli, inFolder } from '../cli/run-cli';
import type { Answer, Incident, Incoming } from '../loopback/server';
import { live, servingToken, steady, TOKEN } from './organisation';

jest.setTimeout(60_000);

/** As long as a test may take; its seconds are short. */
const PATIENCE = { total: 1500, second: 10 };

function cloudOf(env: Record<string, string>): GenesysCloud {
  const cloud = genesysCloudIn(env, {});
  if ('refused' in cloud) throw new Error(cloud.refused);
  return cloud;
}

const refusal = (status: number, code: string, message = `no ${TOKEN}`): Answer => ({
  status,
  json: { code, message, status },
});
const LIST = { entities: [live({ id: 'a-1', name: 'Agents', scope: ['users'] })], total: 1 };
const SCOPES = { entities: [{ id: 'users', description: 'Users' }], total: 1 };

/** What is said of an organisation that answers every request so. */
async function problemOf(answer: Answer | 'never' | 'hang up'): Promise<string> {
  return servingToken(
    () => ({ status: 500, text: '' }),
    async (env, loopback) => {
      loopback.happen(...Array.from({ length: 9 }, (): Incident => ({ method: 'GET', answer })));
      const { reading } = await auditOrganisation(cloudOf(env), { patience: PATIENCE, today: '2026-11-25' });
      expect(reading.clients).toEqual([]);
      expect(reading.source).toMatchObject({ kind: 'organisation', gap: 'unreadable' });
      const text = reading.problems.map(({ message, remedy }) => `${message}${remedy ? ` → ${remedy}` : ''}`).join();
      expect(text).not.toContain(TOKEN);
      return steady(text);
    },
  );
}

const WANTS =
  'The client that logs in needs the permission oauth:client:view, and a token the scope oauth:readonly or oauth.';

test.each<[string, Answer | 'never' | 'hang up', string]>([
  [
    'a token that is none',
    refusal(401, 'bad.credentials', 'Invalid login credentials.'),
    'answered 401 (Invalid login credentials.) → Check the credentials, and that they are of an organisation in this region.',
  ],
  ['a missing permission', refusal(403, 'missing.permissions'), `answered 403 (no ***) → ${WANTS}`],
  [
    'a missing scope, where they are enforced',
    refusal(403, 'app.not.authorized.for.scope'),
    `answered 403 (no ***) → ${WANTS}`,
  ],
  ['a refusal without a reason', { status: 403, json: {} }, `answered 403 → ${WANTS}`],
  [
    'a policy of the organisation',
    refusal(403, 'authz.policy.denied'),
    'answered 403 (no ***) → Ask the administrator for the policies that the message names; a scope does not help here.',
  ],
  [
    'an address that is not allowed',
    refusal(401, 'ip.not.authorized'),
    'answered 401 (no ***) → Ask the administrator for the IP allow list of the organisation; a scope does not help here.',
  ],
  ['broken JSON', { status: 200, text: '{ "entities": [' }, 'answered something that is not of its API'],
  ['the page of a proxy', { status: 200, text: '<html>' }, 'answered something that is not of its API'],
  ['another shape', { status: 200, json: { entities: {} } }, 'answered something that is not of its API'],
  [
    'a list that is not whole',
    { status: 200, json: { ...LIST, total: 7 } },
    'lists 1 of 7 OAuth clients: those that it leaves out would not be judged',
  ],
  [
    'a way to another host',
    { status: 302, headers: { location: 'https://evil.example/' }, text: '' },
    'sends on to evil.example, which is not followed: the token stays with the configured address',
  ],
  ['a connection that breaks', 'hang up', 'cannot be reached (UND_ERR_SOCKET)'],
  ['no answer', 'never', 'did not answer within 1.5 seconds'],
  [
    'a limit that is used up for long',
    { status: 429, headers: { 'inin-ratelimit-reset': '3600' }, json: {} },
    'answered 429: its rate limit is used up. Run the job again later',
  ],
])('%s is a problem with what to do', async (_, answer, message) => {
  expect(await problemOf(answer)).toBe(message);
});

test('a problem ends in exit code 3, and no client is called sound', () =>
  servingToken(
    () => refusal(403, 'missing.permissions'),
    async (env) => {
      const { code, stdout, stderr } = await inFolder({}, () => cli(['audit'], { env }));
      expect({ code, stdout: steady(stdout), stderr: steady(stderr) }).toEqual({
        code: 3,
        stderr: 'reading the OAuth clients of http://HOST\n',
        stdout: `cannot read HOST: answered 403 (no ***)
  ${WANTS}

0 clients in HOST: what could not be read may hold some
`,
      });
    },
  ));

test.each([429, 503])('a login that is answered %d is tried again', async (status) => {
  let tries = 0;
  const told = await servingToken(
    ({ path }) => {
      if (path !== '/oauth/token') return { status: 200, json: path === '/api/v2/oauth/clients' ? LIST : SCOPES };
      tries += 1;
      return tries === 1 ? { status, json: {} } : { status: 200, json: { access_token: TOKEN } };
    },
    async ({ GENESYSCLOUD_ACCESS_TOKEN: _, ...env }) => {
      const own = { ...env, GENESYSCLOUD_OAUTHCLIENT_ID: 'own', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'S3CRET-of-client' };
      const { reading } = await auditOrganisation(cloudOf(own), { patience: PATIENCE, today: '2026-11-25' });
      return { problems: reading.problems, clients: reading.clients.length };
    },
  );
  expect({ tries, ...told }).toEqual({ tries: 2, problems: [], clients: 1 });
});

test('an empty list is not whole: whoever logs in is a client', () =>
  servingToken(
    ({ path }) =>
      path === '/oauth/token'
        ? { status: 200, json: { access_token: TOKEN } }
        : { status: 200, json: { entities: [], total: 0 } },
    async ({ GENESYSCLOUD_ACCESS_TOKEN: _, ...env }) => {
      const own = { ...env, GENESYSCLOUD_OAUTHCLIENT_ID: 'own', GENESYSCLOUD_OAUTHCLIENT_SECRET: 'S3CRET-of-client' };
      const { code, stdout } = await inFolder({}, () => cli(['audit'], { env: own }));
      expect({ code, stdout }).toEqual({
        code: 3,
        stdout: expect.stringContaining('lists no OAuth client, not even the one that logs in: the list is not whole'),
      });
    },
  ));

test('what an organisation repeats of the token that asks is not printed', () =>
  servingToken(
    ({ path, headers }) => {
      const said = String(headers.authorization).replace('Bearer ', '');
      if (path !== '/api/v2/oauth/clients') return { status: 200, json: SCOPES };
      return { status: 200, json: { entities: [live({ id: 'a-1', name: said, scope: [said, 'users'] })], total: 1 } };
    },
    async (env) => {
      for (const format of ['text', 'json', 'markdown', 'sarif', 'html']) {
        const { stdout, stderr } = await inFolder({}, () => cli(['audit', '--format', format], { env }));
        expect(stdout + stderr).not.toContain(TOKEN);
        expect(stdout.replaceAll('&#42;', '*')).toContain('***');
      }
    },
  ));

describe('with a list that can be had', () => {
  /** An organisation whose usage answers as said, and where pages and catalogue are sound. */
  const organisation =
    (usage: (request: Incoming) => Answer) =>
    (request: Incoming): Answer => {
      if (request.path === '/api/v2/oauth/scopes') return { status: 200, json: SCOPES };
      if (request.path !== '/api/v2/oauth/clients') return usage(request);
      const entities = ['a-1', 'b-2', 'c-3'].map((id) => live({ id, name: id, scope: ['users'] }));
      return request.query.has('pageNumber')
        ? { status: 200, json: { entities: entities.slice(1), total: 3 } }
        : {
            status: 200,
            json: { entities: entities.slice(0, 2), total: 3, nextUri: '/api/v2/oauth/clients?pageNumber=2' },
          };
    };
  const asked = (usage: (request: Incoming) => Answer, incidents: readonly Incident[] = []) =>
    servingToken(organisation(usage), async (env, loopback) => {
      loopback.happen(...incidents);
      const options = { patience: PATIENCE, today: '2026-11-25', usageDays: 30 };
      const { reading, usage: outcome, catalog } = await auditOrganisation(cloudOf(env), options);
      return {
        usage: reading.clients.map((client) => client.usage),
        failures: (outcome?.failures ?? []).map(({ clients, why }) => ({ clients, why: steady(why) })),
        catalog,
        requests: loopback.requests.map(({ method, path }) => `${method} ${path}`),
      };
    });
  const complete = (results: unknown, more = {}) => ({
    status: 200,
    json: { queryStatus: 'Complete', results, ...more },
  });
  const all = ['a-1', 'b-2', 'c-3'].map((name) => `genesyscloud_oauth_client.${name}`);
  const STRANGE = 'HOST answered something that is not of its API';
  const begin = (request: Incoming, then: Answer): Answer =>
    request.method === 'POST' ? { status: 200, json: { executionId: 'run-1' } } : then;

  test('every page is read, and limits are waited for, by either header', async () => {
    const limits = ['retry-after', 'inin-ratelimit-reset'].map(
      (name): Incident => ({ method: 'GET', answer: { status: 429, headers: { [name]: '0' }, json: {} } }),
    );
    const { usage, failures, catalog } = await asked((request) => begin(request, complete([])), limits);
    expect(catalog).toEqual({ date: '2026-11-25', source: 'organisation', scopes: new Set(['users']) });
    expect({ usage, failures }).toEqual({
      usage: Array(3).fill({ days: 30, calls: [], unpublished: 0, whole: true }),
      failures: [],
    });
  });

  test('calls are those of the published document, the most frequent first, each once', async () => {
    const row = (httpMethod: string, templateUri: string, requests: number, rest = {}) => ({
      httpMethod,
      templateUri,
      requests,
      ...rest,
    });
    const rows = [
      row('GET', '/api/v2/users/me', 1, { status200: 1 }),
      row('POST', '/api/v2/conversations/calls', 5, { status200: 2, status300: 1 }),
      row('get', '/api/v2/users/{id}', 2),
      row('GET', '/api/v2/users/{userId}?expand=presence', 3, { status200: 3 }),
      row('GET', '/api/v3/things', 4),
      row('', '', 6),
    ];
    const { usage } = await asked((request) => begin(request, complete(rows, { cursors: { after: 'x' } })));
    expect(usage[0]).toEqual({
      days: 30,
      calls: [
        { operation: 'GET /api/v2/users/{userId}', scopes: ['users', 'users:readonly'], requests: 5, succeeded: 3 },
        { operation: 'POST /api/v2/conversations/calls', scopes: ['conversations'], requests: 5, succeeded: 3 },
        { operation: 'GET /api/v2/users/me', scopes: expect.any(Array), requests: 1, succeeded: 1 },
      ],
      unpublished: 10,
      whole: false,
    });
  });

  test.each<[string, (request: Incoming) => Answer, string]>([
    [
      'may not be asked for',
      () => refusal(403, 'missing.any.permissions'),
      'HOST answered 403 (no ***). The client that logs in needs the permission oauth:client:view or usage:client:view, and a token the scope oauth:readonly or oauth.',
    ],
    [
      'fails',
      (request) => begin(request, { status: 200, json: { queryStatus: 'Failed' } }),
      'the platform says that the query failed',
    ],
    [
      'never comes',
      (request) => begin(request, { status: 200, json: { queryStatus: 'Running' } }),
      'the platform was still counting after a minute',
    ],
    ['has no query', () => ({ status: 200, json: {} }), STRANGE],
    ['leads elsewhere', () => ({ status: 200, json: { executionId: '../../../x' } }), STRANGE],
    ['is of no known state', (request) => begin(request, { status: 200, json: { queryStatus: 'Lost' } }), STRANGE],
    ['has no rows', (request) => begin(request, complete('none')), STRANGE],
    ['has rows that are none', (request) => begin(request, complete([7])), STRANGE],
    ['has rows without numbers', (request) => begin(request, complete([{ requests: '7' }])), STRANGE],
    ['has rows with odd paths', (request) => begin(request, complete([{ requests: 7, templateUri: 7 }])), STRANGE],
  ])('usage that %s is not known, and said so', async (_, usage, why) => {
    const outcome = await asked(usage);
    expect({ usage: outcome.usage, failures: outcome.failures }).toEqual({
      usage: [undefined, undefined, undefined],
      failures: [{ clients: all, why }],
    });
    expect(outcome.requests.filter((each) => !/^GET |^POST .*\/usage\/query$/.test(each))).toEqual([]);
  });

  test('a client of which only the usage is not known is judged by the rest, and changes no exit code', () =>
    servingToken(
      organisation((request) =>
        request.path.includes('b-2') ? refusal(404, 'client.not.found') : begin(request, complete([])),
      ),
      async (env) => {
        const { code, stdout, stderr } = await inFolder({}, () =>
          cli(['audit', '--usage', '--fail-on', 'never', '--quiet'], { env }),
        );
        expect({ code, stderr: steady(stderr) }).toEqual({
          code: 0,
          stderr: expect.stringMatching(
            /the usage of genesyscloud_oauth_client\.b-2 is not known: HOST answered 404 \(no \*\*\*\)[^\n]*\n$/,
          ),
        });
        expect(stdout).toMatch(/^3 clients: 3 lack /);
      },
    ));

  test('where no usage is known at all, that was not what was asked for', () =>
    servingToken(
      organisation(() => refusal(403, 'missing.permissions')),
      async (env) => {
        const { code, stdout } = await inFolder({}, () => cli(['audit', '--usage'], { env }));
        expect(code).toBe(3);
        expect(stdout).toMatch(/^3 clients: 3 lack /);
      },
    ));
});
