import { readdirSync, readFileSync } from 'node:fs';
import { PUBLISHED } from '../../lib/scopes';
import { credentialsOf, environment, servingToken, steady, TOKEN } from '../audit/organisation';
import { cli, type Files, inFolder } from '../cli/run-cli';
import type { Answer } from '../loopback/server';
import { PUBLISHED_AND_MIGRATION, withPlatform } from '../platform/platform';

jest.setTimeout(60_000);

const kept = (scopes: readonly string[], date = '2026-11-01', more = {}) =>
  JSON.stringify({ format: 'genesys-scopes/catalog@1', date, scopes, ...more });
const POLICY = JSON.stringify({ catalog: 'own.json' });

/** Runs a command in a folder of files, and reads a file of it afterwards. */
const inside = (files: Files, args: readonly string[], env: Record<string, string> = {}, file?: string) =>
  inFolder(files, async () => {
    const { code, stdout, stderr } = await cli(['catalog', ...args], { env });
    expect(stdout + stderr).not.toContain(TOKEN);
    const written = file === undefined ? undefined : readFileSync(file, 'utf8');
    // Nothing is left half written.
    expect(readdirSync('.').filter((name) => name.endsWith('.tmp'))).toEqual([]);
    return { code, stdout: steady(stdout), stderr: steady(stderr), ...(written !== undefined && { written }) };
  });

describe('catalog', () => {
  test('shows the published scopes where the policy names no file', async () => {
    expect(await inside({}, [])).toEqual({
      code: 0,
      stderr: '',
      stdout: `the published scopes: 134 of 2026-07-19\n${PUBLISHED.scopes.join('\n')}\n`,
    });
  });

  test("shows the organisation's own, and what the policy knows beside them", async () => {
    const policy = JSON.stringify({ catalog: 'data/own.json', knownScopes: ['users', 'wallboards'] });
    const files = { 'genesys-scopes.json': policy, 'data/own.json': kept(['users', 'analytics']) };
    expect(await inside(files, [])).toEqual({
      code: 0,
      stderr: '',
      stdout: `the organisation's own scopes, kept in data/own.json: 2 of 2026-11-01
the policy knows beside them (knownScopes): "wallboards"
analytics
users
`,
    });
  });

  test('as JSON is a file that a policy may name', async () => {
    const { code, stdout } = await inside({}, ['--format', 'json']);
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 0,
      format: 'genesys-scopes/catalog@1',
      date: '2026-07-19',
      source: 'published',
      scopes: PUBLISHED.scopes,
      knownScopes: [],
    });
    const again = await inside({ 'genesys-scopes.json': POLICY, 'own.json': stdout }, ['diff']);
    expect(again.code).toBe(0);
  });

  test.each<[string, string | undefined]>([
    ['2026-05-29', undefined],
    [
      '2026-05-28',
      "note: the organisation's catalogue is of 2026-05-28, 181 days ago: load it again (genesys-scopes catalog refresh)\n",
    ],
    ['2027-12-31', undefined],
  ])('of %s is told to be old, where it is, by every command that judges by it', async (date, note = '') => {
    const files = { 'genesys-scopes.json': POLICY, 'own.json': kept(['users'], date), 'main.tf.json': '{}' };
    expect((await inside(files, [])).stderr).toBe(note);
    for (const command of [['check'], ['review', 'main.tf.json']]) {
      const { stdout, stderr } = await inFolder(files, () => cli([...command, '--format', 'json']));
      expect({ stderr, date: JSON.parse(stdout).catalog.date }).toEqual({ stderr: note, date });
    }
  });

  test.each<[readonly string[], string]>([
    [['refesh'], 'catalog has no command "refesh" (did you mean "refresh"?); commands: refresh, diff'],
    [['refresh', 'x'], 'too many arguments'],
    [['refresh', '--format', 'json'], 'see genesys-scopes catalog refresh --help'],
    [['diff', '--lve'], 'see genesys-scopes catalog diff --help'],
    [['diff'], 'nothing to compare: the policy names no catalogue. Name a file, or use --live'],
    [['diff', 'a', 'b', 'c'], 'two catalogues are compared: name two files at most'],
    [['diff', '--live', 'a', 'b'], 'with --live name one file at most'],
    [['diff', 'a', '--region', 'eu-west-1'], '--region and --api-url are of --live'],
    [
      ['refresh'],
      'no file to write: add "catalog": "genesys-scopes.catalog.json" to genesys-scopes.json, or name one with --out',
    ],
    [['refresh', '--out', 'new.json', '--region', 'mars'], '"mars" is no region'],
  ])('%s is wrong usage, and nothing is sent', async (args, message) => {
    const env = environment('http://127.0.0.1:9', { GENESYSCLOUD_ACCESS_TOKEN: TOKEN });
    const { code, stdout, stderr } = await inside({}, args, env);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});

