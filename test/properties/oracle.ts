/**
 * What the design asks of a client, written down once more by hand and without the product's tables: what the product says is
 * compared with this. It imports nothing of the product.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type OracleVocabulary = 'migration' | 'platform';

const NEEDS = {
  migration: {
    webphone: ['webphone:use'],
    interaction: ['interaction:read'],
    routing: ['routing:user'],
    digital: ['interaction:write', 'digital:read'],
  },
  platform: {
    webphone: ['user-basic-info', 'organization:readonly', 'notifications', 'conversations'],
    interaction: ['conversations:readonly'],
    routing: ['users', 'routing:readonly'],
    digital: ['conversations'],
  },
} as const;

export type OracleCapability = keyof (typeof NEEDS)['migration'];

/** Profiles that a client can be for: the two that need none cannot be declared. */
export const PROFILE_CAPABILITIES: Readonly<Record<string, readonly OracleCapability[]>> = {
  agent: ['webphone', 'interaction', 'routing'],
  'voice-agent': ['webphone', 'interaction', 'routing'],
  'chat-agent': ['webphone', 'interaction', 'routing', 'digital'],
  contributor: ['webphone', 'interaction', 'routing', 'digital'],
  admin: ['webphone', 'interaction', 'routing', 'digital'],
};

/** What each operation of the API takes: any one of these scopes. */
const OPERATIONS: readonly (readonly string[])[] = JSON.parse(
  readFileSync(join(__dirname, '../../data/platform-operations.json'), 'utf8'),
).operations.map(({ scopes }: { scopes: readonly string[] }) => scopes);

const PUBLISHED = new Set(OPERATIONS.flat());

/** Readonly scopes for which the read-write form does: every operation that takes the one takes the other too. */
const COVERED = new Set([...PUBLISHED].filter((name) => name.endsWith(':readonly') && isCovered(name)));

function isCovered(name: string): boolean {
  const readWrite = name.slice(0, -':readonly'.length);
  return OPERATIONS.every((scopes) => !scopes.includes(name) || scopes.includes(readWrite));
}

/** Grant types that the provider takes; it refuses every other spelling. */
export const GRANTS: readonly string[] = [
  'CODE',
  'TOKEN',
  'SAML2-BEARER',
  'SAML2BEARER',
  'PASSWORD',
  'CLIENT-CREDENTIALS',
];

export interface OracleClient {
  /** A built-in profile's name, or one of a team's own; absent where nothing names one. */
  readonly profile?:
    | string
    | { readonly capabilities: readonly OracleCapability[]; readonly scopes: readonly string[] };
  readonly vocabulary?: OracleVocabulary;
  /** Null where it is not known. */
  readonly grant: string | null;
  /** The names in the list, sensitive ones too. */
  readonly held: readonly string[];
  /** True when something in the list, or the list, is not known. */
  readonly waits: boolean;
}

export type OracleVerdict =
  /** It waits, so it may be anything but a pass. */
  | { readonly kind: 'waits' }
  /** Nothing is asked of it. */
  | { readonly kind: 'free' }
  /** These names are missing: none where it is complete. `open`: its grant is not known, so it does not pass either. */
  | { readonly kind: 'judged'; readonly missing: readonly string[]; readonly open: boolean };

function covers(held: string, needed: string): boolean {
  return held === needed || (needed === `${held}:readonly` && COVERED.has(needed));
}

export function required(profile: NonNullable<OracleClient['profile']>, vocabulary: OracleVocabulary): string[] {
  const own = typeof profile === 'string' ? { capabilities: PROFILE_CAPABILITIES[profile] ?? [], scopes: [] } : profile;
  const names = new Set([...own.capabilities.flatMap((capability) => NEEDS[vocabulary][capability]), ...own.scopes]);
  return [...names].filter((name) => ![...names].some((other) => other !== name && covers(other, name)));
}

export function judge(client: OracleClient): OracleVerdict {
  if (client.waits) return { kind: 'waits' };
  const userless = client.grant !== null && /^\s*client[-_]credentials\s*$/i.test(client.grant);
  if (client.profile === undefined && userless) return { kind: 'free' };
  const profile = client.profile ?? 'agent';
  const lacking = (vocabulary: OracleVocabulary) =>
    required(profile, vocabulary).filter((needed) => !client.held.some((held) => covers(held, needed)));
  const has = (vocabulary: OracleVocabulary) => required(profile, vocabulary).length - lacking(vocabulary).length;
  const spoken = (): OracleVocabulary => {
    if (lacking('migration').length === 0) return 'migration';
    if (lacking('platform').length === 0) return 'platform';
    if (has('migration') !== has('platform')) return has('migration') > has('platform') ? 'migration' : 'platform';
    return client.held.length > 0 && client.held.every((name) => PUBLISHED.has(name)) ? 'platform' : 'migration';
  };
  return { kind: 'judged', missing: lacking(client.vocabulary ?? spoken()).sort(), open: client.grant === null };
}
