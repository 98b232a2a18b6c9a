import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hclLiteral } from '../../lib/constructs/hcl-literal';
import { childCli, type Files, inFolder, ROOT } from '../cli/run-cli';
import { checkFiles, digestOf } from './check-files';
import { body, declarations, LACKS_USERS, TYPE, tfJson, WHOLE } from './inputs';
import { readingsOf } from './records';

const missing = (name: string) => `error missing-scope/${TYPE}.${name}/users`;

/** A client in HCL that passes, unless `fields` say otherwise. */
function hcl(name: string, fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    name: JSON.stringify(name),
    authorized_grant_type: '"CODE"',
    scopes: JSON.stringify(WHOLE),
    ...fields,
  };
  const lines = Object.entries(all).map(([key, value]) => `  ${key} = ${value}\n`);
  return `resource "${TYPE}" "${name}" {\n${lines.join('')}}\n`;
}

const BAD = { scopes: JSON.stringify(LACKS_USERS) };

describe('files of one folder', () => {
  test('in both syntaxes are one module, whose kind is HCL', async () => {
    const files = {
      'a.tf': hcl('a', BAD),
      'b.tf.json': tfJson({ b: body({ scopes: '${local.scopes}' }) }),
      'c.tofu': `locals { scopes = ${JSON.stringify(LACKS_USERS)} }\n`,
    };
    const { report } = await checkFiles(files);
    expect(report.sources).toEqual([{ label: '.', path: '.', kind: 'hcl', complete: true, gap: null }]);
    expect(report.findings.map(({ id, location }) => [id, location?.file])).toEqual([
      [`missing-scope/${TYPE}.a/users`, 'a.tf'],
      [`missing-scope/${TYPE}.b/users`, 'b.tf.json'],
    ]);
  });

  test('one that is broken gives its place, and of the others no client passes', async () => {
    const files = {
      'a.tf': hcl('good'),
      'b.tf': `${hcl('hidden')}\n  oops\n`,
      'c.tf': hcl('bad', BAD),
      'other/d.tf': hcl('elsewhere'),
    };
    expect(await digestOf(files)).toEqual({
      code: 3,
      clients: [`fail ${TYPE}.bad`, `open ${TYPE}.good`, `pass ${TYPE}.elsewhere`],
      findings: [missing('bad')],
      problems: ['b.tf:7:3: is not HCL'],
    });
  });

  test.each(['.hidden.tf', '.#main.tf', 'main.tf~', 'main.tf.bak', 'terragrunt.hcl', '.terraform.lock.hcl'])(
    '%s is none that Terraform reads',
    async (name) => {
      expect(await digestOf({ 'main.tf': hcl('a'), [name]: hcl('b', BAD) })).toMatchObject({
        clients: [`pass ${TYPE}.a`],
      });
    },
  );

  test('two clients of one address are both seen', async () => {
    const { report } = await checkFiles({ 'a.tf': hcl('a', BAD), 'b.tf': hcl('a') });
    expect(report.summary).toMatchObject({ clients: 2, fail: 2, pass: 0 });
  });
});

