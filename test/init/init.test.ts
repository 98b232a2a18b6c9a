import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { HOSTS } from '../../lib/host';
import { cli, type Files, inFolder } from '../cli/run-cli';
import { HOST } from '../helpers/host';
import { filesBelow } from '../helpers/tree';

const TYPE = 'genesyscloud_oauth_client';
const BASE = ['webphone:use', 'interaction:read', 'routing:user'];
const DIGITAL = [...BASE, 'interaction:write', 'digital:read'];
const PLATFORM = ['user-basic-info', 'organization:readonly', 'notifications', 'conversations', 'users', 'routing'];

interface Client {
  readonly name?: string;
  readonly grant?: string;
  readonly scopes?: unknown;
  readonly more?: object;
}

/** A file of clients in Terraform's JSON syntax. */
function configuration(clients: Readonly<Record<string, Client>>): string {
  const resources = Object.entries(clients).map(([id, { name = id, grant = 'CODE', scopes, more }]) => [
    id,
    { name, authorized_grant_type: grant, ...(scopes !== undefined && { scopes }), ...more },
  ]);
  return JSON.stringify({ resource: { [TYPE]: Object.fromEntries(resources) } });
}

const CLIENTS: Readonly<Record<string, Client>> = {
  whole: { name: 'Zendesk team leads', scopes: DIGITAL },
  broken: { name: 'Zendesk voice', scopes: BASE.slice(1) },
  chatty: { name: 'Zendesk chat', scopes: BASE },
  reports: { name: 'Nightly reports', scopes: ['analytics:readonly', 'audits:readonly'] },
  job: { name: 'Nightly job', grant: 'CLIENT-CREDENTIALS' },
  wallboard: { name: 'Wallboard', scopes: ['conversations:readonly'] },
  empty: { name: 'Nobody knows', scopes: [] },
  misspelt: { name: 'Nightly export', scopes: ['analytics:readonyl'] },
  named: { name: 'Agent desktop 2', scopes: ['analytics:readonly'] },
  late: { name: 'Late', scopes: '${var.scopes}' },
};

const REPO: Files = { '.git/config': '' };
const repo = (files: Files): Files => ({ ...REPO, ...files });
const policy = () => JSON.parse(readFileSync('genesys-scopes.json', 'utf8'));

/** The verdict that `check` gives of each client, by the last part of its address. */
async function verdicts(...args: readonly string[]): Promise<Record<string, string>> {
  const { code, stdout } = await cli(['check', '--format', 'json', ...args]);
  expect([0, 1]).toContain(code);
  const { clients } = JSON.parse(stdout) as { clients: { address: string; verdict: string }[] };
  return Object.fromEntries(clients.map(({ address, verdict }) => [address.split('.').at(-1), verdict]));
}

/** The verdict that init announced of each client. */
function announced(stdout: string): Record<string, string> {
  return Object.fromEntries(
    [...stdout.matchAll(new RegExp(`^(\\w+) +${TYPE}\\.(\\w+)`, 'gm'))].map(([, verdict = '', id = '']) => [
      id,
      verdict,
    ]),
  );
}

