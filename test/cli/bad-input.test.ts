import { entry, plan, tfJson } from '../sources/inputs';
import { cli, type Files, inFolder } from './run-cli';

const AGAIN = 'Write the file again, and check that the command before it succeeded.';
const MEND = 'Mend the JSON.';
const AS_UTF8 = 'Save it as UTF-8.';
const WHAT_TO_GIVE = 'Give the output of terraform show -json, a .tf or .tf.json file, or the folder cdktf.out.';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** What the text report says of an input that has nothing but a problem. */
function unread(path: string, place: string, message: string, remedy?: string): string {
  const lines = [`cannot read ${place}: ${message}`, ...(remedy ? [`  ${remedy}`] : [])];
  return `${lines.join('\n')}\n\n0 clients in ${path}: what could not be read may hold some\n`;
}

async function expectUnread(files: Files, path: string, stdout: string): Promise<void> {
  await inFolder(files, async () => {
    expect(await cli(['check', path])).toEqual({ code: 3, stdout, stderr: '' });
    const json = await cli(['check', path, '--format', 'json']);
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 3, stderr: '' });
    expect(JSON.parse(json.stdout).problems.length).toBeGreaterThan(0);
    expect(json.stdout + stdout).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });
}

describe.each(['plan.json', 'main.tf.json'])('%s', (file) => {
  const is = (place: string, message: string, remedy?: string) => ({ place: file + place, message, remedy });

  test.each([
    ['an empty file', '', is(':1:1', 'is empty', AGAIN)],
    ['a blank file', ' \n\n', is(':1:1', 'is empty', AGAIN)],
    ['a byte order mark and nothing else', '\ufeff', is(':1:1', 'is empty', AGAIN)],
    [
      'JSON that is cut off',
      '{"format_version":"1.2",\n "resource": [',
      is(':2:15', 'is cut off: the JSON ends too early', AGAIN),
    ],
    ['JSON that is cut off within a word', '{"complete":tru', is(':1:13', 'is not JSON', MEND)],
    ['text after the end', '{"resource":{}}\n}', is(':2:1', 'has more text after the end of the JSON', MEND)],
    ['two documents', '{"resource":{}}\n{"resource":{}}', is(':2:1', 'has more text after the end of the JSON', MEND)],
    ['a comma that is missing', '{"resource":{}\n "provider":{}}', is(':2:2', 'is not JSON: a comma is missing', MEND)],
    ['a colon that is missing', '{"resource" {}}', is(':1:13', 'is not JSON: a colon is missing', MEND)],
    [
      'a comma too many in an object',
      '{"resource":{},}',
      is(':1:16', 'is not JSON: a property name in double quotes is missing', MEND),
    ],
    ['a comma too many in a list', '{"resource":[1,]}', is(':1:16', 'is not JSON', MEND)],
    [
      'a comment at the end of a line',
      '{"resource":{} // all\n}',
      is(':1:16', 'has a comment, which JSON does not allow', MEND),
    ],
    [
      'a comment at the start',
      '/* all */ {"resource":{}}',
      is(':1:1', 'has a comment, which JSON does not allow', MEND),
    ],
    ['single quotes', "{'resource':{}}", is(':1:2', 'is not JSON', MEND)],
    ['no JSON at all', 'clients:\n  - a', is(':1:1', 'is not JSON', WHAT_TO_GIVE)],
    ['a line break in a string', '{"resource":"a\nb"}', is(':1:13', 'is not JSON', MEND)],
    [
      'a binary plan',
      Buffer.from('PK\u0003\u0004rest'),
      is('', 'is a binary plan (or another zip file)', 'Print it as JSON: terraform show -json FILE > plan.json'),
    ],
    ['a gzip file', Buffer.from([0x1f, 0x8b, 8, 0]), is('', 'is a gzip file', 'Unpack it first: gunzip FILE')],
    [
      'UTF-16 LE with a byte order mark',
      utf16('\ufeff{"resource":{}}'),
      is(
        '',
        'is UTF-16 text',
        'Save it as UTF-8; in PowerShell: terraform show -json FILE | Out-File -Encoding utf8 plan.json',
      ),
    ],
    ['UTF-16 BE with a byte order mark', utf16('\ufeff{"resource":{}}').swap16(), is('', 'is UTF-16 text', AS_UTF8)],
    ['UTF-16 LE without one', utf16('{"resource":{}}'), is('', 'is not text: byte 1 is 0', 'Give a file in UTF-8.')],
    [
      'UTF-16 BE without one',
      utf16('{"resource":{}}').swap16(),
      is('', 'is not text: byte 0 is 0', 'Give a file in UTF-8.'),
    ],
    ['a zero byte', '{"resource":"\0"}', is('', 'is not text: byte 13 is 0', 'Give a file in UTF-8.')],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      is('', 'is not UTF-8 text, or too large for one string', AS_UTF8),
    ],
    [
      'UTF-8 that is cut within a character',
      Buffer.from('{"resource":"ä').subarray(0, -1),
      is('', 'is not UTF-8 text, or too large for one string', AS_UTF8),
    ],
  ])('%s', async (_, content, { place, message, remedy }) => {
    await expectUnread({ [file]: content }, file, unread(file, place, message, remedy));
  });

  test('JSON that is cut off within a string', async () => {
    await inFolder({ [file]: '{"format_version":"1.2",\n "resource' }, async () => {
      const { code, stdout } = await cli(['check', file]);
      expect(code).toBe(3);
      expect(stdout.split('\n\n')[0]?.replace(/:\d+: /, ':COLUMN: ')).toBe(
        `cannot read ${file}:2:COLUMN: is cut off: the JSON ends too early\n  ${AGAIN}`,
      );
    });
  });

  test.each(['"text"', '42', 'true', 'null'])('JSON that is no object: %s', async (content) => {
    await inFolder({ [file]: content }, async () => {
      const { code, stdout } = await cli(['check', file]);
      expect(stdout).toContain(`cannot read ${file}`);
      expect(code).toBe(3);
    });
  });
});

