import { CAPABILITY_IDS, type Capability } from './capabilities';

/** A kind of migrated Zendesk user, as a set of capabilities. */
export interface Profile {
  /** Name of the profile, as policies, declarations and reports give it. */
  readonly id: string;
  /** What the people of this kind do; each capability requires scopes. */
  readonly capabilities: readonly Capability[];
  /**
   * Scopes that it requires beyond its capabilities, spelled the same in both vocabularies.
   * @default - none
   */
  readonly scopes?: readonly string[];
  /**
   * Scopes that it may hold beyond the required ones without being reported as excess.
   * @default - none
   */
  readonly allowedScopes?: readonly string[];
}

const AGENT = ['webphone', 'interaction', 'routing'] as const;
const DIGITAL_AGENT = [...AGENT, 'digital'] as const;

/**
 * The kinds of Zendesk users. `zendesk` says by which signals of the Zendesk API a person is one:
 * `role_type` of GET /api/v2/users, entitlements of GET /api/v2/users/{id}/entitlements/full.
 */
export const PROFILES = {
  agent: { capabilities: AGENT, zendesk: 'role_type 0 with neither a Talk nor a chat entitlement' },
  'voice-agent': { capabilities: AGENT, zendesk: 'a Talk entitlement and no chat' },
  'chat-agent': { capabilities: DIGITAL_AGENT, zendesk: 'role_type 2, chat_only, or a chat entitlement' },
  contributor: { capabilities: DIGITAL_AGENT, zendesk: 'role_type 3' },
  admin: { capabilities: DIGITAL_AGENT, zendesk: 'role_type 4, and team leads' },
  'light-agent': { capabilities: [], zendesk: 'role_type 1' },
  'billing-admin': { capabilities: [], zendesk: 'role_type 5' },
} as const satisfies Record<string, { capabilities: readonly Capability[]; zendesk: string }>;

/** The name of a built-in profile. */
export type ProfileId = keyof typeof PROFILES;
export const PROFILE_IDS = Object.keys(PROFILES) as ProfileId[];

/** The profiles that need a softphone client; the others take none. */
export type ClientProfileId = {
  [Id in ProfileId]: (typeof PROFILES)[Id]['capabilities'] extends readonly [] ? never : Id;
}[ProfileId];

/** What a client must meet that nothing names. */
export const BASE_PROFILE = 'agent' satisfies ClientProfileId;

/** A client's profile as a user gives it: the name of a known one, or a value of {@link defineProfile}. */
export type ProfileInput = ClientProfileId | Profile;

export function isProfileId(id: string): id is ProfileId {
  return Object.hasOwn(PROFILES, id);
}

const BUILT_IN = new Map<string, Profile>(
  PROFILE_IDS.map((id) => [id, { id, capabilities: PROFILES[id].capabilities }]),
);

/**
 * The profile of that name, with its capabilities; the same object each time.
 * @throws for a name that is none
 */
export function profileOf(profile: ProfileId | Profile): Profile {
  if (typeof profile !== 'string') return profile;
  const found = BUILT_IN.get(profile);
  if (found === undefined) throw new Error(`unknown profile "${profile}"; profiles are ${PROFILE_IDS.join(', ')}`);
  return found;
}

/** True when the profile asks for anything at all. */
export function needsClient(profile: Profile): boolean {
  return profile.capabilities.length > 0 || (profile.scopes ?? []).length > 0;
}

/** The profiles by name that need a client. */
export const CLIENT_PROFILE_IDS = PROFILE_IDS.filter((id): id is ClientProfileId => needsClient(profileOf(id)));

/**
 * Makes a profile of a team's own, as a typed value: the compiler checks literal scope lists against it.
 *
 * @example
 * const teamLead = defineProfile({ id: 'team-lead', capabilities: ['interaction'], scopes: ['analytics:readonly'] });
 * @throws when the id is empty or belongs to a built-in profile, a capability is unknown, or nothing is asked for
 */
export function defineProfile<const P extends Profile>(profile: P): P {
  const problems = profileProblems(profile);
  if (problems.length > 0) throw new Error(`defineProfile: ${problems.join('; ')}`);
  // What a client was checked against must not change afterwards.
  for (const part of Object.values(profile)) Object.freeze(part);
  return Object.freeze(profile);
}

const PROFILE_KEYS = ['id', 'capabilities', 'scopes', 'allowedScopes'] as const satisfies readonly (keyof Profile)[];

/** What is wrong with a profile that comes from outside the type system. */
export function profileProblems(profile: unknown): string[] {
  if (typeof profile !== 'object' || profile === null) return ['it is no object with id and capabilities'];
  const { id, capabilities, scopes = [], allowedScopes = [] } = profile as Record<string, unknown>;
  const extra = Object.keys(profile).filter((key) => !PROFILE_KEYS.some((known) => known === key));
  if (extra.length > 0) return [`unknown key "${extra[0]}"; keys are ${PROFILE_KEYS.join(', ')}`];
  if (typeof id !== 'string' || id.trim() === '') return ['id is empty; name the kind of user'];
  if (isProfileId(id)) return [`"${id}" is a built-in profile; choose another id`];
  const lists = { capabilities, scopes, allowedScopes };
  const noList = Object.entries(lists).find(([, list]) => !isNames(list));
  if (noList !== undefined) return [`${noList[0]} is no list of names`];
  const unknown = (capabilities as string[]).filter((name) => !CAPABILITY_IDS.some((known) => known === name));
  return [
    ...unknown.map((name) => `unknown capability "${name}"; capabilities are ${CAPABILITY_IDS.join(', ')}`),
    ...(needsClient(profile as Profile) ? [] : ['it asks for no capability and no scope; name at least one']),
  ];
}

function isNames(list: unknown): list is string[] {
  return Array.isArray(list) && list.every((name) => typeof name === 'string');
}