describe('catalog refresh', () => {
  const answering = (answer: Answer, files: Files, args: readonly string[] = [], file?: string) =>
    servingToken(
      ({ path }) => (path === '/api/v2/oauth/scopes' ? answer : { status: 404, json: {} }),
      (env) => inside(files, ['refresh', ...args], env, file),
    );
  const listing = (...scopes: readonly (readonly [id: string, description?: string])[]): Answer => ({
    status: 200,
    json: { entities: scopes.map(([id, description]) => ({ id, description })), total: scopes.length },
  });

  test('writes what the organisation has, sorted and with the day, and says what has changed', async () => {
    const policy = JSON.stringify({
      catalog: 'own.json',
      unmatched: 'ignore',
      knownScopes: ['wallboards'],
      clients: [
        { match: { name: 'Voice' }, profile: 'voice-agent', vocabulary: 'migration' },
        { match: 'genesyscloud_oauth_client.wall', scopes: ['wallboards', 'fax'] },
        { match: 'genesyscloud_oauth_client.other', scopes: ['fax'] },
      ],
    });
    const files = { 'genesys-scopes.json': policy, 'own.json': kept(['users', 'fax']) };
    const answer = listing(['webphone:use', 'Use the phone'], ['users'], ['analytics', 'Read\u202e reports']);
    expect(await answering(answer, files, [], 'own.json')).toEqual({
      code: 0,
      stderr: 'reading the scopes of http://HOST\n',
      stdout: `own.json: 3 scopes of 2026-11-25
added since 2026-11-01: "analytics", "webphone:use"
removed since 2026-11-01: "fax"
names of the migration guidance: the organisation knows "webphone:use", and not "interaction:read", "routing:user", "interaction:write", "digital:read"
required, and not in the organisation: "fax" (by genesyscloud_oauth_client.wall, genesyscloud_oauth_client.other)
required, and not in the organisation: "interaction:read" (by name "Voice")
required, and not in the organisation: "routing:user" (by name "Voice")
`,
      written: `${JSON.stringify(
        {
          format: 'genesys-scopes/catalog@1',
          date: '2026-11-25',
          scopes: ['analytics', 'users', 'webphone:use'],
          descriptions: { analytics: 'Read\u202e reports', 'webphone:use': 'Use the phone' },
        },
        null,
        2,
      ).replace('\u202e', '\\u202e')}\n`,
    });
  });

  test('takes the day even where no name has changed, and says so', () =>
    withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, async (platform) => {
      const files = { 'genesys-scopes.json': POLICY, 'own.json': kept(PUBLISHED_AND_MIGRATION) };
      const { code, stdout, written = '' } = await inside(files, ['refresh'], credentialsOf(platform), 'own.json');
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: `own.json: 139 scopes of 2026-11-25
the same names as on 2026-11-01; the date is new
names of the migration guidance: the organisation knows all of them
`,
      });
      expect(JSON.parse(written).date).toBe('2026-11-25');
      // It only reads.
      expect(platform.served.map(({ call }) => call)).toEqual(['POST /oauth/token', 'GET /api/v2/oauth/scopes']);
    }));

  test('begins a file, which then decides what exists', () =>
    withPlatform({}, (platform) =>
      inFolder(
        {
          'genesys-scopes.json': POLICY,
          'main.tf.json': JSON.stringify({
            resource: {
              genesyscloud_oauth_client: {
                a: {
                  name: 'A',
                  authorized_grant_type: 'CODE',
                  scopes: ['webphone:use', 'interaction:read', 'routing:user'],
                },
              },
            },
          }),
        },
        async () => {
          const refreshed = await cli(['catalog', 'refresh'], { env: credentialsOf(platform) });
          expect({ code: refreshed.code, stdout: refreshed.stdout }).toEqual({
            code: 0,
            stdout: `own.json: 134 scopes of 2026-11-25
names of the migration guidance: the organisation knows none of them, so clients that hold them fail (unpublished-scope); "vocabulary": "platform" asks for the published names
`,
          });
          const { code, stdout } = await cli(['check']);
          expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('error unpublished-scope') });
        },
      ),
    ));

  test('--out names another file, and no policy is needed', async () => {
    const { code, written = '' } = await answering(listing(['users']), {}, ['--out', 'new.json'], 'new.json');
    expect({ code, scopes: JSON.parse(written).scopes }).toEqual({ code: 0, scopes: ['users'] });
  });

  test('overwrites nothing that is no catalogue', async () => {
    const outcome = await answering(
      listing(['users']),
      { 'package.json': '{}' },
      ['--out', 'package.json'],
      'package.json',
    );
    expect(outcome).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: package.json: is no catalogue of this tool (format genesys-scopes/catalog@1, date, scopes); nothing was written: remove it, or name another file with --out\n',
      written: '{}',
    });
  });

  const OTHER = 'HOST: answered something that is not of its API';
  test.each<[string, Answer, string]>([
    ['is empty', { status: 200, json: { entities: [], total: 0 } }, 'HOST: lists no scope at all'],
    [
      'is not whole',
      { status: 200, json: { entities: [{ id: 'users' }], total: 134 } },
      'HOST: lists 1 of 134 scopes, which is no catalogue',
    ],
    [
      'repeats itself',
      { status: 200, json: { entities: [{ id: 'users' }, { id: 'users' }], total: 2 } },
      'HOST: lists 1 of 2 scopes, which is no catalogue',
    ],
    ['is broken', { status: 200, text: '{ "entities": [' }, OTHER],
    ['is no list', { status: 200, json: { entities: 'none' } }, OTHER],
    ['is nothing', { status: 200, json: null }, OTHER],
    ['has a total that is none', { status: 200, json: { entities: [{ id: 'users' }], total: '1' } }, OTHER],
    ['has what is no scope', { status: 200, json: { entities: ['users'] } }, OTHER],
    ['has a name that no token could carry', { status: 200, json: { entities: [{ id: 'a b' }] } }, OTHER],
    [
      'leads to another host',
      { status: 307, headers: { location: 'https://evil.example/' }, text: '' },
      'HOST: sends on to evil.example, which is not followed: the token stays with the configured address',
    ],
    [
      'is a refusal',
      { status: 403, json: { code: 'app.not.authorized.for.scope', message: `App not authorized ${TOKEN}` } },
      'HOST: answered 403 (App not authorized ***). A token needs the scope oauth:readonly or oauth.',
    ],
    [
      'is of no session',
      { status: 401, json: { code: 'bad.credentials', message: 'Invalid login credentials.' } },
      'HOST: answered 401 (Invalid login credentials.). Check the credentials, and that they are of an organisation in this region.',
    ],
  ])('an answer that %s changes nothing', async (_, answer, message) => {
    const before = kept(['users', 'fax']);
    const files = { 'genesys-scopes.json': POLICY, 'own.json': before };
    expect(await answering(answer, files, [], 'own.json')).toEqual({
      code: 3,
      stdout: '',
      stderr: `reading the scopes of http://HOST\nerror: ${message}\nnothing was written\n`,
      written: before,
    });
  });
});

