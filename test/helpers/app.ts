import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OauthClient, type OauthClientConfig } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { GenesyscloudProvider } from '@cdktf/provider-genesyscloud/lib/provider';
import { App, type AppConfig, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { BASE_SCOPES } from './scopes';

/** An app in a folder of its own. */
export function newApp(config: AppConfig = {}): App {
  return new App({ outdir: mkdtempSync(join(tmpdir(), 'genesys-scopes-test-')), ...config });
}

/** A stack with the provider that CDKTF asks for. */
export function newStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });
  return stack;
}

/** A raw client that passes unless `config` says otherwise. */
export function rawClient(scope: Construct, id: string, config: Partial<OauthClientConfig> = {}): OauthClient {
  return new OauthClient(scope, id, {
    name: `Agents of ${id}`,
    authorizedGrantType: 'CODE',
    scopes: BASE_SCOPES,
    ...config,
  });
}
