import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fix } from '../../lib/fix';
import type { Written } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { readPath } from '../../lib/sources';
import { cli, inFolder } from '../cli/run-cli';
import { fixed, list, WHOLE } from './run-fix';

const FIXTURES = join(__dirname, 'fixtures');
const FORMS = readFileSync(join(FIXTURES, 'forms.tf'), 'utf8');
const CORPUS = join(__dirname, '../sources/fixtures/hcl');

/** The whole HCL corpus of the readers, and the forms above. */
const ALL: Readonly<Record<string, string>> = {
  'forms.tf': FORMS,
  ...Object.fromEntries(
    readdirSync(CORPUS)
      .filter((name) => name.endsWith('.tf'))
      .map((name) => [name, readFileSync(join(CORPUS, name), 'utf8')]),
  ),
};

/** A client in HCL with this list. */
const client = (scopes: string, rest = '') => `resource "genesyscloud_oauth_client" "chat" {
  name                  = "Chat"
  authorized_grant_type = "CODE"
  scopes                = ${scopes}
${rest}}
`;

const PLATFORM = [
  'user-basic-info',
  'organization:readonly',
  'notifications',
  'conversations',
  'users',
  'routing:readonly',
];

describe('fix --write', () => {
  test('mends every form of list, and leaves what it cannot mend', async () => {
    const { code, stdout, files, stderr } = await fixed({ 'forms.tf': FORMS }, '--write');
    if (process.env.UPDATE_FIXTURES) writeFileSync(join(FIXTURES, 'forms.fixed'), files['forms.tf'] ?? '');
    expect(files['forms.tf']).toBe(readFileSync(join(FIXTURES, 'forms.fixed'), 'utf8'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n').filter((line) => line.includes('not changed'))).toEqual([
      'forms.tf:138:33: not changed: genesyscloud_oauth_client.credential: add "interaction:read", "routing:user"; but ' +
        'it has integration_credential_name: the provider may overwrite that credential with an empty secret when scopes ' +
        'change in a later run; --accept-credential-risk changes it all the same',
      'forms.tf:128:27: not changed: genesyscloud_oauth_client.ignored: add "interaction:read", "routing:user"; but ' +
        'ignore_changes covers its scopes, so Terraform never sends the list',
      'forms.tf:122:27: not changed: genesyscloud_oauth_client.made: its list is not known yet: the plan tells what it lacks',
    ]);
  });

  describe.each(Object.entries(ALL))('on %s', (name, text) => {
    test.each([
      ['as it is', text],
      ['with line ends of Windows', text.replaceAll('\n', '\r\n')],
      ['with a byte order mark', `\ufeff${text}`],
    ])('%s: whoever could be mended passes, nothing else moves, and the second run is empty', async (_, before) => {
      await inFolder({ [name]: before }, async () => {
        const first = await cli(['fix', '--write']);
        const after = readFileSync(name, 'utf8');
        const lists = await writtenIn(name);
        const mended = [...first.stderr.matchAll(/^changed: (\S+):/gm)].map(([, address]) => address);
        const { stdout } = await cli(['check', name, '--format', 'json']);
        // A name that resembles none may be new: nobody can tell what it should be.
        const wrong = JSON.parse(stdout).findings.filter(
          ({ rule, severity }: Record<string, string>) =>
            /^(missing|unknown)-scope$/.test(rule ?? '') && severity === 'error',
        );
        expect(wrong.filter(({ address }: { address: string }) => mended.includes(address))).toEqual([]);
        writeFileSync(name, before);
        expect(without(after, lists, ADDED_LINE)).toBe(without(before, await writtenIn(name)));
        expect(lineEnds(after)).toEqual(lineEnds(before));
        writeFileSync(name, after);
        const second = await cli(['fix']);
        expect({ stdout: second.stdout, changes: /^to change/m.test(second.stderr) }).toEqual({
          stdout: '',
          changes: false,
        });
      });
    });
  });

  test('what terraform fmt had nothing to say of, it has nothing to say of afterwards', async () => {
    const [before, after] = [fmt(FORMS), fmt(readFileSync(join(FIXTURES, 'forms.fixed'), 'utf8'))];
    expect(before.isFormatted).toBe(before.isKnown);
    expect(after.isFormatted).toBe(after.isKnown);
  });
});

