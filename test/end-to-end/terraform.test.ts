import { recommendedScopes, requiredScopes } from '../../lib/scopes';
import { PUBLISHED_AND_MIGRATION } from '../platform/platform';
import { terraformOrSkip } from '../terraform/binary';
import { type Terraform, withTerraform } from '../terraform/terraform';
import { checkOfState, type Judged, reviewOfPlan } from './gates';

jest.setTimeout(120_000);

const WHOLE = [...requiredScopes('agent', 'platform'), ...recommendedScopes('agent', 'platform')];
const ADDRESS = 'genesyscloud_oauth_client.chat';

const list = (scopes: readonly string[]) => JSON.stringify(scopes);
const without = (scope: string) => WHOLE.filter((each) => each !== scope);
const [WITHOUT_USERS, WITHOUT_CALLS] = [list(without('users')), list(without('conversations'))];

/** A client in HCL; `rest` is what else stands in its block. */
const client = (scopes: string, rest = '', label = 'chat') => `resource "genesyscloud_oauth_client" "${label}" {
  name                     = "Chat ${label}"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://agent.example.com/callback"]
  scopes                   = ${scopes}
  ${rest}
}
`;

/** A value that is known only after the apply. */
const late = (scopes: readonly string[]) => `resource "terraform_data" "late" {\n  input = ${list(scopes)}\n}\n`;

const POSTCONDITION = `lifecycle {
    postcondition {
      condition     = contains(self.scopes, "users")
      error_message = "Lacks users."
    }
  }`;

const VERSIONS =
  'terraform {\n  required_providers {\n    genesyscloud = { source = "mypurecloud/genesyscloud" }\n  }\n}\n';

const POLICY = {
  'genesys-scopes.json': JSON.stringify({ vocabulary: 'platform', clients: [{ match: '**', profile: 'agent' }] }),
};

/** What the gates said of each client, in the order of addresses, and what they ended in. */
interface Said {
  readonly code: number | null;
  readonly verdicts: Readonly<Record<string, string>>;
  readonly findings: readonly string[];
}

function said({ code, clients, findings }: Judged): Said {
  return {
    code,
    verdicts: Object.fromEntries(clients.map(({ address, verdict }) => [address, verdict])),
    findings: findings.map(({ kind, id }) => `${kind === 'open' ? 'open ' : ''}${id}`),
  };
}

interface Went {
  readonly plan: readonly string[];
  readonly review: Said;
  readonly apply: readonly string[];
  readonly state: Said | null;
}

/** Plan, review of it, apply, check of the state. A plan with errors is reviewed all the same, and not applied. */
async function go(terraform: Terraform, configuration: string): Promise<Went> {
  const { write, plan, apply } = terraform;
  write(configuration.includes('module "') ? withModule(configuration) : configuration);
  const planned = await plan();
  const review = said(await reviewOfPlan(terraform, POLICY));
  if (planned.code !== 0) return { plan: planned.errors, review, apply: [], state: null };
  const applied = await apply();
  return { plan: [], review, apply: applied.errors, state: said(await checkOfState(terraform, POLICY)) };
}

function withModule(configuration: string): Readonly<Record<string, string>> {
  const module = `${VERSIONS}variable "scopes" {\n  type = list(string)\n}\n${client('var.scopes')}`;
  return { 'main.tf': configuration, 'versions.tf': VERSIONS, 'modules/client/main.tf': module };
}

const PASSES: Went = {
  plan: [],
  review: { code: 0, verdicts: { [ADDRESS]: 'pass' }, findings: [] },
  apply: [],
  state: { code: 0, verdicts: { [ADDRESS]: 'pass' }, findings: [] },
};

const missing = (scope: string, address = ADDRESS) => `missing-scope/${address}/${scope}`;

/** Refused by the review, and yet applied: what happens to whoever does not look. */
function lacks(scope: string, also: { readonly review?: readonly string[] } = {}): Went {
  const verdicts = { [ADDRESS]: 'fail' };
  return {
    plan: [],
    review: { code: 1, verdicts, findings: [missing(scope), ...(also.review ?? [])].sort() },
    apply: [],
    state: { code: 1, verdicts, findings: [missing(scope)] },
  };
}

