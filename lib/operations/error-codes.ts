/**
 * What can stand behind a refusal of the platform, or behind a call that never became one. `title` ends a sentence that
 * begins with what failed; `remedy` says what to do.
 */
export const CAUSES = {
  'scope-missing': {
    title: 'the OAuth client has no scope that the call needs',
    remedy:
      'Add the scope to the OAuth client, have an administrator approve the client again (Authorized Applications), and let the ' +
      'agent log in anew: a token keeps the scopes that it was given. Scopes matter only where the organisation enforces them.',
  },
  'permission-missing': {
    title: "the user's roles lack a permission",
    remedy: 'Give the user a role with the permission; a scope does not help here.',
  },
  division: {
    title: 'the user has the permission, but not in this division',
    remedy: 'Grant the role in the division of what is called; a scope does not help here.',
  },
  'organisation-policy': {
    title: 'an authorization policy of the organisation denies it',
    remedy: 'Ask the administrator for the policies that the message names; a scope does not help here.',
  },
  'ip-not-allowed': {
    title: 'the address that the request came from is not on the IP allow list',
    remedy: 'Ask the administrator for the IP allow list of the organisation; a scope does not help here.',
  },
  'bad-token': {
    title: 'the token is expired, revoked, or of another region',
    remedy: 'Log in anew, and check the region and that the client is active; a scope does not help here.',
  },
  'no-token': {
    title: 'the request carries no token',
    remedy: 'Send `Authorization: Bearer` with the token; a scope does not help here.',
  },
  'wrong-grant': {
    title: 'the token is of the CLIENT-CREDENTIALS grant and speaks for no user',
    remedy: 'Log the agent in with the grant CODE and PKCE; a scope does not help here.',
  },
  'client-not-approved': {
    title: 'the OAuth client is not approved in the organisation',
    remedy: 'Have an administrator approve it (Authorized Applications), and let the agent log in anew.',
  },
  'rate-limit': {
    title: 'a rate limit is used up',
    remedy: 'Wait as long as `retry-after` says, and send less; a scope does not help here.',
  },
  'topic-forbidden': {
    title: 'the user may not subscribe to a notification topic',
    remedy:
      'Look up what the topic requires (GET /api/v2/notifications/availabletopics?expand=requiresPermissions), and give the user a ' +
      'role with it; a scope does not help here.',
  },
  'topic-cap': {
    title: 'the channel has too many topics',
    remedy: 'Subscribe to fewer topics: a channel takes 1,000.',
  },
  'channel-cap': {
    title: 'the channel was taken away: a user has 20 for one app, and the 21st removes the one used longest ago',
    remedy:
      'Close channels that are not needed, and give each app an OAuth client of its own ' +
      '(GET /api/v2/notifications/channels?includechannels=oauthclient counts them).',
  },
  'no-station': {
    title: 'the user has no station',
    remedy: "Assign the user's WebRTC station; a scope does not help here.",
  },
  station: {
    title: 'the station cannot be used: it is taken, broken, or its Edge is not active',
    remedy: 'Look at the station and its Edge in the telephony administration; a scope does not help here.',
  },
  'jwt-for-access-token': {
    title: 'the SDK was given `jwt` where `accessToken` is needed: with a JWT it has no softphone',
    remedy: "Give the SDK the agent's token as `accessToken`.",
  },
  'unknown-scope-name': {
    title: 'the organisation knows no scope of that name',
    remedy:
      'Use the names of its catalogue (`genesys-scopes catalog refresh`); the published ones are one word away: `platform`.',
  },
  'client-settings': {
    title: 'the platform does not take the settings of the OAuth client',
    remedy: 'Look at what the message names: grant, scopes, roles or state of the client.',
  },
  network: {
    title: 'something between the app and the platform refused the connection',
    remedy: 'Look at proxies, firewalls and TLS inspection on the way; a scope does not help here.',
  },
  server: {
    title: 'the platform failed by itself',
    remedy: 'Try again later, and give its correlation id to Genesys support; a scope does not help here.',
  },
  refused: {
    title: 'the platform refused it, and does not say why',
    remedy: "Compare the user's permissions with those of the operation (`genesys-scopes explain`).",
  },
} as const satisfies Record<string, { readonly title: string; readonly remedy: string }>;

export type Cause = keyof typeof CAUSES;

/**
 * The codes in the body of a refusal, and what stands behind each.
 * Source: `x-inin-error-codes` of the API document of 2026-07-19.
 */
export const ERROR_CODES = {
  'app.not.authorized.for.scope': 'scope-missing',
  'authentication.required': 'no-token',
  'bad.credentials': 'bad-token',
  'ip.not.authorized': 'ip-not-allowed',
  'missing.permissions': 'permission-missing',
  'missing.any.permissions': 'permission-missing',
  'missing.division.permission': 'division',
  'missing.any.division.permissions': 'division',
  'authz.policy.denied': 'organisation-policy',
  'not.authorized': 'refused',
  'notification.unauthorized.topic': 'topic-forbidden',
  'notification.unauthorized.divisioned.topic': 'topic-forbidden',
  'notification.forbidden.topic': 'topic-forbidden',
  'notification.subscription.too.many.subscriptions': 'topic-cap',
  'too.many.requests': 'rate-limit',
  'too.many.requests.retry.after': 'rate-limit',
  'not.a.user': 'wrong-grant',
  'conversation.error.no.user.station': 'no-station',
  'providerapi.error.user.does.not.have.a.station': 'no-station',
  'userservice.station.notfound': 'no-station',
  'providerapi.error.station.cannot.resolve': 'station',
  'providerapi.error.edge.no.active': 'station',
  'userservice.stationalreadyassociated': 'station',
  'userservice.station.nothomed': 'station',
  'auth.invalid.scope': 'unknown-scope-name',
  'missing.client.scope': 'client-settings',
  'missing.client.roles': 'client-settings',
  'auth.too.many.clients': 'client-settings',
  'bad.client.role': 'client-settings',
  'bad.client.state': 'client-settings',
  'bad.grant.type': 'client-settings',
  'grant.type.required': 'client-settings',
  'cannot.delete.client': 'client-settings',
  'client.not.found': 'client-settings',
} as const satisfies Record<string, Cause>;

/** What stands behind a code in the body of a refusal; undefined for a code that is not known. */
export function causeOfCode(code: string): Cause | undefined {
  return Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as keyof typeof ERROR_CODES] : undefined;
}
