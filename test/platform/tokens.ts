import { createHash, randomUUID } from 'node:crypto';
import type { Answer, Incoming } from '../loopback/server';
import type { OAuthClient, OAuthClients } from './oauth-clients';
import { Refusal } from './problems';

/** What a token stands for. It keeps the scopes that its client had when it was given. */
export interface Token {
  readonly value: string;
  readonly client: OAuthClient;
  /** Whether it speaks for a person, and not for the client alone. */
  readonly isUser: boolean;
}

/**
 * The login of the platform: RFC 6749 with the two grants that matter here, the code for an app without a secret (RFC 7636).
 * Whoever comes to it is signed in already.
 */
export interface Logins {
  /** `GET /oauth/authorize`: sends the browser back to the app with a code. */
  authorize(request: Incoming): Answer;
  /** `POST /oauth/token`: gives a token for a code, or for the client itself. */
  token(request: Incoming): Answer;
  /** The token that a request carries. */
  bearer(request: Incoming): Token;
  /** The token of that value, while it is valid. */
  find(value: string): Token | undefined;
  expire(value: string): void;
}

interface Code {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

export function logins(clients: OAuthClients): Logins {
  const tokens = new Map<string, Token>();
  const codes = new Map<string, Code>();
  const grant = (client: OAuthClient, isUser: boolean): Answer => {
    if (client.state !== 'active') throw new Refusal('bad.client.state');
    const value = `token-${randomUUID()}`;
    tokens.set(value, { value, client, isUser });
    const expires_in = client.accessTokenValiditySeconds;
    return { status: 200, json: { access_token: value, token_type: 'bearer', expires_in } };
  };
  const forCode = (form: URLSearchParams): Answer => {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const isGiven =
      code?.clientId === form.get('client_id') &&
      code?.redirectUri === form.get('redirect_uri') &&
      code?.challenge === challengeOf(form.get('code_verifier') ?? '');
    return isGiven && code !== undefined ? grant(clients.get(code.clientId), true) : oauthError('invalid_grant');
  };
  const forClient = ({ headers }: Incoming): Answer => {
    const [id, secret] = basicCredentials(headers.authorization);
    if (!clients.hasSecret(id, secret)) return oauthError('invalid_client', 401);
    const client = clients.get(id);
    return client.authorizedGrantType === 'CLIENT-CREDENTIALS'
      ? grant(client, false)
      : oauthError('unauthorized_client');
  };
  return {
    authorize: ({ query }) => {
      const [clientId, redirectUri] = [query.get('client_id') ?? '', query.get('redirect_uri') ?? ''];
      const challenge = query.get('code_challenge') ?? '';
      const { authorizedGrantType, registeredRedirectUri } = clients.get(clientId);
      if (authorizedGrantType !== 'CODE' || query.get('response_type') !== 'code' || challenge === '') {
        return oauthError('invalid_request');
      }
      if (!registeredRedirectUri.includes(redirectUri)) return oauthError('redirect_uri_mismatch');
      const code = randomUUID();
      codes.set(code, { clientId, redirectUri, challenge });
      const location = new URL(redirectUri);
      location.searchParams.set('code', code);
      return { status: 302, headers: { location: location.href }, text: '' };
    },
    token: (request) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const grantType = form.get('grant_type');
      if (grantType === 'authorization_code') return forCode(form);
      return grantType === 'client_credentials' ? forClient(request) : oauthError('unsupported_grant_type');
    },
    bearer: ({ headers }) => {
      const [scheme, value = ''] = (headers.authorization ?? '').split(' ');
      if (scheme?.toLowerCase() !== 'bearer') throw new Refusal('authentication.required');
      const token = tokens.get(value);
      if (token === undefined) throw new Refusal('bad.credentials');
      return token;
    },
    find: (value) => tokens.get(value),
    expire: (value) => void tokens.delete(value),
  };
}

/** S256 of RFC 7636. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** The login answers in the form of RFC 6749, not in that of the API. */
function oauthError(error: string, status = 400): Answer {
  return { status, json: { error } };
}

function basicCredentials(header = ''): readonly [id: string, secret: string] {
  const [, encoded = ''] = /^Basic (.*)$/.exec(header) ?? [];
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  return [id, secret];
}
