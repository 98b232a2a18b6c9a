import type { ProfileId } from '../scopes';
import {
  type Evidence,
  hasChatEntitlement,
  hasTalkEntitlement,
  isLead,
  roleTypeOf,
  worksWithCustomers,
} from './evidence';

/**
 * What becomes of a person. `client`: placed in a profile that needs a softphone client; `no-client`: in one that needs none;
 * `unplaced`: nobody but a person can decide it.
 */
export const OUTCOMES = ['client', 'no-client', 'unplaced', 'suspended', 'deleted', 'end-user'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One row of the table by which people are placed. */
export interface PlacingRule {
  readonly id: string;
  /** The profile, or the outcome where there is none. */
  readonly places: ProfileId | Exclude<Outcome, 'client' | 'no-client'>;
  readonly reason: string;
  /** Where it stands that this sign means so; `inferred` where it follows from that, and no document says it. */
  readonly source: string;
  when(evidence: Evidence): boolean;
}

const USERS = 'developer.zendesk.com/api-reference/ticketing/users/users';
const ENTITLEMENTS = `${USERS}, GET /api/v2/users/{id}/entitlements/full`;
const CUSTOM_ROLES = 'developer.zendesk.com/api-reference/ticketing/account-configuration/custom_roles';
const CHAT_AGENTS = 'developer.zendesk.com/api-reference/live-chat/chat-api/agents';
const INFERRED = 'inferred';

/** Whoever is not placed in a profile. The first rule that fits decides, here and in {@link PROFILE_RULES}. */
export const OUTCOME_RULES: readonly PlacingRule[] = [
  {
    id: 'chat-agent-alone',
    places: 'unplaced',
    reason: 'a Chat agent, and no Support user has this email address',
    source: CHAT_AGENTS,
    when: ({ isSupportUser }) => !isSupportUser,
  },
  {
    id: 'deleted',
    places: 'deleted',
    reason: 'the user is deleted (active is false)',
    source: USERS,
    when: ({ isDeleted, role }) => isDeleted && role !== 'end-user',
  },
  {
    id: 'end-user-at-work',
    places: 'unplaced',
    reason:
      'the role is end-user, but there is a sign of an agent (role_type, chat_only, an entitlement or a Chat agent)',
    source: INFERRED,
    when: (evidence) =>
      evidence.role === 'end-user' &&
      !evidence.isDeleted &&
      (Boolean(evidence.roleType) || worksWithCustomers(evidence)),
  },
  {
    id: 'end-user',
    places: 'end-user',
    reason: 'the role is end-user: a customer',
    source: USERS,
    when: ({ role }) => role === 'end-user',
  },
  {
    id: 'unknown-role',
    places: 'unplaced',
    reason: 'the role is none of agent, admin and end-user',
    source: USERS,
    when: ({ role }) => role !== 'agent' && role !== 'admin',
  },
  {
    id: 'suspended',
    places: 'suspended',
    reason: 'the user is suspended and cannot sign in',
    source: USERS,
    when: ({ isSuspended }) => isSuspended,
  },
  {
    id: 'no-email',
    places: 'unplaced',
    reason: 'the user has no email address to be found by in Zendesk Chat and in Genesys Cloud',
    source: INFERRED,
    when: ({ email }) => email === 'none',
  },
  {
    id: 'shared-email',
    places: 'unplaced',
    reason: 'several Support users have this email address',
    source: INFERRED,
    when: ({ email }) => email === 'shared',
  },
  {
    id: 'several-chat-agents',
    places: 'unplaced',
    reason: 'several Chat agents have this email address',
    source: INFERRED,
    when: ({ chatAgent }) => chatAgent === 'several',
  },
  {
    id: 'light-agent-at-work',
    places: 'unplaced',
    reason: 'role_type 1 says light agent, but there is a sign of chat or calls: one of the two is wrong',
    source: INFERRED,
    when: (evidence) => roleTypeOf(evidence) === 1 && worksWithCustomers(evidence),
  },
  {
    id: 'billing-admin-at-work',
    places: 'unplaced',
    reason: 'role_type 5 says billing admin, but there is a sign of chat or calls: one of the two is wrong',
    source: INFERRED,
    when: (evidence) => roleTypeOf(evidence) === 5 && worksWithCustomers(evidence),
  },
  {
    id: 'unknown-role-type',
    places: 'unplaced',
    reason: 'the role_type is none of 0 to 5',
    source: USERS,
    when: (evidence) => ![null, 0, 1, 2, 3, 4, 5].includes(roleTypeOf(evidence)),
  },
];

/** Which profile a team member has, from the strongest sign to the weakest. */
export const PROFILE_RULES: readonly PlacingRule[] = [
  {
    id: 'light-agent',
    places: 'light-agent',
    reason: 'role_type 1: a light agent, without chat and calls',
    source: USERS,
    when: (evidence) => roleTypeOf(evidence) === 1,
  },
  {
    id: 'billing-admin',
    places: 'billing-admin',
    reason: 'role_type 5: a billing admin',
    source: USERS,
    when: (evidence) => roleTypeOf(evidence) === 5,
  },
  {
    id: 'admin',
    places: 'admin',
    reason: 'role_type 4: an admin',
    source: USERS,
    when: (evidence) => roleTypeOf(evidence) === 4,
  },
  {
    id: 'admin-by-role',
    places: 'admin',
    reason: 'the role is admin, and there is no role_type',
    source: USERS,
    when: (evidence) => evidence.role === 'admin' && roleTypeOf(evidence) === null,
  },
  {
    id: 'contributor',
    places: 'contributor',
    reason: 'role_type 3: a Chat agent who was added as a contributor',
    source: USERS,
    when: ({ roleType }) => roleType === 3,
  },
  {
    id: 'contributor-by-custom-role',
    places: 'contributor',
    reason: 'a custom role of role_type 3: a contributor',
    source: CUSTOM_ROLES,
    when: (evidence) => roleTypeOf(evidence) === 3,
  },
  {
    id: 'team-lead',
    places: 'admin',
    reason: 'an entitlement as lead: leads a team',
    source: ENTITLEMENTS,
    when: isLead,
  },
  {
    id: 'chat-only',
    places: 'chat-agent',
    reason: 'role_type 2 or chat_only: works in Zendesk Chat alone',
    source: USERS,
    when: (evidence) => roleTypeOf(evidence) === 2 || evidence.isChatOnly,
  },
  {
    id: 'chat-entitlement',
    places: 'chat-agent',
    reason: 'an active chat entitlement',
    source: ENTITLEMENTS,
    when: hasChatEntitlement,
  },
  {
    id: 'chat-agent-enabled',
    places: 'chat-agent',
    reason: 'an enabled Chat agent has the same email address',
    source: CHAT_AGENTS,
    when: ({ chatAgent }) => chatAgent === 'enabled',
  },
  {
    id: 'custom-role-chat',
    places: 'chat-agent',
    reason: 'a custom role with chat_access, and no entitlements to say otherwise',
    source: CUSTOM_ROLES,
    when: ({ customRole, entitlements }) => customRole?.mayChat === true && !entitlements?.chat,
  },
  {
    id: 'talk-entitlement',
    places: 'voice-agent',
    reason: 'an active Talk entitlement, and no chat',
    source: ENTITLEMENTS,
    when: hasTalkEntitlement,
  },
  {
    id: 'custom-role-voice',
    places: 'voice-agent',
    reason: 'a custom role with voice_access, and no entitlements to say otherwise',
    source: CUSTOM_ROLES,
    when: ({ customRole, entitlements }) => customRole?.mayCall === true && !entitlements?.talk,
  },
  {
    id: 'agent',
    places: 'agent',
    reason: 'an agent without any sign of chat or Talk',
    source: USERS,
    when: () => true,
  },
];
