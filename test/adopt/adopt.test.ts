import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CDKTF } from '../../lib/host';
import { cli, inFolder } from '../cli/run-cli';
import { forHost, HOST } from '../helpers/host';
import { compilerErrors } from './compile';
import { existing, stateOf } from './states';
import { adoptFiles, announcedIn, synthesizedCode } from './way';

jest.setTimeout(60_000);

const FIXTURES = join(__dirname, '../fixtures');
const read = (file: string) => forHost(readFileSync(join(FIXTURES, file), 'utf8'));
const EXPORT_STATE = read('exports/export-json/terraform.tfstate');

/** The files of an organisation with one client of each kind, and what has to come of them. */
const ORGANISATION = {
  agents: existing('id-1', { name: 'Agents', scope: ['analytics:readonly', 'interaction:read', 'webphone:use'] }),
  platform: existing('id-2', {
    name: 'Agents by published names',
    description: 'the team\'s "own"',
    scope: [
      'conversations',
      'notifications',
      'organization',
      'organization:readonly',
      'user-basic-info',
      'users',
      'routing:readonly',
    ],
  }),
  job: existing('id-3', {
    name: 'Nightly job',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    registeredRedirectUri: [],
    scope: [],
    roleDivisions: [{ roleId: 'role-1', divisionId: 'division-1' }],
  }),
  wallboard: existing('id-4', { name: 'Wallboard', scope: ['analytics:readonly'] }),
  odd: existing('id-5', {
    name: 'Misspelt',
    accessTokenValiditySeconds: 60,
    scope: ['Interaction:Read', 'brand-new', 'webphone:use'],
  }),
  scim: existing('id-6', {
    name: 'SCIM',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: 38_880_000,
    scope: [],
  }),
  twin: existing('45698b65-1', { name: 'Twin' }),
  other_twin: existing('97a437f1-2', { name: 'Twin', state: 'inactive' }),
};

/** Compares with a file; with UPDATE_FIXTURES it is written. */
function expectFixture(name: string, content: string): void {
  const file = join(FIXTURES, 'adopt', name);
  if (process.env.UPDATE_FIXTURES) writeFileSync(file, content);
  expect(content).toBe(forHost(readFileSync(file, 'utf8')));
}

