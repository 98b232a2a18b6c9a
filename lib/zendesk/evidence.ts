import type { Entitlement } from './entitlements';

/** All that is known of a person and has a say in where they are placed. Nothing of it tells who the person is. */
export interface Evidence {
  /** False for an agent of Zendesk Chat of whom no Support user is known. */
  readonly isSupportUser: boolean;
  readonly role: string | null;
  readonly roleType: number | null;
  readonly customRole: {
    readonly roleType: number | null;
    readonly mayChat: boolean;
    readonly mayCall: boolean;
  } | null;
  /** True when the person has a custom role, and custom roles were exported, but not this one. */
  readonly lacksCustomRole: boolean;
  readonly isChatOnly: boolean;
  readonly isSuspended: boolean;
  readonly isDeleted: boolean;
  readonly email: 'own' | 'none' | 'shared';
  /** The Chat agent of the same email; `not-exported` when the export has no Chat agents at all. */
  readonly chatAgent: 'enabled' | 'disabled' | 'not-said' | 'none' | 'several' | 'not-exported';
  /** Null where the export has no answer about this person's entitlements. */
  readonly entitlements: { readonly chat: Entitlement | null; readonly talk: Entitlement | null } | null;
  /** Several answers about the entitlements, and they differ. */
  readonly areEntitlementsContradicted: boolean;
}

export function hasChatEntitlement({ entitlements }: Evidence): boolean {
  return entitlements?.chat?.isActive === true;
}

export function hasTalkEntitlement({ entitlements }: Evidence): boolean {
  return entitlements?.talk?.isActive === true;
}

/** One of the two leads a team. */
export function isLead({ entitlements }: Evidence): boolean {
  return [entitlements?.chat, entitlements?.talk].some((each) => each?.isActive === true && each.name === 'lead');
}

/** The person's own `role_type`; where that says no more than "custom role" or nothing, the role's. */
export function roleTypeOf({ roleType, customRole }: Evidence): number | null {
  const ofRole = customRole?.roleType ?? null;
  if (roleType === null) return ofRole;
  return roleType === 0 && (ofRole === 2 || ofRole === 3) ? ofRole : roleType;
}

/** Whoever chats or calls by any sign but a role that would merely permit it. */
export function worksWithCustomers(evidence: Evidence): boolean {
  return (
    hasChatEntitlement(evidence) ||
    hasTalkEntitlement(evidence) ||
    evidence.isChatOnly ||
    evidence.chatAgent === 'enabled'
  );
}
