import { cli, inFolder } from '../cli/run-cli';

const client = (scopes: string) =>
  `resource "genesyscloud_oauth_client" "x" {\n  name = "n"\n  authorized_grant_type = "CODE"\n  scopes = ${scopes}\n}\n`;
const FULL = '["webphone:use", "interaction:read", "routing:user"]';
const FEW = '["interaction:read", "routing:user"]';
const VARIABLE = 'variable "s" {\n  type = list(string)\n}\n';

/** The verdicts of a folder by source and address, and the exit code. */
async function judged(files: Readonly<Record<string, string>>, path = '.') {
  return inFolder(files, async () => {
    const { code, stdout } = await cli(['check', path, '--format', 'json']);
    const clients: { source: string; address: string; verdict: string }[] = JSON.parse(stdout).clients;
    return { code, verdicts: clients.map(({ source, address, verdict }) => `${source} ${address}: ${verdict}`) };
  });
}

const X = 'genesyscloud_oauth_client.x';

describe('nothing that lies beside takes a client out of the check', () => {
  test.each([
    ['an empty manifest', { 'manifest.json': '{"stacks":{}}' }],
    ['a manifest and a folder for stacks', { 'manifest.json': '{"stacks":{}}', 'stacks/readme.md': '' }],
    [
      'a manifest that lists a clean stack',
      {
        'manifest.json': '{"stacks":{"ok":{"synthesizedStackPath":"stacks/ok/cdk.tf.json"}}}',
        'stacks/ok/cdk.tf.json': '{}',
      },
    ],
  ])('%s', async (_, beside) => {
    expect(await judged({ ...beside, 'main.tf': client(FEW) })).toEqual({ code: 1, verdicts: [`. ${X}: fail`] });
    const below = Object.fromEntries(
      Object.entries({ ...beside, 'main.tf': client(FEW) }).map(([name, text]) => [`prod/${name}`, text]),
    );
    expect(await judged(below)).toEqual({ code: 1, verdicts: [`prod ${X}: fail`] });
  });

  test('a caller that gives a module of its own more than its own values do', async () => {
    const files = {
      'prod/main.tf': VARIABLE + client('var.s'),
      'prod/terraform.tfvars': `s = ${FEW}\n`,
      'z/main.tf': `module "m" {\n  source = "../prod"\n  s = ${FULL}\n}\n`,
    };
    const { code, verdicts } = await judged(files);
    expect(code).toBe(1);
    expect(verdicts).toContain(`prod ${X}: fail`);
  });

  test("OpenTofu's files beside Terraform's: no client passes", async () => {
    const { code, verdicts } = await judged({ 'main.tf': client(FEW), 'override.tofu': client(FULL) });
    expect({ code, verdicts }).toEqual({ code: 3, verdicts: [`. ${X}: open`] });
  });

  test('a file of values whose name only begins like the first', async () => {
    const files = {
      'main.tf': VARIABLE + client('var.s'),
      'a.auto.tfvars': `s = ${FULL}\n`,
      'terraform.tfvars.auto.tfvars': `s = ${FEW}\n`,
    };
    expect(await judged(files)).toEqual({ code: 1, verdicts: [`. ${X}: fail`] });
  });

  test('a source with a backslash, which Terraform takes for a slash', async () => {
    const files = {
      'main.tf': `module "m" {\n  source = ".\\\\m"\n  s = ${FEW}\n}\n`,
      'm/main.tf': `variable "s" {\n  default = ${FULL}\n}\n${client('var.s')}`,
    };
    expect(await judged(files)).toEqual({ code: 1, verdicts: [`. module.m.${X}: fail`] });
  });

  test('an override of a file that is named alone', async () => {
    const files = { 'main.tf': client(FULL), 'override.tf': client(FEW) };
    expect(await judged(files, 'main.tf')).toEqual({ code: 1, verdicts: [`main.tf ${X}: fail`] });
  });
});

test('what is sensitive in a list is not shown as what stands there', async () => {
  const text =
    client('[sensitive("M4RKER-one"), "M4RKER-two"]') + client('sensitive(["M4RKER-three"])').replace('"x"', '"y"');
  await inFolder({ 'main.tf': text }, async () => {
    for (const format of ['text', 'sarif', 'json', 'markdown', 'html']) {
      const { stdout, stderr } = await cli(['check', '--format', format]);
      expect(stdout.length).toBeGreaterThan(100);
      expect(stdout + stderr).not.toMatch(/M4RKER-(one|three)/);
    }
  });
});