describe('override files', () => {
  const base = hcl('a') + hcl('b');

  test.each<[string, string, string]>([
    ['HCL over HCL', 'override.tf', `resource "${TYPE}" "a" {\n  scopes = ${BAD.scopes}\n}\n`],
    ['HCL of a longer name', 'x_override.tf', `resource "${TYPE}" "a" {\n  scopes = ${BAD.scopes}\n}\n`],
    ['JSON over HCL', 'override.tf.json', tfJson({ a: { scopes: LACKS_USERS } })],
  ])('%s', async (_, file, content) => {
    const { report } = await checkFiles({ 'main.tf': base, [file]: content });
    expect(report.clients.map(({ address, name, verdict }) => [address, name, verdict])).toEqual([
      [`${TYPE}.a`, 'a', 'fail'],
      [`${TYPE}.b`, 'b', 'pass'],
    ]);
    expect(report.findings.map(({ location }) => location?.file)).toEqual([file]);
  });

  test('HCL over JSON', async () => {
    const files = {
      'main.tf.json': tfJson({ a: body() }),
      'override.tf': `resource "${TYPE}" "a" {\n  scopes = []\n}\n`,
    };
    expect((await digestOf(files)).clients).toEqual([`fail ${TYPE}.a`]);
  });

  test.each<[string, string, string]>([
    ['locals', `locals {\n  scopes = ${BAD.scopes}\n}\n`, 'locals {\n  scopes = []\n}\n'],
    [
      'defaults of variables',
      `variable "scopes" {\n  default = ${BAD.scopes}\n}\n`,
      'variable "scopes" {\n  default = []\n}\n',
    ],
  ])('lie over %s', async (kind, over, below) => {
    const reference = kind === 'locals' ? 'local.scopes' : 'var.scopes';
    const files = { 'main.tf': below + hcl('a', { scopes: reference }), 'override.tf': over };
    expect(await digestOf(files)).toMatchObject({ clients: [`fail ${TYPE}.a`], findings: [missing('a')] });
  });

  test('lie over the arguments of a call', async () => {
    const call = (scopes: string) => `module "m" {\n  source = "./m"\n  scopes = ${scopes}\n}\n`;
    const files = {
      'main.tf': call(JSON.stringify(WHOLE)),
      'override.tf': `module "m" {\n  scopes = ${BAD.scopes}\n}\n`,
      'm/main.tf': `variable "scopes" {\n}\n${hcl('a', { scopes: 'var.scopes' })}`,
    };
    expect((await digestOf(files)).findings).toEqual([`error missing-scope/module.m.${TYPE}.a/users`]);
  });

  test('merge lifecycle by argument, and replace other blocks by their type', async () => {
    const roles = (count: number) => '  roles {\n    role_id = "a"\n  }\n'.repeat(count);
    const resource = (inner: string) => `resource "${TYPE}" "a" {\n${inner}}\n`;
    const first = async (over: string) => {
      const below = resource(`  scopes = ["a"]\n  lifecycle {\n    ignore_changes = [scopes]\n  }\n${roles(2)}`);
      const [reading] = await readingsOf({ 'main.tf': below, 'override.tf': resource(over) });
      const client = reading?.clients[0];
      return [client?.ignoresScopes, client?.attributes?.roles];
    };
    const two = { kind: 'known', value: 2 };
    expect(await first('  lifecycle {\n    create_before_destroy = true\n  }\n')).toEqual([true, two]);
    expect(await first('  lifecycle {\n    ignore_changes = []\n  }\n')).toEqual([true, two]);
    expect(await first('  lifecycle {\n    ignore_changes = [name]\n  }\n')).toEqual([false, two]);
    expect(await first(roles(1))).toEqual([true, { kind: 'known', value: 1 }]);
    expect(await first('  dynamic "roles" {\n    for_each = []\n    content {}\n  }\n')).toEqual([
      true,
      { kind: 'unknown', waitsFor: ['a dynamic block'] },
    ]);
  });
});

describe('what is read by its content', () => {
  const content = hcl('a', BAD);

  test.each(['clients.txt', 'main.hcl', 'no-suffix', 'plan.json'])('%s', async (name) => {
    expect(await digestOf({ [name]: content }, [name])).toEqual({
      code: 1,
      clients: [`fail ${TYPE}.a`],
      findings: [missing('a')],
      problems: [],
    });
  });

  test('standard input', () => {
    const { code, stdout } = childCli(['check', '-', '--format', 'json'], { input: `# comment\n${content}` });
    const report = JSON.parse(stdout);
    expect([code, report.sources[0].kind, report.findings[0].location.line]).toEqual([1, 'hcl', 5]);
  });

  test('HCL that is broken is told as such, with its place', async () => {
    expect((await digestOf({ 'a.txt': content.replace('}\n', '') }, ['a.txt'])).problems).toEqual([
      'a.txt:1:1: is not HCL: a block is not closed',
    ]);
  });

  test('JSON configuration, whose calls are not followed from standard input', () => {
    const input = tfJson({ a: body() }, { module: { m: { source: './m' } } });
    expect(JSON.parse(childCli(['check', '-', '--format', 'json'], { input }).stdout).sources[0].gap).toBe('modules');
  });

  test.each<[string, string]>([
    ['a list of packages', 'resource planning\nmodule: x\n'],
    ['TypeScript', "import { App } from 'cdktf';\nconst resource = {};\n"],
    ['what terraform plan prints', '  # x will be created\n  + resource "x" "y" {\n      + a = 1\n    }\n'],
    ['values of variables', 'scopes = ["users"]\n'],
  ])('%s is neither', async (_, text) => {
    expect((await digestOf({ 'a.txt': text }, ['a.txt'])).problems).toEqual(['a.txt:1:1: is not JSON']);
  });
});