describe('catalog diff', () => {
  const files = {
    'genesys-scopes.json': POLICY,
    'own.json': kept([...PUBLISHED.scopes.filter((name) => name !== 'fax'), 'webphone:use']),
    'a.json': kept(['users', 'fax'], '2026-10-01'),
    'b.json': kept(['users', 'chat', 'users'], '2026-11-01'),
  };

  test.each<[readonly string[], number, string]>([
    [
      ['diff'],
      1,
      'from the published catalogue of 2026-07-19 (134 scopes) to own.json of 2026-11-01 (134 scopes): 1 added, 1 removed\n+ webphone:use\n- fax\n',
    ],
    [
      ['diff', 'a.json', 'b.json'],
      1,
      'from a.json of 2026-10-01 (2 scopes) to b.json of 2026-11-01 (2 scopes): 1 added, 1 removed\n+ chat\n- fax\n',
    ],
    [
      ['diff', 'a.json', 'a.json'],
      0,
      'from a.json of 2026-10-01 (2 scopes) to a.json of 2026-10-01 (2 scopes): no difference\n',
    ],
  ])('%s', async (args, code, stdout) => {
    expect(await inside(files, args)).toEqual({ code, stdout, stderr: '' });
  });

  test('of one file is against the published catalogue', async () => {
    const { code, stdout } = await inside(files, ['diff', 'a.json', '--format', 'json']);
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 1,
      format: 'genesys-scopes/catalog-diff@1',
      from: { name: 'the published catalogue', date: '2026-07-19', scopes: 134 },
      to: { name: 'a.json', date: '2026-10-01', scopes: 2 },
      added: [],
      removed: PUBLISHED.scopes.filter((name) => name !== 'users' && name !== 'fax'),
    });
  });

  test.each<[string, readonly string[], Files, string]>([
    ['the file of the policy', [], files, 'from own.json of 2026-11-01 (134 scopes)'],
    ['a file', ['a.json'], files, 'from a.json of 2026-10-01 (2 scopes)'],
    ['the published one', [], {}, 'from the published catalogue of 2026-07-19 (134 scopes)'],
  ])('--live sets the organisation against %s', (_, args, given, from) =>
    withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, async (platform) => {
      const { code, stdout, stderr } = await inside(given, ['diff', '--live', ...args], credentialsOf(platform));
      expect({ code, stderr, first: stdout.split(':')[0] }).toEqual({
        code: 1,
        stderr: 'reading the scopes of http://HOST\n',
        first: `${from} to HOST of 2026-11-25 (139 scopes)`,
      });
    }),
  );

  test.each<[string, readonly string[], string]>([
    ['that is not there', ['diff', 'none.json'], 'error: none.json: cannot be read (ENOENT)\n'],
    [
      'that is none',
      ['diff', 'a.json', 'genesys-scopes.json'],
      'error: genesys-scopes.json: is no catalogue of this tool (format genesys-scopes/catalog@1, date, scopes)\n',
    ],
    [
      'that is not there, before anything is sent',
      ['diff', '--live', 'none.json'],
      'error: none.json: cannot be read (ENOENT)\n',
    ],
  ])('a catalogue %s is exit code 3', async (_, args, stderr) => {
    const env = environment('http://127.0.0.1:9', { GENESYSCLOUD_ACCESS_TOKEN: TOKEN });
    expect(await inside(files, args, env)).toEqual({ code: 3, stdout: '', stderr });
  });
});