describe('the diff', () => {
  test('is taken by git, and gives what --write gives', () =>
    inFolder(
      {
        'sub/forms.tf': FORMS,
        'sub/more.tf': FORMS.replaceAll('" "', '" "x_').replace(/locals[\s\S]*?\n}\n\nvariable[\s\S]*?\n}\n/, ''),
      },
      async () => {
        execFileSync('git', ['init', '--quiet', '.']);
        const { stdout, stderr } = await cli(['fix', 'sub']);
        expect(stderr).toContain('nothing was written');
        execFileSync('git', ['apply'], { input: stdout });
        const applied = readdirSync('sub').map((name) => readFileSync(join('sub', name), 'utf8'));
        expect(applied[0]).toBe(readFileSync(join(FIXTURES, 'forms.fixed'), 'utf8'));
        expect((await cli(['fix', 'sub'])).stdout).toBe('');
      },
    ));

  test('of a file without a line end at its end, or with those of Windows, too', async () => {
    for (const text of [client('[]').trimEnd(), client('[]').replaceAll('\n', '\r\n')]) {
      await inFolder({ 'main.tf': text }, async () => {
        execFileSync('git', ['init', '--quiet', '.']);
        const { stdout } = await cli(['fix']);
        execFileSync('git', ['apply'], { input: stdout });
        expect(readFileSync('main.tf', 'utf8')).toBe(text.replace('[]', list(WHOLE)));
      });
    }
  });
});

describe('a list is followed to where it is written', () => {
  const module = `variable "scopes" {\n  type = list(string)\n}\n${client('var.scopes')}`;
  const call = (scopes: string) => `module "chat" {\n  source = "./chat"\n  scopes = ${scopes}\n}\n`;

  test('to the call of a module', async () => {
    const { files } = await fixed({ 'main.tf': call('["webphone:use"]'), 'chat/main.tf': module }, '--write');
    expect(files).toEqual({ 'main.tf': call(list(WHOLE)), 'chat/main.tf': module });
  });

  test('to a file of values, in both syntaxes', async () => {
    const json = { 'main.tf': module, 'terraform.tfvars.json': '{ "scopes": ["webphone:use"] }\n' };
    const hcl = { 'main.tf': module, 'terraform.tfvars': 'scopes = ["webphone:use"]\n' };
    expect((await fixed(json, '--write')).files['terraform.tfvars.json']).toBe(
      '{ "scopes": ["webphone:use", "interaction:read", "routing:user"] }\n',
    );
    expect((await fixed(hcl, '--write')).files['terraform.tfvars']).toBe(`scopes = ${list(WHOLE)}\n`);
  });

  test('to the last of two members of one name, which is the one that counts', async () => {
    const map = (scopes: string) =>
      `locals {\n  of = { agents = ["users"], agents = ${scopes} }\n}\n${client('local.of.agents')}`;
    const { files } = await fixed({ 'main.tf': map('["webphone:use"]') }, '--write');
    expect(files['main.tf']).toBe(map(list(WHOLE)));
  });

  test('in .tf.json, in the form of the file', async () => {
    const json = (scopes: string) =>
      `{"resource": {"genesyscloud_oauth_client": {\n  "a": {\n    "name": "A",\n    "authorized_grant_type": "CODE"${scopes}\n  },\n  "b": {"name": "B", "authorized_grant_type": "CODE", "scopes": ["webphone:use"]}\n}}}\n`;
    const { files } = await fixed({ 'main.tf.json': json('') }, '--write');
    expect(files['main.tf.json']).toBe(
      json(`,\n    "scopes": ${list(WHOLE)}`).replace('["webphone:use"]', list(WHOLE)),
    );
  });

  test('not where what one client needs would be wrong for another', async () => {
    const policy = {
      clients: [
        { match: '*.chat', profile: 'chat-agent', vocabulary: 'migration' },
        { match: '*.voice', scopes: ['webphone:use'] },
      ],
    };
    const shared = `locals {\n  scopes = ["webphone:use"]\n}\n${client('local.scopes')}${client('local.scopes').replace('"chat"', '"voice"')}`;
    const files = { 'main.tf': shared, 'genesys-scopes.json': JSON.stringify(policy) };
    const { code, stderr, ...outcome } = await fixed(files, '--write');
    expect(outcome.files['main.tf']).toBe(shared);
    expect(code).toBe(1);
    expect(stderr).toContain('what its list needs would be wrong for others that use the list');
  });

  test('not into a sensitive variable, of which nothing is shown', async () => {
    const text = `variable "scopes" {\n  sensitive = true\n  default   = ["planted-name"]\n}\n${client('var.scopes')}`;
    const { stdout, stderr, files } = await fixed({ 'main.tf': text }, '--write');
    expect(files['main.tf']).toBe(text);
    expect(stdout + stderr).not.toContain('planted-name');
    expect(stderr).toContain('its list is sensitive');
  });
});