terraformOrSkip('each way to change a client, from plan to state', () => {
  test('created whole, and created without one', () =>
    withTerraform(async (terraform) => {
      expect(await go(terraform, client(list(WHOLE)))).toEqual(PASSES);
      expect(await go(terraform, '')).toMatchObject({ plan: [], apply: [] });
      expect(await go(terraform, client(WITHOUT_USERS))).toEqual(lacks('users'));
    }));

  test('an update that takes a scope away, and one that gives it back', () =>
    withTerraform(async (terraform) => {
      await go(terraform, client(list(WHOLE)));
      expect(await go(terraform, client(WITHOUT_CALLS))).toEqual(
        lacks('conversations', { review: [`removed-scope/${ADDRESS}/conversations`] }),
      );
      expect(await go(terraform, client(list(WHOLE)))).toEqual(PASSES);
    }));

  test('an import of a client that lacks one, and one that would take one away from running apps', () =>
    withTerraform(async (terraform) => {
      const existing = { authorizedGrantType: 'CODE', accessTokenValiditySeconds: 86_400, state: 'active' };
      const rest = {
        description: '',
        registeredRedirectUri: ['https://agent.example.com/callback'],
        roleDivisions: [],
      };
      const { id } = terraform.platform.clients.create({ name: 'Chat chat', ...existing, ...rest, scope: WHOLE });
      const block = `import {\n  to = ${ADDRESS}\n  id = "${id}"\n}\n`;
      expect(await go(terraform, block + client(WITHOUT_USERS))).toEqual(
        lacks('users', { review: [`removed-scope/${ADDRESS}/users`] }),
      );
    }));

  test('a move is no change with `moved`; without it the review warns of a client that is deleted', () =>
    withTerraform(async (terraform) => {
      await go(terraform, client(list(WHOLE), '', 'old'));
      const renamed = client(list(WHOLE)).replace('Chat chat', 'Chat old');
      const without = await planned(terraform, renamed);
      expect(without).toEqual({
        code: 0,
        verdicts: { [ADDRESS]: 'pass', 'genesyscloud_oauth_client.old': 'ignored' },
        findings: ['client-replaced/genesyscloud_oauth_client.old'],
      });
      const moved = `moved {\n  from = genesyscloud_oauth_client.old\n  to   = ${ADDRESS}\n}\n`;
      expect(await go(terraform, moved + renamed)).toEqual(PASSES);
    }));

  test('count and for_each: each instance has a verdict of its own, and one finding names them', () =>
    withTerraform(async (terraform) => {
      const counted = client(`count.index == 0 ? ${list(WHOLE)} : ${WITHOUT_USERS}`, 'count = 2');
      expect(await go(terraform, counted)).toMatchObject({
        review: {
          code: 1,
          verdicts: { [`${ADDRESS}[0]`]: 'pass', [`${ADDRESS}[1]`]: 'fail' },
          findings: expect.arrayContaining([missing('users')]),
        },
      });
      const each = client('each.value', `for_each = { eu = ${list(WHOLE)}, us = ${WITHOUT_USERS} }`);
      expect(await go(terraform, each)).toMatchObject({
        state: {
          code: 1,
          verdicts: { [`${ADDRESS}["eu"]`]: 'pass', [`${ADDRESS}["us"]`]: 'fail' },
          findings: expect.arrayContaining([missing('users')]),
        },
      });
    }));

  test('in a module', () =>
    withTerraform(async (terraform) => {
      const call = (scopes: string) => `module "client" {\n  source = "./modules/client"\n  scopes = ${scopes}\n}\n`;
      const address = `module.client.${ADDRESS}`;
      expect(await go(terraform, call(WITHOUT_USERS))).toMatchObject({
        review: { code: 1, verdicts: { [address]: 'fail' }, findings: [missing('users', address)] },
        state: { code: 1, verdicts: { [address]: 'fail' }, findings: [missing('users', address)] },
      });
      expect(await go(terraform, call(list(WHOLE)))).toMatchObject({
        review: { code: 0, verdicts: { [address]: 'pass' } },
        state: { code: 0, verdicts: { [address]: 'pass' } },
      });
    }));

  test('a list that is known only after the apply is open in the review, and judged in the state', () =>
    withTerraform(async (terraform) => {
      const configuration = late(without('users')) + client('terraform_data.late.output');
      expect(await go(terraform, configuration)).toEqual({
        plan: [],
        review: { code: 0, verdicts: { [ADDRESS]: 'open' }, findings: [expect.stringMatching(/^open .*chat/)] },
        apply: [],
        state: { code: 1, verdicts: { [ADDRESS]: 'fail' }, findings: [missing('users')] },
      });
    }));

  test('a sensitive variable is judged, and its values are not shown', () =>
    withTerraform(async (terraform) => {
      const variable = (scopes: readonly string[]) =>
        `variable "scopes" {\n  type      = list(string)\n  sensitive = true\n  default   = ${list(scopes)}\n}\n`;
      const planted = [...without('users'), 'planted-name'];
      const plan = await planned(terraform, variable(planted) + client('var.scopes'));
      expect(plan.findings).toContain(missing('users'));
      expect(JSON.stringify(plan)).not.toContain('planted-name');
      expect((await planned(terraform, variable(WHOLE) + client('var.scopes'))).verdicts).toEqual({
        [ADDRESS]: 'pass',
      });
    }));

  test('a postcondition that fails the plan: the review ends in 1 all the same', () =>
    withTerraform(async (terraform) => {
      const went = await go(terraform, client(WITHOUT_USERS, POSTCONDITION));
      expect(went).toMatchObject({
        plan: ['Resource postcondition failed: Lacks users.'],
        review: { code: 1, verdicts: { [ADDRESS]: 'fail' }, findings: [missing('users')] },
      });
    }));

  test('a postcondition that fails only the apply: the review had said that it waits', () =>
    withTerraform(async (terraform) => {
      const configuration = late(without('users')) + client('terraform_data.late.output', POSTCONDITION);
      expect(await go(terraform, configuration)).toMatchObject({
        plan: [],
        review: { code: 0, verdicts: { [ADDRESS]: 'open' } },
        apply: ['Resource postcondition failed: Lacks users.'],
        state: { code: 1, verdicts: { [ADDRESS]: 'fail' } },
      });
    }));

  test('a scope that somebody took away by hand: the plan gives it back, and passes', () =>
    withTerraform(async (terraform) => {
      await go(terraform, client(list(WHOLE)));
      const [live] = terraform.clients();
      if (live === undefined) throw new Error('there is no client');
      terraform.platform.clients.update(live.id, { ...live, scope: without('users') });
      expect(await go(terraform, client(list(WHOLE)))).toEqual(PASSES);
      expect(terraform.clients()[0]?.scope.length).toBe(WHOLE.length);
    }));

  test('a client that is deleted is told, and nothing is left of it', () =>
    withTerraform(async (terraform) => {
      await go(terraform, client(list(WHOLE)));
      expect(await planned(terraform, '')).toEqual({
        code: 0,
        verdicts: { [ADDRESS]: 'ignored' },
        findings: [`client-replaced/${ADDRESS}`],
      });
      await terraform.apply();
      expect(terraform.clients()).toEqual([]);
    }));

  test('a client of its own with roles needs no scopes', () =>
    withTerraform(async (terraform) => {
      const machine = client('null', 'roles {\n    role_id = "r1"\n  }').replace('"CODE"', '"CLIENT-CREDENTIALS"');
      terraform.write(machine);
      expect(await terraform.plan()).toMatchObject({ code: 0, errors: [] });
      // Nothing names it here: a profile would need a user.
      expect(said(await reviewOfPlan(terraform))).toEqual({ code: 0, verdicts: { [ADDRESS]: 'pass' }, findings: [] });
      expect(await terraform.apply()).toMatchObject({ code: 0, errors: [] });
      expect(said(await checkOfState(terraform))).toEqual({ code: 0, verdicts: { [ADDRESS]: 'pass' }, findings: [] });
    }));
});

