import { type Answer, type Incoming, type Loopback, serving } from '../loopback/server';
import type { OAuthClient } from '../platform/oauth-clients';
import type { Platform } from '../platform/platform';

/** The variables by which a server on this machine is reached, and what logs in to it. */
export function environment(url: string, credentials: Record<string, string>): Record<string, string> {
  const { hostname, port } = new URL(url);
  return {
    GENESYSCLOUD_GATEWAY_PROTOCOL: 'http',
    GENESYSCLOUD_GATEWAY_HOST: hostname,
    GENESYSCLOUD_GATEWAY_PORT: port,
    ...credentials,
  };
}

/** What nothing that is printed may hold. */
export const TOKEN = 'T0KEN-S3CRET';

/** As {@link serving}, with a token for the server in the environment. */
export function servingToken<T>(
  answers: (request: Incoming) => Answer,
  use: (env: Record<string, string>, loopback: Loopback) => Promise<T>,
): Promise<T> {
  return serving(answers, (url, loopback) => use(environment(url, { GENESYSCLOUD_ACCESS_TOKEN: TOKEN }), loopback));
}

/** The credentials of the client that manages a platform. */
export function credentialsOf({ url, automation: { id, secret } }: Platform): Record<string, string> {
  return environment(url, { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret });
}

/** Puts a client with a given id into the organisation. */
export function settle({ clients }: Platform, client: Partial<OAuthClient> & { readonly id: string }): void {
  (clients.all as Map<string, OAuthClient>).set(client.id, live(client));
}

/** A client as the platform lists it. */
export function live(client: Partial<OAuthClient> & { readonly id: string }): OAuthClient {
  return {
    name: `Client ${client.id}`,
    authorizedGrantType: 'CODE',
    accessTokenValiditySeconds: 86_400,
    state: 'active',
    description: '',
    registeredRedirectUri: ['https://agent.example.com/callback'],
    scope: [],
    roleDivisions: [],
    ...client,
  };
}

/** Text of an outcome without the port, which differs from run to run. */
export function steady(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST').replaceAll(/http:\/\/HOST/g, 'http://HOST');
}