describe('options', () => {
  test('--to brings a client to the other names, there and back', async () => {
    const platform = await fixed(
      { 'main.tf': client(list([...WHOLE, 'analytics:readonly'])) },
      '--to',
      'platform',
      '--write',
    );
    const [first, second, third, ...rest] = PLATFORM;
    expect(platform.files['main.tf']).toBe(
      client(list([first ?? '', second ?? '', third ?? '', 'analytics:readonly', ...rest])),
    );
    const back = await fixed({ 'main.tf': platform.files['main.tf'] ?? '' }, '--to', 'migration', '--write');
    expect(back.files['main.tf']).toBe(client(list([...WHOLE, 'analytics:readonly'])));
  });

  test('--to does not go against what an entry of the policy names', async () => {
    const policy = JSON.stringify({ clients: [{ match: '**', profile: 'agent', vocabulary: 'migration' }] });
    const text = client(list(WHOLE));
    const { files, stderr, code } = await fixed(
      { 'main.tf': text, 'genesys-scopes.json': policy },
      '--to',
      'platform',
      '--write',
    );
    expect(files['main.tf']).toBe(text);
    expect(stderr).toContain('its policy entry or its declaration names the vocabulary migration');
    expect(code).toBe(1);
  });

  test('--remove-excess takes out what is too much, and only for clients that somebody named', async () => {
    const text = client(list([...WHOLE, 'authorization']));
    const policy = JSON.stringify({ clients: [{ match: '*.chat', profile: 'agent' }] });
    expect((await fixed({ 'main.tf': text }, '--remove-excess', '--write')).files['main.tf']).toBe(text);
    expect((await fixed({ 'main.tf': text, 'genesys-scopes.json': policy }, '--write')).files['main.tf']).toBe(text);
    const { files, code } = await fixed(
      { 'main.tf': text, 'genesys-scopes.json': policy },
      '--remove-excess',
      '--write',
    );
    expect({ file: files['main.tf'], code }).toEqual({ file: client(list(WHOLE)), code: 0 });
  });

  test('--add-recommended adds what makes a profile work fully', async () => {
    const { files } = await fixed({ 'main.tf': client(list(PLATFORM)) }, '--add-recommended', '--write');
    expect(files['main.tf']).toBe(client(list([...PLATFORM, 'stations:readonly', 'presence'])));
  });

  test('--accept-credential-risk changes a client with an integration credential', async () => {
    const rest = '  integration_credential_name = "softphone"\n';
    const { files } = await fixed({ 'main.tf': client('[]', rest) }, '--accept-credential-risk', '--write');
    expect(files['main.tf']).toBe(client(list(WHOLE), rest));
  });
});

