import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { CAPABILITIES, PUBLISHED } from '../../lib/scopes';
import { cli, inFolder, ROOT } from '../cli/run-cli';

const NEEDED = Object.values(CAPABILITIES).flatMap(({ migration, platform }) => [
  ...migration.required,
  ...platform.required,
]);
const scope = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NEEDED) },
  { weight: 2, arbitrary: fc.constantFrom(...PUBLISHED.scopes) },
  { weight: 1, arbitrary: fc.constantFrom('webphone:us', 'Users', '${var.scope}', '') },
);
const name = fc.oneof(
  fc.constantFrom('Nightly reports', 'Zendesk chat', 'Team leads', 'Night*', '${var.name}', ' ', '\u202e'),
  fc.string(),
);
const anyClient = fc.record({
  name,
  authorized_grant_type: fc.constantFrom('CODE', 'CODE', 'CODE', 'CLIENT-CREDENTIALS', 'TOKEN', 'code', '${var.grant}'),
  scopes: fc.oneof(fc.array(scope, { maxLength: 12 }), fc.constant([...NEEDED]), fc.constant('${var.scopes}')),
  count: fc.constantFrom(undefined, 2),
});
/** One that has nothing to do with a softphone: among any clients there are too few of them. */
const report = fc.record({
  name: fc.constant('Nightly reports'),
  authorized_grant_type: fc.constant('CODE'),
  scopes: fc.constant(['analytics:readonly']),
  count: fc.constantFrom(undefined, 2),
});
const client = fc.oneof({ weight: 4, arbitrary: anyClient }, { weight: 1, arbitrary: report });
const clients = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_*-]{0,5}$/), client, { minKeys: 1, maxKeys: 6 });

const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(ROOT, 'genesys-scopes.schema.json'), 'utf8')));

interface Verdict {
  readonly address: string;
  readonly verdict: string;
}

async function verdicts(): Promise<Map<string, string>> {
  const { code, stdout } = await cli(['check', '--format', 'json']);
  expect([0, 1]).toContain(code);
  const report = JSON.parse(stdout) as { clients: readonly Verdict[] };
  return new Map(report.clients.map(({ address, verdict }) => [address, verdict]));
}

test(
  'a policy that init wrote makes no client pass that did not, and leaves out only what init announced',
  () =>
    inFolder({ '.git/config': '' }, async () => {
      let left = 0;
      await fc.assert(
        fc.asyncProperty(clients, async (resources) => {
          rmSync('genesys-scopes.json', { force: true });
          writeFileSync('main.tf.json', JSON.stringify({ resource: { genesyscloud_oauth_client: resources } }));
          const before = await verdicts();
          const { code, stdout } = await cli(['init', '--ci', 'none']);
          expect(code).toBe(0);
          const text = readFileSync('genesys-scopes.json', 'utf8');
          expect(schema.safeParse(JSON.parse(text)).error).toBeUndefined();

          const after = await verdicts();
          const [, confirmed = ''] = /^Confirm .*\n((?: {2}.*\n)*)/m.exec(stdout) ?? [];
          for (const [address, verdict] of after) {
            if (verdict === before.get(address) || verdict === 'fail') continue;
            expect([address, verdict]).toEqual([address, 'ignored']);
            expect(confirmed).toContain(`  ${address.replace(/\[\d\]$/, '')}\n`);
            left++;
          }
          for (const [address, verdict] of after) {
            const line = stdout
              .split('\n')
              .find(
                (each) =>
                  each.includes(` ${address.replace(/\[\d\]$/, '')} `) ||
                  each.includes(` ${address.replace(/\[\d\]$/, '')}:`),
              );
            expect(line?.startsWith(verdict)).toBe(true);
          }
        }),
        { numRuns: 150 },
      );
      // Else the property would say nothing.
      expect(left).toBeGreaterThan(5);
    }),
  120_000,
);
