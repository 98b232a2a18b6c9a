import { type Evidence, hasChatEntitlement, roleTypeOf, worksWithCustomers } from './evidence';

/** Signs that do not fit together. They do not change where a person is placed; a person should look at them. */
export interface Contradiction {
  readonly id: string;
  readonly text: string;
  when(evidence: Evidence): boolean;
}

const chatsOnly = (evidence: Evidence) => evidence.isChatOnly || [2, 3].includes(roleTypeOf(evidence) ?? -1);

export const CONTRADICTIONS: readonly Contradiction[] = [
  {
    id: 'deleted-at-work',
    text: 'deleted, but an entitlement or the Chat agent is still active',
    when: (evidence) => evidence.isDeleted && evidence.role !== 'end-user' && worksWithCustomers(evidence),
  },
  {
    id: 'chat-disabled',
    text: 'the chat entitlement is active, but the Chat agent is disabled',
    when: (evidence) => hasChatEntitlement(evidence) && evidence.chatAgent === 'disabled',
  },
  {
    id: 'chat-only-disabled',
    text: 'works in Zendesk Chat, but the Chat agent is disabled',
    when: (evidence) => chatsOnly(evidence) && !hasChatEntitlement(evidence) && evidence.chatAgent === 'disabled',
  },
  {
    id: 'chat-not-entitled',
    text: 'works in Zendesk Chat, but the chat entitlement is not active',
    when: (evidence) =>
      (chatsOnly(evidence) || evidence.chatAgent === 'enabled') && evidence.entitlements?.chat?.isActive === false,
  },
  {
    id: 'chat-agent-missing',
    text: 'works in Zendesk Chat, but no Chat agent has this email address',
    when: (evidence) =>
      (chatsOnly(evidence) || hasChatEntitlement(evidence)) && evidence.isSupportUser && evidence.chatAgent === 'none',
  },
  {
    id: 'chat-agent-unclear',
    text: 'the Chat agent does not say whether it is enabled',
    when: ({ chatAgent }) => chatAgent === 'not-said',
  },
  {
    id: 'chat-agent-left',
    text: 'there is a disabled Chat agent, and no other sign of chat',
    when: (evidence) =>
      evidence.chatAgent === 'disabled' &&
      evidence.isSupportUser &&
      !chatsOnly(evidence) &&
      !hasChatEntitlement(evidence),
  },
  {
    id: 'role-and-type',
    text: 'role and role_type do not agree on who is an admin',
    when: ({ role, roleType }) =>
      (role === 'admin' && roleType !== null && roleType !== 4 && roleType !== 5) ||
      (role === 'agent' && (roleType === 4 || roleType === 5)),
  },
  {
    id: 'custom-role-type',
    text: 'the custom role has another role_type than the user',
    when: ({ roleType, customRole }) =>
      roleType !== null && customRole !== null && customRole.roleType !== null && customRole.roleType !== roleType,
  },
  {
    id: 'custom-role-missing',
    text: 'the custom role is not in the export, and there are no entitlements: whether the person may chat is not known',
    when: ({ roleType, lacksCustomRole, entitlements }) => roleType === 0 && lacksCustomRole && entitlements === null,
  },
  {
    id: 'entitlements-differ',
    text: 'several answers about the entitlements differ; the one that was read last is taken',
    when: ({ areEntitlementsContradicted }) => areEntitlementsContradicted,
  },
];
