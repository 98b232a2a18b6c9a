import type { PublishedScope } from './published';

/** How a capability is spelled: by the names of the migration guidance, or by the names that Genesys Cloud publishes. */
export const VOCABULARIES = ['migration', 'platform'] as const;
/** The name of a vocabulary. */
export type Vocabulary = (typeof VOCABULARIES)[number];

/** The vocabulary of what is generated when nobody names one. */
export const DEFAULT_VOCABULARY = 'migration' satisfies Vocabulary;

/**
 * What an app can do, and the scopes that it takes in each vocabulary.
 *
 * `platform`: the webphone row was observed with genesys-cloud-webrtc-sdk 9.2.4 against an API that enforces scopes
 * (2026-11-23): without one of the required names the login or every call is refused, without `stations:readonly` the
 * phone comes up without a station. The other rows are what the API document of 2026-07-19 asks for: all reads below
 * /conversations take `conversations:readonly`, changes take `conversations`; going on queue takes `users`.
 * `migration`: the names of the migration guidance. The published catalogue has none of them.
 */
export const CAPABILITIES = {
  webphone: {
    title: 'use the WebRTC softphone',
    migration: { required: ['webphone:use'], recommended: [] },
    platform: {
      required: ['user-basic-info', 'organization:readonly', 'notifications', 'conversations'],
      recommended: ['stations:readonly'],
    },
  },
  interaction: {
    title: 'read interactions',
    migration: { required: ['interaction:read'], recommended: [] },
    platform: { required: ['conversations:readonly'], recommended: [] },
  },
  routing: {
    title: 'go on queue and see own queues',
    migration: { required: ['routing:user'], recommended: [] },
    platform: { required: ['users', 'routing:readonly'], recommended: ['presence'] },
  },
  digital: {
    title: 'read and answer chats, messages and emails',
    migration: { required: ['interaction:write', 'digital:read'], recommended: [] },
    platform: { required: ['conversations'], recommended: [] },
  },
} as const satisfies Record<string, CapabilityScopes & { title: string }>;

type CapabilityScopes = {
  readonly [V in Vocabulary]: {
    readonly required: readonly (V extends 'platform' ? PublishedScope : string)[];
    readonly recommended: readonly PublishedScope[];
  };
};

/** The name of a capability. */
export type Capability = keyof typeof CAPABILITIES;
export const CAPABILITY_IDS = Object.keys(CAPABILITIES) as Capability[];

/** The scopes that a capability requires in a vocabulary, as a union of names. */
export type RequiredBy<C extends Capability, V extends Vocabulary> = {
  [K in C]: (typeof CAPABILITIES)[K][V]['required'][number];
}[C];

/** A name of the migration guidance, which Genesys Cloud does not publish. */
export type MigrationScope = RequiredBy<Capability, 'migration'>;

/** A scope that the product knows: a published name, or one of the migration guidance. */
export type KnownScope = PublishedScope | MigrationScope;

/** All names of the migration vocabulary, each with the capability that it spells. */
export const MIGRATION_SCOPES: ReadonlyMap<string, Capability> = new Map(
  CAPABILITY_IDS.flatMap((id) => CAPABILITIES[id].migration.required.map((name) => [name, id] as const)),
);

/** What a migration name stands for by published names: what its capability requires. */
export function publishedEquivalents(name: string): readonly PublishedScope[] {
  const capability = MIGRATION_SCOPES.get(name);
  return capability === undefined ? [] : CAPABILITIES[capability].platform.required;
}