test('an organisation with a client of each kind: the code, the table on standard error, and the one in Markdown', async () => {
  await inFolder({ 'terraform.tfstate': stateOf(ORGANISATION) }, async () => {
    const { code, stdout, stderr } = await cli([
      'adopt',
      'terraform.tfstate',
      '--out',
      'clients.ts',
      '--report',
      'table.md',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expectFixture('organisation.ts.txt', readFileSync('clients.ts', 'utf8'));
    expectFixture('organisation.txt', stderr);
    expectFixture('organisation.md', readFileSync('table.md', 'utf8'));
  });
  expect(compilerErrors(read('adopt/organisation.ts.txt'))).toEqual([]);
});

test('an export as JSON, as HCL, and its state alone give the same bytes', async () => {
  const json = {
    'e/genesyscloud.tf.json': read('exports/export-json/genesyscloud.tf.json'),
    'e/terraform.tfstate': EXPORT_STATE,
  };
  const hcl = { 'e/genesyscloud.tf': read('exports/export-hcl/genesyscloud.tf'), 'state.tfstate': EXPORT_STATE };
  const all = [
    await adoptFiles(json, ['e']),
    await adoptFiles(hcl, ['e', 'state.tfstate']),
    await adoptFiles({ s: EXPORT_STATE }, ['s']),
  ];
  for (const each of all) expect(each).toEqual(all[0]);
  expect(all[0]?.code).toBe(0);
  expectFixture('export.ts.txt', all[0]?.stdout ?? '');
});

test('--accept-removals drops what clients hold beyond their profiles, and nothing else changes', async () => {
  const files = { 'terraform.tfstate': stateOf(ORGANISATION) };
  const kept = announcedIn((await adoptFiles(files, ['terraform.tfstate'])).stderr);
  const { stderr, stdout } = await adoptFiles(files, ['terraform.tfstate', '--accept-removals']);
  const address = (label: string) => `genesyscloud_oauth_client.${label}`;
  expect(announcedIn(stderr)).toEqual({
    ...kept,
    [address('Agents')]: { adds: ['routing:user'], removes: ['analytics:readonly'] },
    [address('Agents_by_published_names')]: { adds: ['presence', 'stations:readonly'], removes: ['organization'] },
    [address('Misspelt')]: { adds: ['interaction:read', 'routing:user'], removes: ['Interaction:Read', 'brand-new'] },
  });
  expect(stdout).not.toContain('additionalScopes');
});

test('the policy decides which profile and which vocabulary a client has, by its name or either of its addresses', async () => {
  const policy = {
    clients: [
      { match: { name: 'Wallboard' }, scopes: ['analytics:readonly', 'users:readonly'], allowedScopes: ['presence'] },
      { match: 'genesyscloud_oauth_client.agents', profile: 'chat-agent', vocabulary: 'platform' },
      { match: 'genesyscloud_oauth_client.Nightly_job', ignore: 'the telephony team has it' },
    ],
  };
  const files = { 'terraform.tfstate': stateOf(ORGANISATION), 'genesys-scopes.json': JSON.stringify(policy) };
  const { code, stdout, stderr } = await adoptFiles(files, ['terraform.tfstate']);
  expect(code).toBe(0);
  expect(stderr).toContain('chat-agent, platform names: the policy names it');
  expect(announcedIn(stderr)).toMatchObject({
    'genesyscloud_oauth_client.Wallboard': { adds: ['users:readonly'], removes: [] },
  });
  const synthesized = await inFolder(files, () => Object.keys(synthesizedCode(stdout)));
  expect(synthesized).toContain('cdk.tf.json');
});

test('--profile and --vocabulary decide for all that nothing names', async () => {
  const { stdout } = await adoptFiles({ s: stateOf({ a: existing('id-1', { scope: [] }) }) }, [
    's',
    '--profile',
    'admin',
    '--vocabulary',
    'platform',
  ]);
  expect(stdout).toContain("    profile: 'admin',\n    vocabulary: 'platform',\n");
});

test('nothing that is secret in a state reaches the code, the tables or an error', async () => {
  const secrets = {
    client_secret: 'S3CRET-1',
    expose_client_secret: true,
    directory_client_secret: 'folder',
    integration_credential_name: 'crm',
  };
  const state = stateOf({ a: ORGANISATION.agents }, { a: { attributes: secrets } });
  for (const args of [[], ['--move']]) {
    await inFolder({ s: state }, async () => {
      const { code, stdout, stderr } = await cli(['adopt', 's', ...args, '--report', 'table.md']);
      expect(code).toBe(0);
      expect(stdout + stderr + readFileSync('table.md', 'utf8')).not.toContain('S3CRET');
      const kept = ['exposeClientSecret: true', "directoryClientSecret: 'folder'", "integrationCredentialName: 'crm'"];
      for (const each of kept) expect(stdout.includes(each)).toBe(args.length > 0);
      expect(stderr).toContain(
        args.length > 0 ? 'can overwrite the secret of that credential' : 'integration_credential_name is left out',
      );
    });
  }
  const hidden = stateOf(
    { a: ORGANISATION.agents },
    { a: { attributes: { description: 'S3CRET-2' }, sensitive: ['description'] } },
  );
  expect(await adoptFiles({ s: hidden }, ['s'])).toEqual({
    code: 3,
    stdout: '',
    stderr:
      'error: s: genesyscloud_oauth_client.a has a sensitive description, which is never written. Read the client from the organisation ' +
      'itself, with --live: nothing there is sensitive.\nnothing was written\n',
  });
});

test('files that are there are overwritten only with --force, and nothing is written when something is wrong', async () => {
  await inFolder({ s: stateOf({ a: ORGANISATION.agents }), broken: '{', 'clients.ts': 'mine' }, async () => {
    const refused = await cli(['adopt', 's', '--out', 'clients.ts']);
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: clients.ts is there already: name another file, or overwrite it with --force\n',
    });
    expect((await cli(['adopt', 'broken', '--out', 'clients.ts', '--force'])).code).toBe(3);
    expect(readFileSync('clients.ts', 'utf8')).toBe('mine');
    expect((await cli(['adopt', 's', '--out', 'clients.ts', '--force'])).code).toBe(0);
    expect(readFileSync('clients.ts', 'utf8')).toContain('new MigratedProfileClient');
    expect((await cli(['adopt', 's', '--out', 'x', '--report', 'x'])).code).toBe(2);
    // Where one of two files cannot be written, neither is.
    writeFileSync('clients.ts', 'mine');
    for (const out of ['clients.ts', 'new.ts']) {
      const args = ['adopt', 's', '--out', out, '--report', 'no/such/folder/table.md', '--force'];
      expect(await cli(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('cannot write') });
    }
    expect([readFileSync('clients.ts', 'utf8'), readdirSync('.').sort()]).toEqual([
      'mine',
      ['broken', 'clients.ts', 's'],
    ]);
  });
});

