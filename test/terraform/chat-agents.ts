import { DataResource, Fn, TerraformVariable, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { MigratedProfileClient, type MigratedProfileClientProps } from '../../lib';
import { synthesized } from './synthesized';

export type Props = Partial<MigratedProfileClientProps>;

/** Everything that a chat agent needs, in each vocabulary. */
export const MIGRATION = ['webphone:use', 'interaction:read', 'routing:user', 'interaction:write', 'digital:read'];
export { PLATFORM_BASE_SCOPES as PLATFORM } from '../helpers/scopes';

/** Address of the client that {@link chatAgents} makes. */
export const ADDRESS = 'genesyscloud_oauth_client.ChatAgents';

export function chatAgents(scope: Construct, props: Props = {}): MigratedProfileClient {
  return new MigratedProfileClient(scope, 'ChatAgents', {
    profile: 'chat-agent',
    name: 'Zendesk chat agents',
    authorizedGrantType: 'CODE',
    registeredRedirectUris: ['https://agent.example.com/callback'],
    ...props,
  });
}

/** What the client of {@link chatAgents} is before: the same, written by hand under another address. */
export const HAND_WRITTEN = `resource "genesyscloud_oauth_client" "chat" {
  name                     = "Zendesk chat agents"
  authorized_grant_type    = "CODE"
  registered_redirect_uris = ["https://agent.example.com/callback"]
  scopes                   = ${JSON.stringify(MIGRATION)}
}`;

/** The same client as the organisation has it, with too few scopes. */
export const IN_THE_ORGANISATION = {
  name: 'Zendesk chat agents',
  authorizedGrantType: 'CODE',
  accessTokenValiditySeconds: 86400,
  state: 'active',
  description: '',
  registeredRedirectUri: ['https://agent.example.com/callback'],
  scope: ['webphone:use'],
  roleDivisions: [],
};

type Format = Parameters<typeof synthesized>[1];

/** A stack whose list of scopes comes from a variable with this value: Terraform knows it when it plans. */
export function withVariable(scopes: readonly string[] | null, props: Props = {}, format?: Format, sensitive = false) {
  const files = synthesized((stack) => {
    const variable = new TerraformVariable(stack, 'scopes', { type: 'list(string)', sensitive });
    chatAgents(stack, { scopes: variable.listValue, ...props });
  }, format);
  return { ...files, 'terraform.tfvars.json': JSON.stringify({ scopes }) };
}

/** A stack whose list of scopes is the output of another resource: Terraform knows it when it applies. */
export function withOutput(scopes: readonly string[] | null, props: Props = {}, format?: Format) {
  return synthesized((stack) => {
    const late = new DataResource(stack, 'late', { input: { scopes } });
    chatAgents(stack, { scopes: Token.asList(Fn.lookup(late.output, 'scopes')), ...props });
  }, format);
}

/** The message of a condition of ours, for a list that no vocabulary was named for. */
export const lacks = (scope: string) =>
  `${lacksNamed(scope)} The names of another vocabulary (platform) do when they are complete.`;

/** {@link lacks} where the vocabulary was named. */
export const lacksNamed = (scope: string) => `Lacks the required scope "${scope}" of profile "chat-agent".`;

/** The errors that Terraform makes of the messages of postconditions, sorted: it tells them in any order. */
export const failures = (messages: readonly string[]) =>
  messages.map((message) => `Resource postcondition failed: ${message}`).sort();
