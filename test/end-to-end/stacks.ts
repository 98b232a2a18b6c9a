import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { GenesyscloudProvider } from '@cdktf/provider-genesyscloud/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { type ClientProfileId, MigratedProfileClient } from '../../lib';

/** What all clients here have in common. */
const COMMON = { authorizedGrantType: 'CODE', registeredRedirectUris: ['https://agent.example.com/callback'] };

/** The files of a stack, as `app.synth()` writes them. */
export type StackFiles = Readonly<Record<string, string>>;

/** A stack with a client of ours for each profile, in the published names. */
export function stackOfProfiles(profiles: readonly ClientProfileId[]): StackFiles {
  return synthesize((stack) => {
    for (const profile of profiles) {
      new MigratedProfileClient(stack, profile, { profile, name: profile, vocabulary: 'platform', ...COMMON });
    }
  });
}

/** A client as somebody wrote it by hand, with its list. */
export interface RawClient {
  readonly id: string;
  readonly scopes: readonly string[];
}

/** A stack that does not know of this library: nothing keeps it from lacking a scope. */
export function stackOfRawClients(clients: readonly RawClient[]): StackFiles {
  return synthesize((stack) => {
    for (const { id, scopes } of clients) new OauthClient(stack, id, { name: id, scopes: [...scopes], ...COMMON });
  });
}

function synthesize(build: (stack: TerraformStack) => void): StackFiles {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-'));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'softphone');
    new GenesyscloudProvider(stack, 'genesyscloud', {});
    build(stack);
    app.synth();
    const folder = join(outdir, 'stacks', 'softphone');
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