describe('what is nested too deeply ends in exit code 3 at any depth, and wherever it stands', () => {
  const DEPTHS = [1000, 2000, 2500, 3000, 5000, 10_000, 100_000];
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const TOO_DEEP = 'is nested too deeply to be read';

  test('brackets that never close', async () => {
    await inFolder({ 'plan.json': '['.repeat(100_000), 'main.tf.json': '['.repeat(100_000) }, async () => {
      expect((await cli(['check', 'plan.json'])).code).toBe(3);
      expect((await cli(['check', 'main.tf.json'])).code).toBe(3);
    });
  });

  test('brackets that close', async () => {
    const files = { 'plan.json': nested(100_000), 'main.tf.json': nested(100_000) };
    await expectUnread(files, 'main.tf.json', unread('main.tf.json', 'main.tf.json', TOO_DEEP));
    await expectUnread(
      files,
      'plan.json',
      unread('plan.json', 'plan.json', 'is JSON, but neither a plan nor Terraform configuration', WHAT_TO_GIVE),
    );
  });

  const inPlan = (part: string) =>
    plan([entry('genesyscloud_oauth_client.a')]).replace(...(part.split('→') as [string, string]));

  test.each([
    ['resource_changes', (deep: string) => `{"format_version":"1.2","resource_changes":${deep}}`],
    ['after_unknown', (deep: string) => inPlan(`"after_unknown":{}→"after_unknown":{"scopes":${deep}}`)],
    ['after_sensitive', (deep: string) => inPlan(`"after_sensitive":{}→"after_sensitive":{"scopes":[${deep}]}`)],
    [
      'module_calls',
      (deep: string) => inPlan(`"root_module":{}},"timestamp→"root_module":{"resources":${deep}}},"timestamp`),
    ],
  ])('%s of a plan', async (_, withDeep) => {
    await inFolder({ 'plan.json': withDeep(nested(100_000)) }, async () => {
      const { code, stdout, stderr } = await cli(['check', 'plan.json']);
      expect({ code, stderr, problem: stdout.split('\n')[0] }).toEqual({
        code: 3,
        stderr: '',
        problem: `cannot read plan.json: ${TOO_DEEP}`,
      });
    });
  });

  test.each(DEPTHS)('a .tf.json of %i brackets is read or refused, and never a defect', async (depth) => {
    await inFolder({ 'main.tf.json': tfJson({}).replace('{}', nested(depth)) }, async () => {
      const { code, stderr } = await cli(['check', 'main.tf.json']);
      expect(stderr).toBe('');
      expect([0, 3]).toContain(code);
    });
  });
});

