import { TerraformIterator, TerraformVariable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { terraformOrSkip } from './binary';
import { chatAgents, lacks, MIGRATION, PLATFORM, type Props, withOutput, withVariable } from './chat-agents';
import { actionsOf } from './plan';
import { synthesized } from './synthesized';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

const WITHOUT_DIGITAL_READ = MIGRATION.slice(0, 4);

terraformOrSkip("what postcondition: 'check' writes, in Terraform", () => {
  const warning = `Check block assertion failed: ${lacks('digital:read')}`;
  const regions = () => TerraformIterator.fromList(['eu', 'us']);

  test.each<[string, Props]>([
    ['one client', {}],
    ['count', { count: 2 }],
    ['count that only Terraform knows', { count: Token.asNumber('${length(var.scopes)}') }],
    ['forEach', { forEach: regions() }],
  ])('warns of what is missing: %s', (_, props) =>
    withTerraform(async ({ write, validate, plan, apply }) => {
      write(withVariable(WITHOUT_DIGITAL_READ, { postcondition: 'check', ...props }));
      expect(await validate()).toMatchObject({ code: 0, errors: [] });
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [warning] });
      expect(await apply()).toMatchObject({ code: 0, errors: [], warnings: [warning] });
    }),
  );

  test.each<[string, readonly string[], Props]>([
    ['one client', MIGRATION, {}],
    ['published names', PLATFORM, {}],
    ['count', MIGRATION, { count: 2 }],
    ['forEach', MIGRATION, { forEach: regions() }],
    ['a count of none', WITHOUT_DIGITAL_READ, { count: 0 }],
  ])('says nothing of what is complete: %s', (_, scopes, props) =>
    withTerraform(async ({ write, plan }) => {
      write(withVariable(scopes, { postcondition: 'check', ...props }));
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
    }),
  );

  test('warns at the apply of what is known only then', () =>
    withTerraform(async ({ write, plan, apply }) => {
      write(withOutput(WITHOUT_DIGITAL_READ, { postcondition: 'check' }));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(await apply()).toMatchObject({ code: 0, errors: [], warnings: [warning] });
    }));

  test('finds a client whose address was changed later', () =>
    withTerraform(async ({ write, plan, showPlan }) => {
      const files = synthesized((stack) => {
        const { listValue } = new TerraformVariable(stack, 'scopes', { type: 'list(string)' });
        const client = chatAgents(new Construct(stack, 'Support'), { scopes: listValue, postcondition: 'check' });
        client.resource.overrideLogicalId('support_chat');
      });
      write({ ...files, 'terraform.tfvars.json': JSON.stringify({ scopes: WITHOUT_DIGITAL_READ }) });
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [warning] });
      expect(actionsOf(await showPlan())).toEqual(['create genesyscloud_oauth_client.support_chat']);
    }));
});