describe('what the policy says stands', () => {
  const policy = (more: object) =>
    JSON.stringify({ clients: [{ match: '*.chat', profile: 'agent', vocabulary: 'migration' }], ...more });
  const accepted = (rule: string, subject: string) =>
    policy({ acknowledge: [{ rule, client: '*.chat', subject, reason: 'until the cut-over', until: '2027-01-31' }] });

  test('a scope that somebody accepts to be missing is not added', async () => {
    const files = {
      'main.tf': client('["webphone:use"]'),
      'genesys-scopes.json': accepted('missing-scope', 'routing:user'),
    };
    const { code, files: after } = await fixed(files, '--write');
    expect({ code, file: after['main.tf'] }).toEqual({ code: 0, file: client('["webphone:use", "interaction:read"]') });
  });

  test('a name that somebody accepts, or knows, is not corrected', async () => {
    const text = client(list([...WHOLE, 'converstions']));
    for (const said of [accepted('unknown-scope', 'converstions'), policy({ knownScopes: ['converstions'] })]) {
      const { stdout, files } = await fixed({ 'main.tf': text, 'genesys-scopes.json': said }, '--write');
      expect({ stdout, file: files['main.tf'] }).toEqual({ stdout: '', file: text });
    }
    expect((await fixed({ 'main.tf': text, 'genesys-scopes.json': policy({}) })).stdout).toContain('"conversations"');
  });

  test('what somebody accepts to be too much is not taken out', async () => {
    const text = client(list([...WHOLE, 'authorization']));
    const files = { 'main.tf': text, 'genesys-scopes.json': accepted('excess-scope', 'authorization') };
    expect((await fixed(files, '--remove-excess', '--write')).files['main.tf']).toBe(text);
  });
});

describe('what is no configuration of Terraform', () => {
  test('clients that code makes: the line of the code is told', async () => {
    const resource = {
      genesyscloud_oauth_client: {
        chat: {
          name: 'Chat',
          authorized_grant_type: 'CODE',
          scopes: ['webphone:use'],
          '//': { metadata: { path: 'stack/chat', uniqueId: 'chat' } },
        },
      },
    };
    const manifest = { stacks: { stack: { name: 'stack', synthesizedStackPath: 'stacks/stack/cdk.tf.json' } } };
    const map = { v: 1, clients: { 'genesyscloud_oauth_client.chat': 'main.ts:12:3' } };
    const files = {
      'cdktf.out/manifest.json': JSON.stringify(manifest),
      'cdktf.out/stacks/stack/cdk.tf.json': JSON.stringify({ resource }),
      'cdktf.out/stacks/stack/genesys-scopes.map.json': JSON.stringify(map),
    };
    const { code, stdout, stderr, ...outcome } = await fixed(files, '--write');
    expect(outcome.files).toEqual(files);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/: genesyscloud_oauth_client\.chat: in the code, add "interaction:read", "routing:user"/);
    expect(stderr).not.toContain('construct');
    const unmapped = await fixed({ ...files, 'cdktf.out/stacks/stack/genesys-scopes.map.json': '' });
    expect(unmapped.stderr).toMatch(
      /cdk\.tf\.json:1:\d+, construct stack\/chat: genesyscloud_oauth_client\.chat: in the code, add /,
    );
  });

  test('a plan is refused', async () => {
    const plan = { format_version: '1.2', resource_changes: [] };
    expect(await fixed({ 'plan.json': JSON.stringify(plan) }, 'plan.json')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'error: plan.json is a plan: fix changes configuration; name the folder of the .tf files\n',
    });
  });

  test('a broken file beside the others is told, ends in 3, and is not touched', async () => {
    const { code, stderr, files } = await fixed(
      { 'a/main.tf': client('[]'), 'b/main.tf': 'resource "x" {' },
      'a',
      'b',
      '--write',
    );
    expect(code).toBe(3);
    expect(stderr).toContain('b/main.tf');
    expect(files).toEqual({ 'a/main.tf': client(list(WHOLE)), 'b/main.tf': 'resource "x" {' });
  });
});

const exceptAsRoot = process.getuid?.() === 0 ? test.skip : test;

