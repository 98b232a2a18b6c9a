import { CAPABILITY_IDS, type Capability } from './capabilities';

/** A kind of migrated Zendesk user, as a set of capabilities. */
export interface Profile {
  /** Name of the profile, as policies, declarations and reports give it. */
  readonly id: string;
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

/** The profile of that name, with its capabilities; the same object each time. */
export function profileOf(profile: ProfileId | Profile): Profile {
  return typeof profile === 'string' ? (BUILT_IN.get(profile) as Profile) : profile;
}

/** True when the profile asks for anything at all. */
export function needsClient(profile: Profile): boolean {
  return profile.capabilities.length > 0 || (profile.scopes ?? []).length > 0;
}

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
  return profile;
}

/** What is wrong with a profile that comes from outside the type system. */
export function profileProblems(profile: Profile): string[] {
  const unknown = profile.capabilities.filter((capability) => !CAPABILITY_IDS.includes(capability));
  return [
    ...(profile.id.trim() === '' ? ['id is empty; name the kind of user'] : []),
    ...(isProfileId(profile.id) ? [`"${profile.id}" is a built-in profile; choose another id`] : []),
    ...unknown.map((name) => `unknown capability "${name}"; capabilities are ${CAPABILITY_IDS.join(', ')}`),
    ...(needsClient(profile) ? [] : ['it asks for no capability and no scope; name at least one']),
  ];
}
