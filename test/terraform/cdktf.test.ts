import { TerraformVariable } from 'cdktf';
import { terraformOrSkip } from './binary';
import {
  ADDRESS,
  chatAgents,
  failures,
  HAND_WRITTEN,
  IN_THE_ORGANISATION,
  lacks,
  lacksNamed,
  MIGRATION,
  PLATFORM,
  type Props,
  withOutput,
  withVariable,
} from './chat-agents';
import { actionsOf, changeOf, problemsOf } from './plan';
import { synthesized } from './synthesized';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

const WITHOUT_DIGITAL_READ = MIGRATION.slice(0, 4);
const HALVES = [...MIGRATION.slice(0, 3), ...PLATFORM.slice(0, 3)];

interface Case {
  readonly title: string;
  readonly scopes: readonly string[] | null;
  readonly props?: Props;
  /** The messages of the conditions that fail. */
  readonly problems: readonly string[];
}

const CASES: readonly Case[] = [
  { title: 'complete in the migration names', scopes: MIGRATION, problems: [] },
  { title: 'complete in the published names', scopes: PLATFORM, problems: [] },
  { title: 'complete, a bare name for its readonly twin', scopes: [...PLATFORM.slice(0, 5), 'routing'], problems: [] },
  { title: 'without one', scopes: WITHOUT_DIGITAL_READ, problems: [lacks('digital:read')] },
  { title: 'halves of both', scopes: HALVES, problems: ['interaction:write', 'digital:read'].map(lacks) },
  { title: 'empty', scopes: [], problems: MIGRATION.map(lacks) },
  { title: 'null', scopes: null, problems: MIGRATION.map(lacks) },
  {
    title: 'complete in another vocabulary than the named one',
    scopes: MIGRATION,
    props: { vocabulary: 'platform' },
    problems: PLATFORM.map(lacksNamed),
  },
];

terraformOrSkip('what MigratedProfileClient writes, in Terraform', () => {
  test('a generated client is valid, planned with every scope, applied, and then left alone', () =>
    withTerraform(async ({ write, validate, plan, showPlan, apply }) => {
      write(synthesized((stack) => chatAgents(stack)));
      expect(await validate()).toMatchObject({ code: 0, errors: [], warnings: [] });
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
      const { change } = changeOf(await showPlan(), ADDRESS);
      expect(change).toMatchObject({ actions: ['create'], after: { scopes: [...MIGRATION].sort() } });
      expect(await apply()).toMatchObject({ code: 0, errors: [], warnings: [] });
      await plan();
      expect(actionsOf(await showPlan())).toEqual([]);
    }));

  describe.each(CASES)('a list from outside: $title', ({ scopes, props, problems }) => {
    const code = problems.length > 0 ? 1 : 0;

    test('of a variable is decided by the plan', () =>
      withTerraform(async ({ write, plan, showPlan }) => {
        write(withVariable(scopes, props));
        const planned = await plan();
        expect([planned.code, [...planned.errors].sort()]).toEqual([code, failures(problems)]);
        expect(problemsOf(await showPlan()).sort()).toEqual([...problems].sort());
      }));

    test('of an output is decided by the apply', () =>
      withTerraform(async ({ write, plan, apply }) => {
        write(withOutput(scopes, props));
        expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
        const applied = await apply();
        expect([applied.code, [...applied.errors].sort()]).toEqual([code, failures(problems)]);
      }));
  });

  test('a sensitive list is judged, and its values are not told', () =>
    withTerraform(async ({ write, plan }) => {
      write(withVariable(['s3cret:scope', ...WITHOUT_DIGITAL_READ], {}, 'json', true));
      const { code, errors, stdout, stderr } = await plan();
      expect([code, errors]).toEqual([1, failures([lacks('digital:read')])]);
      expect(stdout + stderr).not.toContain('s3cret');
    }));

  test('one late name in a list makes it wait, and is judged with the others', () =>
    withTerraform(async ({ write, plan }) => {
      const files = synthesized((stack) => {
        const { stringValue } = new TerraformVariable(stack, 'one', { type: 'string' });
        chatAgents(stack, { scopes: [...WITHOUT_DIGITAL_READ, stringValue] });
      });
      const withValue = (one: string) => ({ ...files, 'terraform.tfvars.json': JSON.stringify({ one }) });
      write(withValue('digital:reed'));
      expect(await plan()).toMatchObject({ code: 1, errors: failures([lacks('digital:read')]) });
      write(withValue('digital:read'));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
    }));

  test('postcondition: false leaves the list to others', () =>
    withTerraform(async ({ write, plan, showPlan }) => {
      write(withVariable([], { postcondition: false }));
      expect(await plan()).toMatchObject({ code: 0, errors: [], warnings: [] });
      expect((await showPlan()).checks).toBeUndefined();
    }));

  test("a postcondition of the user's own stays beside ours", () =>
    withTerraform(async ({ write, plan }) => {
      const own = { condition: '${startswith(self.name, "ACD ")}', errorMessage: 'Names start with ACD.' };
      write(withVariable(WITHOUT_DIGITAL_READ, { lifecycle: { postcondition: [own] } }));
      const { code, errors } = await plan();
      expect([code, [...errors].sort()]).toEqual([1, failures([lacks('digital:read'), 'Names start with ACD.'])]);
    }));

  test('movedFrom keeps a client under its new address', () =>
    withTerraform(async ({ write, plan, showPlan, apply, clients }) => {
      write(HAND_WRITTEN);
      await plan();
      await apply();
      const ids = clients().map(({ id }) => id);
      write(synthesized((stack) => chatAgents(stack, { movedFrom: 'genesyscloud_oauth_client.chat' })));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(changeOf(await showPlan(), ADDRESS)).toMatchObject({
        previous_address: 'genesyscloud_oauth_client.chat',
        change: { actions: ['no-op'] },
      });
      await apply();
      expect(clients().map(({ id }) => id)).toEqual(ids);
    }));

  test('importId takes over a client of the organisation and gives it its scopes', () =>
    withTerraform(async ({ write, plan, showPlan, apply, platform, clients }) => {
      const { id } = platform.clients.create(IN_THE_ORGANISATION);
      write(synthesized((stack) => chatAgents(stack, { importId: id })));
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      expect(changeOf(await showPlan(), ADDRESS).change).toMatchObject({ actions: ['update'], importing: { id } });
      expect(await apply()).toMatchObject({ code: 0, errors: [] });
      expect(clients()).toMatchObject([{ id, scope: [...MIGRATION].sort() }]);
    }));
});