exceptAsRoot('when one file cannot be written, none is (skipped as root, who may write everything)', async () => {
  await inFolder({ 'a/main.tf': client('[]'), 'b/main.tf': client('[]') }, async () => {
    chmodSync('b/main.tf', 0o444);
    expect(await cli(['fix', 'a', 'b', '--write'])).toMatchObject({
      code: 2,
      stderr: 'error: cannot write b/main.tf (EACCES); nothing was written\n',
    });
    expect(readFileSync('a/main.tf', 'utf8')).toBe(client('[]'));
  });
});

test.each([
  ['goes away', () => rmSync('main.tf')],
  ['is text no longer', () => writeFileSync('main.tf', Buffer.from([0xff, 0xff]))],
])('of a file that %s after it was read nothing is proposed, and that is said', (_, meanwhile) =>
  inFolder({ 'main.tf': client('[]') }, async () => {
    const read = async () => {
      const readings = await readPath('main.tf');
      meanwhile();
      return readings;
    };
    const result = await fix(read, {
      policy: DEFAULT_POLICY,
      catalog: PUBLISHED_CATALOG,
      today: '2026-11-25',
      addRecommended: false,
      removeExcess: false,
      acceptCredentialRisk: false,
    });
    expect(result.files).toEqual([]);
    expect(result.left.map(({ address, why }) => `${address}: ${why}`)).toEqual([
      'genesyscloud_oauth_client.chat: its block stands on one line, or its list cannot be found',
    ]);
  }),
);

test('a file that is named in two ways is changed once', () =>
  inFolder({ 'a/main.tf': client('["webphone:use"]') }, async () => {
    mkdirSync('b');
    symlinkSync('../a/main.tf', 'b/link.tf');
    await cli(['fix', 'a', 'a/main.tf', '--write']);
    expect(readFileSync('a/main.tf', 'utf8')).toBe(client(list(WHOLE)));
  }));

/** Where lists are written in a file, as offsets without a byte order mark. */
async function writtenIn(name: string): Promise<readonly (readonly [number, number])[]> {
  const [reading] = await readPath(name);
  const all: Written[] = [...(reading?.written?.values() ?? [])].map((written) => written());
  const spans = all.flatMap((written) => (written.kind === 'lists' ? written.lists : [])).map(({ place }) => place);
  const pairs = spans.flatMap((place) => ('elements' in place ? [[place.start, place.end] as const] : []));
  return [...new Map(pairs.map((pair) => [pair[0], pair])).values()].sort((a, b) => a[0] - b[0]);
}

/** A line with nothing but a list of scopes, which a client may have got, with the blank line that parts it from others. */
const ADDED_LINE = /(?:\r?\n)?^[ \t]*scopes +=[ ]*\r?\n/gm;

function without(text: string, spans: readonly (readonly [number, number])[], also?: RegExp): string {
  const plain = text.replace(/^\ufeff/, '');
  let [result, at] = ['', 0];
  for (const [start, end] of spans) {
    result += plain.slice(at, start);
    at = end;
  }
  result += plain.slice(at);
  // A list that a client got is taken out before, and the blank line that parts it from others.
  const all = also === undefined ? result : result.replace(also, '\n');
  return all
    .replaceAll('\r\n', '\n')
    .replace(/^[ \t]*scopes +=.*\n/gm, '')
    .replace(/\n{2,}/g, '\n');
}

/** The kinds of line ends that a text has. */
function lineEnds(text: string): readonly string[] {
  return [...new Set(text.match(/\r?\n/g))].sort();
}

function fmt(text: string): { readonly isKnown: boolean; readonly isFormatted: boolean } {
  try {
    const result = execFileSync('terraform', ['fmt', '-'], { input: text, encoding: 'utf8', stdio: 'pipe' });
    return { isKnown: true, isFormatted: result === text };
  } catch {
    process.stderr.write('skipped: no terraform fmt: formatting after fix\n');
    return { isKnown: false, isFormatted: false };
  }
}