describe('the policy', () => {
  test('has an entry for what is certain, and init says what it makes of every client', () =>
    inFolder(repo({ 'main.tf.json': configuration(CLIENTS) }), async () => {
      const before = await verdicts();
      const { code, stdout, stderr } = await cli(['init', '--ci', 'none']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(`created  genesys-scopes.json

fail     ${TYPE}.broken "Zendesk voice": entry: profile voice-agent; it lacks "webphone:use"
pass     ${TYPE}.chatty "Zendesk chat": entry: profile agent, perhaps chat-agent: something of it speaks of chat
fail     ${TYPE}.empty "Nobody knows": no entry: it holds no scope; it lacks "interaction:read", "routing:user", "webphone:use"
ignored  ${TYPE}.job "Nightly job": entry: leaves it out: a program logs in with it, and no user
open     ${TYPE}.late "Late": no entry: its scopes are not known
fail     ${TYPE}.misspelt "Nightly export": no entry: it holds a scope that is not in the catalogue, and may be misspelt; it lacks "interaction:read", "routing:user", "webphone:use"
fail     ${TYPE}.named "Agent desktop 2": no entry: it holds no scope of a softphone, but its name speaks of one; it lacks "conversations", "notifications", "organization:readonly", "routing:readonly", "user-basic-info", "users"
ignored  ${TYPE}.reports "Nightly reports": entry: leaves it out: it holds nothing that a softphone uses, only analytics:readonly, audits:readonly
fail     ${TYPE}.wallboard "Wallboard": no entry: it holds some scopes of a softphone, and lacks most; it lacks "conversations", "notifications", "organization:readonly", "routing:readonly", "user-basic-info", "users"
pass     ${TYPE}.whole "Zendesk team leads": entry: profile admin

Confirm that no agent logs in with these, which are left out of the check; else take the entry away:
  ${TYPE}.job
  ${TYPE}.reports

Next:
  npx --yes --package ${HOST.package}@0.1.0 genesys-scopes check .
`);
      expect(policy()).toEqual({
        clients: [
          { match: `${TYPE}.broken`, profile: 'voice-agent' },
          { match: `${TYPE}.chatty`, profile: 'agent' },
          {
            match: { address: `${TYPE}.job`, name: 'Nightly job' },
            ignore:
              'seems to be no softphone client: a program logs in with it, and no user (proposed by genesys-scopes init)',
          },
          {
            match: { address: `${TYPE}.reports`, name: 'Nightly reports' },
            ignore:
              'seems to be no softphone client: it holds nothing that a softphone uses, only analytics:readonly, ' +
              'audits:readonly (proposed by genesys-scopes init)',
          },
          { match: `${TYPE}.whole`, profile: 'admin' },
        ],
      });
      const after = await verdicts();
      expect(after).toEqual(announced(stdout));
      const changed = Object.keys(after).filter((id) => after[id] !== before[id]);
      expect(changed.sort()).toEqual(['job', 'reports']);
    }));

  test.each<[string, Readonly<Record<string, Client>>, Record<string, string | undefined>]>([
    [
      'names that Genesys Cloud publishes, where all clients are complete by them alone',
      { a: { name: 'Phones', scopes: PLATFORM }, b: { name: 'Leads', scopes: PLATFORM } },
      { vocabulary: 'platform', a: 'voice-agent', b: 'admin' },
    ],
    [
      'no names where one client is complete by the others',
      { a: { scopes: PLATFORM }, b: { scopes: BASE } },
      { a: 'agent', b: 'agent' },
    ],
    ['no names where a client is complete by both', { a: { scopes: [...PLATFORM, ...BASE] } }, { a: 'agent' }],
    ['no names where one client is not clear', { a: { scopes: PLATFORM }, b: { scopes: [] } }, { a: 'agent' }],
    [
      'the profile of which most is held',
      { a: { scopes: ['webphone:use', 'digital:read', 'interaction:write'] } },
      { a: 'chat-agent' },
    ],
    [
      'the profile of which one name of the guidance is held',
      { a: { scopes: ['digital:read', 'analytics'] } },
      { a: 'chat-agent' },
    ],
  ])('writes %s', (_, clients, { vocabulary, ...profiles }) =>
    inFolder(repo({ 'main.tf.json': configuration(clients) }), async () => {
      expect((await cli(['init', '--ci', 'none'])).code).toBe(0);
      const written = policy();
      expect(written.vocabulary).toBe(vocabulary);
      expect(
        Object.fromEntries(
          written.clients.map((each: { match: string; profile: string }) => [each.match.split('.')[1], each.profile]),
        ),
      ).toEqual(profiles);
    }),
  );

  test.each<[string, Client, string]>([
    ['a grant that goes', { grant: 'TOKEN' }, 'it seems to be none, but leaving it out would hide retiring-grant'],
    [
      'an unsafe address',
      { more: { registered_redirect_uris: ['http://a.example.com'] } },
      'would hide insecure-redirect-uri',
    ],
    [
      'a list that Terraform never sends',
      { more: { lifecycle: { ignore_changes: ['scopes'] } } },
      'would hide ignored-scopes',
    ],
    [
      'a grant without a user and a name that speaks of a softphone',
      { name: 'Zendesk voice', grant: 'CLIENT-CREDENTIALS', scopes: undefined },
      'a program logs in with it, but its name speaks of a softphone',
    ],
    ['a name with a wildcard', { name: 'Nightly *' }, 'no pattern can stand for its name alone'],
    ['a name that is not known', { name: '${var.name}' }, 'its name is not known'],
    ['a name that hides something', { name: 'Nightly\u202e' }, 'no pattern can stand for its name alone'],
  ])('leaves out no client with %s', (_, client, why) =>
    inFolder(
      repo({ 'main.tf.json': configuration({ a: { scopes: ['analytics:readonly'], ...client } }) }),
      async () => {
        const { stdout } = await cli(['init', '--ci', 'none']);
        expect(policy()).toEqual({ clients: [] });
        expect(stdout).toContain(why);
        expect(stdout).not.toContain('Confirm');
      },
    ),
  );

  test('has no entry that stands for more than one client', () =>
    inFolder(repo({ 'main.tf.json': configuration({ 'a*': { scopes: BASE }, 'b[': { scopes: BASE } }) }), async () => {
      const { stdout } = await cli(['init', '--ci', 'none']);
      expect(stdout.match(/no pattern can stand for its address alone/g)).toHaveLength(2);
      expect(policy()).toEqual({ clients: [] });
    }));

  test('takes a client that is not the same everywhere for what it is at least', () => {
    const files = {
      'prod/main.tf.json': configuration({
        a: { scopes: DIGITAL },
        b: { name: 'Night', scopes: ['analytics:readonly'] },
      }),
      'test/main.tf.json': configuration({ a: { scopes: BASE }, b: { name: 'Night', scopes: [] } }),
    };
    return inFolder(repo(files), async () => {
      const { stdout } = await cli(['init', '--ci', 'none']);
      expect(policy()).toEqual({ clients: [{ match: `${TYPE}.a`, profile: 'agent' }] });
      expect(stdout).toContain(`${TYPE}.b "Night": no entry: its instances differ`);
    });
  });

  test('has clients of plans and states too that are named', () => {
    const state = {
      version: 4,
      terraform_version: '1.11.4',
      serial: 1,
      lineage: 'x',
      outputs: {},
      resources: [
        {
          mode: 'managed',
          type: TYPE,
          name: 'old',
          provider: 'provider["registry.terraform.io/mypurecloud/genesyscloud"]',
          instances: [{ schema_version: 0, attributes: { name: 'Old', authorized_grant_type: 'CODE', scopes: BASE } }],
        },
      ],
    };
    return inFolder(repo({ 'prod.tfstate': JSON.stringify(state) }), async () => {
      expect((await cli(['init', '--ci', 'none', '--from', 'prod=prod.tfstate'])).code).toBe(0);
      expect(policy().clients).toEqual([{ match: `${TYPE}.old`, profile: 'agent' }]);
    });
  });

  test('that is there already stays as it is, and what it lacks is printed', () => {
    const files = {
      'genesys-scopes.json': '{ "clients": [{ "match": "**.whole", "profile": "admin" }] }',
      'infra/main.tf.json': configuration({ whole: { scopes: DIGITAL }, broken: { scopes: BASE.slice(1) } }),
    };
    return inFolder(repo(files), async () => {
      const { code, stdout } = await cli(['init', 'infra', '--ci', 'none']);
      expect(code).toBe(0);
      expect(stdout).toBe(`kept     genesys-scopes.json: it is the policy here already
nothing to write

fail     ${TYPE}.broken "broken": to add: profile agent; it lacks "webphone:use"
pass     ${TYPE}.whole "whole": no entry: the policy says it

To add to "clients" in genesys-scopes.json:
  {"match":"${TYPE}.broken","profile":"agent"},

Next:
  cd infra
  npx --yes --package ${HOST.package}@0.1.0 genesys-scopes check .
`);
      expect(filesBelow('.')).toEqual(repo(files));
    });
  });
});

describe('what is there already', () => {
  test('is never written over, and is told', () => {
    const files = {
      'package.json': '{"name":"mine"}',
      '.gitignore': 'x\n',
      '.github/workflows/genesys-scopes.yml': 'mine',
    };
    return inFolder(repo(files), async () => {
      const { code, stdout } = await cli(['init']);
      expect(code).toBe(0);
      expect(filesBelow('.')).toMatchObject(files);
      expect(stdout).toBe(`created  genesys-scopes.json
created  cdktf.json
created  tsconfig.json
created  main.ts
kept     package.json: it is there already
kept     .gitignore: it is there already
kept     .github/workflows/genesys-scopes.yml: it is there already

Next:
  npm install ${HOST.package} ${HOST.library} constructs
  npm install -D @types/node tsx typescript
  npx tsx main.ts
  npx genesys-scopes check cdktf.out
  (look at what was kept: the rest was written to go with files of ours)
`);
      const before = filesBelow('.');
      expect((await cli(['init'])).stdout).toContain('nothing to write');
      expect(filesBelow('.')).toEqual(before);
    });
  });

  test('is not written through: no link to nothing, and no folder that is a link', () =>
    inFolder({ 'repo/.git/config': '', 'outside/file': '' }, async () => {
      symlinkSync('../outside/policy.json', 'repo/genesys-scopes.json');
      expect((await cli(['init', 'repo', '--ci', 'none'])).code).toBe(2);
      expect(Object.keys(filesBelow('.'))).toEqual(['outside/file', 'repo/.git/config']);
      symlinkSync('../outside', 'repo/.github');
      mkdirSync('repo/new');
      const { code, stderr } = await cli(['init', 'repo/new', '--ci', 'github']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('error: ')]);
      expect(Object.keys(filesBelow('.'))).toEqual(['outside/file', 'repo/.git/config']);
    }));

  test('of a folder that is a link out of the project nothing is written', () =>
    inFolder({ 'repo/.git/config': '', 'outside/file': '' }, async () => {
      symlinkSync('../outside', 'repo/.github');
      const { code, stderr } = await cli(['init', 'repo', '--ci', 'github']);
      expect([code, stderr]).toEqual([
        2,
        'error: cannot write repo/.github/workflows/genesys-scopes.yml (its folder is a link out of the project); nothing was written\n',
      ]);
      expect(Object.keys(filesBelow('.'))).toEqual(['outside/file', 'repo/.git/config']);
    }));

  test('and cannot be a folder: nothing is written when one of the files cannot be', () =>
    inFolder(repo({ '.github': 'a file' }), async () => {
      const { code, stdout, stderr } = await cli(['init', '--ci', 'github']);
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr: 'error: cannot write .github/workflows/genesys-scopes.yml (ENOTDIR); nothing was written\n',
      });
      expect(filesBelow('.')).toEqual(repo({ '.github': 'a file' }));
    }));

  test.each<[string, Files, readonly string[], number, string]>([
    [
      'a policy that is wrong',
      { 'genesys-scopes.json': '{ "clients": 7 }' },
      [],
      2,
      'genesys-scopes.json:1:14: clients: expected array',
    ],
    ['configuration that cannot be read', { 'main.tf.json': '{' }, [], 3, 'main.tf.json:1:2: '],
    ['a manifest that is no JSON', { 'package.json': '{' }, [], 3, 'package.json:1:2: '],
    ['a project file that is no JSON', { 'cdktf.json': 'x' }, [], 3, 'cdktf.json:1:1: '],
    ['an input that is not there', {}, ['--from', 'none.json'], 3, 'none.json: does not exist'],
    ['a folder that is a file', { file: '' }, ['file'], 2, 'file is no folder'],
  ])('with %s nothing is written', (_, files, args, expected, message) =>
    inFolder(repo(files), async () => {
      const { code, stdout, stderr } = await cli(['init', ...args]);
      expect([code, stdout, stderr]).toEqual([expected, '', expect.stringContaining(`error: ${message}`)]);
      expect(filesBelow('.')).toEqual(repo(files));
    }),
  );

  test('as root or not, a folder into which nobody can write is told', () =>
    inFolder({}, async () => {
      const { code, stderr } = await cli(['init', '/proc/self/fdinfo/project', '--ci', 'none']);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/^error: cannot write .*genesys-scopes\.json \(E\w+\); nothing was written\n$/),
      ]);
    }));
});

