import { isObject } from '../files';
import { isUuid, tryParse } from './body';
import type { Called } from './har';
import { bodyText, type Entry, list } from './har-entry';
import type { TokenOwner } from './observed';

/** Whom tokens belong to, as far as a HAR shows. */
export interface Owners {
  of(entry: Entry): TokenOwner | undefined;
}

/** Tokens are told apart by their headers; where those were taken out, all are one. */
export function ownersIn(calls: readonly Called[]): Owners {
  const byToken = new Map<string, TokenOwner>();
  for (const { entry, call } of calls) {
    const owner = call.operation?.path === '/api/v2/tokens/me' && entry.status === 200 ? ownerIn(entry) : undefined;
    if (owner !== undefined) byToken.set(entry.token ?? '', owner);
  }
  const logins = [...new Set(calls.flatMap(clientOfLogin))];
  const [login] = logins;
  const only: TokenOwner | undefined = logins.length === 1 && login !== undefined ? { id: login } : undefined;
  return { of: ({ token }) => byToken.get(token ?? '') ?? byToken.get('') ?? only };
}

function ownerIn({ response }: Entry): TokenOwner | undefined {
  const answer = tryParse(bodyText(response)?.trim() ?? '');
  if (!isObject(answer)) return undefined;
  const client = isObject(answer.OAuthClient) ? answer.OAuthClient : {};
  const scopes = list(answer.authorizedScope).filter((each) => typeof each === 'string');
  const isKnown = Array.isArray(answer.authorizedScope);
  return { ...(isUuid(client.id) && { id: client.id }), ...(isKnown && { holds: scopes }) };
}

function clientOfLogin({ entry, call }: Called): string[] {
  if (call.kind !== 'login') return [];
  const id = new URL(entry.url).searchParams.get('client_id');
  return isUuid(id) ? [id] : [];
}
