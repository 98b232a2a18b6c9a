import { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { GenesyscloudProvider } from '@cdktf/provider-genesyscloud/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { ScopeValidation } from '../../lib';
import { cli, inFolder } from '../cli/run-cli';
import { PUBLISHED_AND_MIGRATION } from '../platform/platform';
import { terraformOrSkip } from './binary';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

const SCOPES = ['interaction:read', 'digital:raed'];

/** An organisation that lets a misspelt name through, as an update may. */
const TAKES_ALL = { scopes: [...PUBLISHED_AND_MIGRATION, ...SCOPES] };

const HCL = `resource "genesyscloud_oauth_client" "chat" {
  name                  = "Chat"
  authorized_grant_type = "CODE"
  scopes                = ["interaction:read", "digital:raed"]
}
`;

/** As the provider's export writes a client: attributes in any order, null for what is empty. */
const EXPORT_JSON = {
  resource: {
    genesyscloud_oauth_client: {
      chat: { scopes: SCOPES, description: null, authorized_grant_type: 'CODE', roles: null, name: 'Chat' },
    },
  },
};

/** The state that the export writes beside it, with flat attributes. */
const EXPORT_STATE = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 1,
  lineage: 'l',
  outputs: {},
  resources: [
    {
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name: 'chat',
      provider: 'provider["mypurecloud/genesyscloud"]',
      instances: [
        {
          schema_version: 0,
          attributes_flat: {
            name: 'Chat',
            authorized_grant_type: 'CODE',
            'scopes.#': '2',
            'scopes.1': SCOPES[0],
            'scopes.2': SCOPES[1],
          },
        },
      ],
    },
  ],
};

/** What is wrong with the client, at every gate. */
const IDS = [
  'missing-scope/genesyscloud_oauth_client.chat/routing:user',
  'missing-scope/genesyscloud_oauth_client.chat/webphone:use',
  'unknown-scope/genesyscloud_oauth_client.chat/digital:raed',
];

const WARNING = 'unpublished-scope/genesyscloud_oauth_client.chat';

function bad(outdir: string, isGuarded: boolean): App {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  new GenesyscloudProvider(stack, 'genesyscloud', {});
  new OauthClient(stack, 'chat', { name: 'Chat', authorizedGrantType: 'CODE', scopes: SCOPES });
  if (isGuarded) ScopeValidation.of(app);
  return app;
}

/** The ids that the text of a refusal adds up to: a rule, then the address, then messages that name a scope. */
function idsIn(refusal: string): string[] {
  let [rule, address] = ['', ''];
  return refusal.split('\n').flatMap((line) => {
    rule = /^error (\S+)$/.exec(line)?.[1] ?? rule;
    address = /^ {2}(genesyscloud_oauth_client\.\w+)/.exec(line)?.[1] ?? address;
    const scope = /^ {4}(?:lacks the required|has the unknown) scope "([^"]+)"/.exec(line)?.[1];
    return scope === undefined ? [] : [`${rule}/${address}/${scope}`];
  });
}

async function idsOf(path: string): Promise<string[]> {
  const { stdout, stderr } = await cli(['check', path, '--format', 'json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout)
    .findings.map(({ id }: { id: string }) => id)
    .sort();
}

terraformOrSkip('the same bad client gives the same findings, whatever it was read from', () => {
  test('construct, synth output, HCL, plan, state and export', () =>
    withTerraform(async ({ write, plan, apply, show, readState }) => {
      write(HCL);
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      const shownPlan = await show('plan');
      expect(await apply()).toMatchObject({ code: 0 });
      const files = {
        'plan.json': shownPlan,
        'state.json': await show('state'),
        'terraform.tfstate': readState(),
        'hcl/main.tf': HCL,
        'export/genesyscloud.tf.json': JSON.stringify(EXPORT_JSON),
        'exported.tfstate': JSON.stringify(EXPORT_STATE),
      };
      await inFolder(files, async () => {
        bad('cdktf.out', false).synth();
        const all = [...IDS, WARNING].sort();
        for (const path of ['cdktf.out', 'hcl', ...Object.keys(files)]) {
          expect([path, await idsOf(path)]).toEqual([path, all]);
        }
        let refusal = '';
        try {
          bad('refused', true).synth();
        } catch (error) {
          refusal = String(error);
        }
        expect(idsIn(refusal).sort()).toEqual(IDS);
      });
    }, TAKES_ALL));
});