describe('a project', () => {
  test('is shown and not written by a dry run', () =>
    inFolder(REPO, async () => {
      const { code, stdout } = await cli(['init', '--dry-run', '--ci', 'gitlab']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^would create {2}genesys-scopes\.json\n/);
      expect(stdout).toContain(`\nmain.ts:\n  import { App, TerraformStack } from '${HOST.library}';\n`);
      expect(filesBelow('.')).toEqual(REPO);
      // What was shown is what is written.
      await cli(['init', '--ci', 'gitlab']);
      for (const text of Object.values(filesBelow('.'))) {
        for (const line of text.split('\n')) expect(stdout).toContain(line);
      }
    }));

  test('begins in a folder that is not there yet, with a name that npm takes', () =>
    inFolder({}, async () => {
      const { code, stdout } = await cli(['init', 'Zendesk & Genesys']);
      expect(code).toBe(0);
      expect(stdout).toContain('no CI file: nothing shows which system is used: say --ci github or --ci gitlab');
      expect(stdout).toContain(
        "  cd 'Zendesk & Genesys'\n  npm install\n  npm run synth\n  npx genesys-scopes check cdktf.out\n",
      );
      expect(Object.keys(filesBelow('Zendesk & Genesys'))).toEqual([
        '.gitignore',
        'cdktf.json',
        'genesys-scopes.json',
        'main.ts',
        'package.json',
        'tsconfig.json',
      ]);
      expect(JSON.parse(readFileSync('Zendesk & Genesys/package.json', 'utf8')).name).toBe('zendesk-genesys');
    }));

  test('of CDKTF without a synth is told to synthesize first', () =>
    inFolder(
      repo({ 'cdktf.json': '{"language":"typescript","output":"out"}', 'package.json': '{}', 'yarn.lock': '' }),
      async () => {
        const { stdout } = await cli(['init', '--ci', 'none']);
        expect(stdout).toContain('no synth output yet');
        expect(stdout).toContain(
          `Next:\n  yarn add ${HOST.package} ${HOST.library} constructs\n  npx --yes ${HOST.commandLine} synth\n  yarn run genesys-scopes check out\n`,
        );
        expect(existsSync('main.ts')).toBe(false);
        expect(policy().$schema).toBe(`./node_modules/${HOST.package}/genesys-scopes.schema.json`);
      },
    ));

  test.each(HOSTS)('of $library gets what goes with it, whichever of the two packages writes it', (host) => {
    const manifest = { dependencies: { [host.library]: '1' }, scripts: { synth: `${host.library} synth` } };
    const files = { 'cdktf.json': '{"language":"typescript"}', 'package.json': JSON.stringify(manifest) };
    return inFolder(repo(files), async () => {
      const { stdout } = await cli(['init', '--ci', 'gitlab']);
      expect(stdout).toContain(
        `Next:\n  npm install ${host.package} ${host.library} constructs\n  npx --yes ${host.commandLine} synth\n`,
      );
      expect(policy().$schema).toBe(`./node_modules/${host.package}/genesys-scopes.schema.json`);
      expect(readFileSync('.gitlab/genesys-scopes.yml', 'utf8')).toContain(`default: ${host.package}@0.1.0\n`);
      expect(readFileSync('.gitlab-ci.yml', 'utf8')).toContain(`    - npx --yes ${host.commandLine} synth\n`);
    });
  });

  test('of CDKTF with a synth has entries for raw clients, and none for those whose code speaks', () => {
    const document = {
      ...JSON.parse(configuration({ raw: { scopes: BASE }, made: { scopes: BASE } })),
      variable: { genesys_scopes: { default: { v: 1, clients: { [`${TYPE}.made`]: { profile: 'agent' } } } } },
    };
    const files = {
      'cdktf.json': '{"language":"typescript"}',
      'cdktf.out/manifest.json':
        '{"version":"0.21.0","stacks":{"prod":{"name":"prod","synthesizedStackPath":"stacks/prod/cdk.tf.json"}}}',
      'cdktf.out/stacks/prod/cdk.tf.json': JSON.stringify(document),
    };
    return inFolder(repo(files), async () => {
      const { stdout } = await cli(['init', '--ci', 'none']);
      expect(stdout).toContain(`pass     ${TYPE}.made "made": no entry: its code says it`);
      expect(policy().clients).toEqual([{ match: `${TYPE}.raw`, profile: 'agent' }]);
      expect(await verdicts('cdktf.out')).toEqual(announced(stdout));
    });
  });

  test('finds the schema of a package that is installed above it', () =>
    inFolder(repo({ [`node_modules/${HOST.package}/package.json`]: '{}', 'a/b/main.tf': '' }), async () => {
      await cli(['init', 'a/b', '--ci', 'none']);
      expect(JSON.parse(readFileSync('a/b/genesys-scopes.json', 'utf8')).$schema).toBe(
        `../../node_modules/${HOST.package}/genesys-scopes.schema.json`,
      );
    }));
});

test('what is written by others stays text on the terminal', () =>
  inFolder(
    repo({ 'main.tf.json': configuration({ a: { name: '\u001b[2J::error::x\n##[y]', scopes: BASE } }) }),
    async () => {
      const { stdout } = await cli(['init', '--ci', 'none']);
      expect(stdout).toContain('"\\u{1b}[2J::error::x\\u{a}##\\u{5b}y]"');
    },
  ));

test('the address of the repository, which may hold a password, is not printed', () =>
  inFolder({}, async () => {
    execFileSync('git', ['init', '--quiet', '.']);
    execFileSync('git', ['remote', 'add', 'origin', 'https://user:planted@gitlab.example.com/a/b.git']);
    writeFileSync('main.tf', '');
    const { stdout } = await cli(['init']);
    expect(stdout).toContain('created  .gitlab-ci.yml');
    expect(JSON.stringify(filesBelow('.gitlab')) + stdout).not.toContain('planted');
  }));
