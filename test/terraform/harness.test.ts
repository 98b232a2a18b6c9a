import type { PlatformOptions } from '../platform/platform';
import { terraformOrSkip } from './binary';
import { actionsOf, changeOf, problemsOf } from './plan';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

const ADDRESS = 'genesyscloud_oauth_client.chat';

/** A client named "Chat"; `rest` is what else stands in its block. */
const client = (rest: string) =>
  `resource "genesyscloud_oauth_client" "chat" {\n  name = "Chat"\n  authorized_grant_type = "CODE"\n  ${rest}\n}\n`;

/** An organisation as Genesys Cloud documents it. */
const PUBLISHED_ONLY: PlatformOptions = {};

/** A value that is known only after the apply. */
const LATE = 'resource "terraform_data" "late" {\n  input = ["webphone:use"]\n}\n';

const REQUIRE_ROUTING = `lifecycle {
    postcondition {
      condition     = contains(self.scopes, "routing:user")
      error_message = "missing scopes: routing:user"
    }
  }`;

terraformOrSkip('terraform attached to the stand-in provider', () => {
  test('a plan of new clients equals the genuine one', () =>
    withTerraform(async ({ write, plan, showPlan }) => {
      write(
        client(
          'registered_redirect_uris = ["https://agent.example.com/callback"]\n scopes = ["routing:user", "digital:read"]',
        ),
      );
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
      // After genesyscloud 1.82.0 under Terraform 1.11.4, `resource_changes[].change` of a create.
      expect(changeOf(await showPlan(), ADDRESS).change).toEqual({
        actions: ['create'],
        before: null,
        after: {
          access_token_validity_seconds: 86400,
          authorized_grant_type: 'CODE',
          description: null,
          directory_client_secret: null,
          expose_client_secret: false,
          integration_credential_name: null,
          name: 'Chat',
          registered_redirect_uris: ['https://agent.example.com/callback'],
          roles: [],
          scopes: ['digital:read', 'routing:user'],
          state: 'active',
        },
        after_unknown: {
          client_id: true,
          client_secret: true,
          id: true,
          integration_credential_id: true,
          registered_redirect_uris: [false],
          roles: [],
          scopes: [false, false],
        },
        before_sensitive: false,
        after_sensitive: { client_secret: true, registered_redirect_uris: [false], roles: [], scopes: [false, false] },
      });
    }));

  test('after an apply the client exists, and a second plan is empty', () =>
    withTerraform(async ({ write, plan, showPlan, apply, clients }) => {
      write(client('scopes = ["routing:user"]'));
      await plan();
      expect(await apply()).toMatchObject({ code: 0, errors: [] });
      expect(clients()).toMatchObject([{ name: 'Chat', scope: ['routing:user'], state: 'active' }]);
      await plan();
      expect(actionsOf(await showPlan())).toEqual([]);
    }));

  test('a changed list updates the client in place, and a removed block deletes it', () =>
    withTerraform(async ({ write, plan, showPlan, apply, clients }) => {
      write(client('scopes = ["routing:user"]'));
      await plan();
      await apply();
      write(client('scopes = ["routing:user", "digital:read"]'));
      await plan();
      expect(actionsOf(await showPlan())).toEqual([`update ${ADDRESS}`]);
      await apply();
      expect(clients()[0]?.scope).toEqual(['digital:read', 'routing:user']);
      write('');
      await plan();
      expect(actionsOf(await showPlan())).toEqual([`delete ${ADDRESS}`]);
      await apply();
      expect(clients().length).toBe(0);
    }));

  test.each(['scopes = []', ''])('no scopes are null in the plan, and stay without change: "%s"', (scopes) =>
    withTerraform(async ({ write, plan, showPlan, apply }) => {
      write(client(scopes));
      await plan();
      expect(changeOf(await showPlan(), ADDRESS).change.after).toMatchObject({ scopes: null });
      await apply();
      await plan();
      expect(actionsOf(await showPlan())).toEqual([]);
    }),
  );

  test.each(['terraform_data.late.output', '["routing:user", one(terraform_data.late.output)]'])(
    'a list that waits for an apply is unknown as a whole, and applied: %s',
    (scopes) =>
      withTerraform(async ({ write, plan, showPlan, apply, clients }) => {
        write(LATE + client(`scopes = ${scopes}`));
        await plan();
        const { after, after_unknown } = changeOf(await showPlan(), ADDRESS).change;
        expect(after).not.toHaveProperty('scopes');
        expect(after_unknown.scopes).toBe(true);
        expect(await apply()).toMatchObject({ code: 0 });
        expect(clients()[0]?.scope).toContainEqual(expect.any(String));
      }),
  );

  test('a postcondition that is decided by the plan fails it, and the plan file tells why', () =>
    withTerraform(async ({ write, plan, showPlan }) => {
      write(client(`scopes = ["webphone:use"]\n  ${REQUIRE_ROUTING}`));
      expect(await plan()).toMatchObject({
        code: 1,
        errors: ['Resource postcondition failed: missing scopes: routing:user'],
      });
      const shown = await showPlan();
      expect(shown.errored).toBe(true);
      expect(problemsOf(shown)).toEqual(['missing scopes: routing:user']);
    }));

  test('a postcondition that waits for an apply fails there', () =>
    withTerraform(async ({ write, plan, showPlan, apply }) => {
      write(LATE + client(`scopes = terraform_data.late.output\n  ${REQUIRE_ROUTING}`));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect((await showPlan()).checks).toMatchObject([{ status: 'unknown' }]);
      expect(await apply()).toMatchObject({
        code: 1,
        errors: ['Resource postcondition failed: missing scopes: routing:user'],
      });
    }));

  test('an import block takes over a client that exists', () =>
    withTerraform(async ({ write, plan, showPlan, apply, platform, clients }) => {
      const { id } = platform.clients.create(EXISTING);
      write(`import {\n  to = ${ADDRESS}\n  id = "${id}"\n}\n${client('scopes = ["conversations"]')}`);
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      const { actions, importing, before, after } = changeOf(await showPlan(), ADDRESS).change;
      expect({ actions, importing }).toEqual({ actions: ['update'], importing: { id } });
      // As the genuine provider reads it: what the API does not return is null before, and the default after.
      expect(before).toMatchObject({
        scopes: ['conversations', 'users'],
        client_secret: null,
        expose_client_secret: null,
      });
      expect(after).toMatchObject({ scopes: ['conversations'], client_secret: null, expose_client_secret: false });
      await apply();
      expect(clients().map(({ id }) => id)).toEqual([id]);
    }));

  test('a refusal of the platform is an error of the apply, with its text and without a client in the state', () =>
    withTerraform(async ({ write, plan, showPlan, apply, clients }) => {
      write(client('scopes = ["webphone:use"]'));
      await plan();
      const { code, errors } = await apply();
      expect(code).toBe(1);
      expect(errors[0]).toContain(
        'Failed to create oauth client Chat error: API Error: 400 - Client has invalid scope ()',
      );
      expect(clients()).toEqual([]);
      await plan();
      expect(actionsOf(await showPlan())).toEqual([`create ${ADDRESS}`]);
    }, PUBLISHED_ONLY));

  test('the secret stays out of the state unless it is asked for', () =>
    withTerraform(async ({ write, plan, showPlan, apply }) => {
      for (const [expose, secret] of [
        [false, ''],
        [true, expect.stringMatching(/^[0-9a-f-]{36}$/)],
      ]) {
        write('');
        await plan();
        await apply();
        write(client(`expose_client_secret = ${expose}`));
        await plan();
        await apply();
        await plan();
        const { before, after_sensitive } = changeOf(await showPlan(), ADDRESS).change;
        expect(before).toMatchObject({ client_secret: secret });
        expect(after_sensitive.client_secret).toBe(true);
      }
    }));

  test('roles of a client-credentials client get their division from the platform', () =>
    withTerraform(async ({ write, plan, showPlan, apply, clients }) => {
      write(client('roles {\n    role_id = "r1"\n  }').replace('CODE', 'CLIENT-CREDENTIALS'));
      await plan();
      const { after, after_unknown } = changeOf(await showPlan(), ADDRESS).change;
      expect(after?.roles).toEqual([{ role_id: 'r1' }]);
      expect(after_unknown.roles).toEqual([{ division_id: true }]);
      await apply();
      expect(clients()[0]?.roleDivisions).toEqual([{ roleId: 'r1', divisionId: 'home-division' }]);
      await plan();
      expect(actionsOf(await showPlan())).toEqual([]);
    }));
});

const EXISTING = {
  name: 'Chat',
  authorizedGrantType: 'CODE',
  accessTokenValiditySeconds: 86400,
  state: 'active',
  description: '',
  registeredRedirectUri: [],
  scope: ['conversations', 'users'],
  roleDivisions: [],
};
