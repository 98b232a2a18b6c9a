import { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import type { TerraformStack } from 'cdktf';
import { ScopeValidation } from '../../lib';
import { cli, inFolder } from '../cli/run-cli';
import { terraformOrSkip } from './binary';
import { synthesized } from './synthesized';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

const HERE = 'test/terraform/places.test.ts';
const BYPASS = 'GENESYS_SCOPES_BYPASS';

/** Two raw clients that lack a scope: of one the code says what it is for, of the other nothing. */
function stackOf(stack: TerraformStack): void {
  const props = { authorizedGrantType: 'CODE', scopes: ['interaction:read', 'routing:user'] };
  const assigned = new OauthClient(stack, 'assigned', { name: 'Assigned', ...props });
  new OauthClient(stack, 'raw', { name: 'Raw', ...props });
  ScopeValidation.of(stack).assign(assigned, { profile: 'agent' });
}

async function locations(args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await cli(['check', ...args, '--format', 'json']);
  const missing = JSON.parse(stdout).findings.filter(({ rule }: { rule: string }) => rule === 'missing-scope');
  return Object.fromEntries(
    missing.map(({ address, location }: { address: string; location: unknown }) => [address.split('.')[1], location]),
  );
}

terraformOrSkip('a finding on a plan points at the code', () => {
  test('with the synth output beside the plan, or named', () =>
    withTerraform(async ({ write, plan, show }) => {
      process.env[BYPASS] = 'a test of what a plan shows';
      const files = synthesized(stackOf);
      delete process.env[BYPASS];
      write(files);
      expect(await plan()).toMatchObject({ code: 0, errors: [] });
      const shown = await show('plan');
      const beside = Object.fromEntries(Object.entries(files).map(([name, text]) => [`stack/${name}`, text]));
      await inFolder({ ...beside, 'stack/plan.json': shown, 'plan.json': shown }, async () => {
        const expected = {
          // The line of the call of `assign` above.
          assigned: { file: HERE, line: 19, column: 29, construct: 'zendesk-migration/assigned' },
          raw: {
            file: 'stack/cdk.tf.json',
            line: lineOf(files['cdk.tf.json'] ?? '', '"raw"', '"scopes"'),
            column: 19,
            endLine: lineOf(files['cdk.tf.json'] ?? '', '"raw"', '"scopes"') + 3,
            endColumn: 10,
            construct: 'zendesk-migration/raw',
          },
        };
        expect(await locations(['stack/plan.json'])).toEqual(expected);
        expect(await locations(['plan.json', '--synth', 'stack'])).toEqual(expected);
        // Without it there is no place, and the findings are the same.
        expect(await locations(['plan.json'])).toEqual({ assigned: null, raw: null });
      });
    }));

  test('a synth output that is named and is not there is told', () =>
    inFolder({ 'plan.json': '{"format_version":"1.2","resource_changes":[]}' }, async () => {
      const { code, stdout } = await cli(['check', 'plan.json', '--synth', 'nowhere']);
      expect(code).toBe(3);
      expect(stdout).toContain('cannot read nowhere: does not exist');
    }));
});

/** The line, from 1, of the first `last` after `first`. */
function lineOf(text: string, first: string, last: string): number {
  return text.slice(0, text.indexOf(last, text.indexOf(first))).split('\n').length;
}