describe('credentials in a provider block', () => {
  const provider = (inner: string) => `provider "genesyscloud" {\n${inner}}\n`;

  test.each<[string, string, readonly string[]]>([
    ['a literal', '  oauthclient_secret = "S3CRET"\n', ['oauthclient_secret']],
    ['a heredoc', '  access_token = <<EOT\nS3CRET\nEOT\n', ['access_token']],
    [
      'one in a nested block',
      '  proxy {\n    auth {\n      password = "S3CRET"\n    }\n  }\n',
      ['proxy.auth.password'],
    ],
    ['a reference', '  oauthclient_secret = var.S3CRET\n', []],
    ['a template', '  oauthclient_secret = "${var.S3CRET}x"\n', []],
    ['an empty text', '  oauthclient_secret = ""\n', []],
    ['null', '  oauthclient_secret = null\n', []],
  ])('%s', async (_, inner, expected) => {
    const { report, text, json } = await checkFiles({ 'main.tf': provider(inner) + hcl('a') });
    expect(report.findings.map(({ rule, message }) => [rule, expected.some((name) => message.includes(name))])).toEqual(
      expected.map(() => ['secret-in-plan', true]),
    );
    expect(text + json).not.toContain('S3CRET');
  });

  test('of another provider are none of ours', async () => {
    const text = provider('  oauthclient_secret = "x"\n').replace('genesyscloud', 'other');
    expect((await digestOf({ 'main.tf': text + hcl('a') })).findings).toEqual([]);
  });
});

test('nothing of a client but what is looked at comes into a report, whatever stands on its line', async () => {
  const line = `resource "${TYPE}" "a" { client_secret = "S3CRET" }\n`;
  const json = tfJson({ b: { client_secret: 'S3CRET', scopes: [] } }).replaceAll('\n', ' ');
  const found = await checkFiles({ 'a.tf': line, 'b.tf.json': json.replace('"scopes": []', '"x": 1') });
  expect(found.report.findings.length).toBeGreaterThan(1);
  expect(found.text + found.json).not.toContain('S3CRET');
});

describe('declarations', () => {
  const declared = { v: 1, clients: { [`${TYPE}.a`]: { profile: 'chat-agent', vocabulary: 'migration' } } };
  const variable = (text: string) => `variable "genesys_scopes" {\n  default = ${text}\n  type = any\n}\n`;

  test.each<[string, string]>([
    ['as HCL', `{\n v = 1\n clients = {\n "${TYPE}.a" = { profile = "chat-agent", vocabulary = "migration" }\n }\n }`],
    ['as the constructs write it', hclLiteral(declared)],
  ])('%s', async (_, text) => {
    const { report } = await checkFiles({ 'main.tf': variable(text) + hcl('a') });
    expect(report.clients.map(({ profile, origin, vocabulary }) => [profile, origin, vocabulary])).toEqual([
      ['chat-agent', 'construct', 'migration'],
    ]);
  });

  test('odd text in a reason comes back as it was', async () => {
    const exempt = 'it "is" ${so}, %{if}\n\tC:\\b\b \u00e9 😀';
    const text = hclLiteral({ v: 1, clients: { [`${TYPE}.a`]: { exempt } } });
    const { report } = await checkFiles({ 'main.tf': variable(text) + hcl('a') });
    expect(report.clients.map(({ verdict, reason }) => [verdict, reason])).toEqual([['ignored', exempt]]);
  });

  test.each<[string, string, string]>([
    ['a later version', '{ v = 2, clients = {} }', 'variable genesys_scopes.default.v cannot be understood: '],
    ['an expression', 'local.declared', 'variable genesys_scopes.default cannot be understood: '],
    ['an expression in it', '{ v = 1, clients = { (var.a) = {} } }', 'variable genesys_scopes.default.clients.'],
  ])('%s is a problem at its place, and no client passes by guess', async (_, text, message) => {
    const { problems, clients } = await digestOf({ 'main.tf': variable(text) + hcl('a') });
    expect(problems).toEqual([expect.stringContaining(`main.tf:2:13: ${message}`)]);
    expect(clients).toEqual([`open ${TYPE}.a`]);
  });

  test('values beside the module do not change them, and an override file cannot', async () => {
    const own = variable(hclLiteral(declared));
    const less = '{ v = 1, clients = {} }';
    const files: Files = { 'main.tf': own + hcl('a'), 'terraform.tfvars': `genesys_scopes = ${less}\n` };
    expect((await checkFiles(files)).report.clients[0]?.profile).toBe('chat-agent');
    expect((await digestOf({ ...files, 'override.tf': variable(less) })).problems).toEqual([
      'override.tf:2:13: variable genesys_scopes is declared twice',
    ]);
  });

  test('in JSON beside clients in HCL', async () => {
    const json = JSON.stringify(declarations({ [`${TYPE}.a`]: { exempt: 'a wallboard' } }));
    expect((await digestOf({ 'a.tf': hcl('a', BAD), 'b.tf.json': json })).clients).toEqual([`ignored ${TYPE}.a`]);
  });
});

