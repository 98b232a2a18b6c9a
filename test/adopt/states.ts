import type { OAuthClient } from '../platform/oauth-clients';

/** A client as the organisation has it, with its id. */
export function existing(id: string, client: Partial<OAuthClient> = {}): OAuthClient {
  return {
    id,
    name: 'Zendesk agents',
    authorizedGrantType: 'CODE',
    accessTokenValiditySeconds: 86_400,
    state: 'active',
    description: '',
    registeredRedirectUri: ['https://agent.example.com/callback'],
    scope: ['interaction:read', 'routing:user', 'webphone:use'],
    roleDivisions: [],
    ...client,
  };
}

/** What else a state says of a client: attributes by Terraform's names, and where it is. */
export interface Stated {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly module?: string;
  readonly sensitive?: readonly string[];
}

/** A state of version 4 that has the clients, each under its label. */
export function stateOf(
  clients: Readonly<Record<string, OAuthClient>>,
  more: Readonly<Record<string, Stated>> = {},
): string {
  const resources = Object.entries(clients).map(([label, client]) => {
    const { module, attributes = {}, sensitive = [] } = more[label] ?? {};
    return {
      ...(module !== undefined && { module }),
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name: label,
      provider: 'provider["registry.terraform.io/mypurecloud/genesyscloud"]',
      instances: [
        {
          schema_version: 1,
          attributes: { ...attributesOf(client), ...attributes },
          sensitive_attributes: ['client_secret', ...sensitive].map((value) => [{ type: 'get_attr', value }]),
        },
      ],
    };
  });
  return JSON.stringify({ version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'l', outputs: {}, resources });
}

function attributesOf(client: OAuthClient): Readonly<Record<string, unknown>> {
  return {
    id: client.id,
    client_id: client.id,
    client_secret: '',
    name: client.name,
    authorized_grant_type: client.authorizedGrantType,
    access_token_validity_seconds: client.accessTokenValiditySeconds,
    state: client.state,
    description: client.description,
    registered_redirect_uris: client.registeredRedirectUri,
    scopes: client.scope,
    roles: client.roleDivisions.map(({ roleId, divisionId }) => ({ role_id: roleId, division_id: divisionId })),
    expose_client_secret: false,
    directory_client_secret: null,
    integration_credential_id: null,
    integration_credential_name: null,
  };
}
