import fc from 'fast-check';
import { inFolder } from '../cli/run-cli';
import { PUBLISHED_AND_MIGRATION, withPlatform } from '../platform/platform';
import { terraformOrSkip } from '../terraform/binary';
import { actionsOf } from '../terraform/plan';
import { withTerraformOn } from '../terraform/terraform';
import { labelled } from './hostile';
import { organisations, policies } from './organisations';
import { stateOf } from './states';
import { adoptFiles, announcedIn, applied, decided, plannedIn, settle } from './way';

jest.setTimeout(600_000);

const options = fc.subarray(['--accept-removals'] as const);

test('the code and the table are the same bytes in whatever order a state has its clients', async () => {
  await fc.assert(
    fc.asyncProperty(
      organisations,
      policies,
      options,
      fc.infiniteStream(fc.nat()),
      async (clients, policy, args, keys) => {
        const shuffled = [...clients].map((each) => ({ each, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const said = async (all: typeof clients) => {
          const scope = <T>(list: readonly T[]) => (all === clients ? list : [...list].reverse());
          const mixed = all.map((each) => ({
            ...each,
            scope: scope(each.scope),
            roleDivisions: scope(each.roleDivisions),
          }));
          const named = Object.fromEntries(
            mixed.map((each) => [`c${clients.findIndex(({ id }) => id === each.id)}`, each]),
          );
          const files = { 'terraform.tfstate': stateOf(named), 'genesys-scopes.json': JSON.stringify(policy) };
          return adoptFiles(files, ['terraform.tfstate', ...args]);
        };
        const inOrder = await said(clients);
        expect(inOrder.code).toBe(0);
        expect(await said(shuffled.map(({ each }) => each))).toEqual(inOrder);
      },
    ),
    { numRuns: 60 },
  );
});

test('by default no scope is taken from anybody', async () => {
  await fc.assert(
    fc.asyncProperty(organisations, policies, async (clients, policy) => {
      const files = { 'terraform.tfstate': stateOf(labelled(clients)), 'genesys-scopes.json': JSON.stringify(policy) };
      const { code, stderr } = await adoptFiles(files, ['terraform.tfstate']);
      const announced = Object.values(announcedIn(stderr));
      expect({ code, count: announced.length, removes: announced.flatMap(({ removes }) => removes) }).toEqual({
        code: 0,
        count: clients.length,
        removes: [],
      });
    }),
    { numRuns: 100 },
  );
});

terraformOrSkip('what the table announces', () => {
  test('is just what the plan does, and a second plan does nothing', async () => {
    await fc.assert(
      fc.asyncProperty(organisations, policies, options, (clients, policy, args) =>
        withPlatform({ scopes: PUBLISHED_AND_MIGRATION }, (platform) =>
          withTerraformOn(platform, async (terraform) => {
            for (const client of clients) settle(platform, client);
            const files = { 'genesys-scopes.json': JSON.stringify(policy) };
            const given = { ...files, 'terraform.tfstate': stateOf(labelled(clients)) };
            const { stdout, stderr } = await adoptFiles(given, ['terraform.tfstate', ...args]);
            // The synth goes by the same policy.
            const { first, second, errors } = await inFolder(files, () => applied(terraform, decided(stdout)));
            const expected = Object.entries(announcedIn(stderr)).map(([address, change]) => [
              address,
              { ...change, others: [] },
            ]);
            expect({ planned: plannedIn(first), errors, again: actionsOf(second) }).toEqual({
              planned: Object.fromEntries(expected),
              errors: [],
              again: [],
            });
            expect(terraform.clients().map(({ id }) => id)).toEqual(clients.map(({ id }) => id));
          }),
        ),
      ),
      { numRuns: Number(process.env.ADOPT_RUNS ?? 4) },
    );
  });
});