describe('what genesyscloud_tf_export writes', () => {
  const EXPORTS = join(__dirname, '../fixtures/exports');
  const hclText = readFileSync(join(EXPORTS, 'export-hcl/genesyscloud.tf'), 'utf8');
  const jsonText = readFileSync(join(EXPORTS, 'export-json/genesyscloud.tf.json'), 'utf8');

  test('reads the same in both forms', async () => {
    const [asHcl, asJson] = [
      await digestOf({ 'genesyscloud.tf': hclText }),
      await digestOf({ 'genesyscloud.tf.json': jsonText }),
    ];
    expect(asHcl).toEqual(asJson);
    expect(asHcl).toMatchInlineSnapshot(`
{
  "clients": [
    "fail genesyscloud_oauth_client.Drifts",
    "fail genesyscloud_oauth_client.Existing_widget",
    "fail genesyscloud_oauth_client.Existing_widget_33756dda2f09fb144993",
    "fail genesyscloud_oauth_client.Gains_a_scope",
    "fail genesyscloud_oauth_client.Goes",
    "pass genesyscloud_oauth_client.Loses_a_scope",
    "pass genesyscloud_oauth_client.Moves",
    "pass genesyscloud_oauth_client.Stays",
    "fail genesyscloud_oauth_client.Was_already_broken",
    "fail genesyscloud_oauth_client.Zurich_chat___tier_1__old_",
    "pass genesyscloud_oauth_client.zendesk_mig",
  ],
  "code": 1,
  "findings": [
    "error missing-scope/genesyscloud_oauth_client.Drifts/interaction:read",
    "error missing-scope/genesyscloud_oauth_client.Drifts/routing:user",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget/notifications",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget/organization:readonly",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget/routing:readonly",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget/user-basic-info",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget_33756dda2f09fb144993/notifications",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget_33756dda2f09fb144993/organization:readonly",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget_33756dda2f09fb144993/routing:readonly",
    "error missing-scope/genesyscloud_oauth_client.Existing_widget_33756dda2f09fb144993/user-basic-info",
    "error missing-scope/genesyscloud_oauth_client.Gains_a_scope/routing:user",
    "error missing-scope/genesyscloud_oauth_client.Goes/interaction:read",
    "error missing-scope/genesyscloud_oauth_client.Goes/routing:user",
    "error missing-scope/genesyscloud_oauth_client.Was_already_broken/interaction:read",
    "error missing-scope/genesyscloud_oauth_client.Was_already_broken/routing:user",
    "error missing-scope/genesyscloud_oauth_client.Zurich_chat___tier_1__old_/interaction:read",
    "error missing-scope/genesyscloud_oauth_client.Zurich_chat___tier_1__old_/routing:user",
    "warning duplicate-name/genesyscloud_oauth_client.Existing_widget",
    "warning duplicate-name/genesyscloud_oauth_client.Existing_widget_33756dda2f09fb144993",
    "warning retiring-grant/genesyscloud_oauth_client.Zurich_chat___tier_1__old_",
    "warning unpublished-scope/genesyscloud_oauth_client.Drifts",
    "warning unpublished-scope/genesyscloud_oauth_client.Gains_a_scope",
    "warning unpublished-scope/genesyscloud_oauth_client.Goes",
    "warning unpublished-scope/genesyscloud_oauth_client.Loses_a_scope",
    "warning unpublished-scope/genesyscloud_oauth_client.Moves",
    "warning unpublished-scope/genesyscloud_oauth_client.Stays",
    "warning unpublished-scope/genesyscloud_oauth_client.Was_already_broken",
    "warning unpublished-scope/genesyscloud_oauth_client.Zurich_chat___tier_1__old_",
    "warning unpublished-scope/genesyscloud_oauth_client.zendesk_mig",
  ],
  "problems": [],
}
`);
  });

  test('split into files, with its state and values beside it', async () => {
    const blocks = hclText.split(/\n(?=resource )/);
    const files = {
      'provider.tf': blocks[0] ?? '',
      [`${TYPE}.tf`]: blocks.slice(1).join('\n'),
      'variables.tf': 'variable "x" {\n}\n',
      'terraform.tfvars': 'x = "y"\n',
      'terraform.tfstate': readFileSync(join(EXPORTS, 'export-json/terraform.tfstate')),
    };
    expect((await digestOf(files)).clients).toEqual((await digestOf({ 'genesyscloud.tf': hclText })).clients);
  });
});

