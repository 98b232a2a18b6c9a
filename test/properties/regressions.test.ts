import { cli, inFolder } from '../cli/run-cli';

const FULL = '["webphone:use", "interaction:read", "routing:user"]';
const FEW = '["interaction:read", "routing:user"]';

function client(scopes: string): string {
  return `resource "genesyscloud_oauth_client" "x" {\n  name = "n"\n  authorized_grant_type = "CODE"\n  scopes = ${scopes}\n}\n`;
}

async function codeOf(files: Readonly<Record<string, string>>, path = '.'): Promise<number | null> {
  return inFolder(files, async () => (await cli(['check', path])).code);
}

/** Cases that properties found, each as somebody would write it. */
describe('what properties found stays mended', () => {
  test.each(['.x_override.tf', '.override.tf', '.x_override.tf.json'])(
    'the hidden file %s, which Terraform does not read, does not lie over a file that is named alone',
    async (hidden) => {
      const over = hidden.endsWith('.json')
        ? `{ "resource": { "genesyscloud_oauth_client": { "x": { "scopes": ${FULL} } } } }`
        : client(FULL);
      expect(await codeOf({ 'main.tf': client(FEW), [hidden]: over }, 'main.tf')).toBe(1);
    },
  );

  test("an override of OpenTofu's beside a file of Terraform's that is named alone: which of the two counts is not known", async () => {
    expect(await codeOf({ 'main.tf': client(FEW), 'override.tofu': client(FULL) }, 'main.tf')).not.toBe(0);
  });

  test.each(['backend "s3" {}', 'cloud {}'])(
    'a module with %s is run itself, whatever a caller gives it',
    async (state) => {
      const files = {
        'prod/main.tf': `terraform {\n  ${state}\n}\nvariable "s" {\n  default = ${FEW}\n}\n${client('var.s')}`,
        'z/main.tf': `module "m" {\n  source = "../prod"\n  s = ${FULL}\n}\n`,
      };
      expect(await codeOf(files)).toBe(1);
    },
  );

  test('a null member of a variable is the default that its type gives it', async () => {
    const variable = (value: string) =>
      `variable "o" {\n  type = object({ scopes = optional(list(string), ${FULL}) })\n  default = ${value}\n}\n`;
    expect(await codeOf({ 'main.tf': variable('{ scopes = null }') + client('var.o.scopes') })).toBe(0);
    expect(await codeOf({ 'main.tf': variable('{}') + client('var.o.scopes') })).toBe(0);
  });
});