const HCL = 'resource "genesyscloud_oauth_client" "a" {\n  name = "A"\n  authorized_grant_type = "CODE"\n}\n';
const PLAN = read('plans/lifecycle.plan.json');

test.each<[string, Record<string, string>, readonly string[], number, string]>([
  ['no path', {}, [], 2, 'name an export or a state, or use --live'],
  [
    'an export without a state',
    { 'e/a.tf': HCL },
    ['e'],
    3,
    'error: e: holds no ids: configuration does not have them, and there is no terraform.tfstate beside it. Export again with include_state_file = true',
  ],
  [
    'a client that no state has',
    { 'a.tf': HCL, s: stateOf({ b: ORGANISATION.agents }) },
    ['a.tf', 's'],
    3,
    'error: a.tf:1:1: genesyscloud_oauth_client.a is in no state that was read, so its id is not known',
  ],
  [
    'a plan',
    { 'plan.json': PLAN },
    ['plan.json'],
    3,
    'is a plan, which shows what code manages already. Give the state',
  ],
  [
    'configuration to move',
    { 'a.tf': HCL },
    ['--move', 'a.tf'],
    2,
    'a.tf is no state: --move takes the state of the stack alone',
  ],
  ['a state without clients', { s: stateOf({}) }, ['s'], 3, 'there is no genesyscloud_oauth_client to adopt'],
  [
    'a client without an id',
    { s: stateOf({ a: existing('') }) },
    ['s'],
    3,
    'genesyscloud_oauth_client.a has no id there',
  ],
  [
    'a client without a name',
    { s: stateOf({ a: existing('id', { name: '' }) }) },
    ['s'],
    3,
    'genesyscloud_oauth_client.a has no name',
  ],
  [
    'two states that differ',
    { s: stateOf({ a: existing('id') }), t: stateOf({ b: existing('id', { name: 'B' }) }) },
    ['s', 't'],
    3,
    'genesyscloud_oauth_client.b is the client of genesyscloud_oauth_client.a in s, and they do not say the same of it',
  ],
  ['a misspelt option', {}, ['--liev'], 2, "error: unknown option '--liev'"],
])('%s is refused with what to do, and nothing is written', async (_, files, args, code, message) => {
  const outcome = await adoptFiles(files, args);
  expect(outcome).toEqual({ code, stdout: '', stderr: expect.stringContaining(message) });
});

test('of --move, a client that has its address already stays there', async () => {
  const { code, stdout, stderr } = await adoptFiles({ s: stateOf({ Zendesk_agents: existing('id-1') }) }, [
    '--move',
    's',
  ]);
  expect({ code, line: stderr.split('\n')[0] }).toEqual({
    code: 0,
    line: 'stays  genesyscloud_oauth_client.Zendesk_agents ("Zendesk agents")',
  });
  expect(stdout).not.toMatch(/moved|importId/);
});

test('what differs from the state, or is in it alone, is said', async () => {
  const files = { 'a.tf': HCL, 'terraform.tfstate': stateOf({ a: ORGANISATION.agents, b: ORGANISATION.job }) };
  const { code, stderr } = await adoptFiles(files, ['a.tf', 'terraform.tfstate']);
  expect({ code, clients: Object.keys(announcedIn(stderr)) }).toEqual({
    code: 0,
    clients: ['genesyscloud_oauth_client.Agents'],
  });
  expect(stderr).toContain('genesyscloud_oauth_client.a: the configuration lists other scopes than the state');
  expect(stderr).toContain(
    'genesyscloud_oauth_client.b of terraform.tfstate is in no configuration that was named, and is left out',
  );
});

test('the help tells both ways, the variables of the environment, and the exit codes', async () => {
  const { stdout } = await cli(['adopt', '--help']);
  if (HOST === CDKTF) expectFixture('help.txt', stdout);
  // The name of the other library is longer, and lines break elsewhere.
  else expect(stdout.split(/\s+/)).toEqual(read('adopt/help.txt').split(/\s+/));
});
