import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OAuthClient } from '../platform/oauth-clients';
import { PUBLISHED_AND_MIGRATION, withPlatform } from '../platform/platform';
import { terraformOrSkip } from '../terraform/binary';
import { actionsOf } from '../terraform/plan';
import { withTerraformOn } from '../terraform/terraform';
import { HOSTILE_CLIENTS, labelled } from './hostile';
import { stateOf } from './states';
import { adoptFiles, announcedIn, applied, decided, plannedIn, settle } from './way';

jest.setTimeout(120_000);

const EXPORTS = join(__dirname, '../fixtures/exports');
const read = (file: string) => readFileSync(join(EXPORTS, file), 'utf8');
const STATE = read('export-json/terraform.tfstate');

/** The clients of the exported organisation, with their ids. */
const CLIENTS: readonly OAuthClient[] = JSON.parse(STATE).resources.map(
  ({ instances: [{ attributes_flat: flat }] }: { instances: [{ attributes_flat: Record<string, string> }] }) => ({
    id: flat.id,
    name: flat.name,
    authorizedGrantType: flat.authorized_grant_type,
    accessTokenValiditySeconds: Number(flat.access_token_validity_seconds),
    state: flat.state,
    description: flat.description,
    registeredRedirectUri: setOf(flat, 'registered_redirect_uris'),
    scope: setOf(flat, 'scopes'),
    roleDivisions: [],
  }),
);

function setOf(flat: Record<string, string>, name: string): string[] {
  return Object.entries(flat).flatMap(([key, value]) =>
    key.startsWith(`${name}.`) && !key.endsWith('#') ? [value] : [],
  );
}

terraformOrSkip('from an export to Terraform', () => {
  test.each([
    [
      'JSON with its state',
      { 'export/genesyscloud.tf.json': read('export-json/genesyscloud.tf.json'), 'export/terraform.tfstate': STATE },
      ['export'],
    ],
    [
      'HCL, and the state by its name',
      { 'export/genesyscloud.tf': read('export-hcl/genesyscloud.tf'), 'old/it.tfstate': STATE },
      ['export', 'old/it.tfstate'],
    ],
    ['the state alone', { 'terraform.tfstate': STATE }, ['terraform.tfstate']],
  ])('%s: imports only, the changes that were announced, and then nothing', (_, files, args) =>
    withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        for (const client of CLIENTS) settle(platform, client);
        const { code, stdout, stderr } = await adoptFiles(files, args);
        expect(code).toBe(0);
        const { first, second, errors } = await applied(terraform, decided(stdout));
        expect(errors).toEqual([]);
        const announced = announcedIn(stderr);
        expect(Object.keys(announced)).toHaveLength(11);
        const expected = Object.entries(announced).map(([address, change]) => [address, { ...change, others: [] }]);
        expect(plannedIn(first)).toEqual(Object.fromEntries(expected));
        expect(actionsOf(second)).toEqual([]);
        expect(terraform.clients().map(({ id }) => id)).toEqual(CLIENTS.map(({ id }) => id));
        // Nothing was taken from anybody.
        for (const { id, scope } of CLIENTS)
          expect(platform.clients.get(id).scope).toEqual(expect.arrayContaining([...scope]));
      }),
    ),
  );

  test('names that could be read as something else stay just these names', () =>
    withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        for (const client of HOSTILE_CLIENTS) settle(platform, client);
        const files = { 'terraform.tfstate': stateOf(labelled(HOSTILE_CLIENTS)) };
        const { code, stdout, stderr } = await adoptFiles(files, ['terraform.tfstate']);
        expect({ code, clients: Object.keys(announcedIn(stderr)).length }).toEqual({
          code: 0,
          clients: HOSTILE_CLIENTS.length,
        });
        const { first, second, errors } = await applied(terraform, stdout);
        expect(errors).toEqual([]);
        const changes = Object.values(plannedIn(first));
        expect(changes).toEqual(HOSTILE_CLIENTS.map(() => ({ adds: [], removes: [], others: [] })));
        expect(actionsOf(second)).toEqual([]);
        expect(terraform.clients()).toEqual(HOSTILE_CLIENTS);
      }),
    ));

  test('raw resources of the same stack move to our constructs, and nothing is imported, changed or destroyed', () =>
    withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        terraform.write(HAND_WRITTEN);
        await terraform.plan();
        await terraform.apply();
        const before = terraform.clients();
        const { code, stdout, stderr } = await adoptFiles({ 'terraform.tfstate': terraform.readState() }, [
          '--move',
          'terraform.tfstate',
        ]);
        expect({ code, stderr }).toEqual({
          code: 0,
          stderr: expect.stringContaining('4 clients kept, none created, none destroyed; 1 gain scopes, 0 lose scopes'),
        });
        const { first, second, errors } = await applied(terraform, stdout);
        expect(errors).toEqual([]);
        const moved = plannedIn(first, 'move');
        expect(moved).toEqual({
          'genesyscloud_oauth_client.Chat': { adds: ['routing:user'], removes: [], others: [] },
          'genesyscloud_oauth_client.In_a_module': { adds: [], removes: [], others: [] },
          'genesyscloud_oauth_client.Of_many': { adds: [], removes: [], others: [] },
          'genesyscloud_oauth_client.Nightly_job': { adds: [], removes: [], others: [] },
        });
        expect(actionsOf(second)).toEqual([]);
        const after = terraform.clients();
        expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      }),
    ));
});

