import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenesyscloudProvider } from '@cdktf/provider-genesyscloud/lib/provider';
import { App, TerraformStack } from 'cdktf';

/** What an app with one stack writes for it, through `app.synth()` and so through the gate: the files by name. */
export function synthesized(
  build: (stack: TerraformStack) => void,
  format: 'json' | 'hcl' = 'json',
): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-'));
  // What waits for Terraform is told on stderr, which is no news here.
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  // Stacks take the output format from the environment only.
  if (format === 'hcl') process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'zendesk-migration');
    new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });
    build(stack);
    app.synth();
    const folder = join(outdir, 'stacks', 'zendesk-migration');
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
    stderr.mockRestore();
    rmSync(outdir, { recursive: true, force: true });
  }
}