describe('JSON of something else', () => {
  test.each([
    ['a string', '"text"'],
    ['a list', '[]'],
    ['an object', '{"name":"package"}'],
    [
      'an object with names of prototypes',
      '{"__proto__":{"format_version":"1.2","resource_changes":[]},"constructor":1}',
    ],
    ['a plan whose version is no string', '{"format_version":1,"resource_changes":[]}'],
  ])('%s', async (_, content) => {
    await expectUnread(
      { 'some.json': content },
      'some.json',
      unread('some.json', 'some.json', 'is JSON, but neither a plan nor Terraform configuration', WHAT_TO_GIVE),
    );
  });

  test('the log of terraform plan -json', async () => {
    const line = (fields: object) => `${JSON.stringify({ '@level': 'info', '@module': 'terraform.ui', ...fields })}\n`;
    await expectUnread(
      { 'plan.json': line({ type: 'version' }) + line({ type: 'planned_change' }) },
      'plan.json',
      unread(
        'plan.json',
        'plan.json',
        'is the log of terraform plan -json, not the plan',
        'Save the plan and print it: terraform plan -out tfplan && terraform show -json tfplan > plan.json',
      ),
    );
  });

  test('a state of a version that is not read', async () => {
    await expectUnread(
      { 'terraform.tfstate': JSON.stringify({ version: 2, serial: 1, modules: [] }) },
      'terraform.tfstate',
      unread(
        'terraform.tfstate',
        'terraform.tfstate',
        'is a state of version 2, which is not read',
        'Let the Terraform that uses it print it: terraform show -json > state.json',
      ),
    );
  });
});

test('UTF-8 with a byte order mark is read', async () => {
  const content = plan([entry('genesyscloud_oauth_client.a')]);
  await inFolder({ 'plan.json': `\ufeff${content}`, 'main.tf.json': `\ufeff${tfJson({ a: {} })}` }, async () => {
    expect((await cli(['check', 'plan.json'])).stdout).toContain('1 client in plan.json: 1 pass');
    expect((await cli(['check', 'main.tf.json'])).stdout).toContain('1 client in main.tf.json: 1 fail');
  });
});

test('a file that is not there', async () => {
  await expectUnread(
    {},
    'plan.json',
    unread('plan.json', 'plan.json', 'does not exist', 'Check the path and the folder you are in.'),
  );
});

test('an input that cannot be read does not keep the others from being reported', async () => {
  await inFolder({ 'a.json': '{', 'b.json': plan([entry('genesyscloud_oauth_client.b')]) }, async () => {
    expect(await cli(['check', 'absent.json', 'a.json', 'b.json'])).toEqual({
      code: 3,
      stdout: `cannot read a.json:1:2: is cut off: the JSON ends too early
  ${AGAIN}

cannot read absent.json: does not exist
  Check the path and the folder you are in.

pass     genesyscloud_oauth_client.b in b.json (agent, platform names)

1 client in 3 sources: 1 pass; catalogue of 2026-07-19 (published)
`,
      stderr: '',
    });
  });
});