terraformOrSkip('clients whose names are the addresses of others', () => {
  test('move past each other, and none is destroyed', () =>
    withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, (platform) =>
      withTerraformOn(platform, async (terraform) => {
        const swapped = [
          ['a', 'b'],
          ['b', 'a'],
          ['c', 'd'],
          ['d', 'e'],
          ['f', 'f'],
          ['g', 'f'],
        ] as const;
        terraform.write(swapped.map(([label, name]) => resource(label, name, WHOLE)).join(''));
        await terraform.plan();
        await terraform.apply();
        const before = terraform.clients();
        const files = { 'terraform.tfstate': terraform.readState() };
        const { code, stdout } = await adoptFiles(files, ['--move', 'terraform.tfstate']);
        const { first, second, errors } = await applied(terraform, stdout);
        expect({ code, errors, again: actionsOf(second), after: terraform.clients() }).toEqual({
          code: 0,
          errors: [],
          again: [],
          after: before,
        });
        expect(Object.keys(plannedIn(first, 'move'))).toHaveLength(swapped.length);
      }),
    ));
});

const resource = (label: string, name: string, scopes: readonly string[], rest = '') => `
resource "genesyscloud_oauth_client" "${label}" {
  name = "${name}"
  authorized_grant_type = "CODE"
  scopes = ${JSON.stringify(scopes)}
  ${rest}
}
`;
const WHOLE = ['webphone:use', 'interaction:read', 'routing:user'];
const VERSIONS =
  'terraform {\n  required_providers {\n    genesyscloud = { source = "mypurecloud/genesyscloud" }\n  }\n}\n';

/** Clients as a team wrote them before: at the top, in a module, with `for_each`, and one that no user logs in with. */
const HAND_WRITTEN = {
  'main.tf': `${VERSIONS}
${resource('chat', 'Chat', WHOLE.slice(0, 2), 'integration_credential_name = "crm"')}
${resource('many', 'Of many', WHOLE, 'for_each = toset(["eu"])')}
module "legacy" {
  source = "./legacy"
}
resource "genesyscloud_oauth_client" "job" {
  name = "Nightly job"
  authorized_grant_type = "CLIENT-CREDENTIALS"
  roles {
    role_id = "role-1"
    division_id = "division-1"
  }
}
`,
  'legacy/main.tf': VERSIONS + resource('inner', 'In a module', WHOLE),
};
