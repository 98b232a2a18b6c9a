import { isObject, type Json } from '../files';
import { publicText } from '../model';
import { tryParse } from './body';
import type { Called } from './har';
import { bodyText, headerOf, list, text } from './har-entry';
import type { Owners } from './har-owners';
import { frameIncident } from './incidents';
import type { Incident } from './observed';

/** What an entry shows beside being refused. */
export function incidentsOf(called: Called, owners: Owners): Incident[] {
  const client = owners.of(called.entry);
  return found(called).map((each) => ({ ...each, at: called.at, ...(client && { client }) }));
}

type Found = Omit<Incident, 'at' | 'client'>;

function found({ entry, call }: Called): Found[] {
  if (call.kind === 'login') return loginRefused(entry.url, entry.response, entry.status);
  if (call.kind === 'upgrade') {
    const jwt = call.isJwt ? [one('jwt', 'the WebSocket was opened with a JWT: /stream/jwt')] : [];
    const frames = entry.received.flatMap((frame) => frameIncident(frame.slice(0, MOST_OF_A_FRAME)));
    return [...jwt, ...counted(frames)];
  }
  if (entry.status !== 200) return [];
  const read = READERS[call.operation?.path ?? ''];
  const body = read && tryParse(bodyText(entry.response)?.trim() ?? '');
  return read === undefined || !isObject(body) ? [] : read(body);
}

const MOST_OF_A_FRAME = 20_000;

/** Answers that are no refusals, and tell of a failure all the same. */
const READERS: Readonly<Record<string, (body: { readonly [key: string]: Json }) => Found[]>> = {
  '/api/v2/users/me': ({ station }) =>
    isObject(station) && !isObject(station.effectiveStation)
      ? [one('no-station', 'GET /api/v2/users/me shows no effective station')]
      : [],
  '/api/v2/notifications/channels/{channelId}/subscriptions': ({ entities }) => {
    const rejected = list(entities).filter((each) => isObject(each) && each.state === 'Rejected');
    return rejected.length > 0 ? [{ ...one('topics-rejected', 'topics were answered with state "Rejected"') }] : [];
  },
  '/api/v2/oauth/authorizations/{clientId}': ({ state }) => {
    const shown = STATES.find((each) => each === state);
    return shown === undefined ? [] : [one('not-approved', `the authorization of the client has state "${shown}"`)];
  },
};

const STATES = ['Unauthorized', 'Requested', 'Revoked'];

/** The errors of RFC 6749 and of the login: nothing else is repeated. */
export const LOGIN_ERRORS = [
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'access_denied',
  'redirect_uri_mismatch',
  'server_error',
  'temporarily_unavailable',
] as const;

function loginRefused(url: string, response: { readonly [key: string]: Json }, status: number): Found[] {
  const body = status >= 400 ? tryParse(bodyText(response)?.trim() ?? '') : undefined;
  const location = headerOf(response, 'location') ?? text(response.redirectURL);
  const said = isObject(body) ? body.error : (errorIn(location) ?? errorIn(url));
  const known = LOGIN_ERRORS.find((each) => each === said);
  if (known !== undefined) return [one('login-refused', `the login answers "${known}"`)];
  return status >= 400 ? [one('login-refused', `the login answers ${status}`)] : [];
}

function errorIn(address: string): string | undefined {
  return /[?&#]error=([a-z_]{1,40})(?:[&#]|$)/.exec(address)?.[1];
}

function one(kind: Incident['kind'], said: string): Found {
  return { kind, count: 1, said: publicText(said) };
}

function counted(all: readonly Found[]): Found[] {
  const kinds = new Map<string, Found>();
  for (const each of all) {
    const key = `${each.kind} ${each.said}`;
    kinds.set(key, { ...each, count: (kinds.get(key)?.count ?? 0) + 1 });
  }
  return [...kinds.values()];
}
