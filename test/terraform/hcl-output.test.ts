import { TerraformIterator } from 'cdktf';
import { defineProfile } from '../../lib';
import { terraformOrSkip } from './binary';
import {
  ADDRESS,
  chatAgents,
  failures,
  HAND_WRITTEN,
  IN_THE_ORGANISATION,
  lacks,
  MIGRATION,
  type Props,
  withOutput,
  withVariable,
} from './chat-agents';
import { changeOf } from './plan';
import { synthesized } from './synthesized';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

const WITHOUT_DIGITAL_READ = MIGRATION.slice(0, 4);

terraformOrSkip('what MigratedProfileClient writes as HCL, in Terraform', () => {
  test('a generated client is valid and planned with every scope', () =>
    withTerraform(async ({ write, validate, plan, showPlan }) => {
      const files = synthesized((stack) => chatAgents(stack), 'hcl');
      expect(Object.keys(files)).toContain('cdk.tf');
      write(files);
      expect(await validate()).toMatchObject({ code: 0, errors: [], warnings: [] });
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
      expect(changeOf(await showPlan(), ADDRESS).change.after).toMatchObject({ scopes: [...MIGRATION].sort() });
    }));

  test.each<[string, Props, number]>([
    ['one client', {}, 1],
    ['count', { count: 2 }, 2],
    ['forEach', { forEach: TerraformIterator.fromList(['eu', 'us']) }, 2],
    ['other settings of the lifecycle', { lifecycle: { preventDestroy: true, createBeforeDestroy: true } }, 1],
  ])('postconditions decide a list of a variable: %s', (_, props, instances) =>
    withTerraform(async ({ write, plan }) => {
      write(withVariable(WITHOUT_DIGITAL_READ, props, 'hcl'));
      const problems = Array<string>(instances).fill(lacks('digital:read'));
      expect(await plan()).toMatchObject({ code: 1, errors: failures(problems), warnings: [] });
      write(withVariable(MIGRATION, props, 'hcl'));
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
    }),
  );

  test('postconditions decide a list of an output at the apply', () =>
    withTerraform(async ({ write, plan, apply }) => {
      write(withOutput(WITHOUT_DIGITAL_READ, {}, 'hcl'));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(await apply()).toMatchObject({ code: 1, errors: failures([lacks('digital:read')]) });
    }));

  test("conditions of the user's own stay beside ours", () =>
    withTerraform(async ({ write, plan }) => {
      const precondition = [{ condition: '${length(var.scopes) > 0}', errorMessage: 'Give some scopes.' }];
      const postcondition = [{ condition: '${startswith(self.name, "ACD ")}', errorMessage: 'Names start with ACD.' }];
      write(withVariable(WITHOUT_DIGITAL_READ, { lifecycle: { precondition, postcondition } }, 'hcl'));
      const { code, errors } = await plan();
      expect([code, [...errors].sort()]).toEqual([1, failures([lacks('digital:read'), 'Names start with ACD.'])]);
      write(withVariable([], { lifecycle: { precondition } }, 'hcl'));
      expect(await plan()).toMatchObject({ code: 1, errors: ['Resource precondition failed: Give some scopes.'] });
    }));

  test.each(['json', 'hcl'] as const)('odd text in declarations, conditions and messages is sound %s', (format) =>
    withTerraform(async ({ write, validate, plan, showPlan }) => {
      const reason = 'it "is" ${so}, %{if}\n\tC:\\b\b';
      const profile = defineProfile({
        id: 'a${b}"%{c}',
        capabilities: [],
        scopes: ['we"ird${x}\\%{y}'],
      });
      const acknowledge = [{ rule: 'duplicate-name', reason }];
      write(withVariable(profile.scopes, { profile, acknowledge }, format));
      expect(await validate()).toMatchObject({ code: 0, errors: [] });
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      const { configuration } = (await showPlan()) as unknown as {
        configuration: { root_module: { variables: object } };
      };
      expect(configuration.root_module.variables).toMatchObject({
        genesys_scopes: { default: { clients: { [ADDRESS]: { profile, acknowledge } } } },
      });
      write(withVariable([], { profile, acknowledge }, format));
      const { code, errors } = await plan();
      expect({ code, text: errors.join() }).toEqual({
        code: 1,
        text: expect.stringContaining('Lacks the required scope "we"ird${x}\\%{y}" of profile "a${b}"%{c}"'),
      });
    }),
  );

  test('postcondition: false leaves the list to others', () =>
    withTerraform(async ({ write, plan }) => {
      write(withVariable([], { postcondition: false }, 'hcl'));
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
    }));

  test('movedFrom keeps the client', () =>
    withTerraform(async ({ write, plan, showPlan, apply }) => {
      write(HAND_WRITTEN);
      await plan();
      await apply();
      write(synthesized((stack) => chatAgents(stack, { movedFrom: 'genesyscloud_oauth_client.chat' }), 'hcl'));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(changeOf(await showPlan(), ADDRESS).change.actions).toEqual(['no-op']);
    }));

  test('importId takes over the client', () =>
    withTerraform(async ({ write, plan, showPlan, platform }) => {
      const { id } = platform.clients.create(IN_THE_ORGANISATION);
      write(synthesized((stack) => chatAgents(stack, { importId: id }), 'hcl'));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(changeOf(await showPlan(), ADDRESS).change).toMatchObject({ actions: ['update'], importing: { id } });
    }));
});