describe('synth output in HCL', () => {
  const STACK = 'project/cdktf.out/stacks/prod';
  const app = (main: string): Files => ({
    'project/cdktf.json': '{}',
    'project/cdktf.out/manifest.json': JSON.stringify({
      stacks: { prod: { synthesizedStackPath: 'stacks/prod/cdk.tf' } },
    }),
    [`${STACK}/cdk.tf`]: main,
  });

  test('is read like JSON, with the places in the code', async () => {
    const map = JSON.stringify({ v: 1, clients: { [`${TYPE}.a`]: 'src/main.ts:42:3' } });
    const files = { ...app(hcl('a', BAD)), [`${STACK}/genesys-scopes.map.json`]: map };
    const { report } = await checkFiles(files, ['project/cdktf.out']);
    expect(report.sources).toEqual([
      { label: 'prod', path: `${STACK}/cdk.tf`, kind: 'hcl', complete: true, gap: null },
    ]);
    expect(report.findings.map(({ id, location }) => [id, location])).toEqual([
      [`missing-scope/${TYPE}.a/users`, { file: 'project/src/main.ts', line: 42, column: 3 }],
    ]);
  });

  test('without places points to the output, and a module that CDKTF copied is followed', async () => {
    const main = `module "m" {\n  source = "./assets/m"\n  scopes = ${BAD.scopes}\n}\n`;
    const asset = `variable "scopes" {\n}\n${hcl('a', { scopes: 'var.scopes' })}`;
    const { report } = await checkFiles({ ...app(main), [`${STACK}/assets/m/main.tf`]: asset }, ['project']);
    expect(report.findings.map(({ id, location }) => [id, location?.file, location?.line])).toEqual([
      [`missing-scope/module.m.${TYPE}.a/users`, `${STACK}/assets/m/main.tf`, 6],
    ]);
  });
});

test('hostile names are no more than text', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const locals = `locals {\n${names.map((name) => `  ${name} = ["${name}"]\n`).join('')}}\n`;
  const clients = names.map((name) => hcl(name, { scopes: `concat(local.${name}, local.x.${name}, var.${name})` }));
  const { code, report } = await checkFiles({ 'main.tf': locals + clients.join('') });
  expect([code, report.clients.map(({ verdict }) => verdict)]).toEqual([0, names.map(() => 'open')]);
});

test('the parser is loaded for HCL and for expressions, and for nothing else', async () => {
  const files = {
    'plain.tf.json': tfJson({ a: body({ scopes: '${var.scopes}' }) }),
    'expression.tf.json': tfJson({ a: body({ scopes: '${concat(var.a, var.b)}' }) }),
    'main.tf': hcl('a'),
  };
  const script = `
    const { run } = require('./lib/cli/run.ts');
    const io = { stdout() {}, stderr: console.error, color: false, today: '2026-11-25' };
    run(['check', process.argv[1]], io).then((code) => {
      console.log(code, Object.keys(require.cache).some((name) => name.includes('web-tree-sitter')));
    });`;
  await inFolder(files, () => {
    const loads = Object.keys(files).map((name) => {
      const args = ['-r', join(ROOT, 'test/cli/register.js'), '-e', script, join(process.cwd(), name)];
      return [name, spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }).stdout];
    });
    expect(loads).toEqual([
      ['plain.tf.json', '0 false\n'],
      ['expression.tf.json', '0 true\n'],
      ['main.tf', '0 true\n'],
    ]);
  });
});