describe('folders', () => {
  test.each(['', '\n', '# nothing yet\n', 'resource "x" "y" {}'])(
    'a .tf file without a client: %j',
    async (content) => {
      await inFolder({ 'main.tf': content }, async () => {
        expect(await cli(['check', 'main.tf'])).toEqual({
          code: 0,
          stdout: '0 clients in main.tf: there was no genesyscloud_oauth_client to check\n',
          stderr: '',
        });
      });
    },
  );

  test('one with nothing in it that is read', async () => {
    await expectUnread(
      {
        'folder/notes.txt': 'nothing',
        'folder/.git/config': '',
        'folder/node_modules/a/main.tf.json': tfJson({ a: {} }),
      },
      'folder',
      unread(
        'folder',
        'folder',
        'holds no Terraform configuration and no synth output',
        'Name a plan (terraform show -json), a folder with .tf or .tf.json files, or cdktf.out after a synth.',
      ),
    );
  });

  test.each<[string, Uint8Array, string]>([
    ['UTF-16', Buffer.from('\ufeffa = 1', 'utf16le'), 'is UTF-16 text'],
    ['a binary plan', Buffer.from('PK\u0003\u0004rest'), 'is a binary plan (or another zip file)'],
    ['a zero byte', Buffer.from('a = "\0"'), 'is not text: byte 5 is 0'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff]), 'is not UTF-8 text, or too large for one string'],
  ])('a .tf file that is %s', async (_, content, message) => {
    await inFolder({ 'main.tf': content }, async () => {
      const { code, stdout } = await cli(['check', '.']);
      expect([code, stdout.split('\n')[0]]).toEqual([3, `cannot read main.tf: ${message}`]);
    });
  });

  test('one with broken .tf files', async () => {
    const mend = 'Mend the HCL; terraform fmt names the mistake too.';
    await expectUnread(
      { 'folder/a.tf': 'a = 1\nb {\n', 'folder/sub/b.tf': 'resource "x" {\n  a = "b\n}\n' },
      'folder',
      `cannot read folder/a.tf:2:1: is not HCL: a block is not closed\n  ${mend}\n\n` +
        `cannot read folder/sub/b.tf:2:7: is not HCL: a string in quotes does not end on its line\n  ${mend}\n\n` +
        '0 clients in 2 sources: what could not be read may hold some\n',
    );
  });

  const manifest = (path: unknown) =>
    JSON.stringify({ version: '0.21.0', stacks: { prod: { synthesizedStackPath: path } } });

  test.each<[string, string | Uint8Array, string, string, string]>([
    [
      'lists a file that is not there',
      manifest('stacks/prod/cdk.tf.json'),
      'cdktf.out',
      'lacks cdktf.out/stacks/prod/cdk.tf.json, which manifest.json lists',
      'Synthesize again; the folder is not whole.',
    ],
    [
      'points outside',
      manifest('../elsewhere/cdk.tf.json'),
      'cdktf.out',
      'has a path outside the folder in manifest.json',
      'Synthesize again.',
    ],
    [
      'points to an absolute path',
      manifest('/etc/hosts'),
      'cdktf.out',
      'has a path outside the folder in manifest.json',
      'Synthesize again.',
    ],
    [
      'gives no path',
      manifest(undefined),
      'cdktf.out',
      'has a path outside the folder in manifest.json',
      'Synthesize again.',
    ],
    [
      'gives a number for a path',
      manifest(7),
      'cdktf.out',
      'has a path outside the folder in manifest.json',
      'Synthesize again.',
    ],
    ['lists no stacks', '{}', 'cdktf.out', 'has a manifest.json that lists no stacks', 'Synthesize again.'],
    ['is no object', '[]', 'cdktf.out', 'has a manifest.json that lists no stacks', 'Synthesize again.'],
    ['is cut off', '{"stacks":', 'cdktf.out/manifest.json:1:11', 'is cut off: the JSON ends too early', AGAIN],
    ['is empty', '', 'cdktf.out/manifest.json:1:1', 'is empty', AGAIN],
    [
      'is not text',
      Buffer.from([0xff]),
      'cdktf.out/manifest.json',
      'is not UTF-8 text, or too large for one string',
      AS_UTF8,
    ],
  ])('a cdktf.out whose manifest %s', async (_, content, place, message, remedy) => {
    await inFolder({ 'cdktf.out/manifest.json': content }, async () => {
      const { code, stdout, stderr } = await cli(['check', 'cdktf.out']);
      expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
      expect(stdout.split('\n\n')[0]).toBe(`cannot read ${place}: ${message}\n  ${remedy}`);
    });
  });

  test('a stack that is not there does not keep the others from being reported', async () => {
    const stacks = {
      gone: { synthesizedStackPath: 'stacks/gone/cdk.tf.json' },
      here: { synthesizedStackPath: 'stacks/here/cdk.tf.json' },
    };
    const files = {
      'cdktf.out/manifest.json': JSON.stringify({ stacks }),
      'cdktf.out/stacks/here/cdk.tf.json': tfJson({ a: {} }),
    };
    await inFolder(files, async () => {
      const { code, stdout } = await cli(['check', 'cdktf.out']);
      expect(code).toBe(3);
      expect(stdout).toContain('1 client in 2 sources: 1 fail');
    });
  });
});
