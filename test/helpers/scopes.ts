/** The scopes of the forum thread: exactly what the base profile needs in the migration vocabulary. */
export const BASE_SCOPES = ['webphone:use', 'interaction:read', 'routing:user'];

/** What it needs by the names that Genesys Cloud publishes. */
export const PLATFORM_BASE_SCOPES = [
  'user-basic-info',
  'organization:readonly',
  'notifications',
  'conversations',
  'users',
  'routing:readonly',
];