terraformOrSkip('the names of the migration guidance, in an organisation', () => {
  const MIGRATION = client(list(requiredScopes('agent', 'migration')));
  const UNPUBLISHED = [`unpublished-scope/${ADDRESS}`];

  test('that knows them: applied, and the review had mentioned that they are not published', () =>
    withTerraform(
      async (terraform) => {
        terraform.write(MIGRATION);
        await terraform.plan();
        expect(said(await reviewOfPlan(terraform))).toEqual({
          code: 0,
          verdicts: { [ADDRESS]: 'pass' },
          findings: UNPUBLISHED,
        });
        expect(await terraform.apply()).toMatchObject({ code: 0, errors: [] });
      },
      { scopes: PUBLISHED_AND_MIGRATION },
    ));

  test('that does not: refused at the apply, as the review had said, with its own catalogue as an error', () =>
    withTerraform(async (terraform) => {
      terraform.write(MIGRATION);
      await terraform.plan();
      const review = await reviewOfPlan(terraform);
      expect(said(review).findings).toEqual(UNPUBLISHED);
      expect(JSON.stringify(review.findings)).toContain('auth.invalid.scope');
      const catalog = await catalogOf(terraform);
      expect(said(await reviewOfPlan(terraform, catalog))).toMatchObject({ code: 1, verdicts: { [ADDRESS]: 'fail' } });
      expect((await terraform.apply()).errors).toEqual([
        expect.stringContaining('API Error: 400 - Client has invalid scope'),
      ]);
      expect(terraform.clients()).toEqual([]);
    }, {}));
});

async function planned(terraform: Terraform, configuration: string): Promise<Said> {
  terraform.write(configuration);
  await terraform.plan();
  return said(await reviewOfPlan(terraform, POLICY));
}

/** A policy that names the organisation's own catalogue, and that catalogue as the organisation answers it. */
async function catalogOf({ platform }: Terraform): Promise<Readonly<Record<string, string>>> {
  const basic = Buffer.from(`${platform.automation.id}:${platform.automation.secret}`).toString('base64');
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const login = { method: 'POST', headers: { authorization: `Basic ${basic}` }, body: form };
  const { access_token } = (await (await fetch(`${platform.url}/oauth/token`, login)).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${access_token}` };
  const answer = await (await fetch(`${platform.url}/api/v2/oauth/scopes`, { headers })).json();
  const { entities } = answer as { readonly entities: readonly { readonly id: string }[] };
  return {
    'genesys-scopes.json': JSON.stringify({ catalog: 'catalog.json' }),
    'catalog.json': JSON.stringify({
      format: 'genesys-scopes/catalog@1',
      date: '2026-11-25',
      scopes: entities.map(({ id }) => id),
    }),
  };
}
