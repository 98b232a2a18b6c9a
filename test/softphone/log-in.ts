import { randomUUID } from 'node:crypto';
import type { OAuthClient } from '../platform/oauth-clients';
import { challengeOf } from '../platform/tokens';

/**
 * A token for the agent who is signed in, got as the app of an agent gets it: by a code, with PKCE.
 *
 * @throws when the platform refuses the client
 */
export async function tokenFor(platform: { readonly url: string }, client: OAuthClient): Promise<string> {
  const [redirectUri = ''] = client.registeredRedirectUri;
  const [verifier, common] = [randomUUID() + randomUUID(), { client_id: client.id, redirect_uri: redirectUri }];
  const asked = new URLSearchParams({ ...common, response_type: 'code', code_challenge: challengeOf(verifier) });
  const authorized = await fetch(`${platform.url}/oauth/authorize?${asked}`, { redirect: 'manual' });
  if (authorized.status !== 302) throw new Error(`the login refuses ${client.name}: ${await authorized.text()}`);
  const code = new URL(authorized.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const given = await fetch(`${platform.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...common, grant_type: 'authorization_code', code, code_verifier: verifier }),
  });
  if (given.status !== 200) throw new Error(`the login refuses ${client.name}: ${await given.text()}`);
  return ((await given.json()) as { readonly access_token: string }).access_token;
}
