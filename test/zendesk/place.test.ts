import { OUTCOME_RULES, PROFILE_RULES, placePerson } from '../../lib/zendesk';

type Evidence = Parameters<typeof placePerson>[0];
const ON = { isActive: true, name: 'agent' };
const OFF = { isActive: false, name: '' };
const NEITHER = { chat: OFF, talk: OFF };

const AGENT: Evidence = {
  isSupportUser: true,
  role: 'agent',
  roleType: 0,
  customRole: null,
  lacksCustomRole: false,
  isChatOnly: false,
  isSuspended: false,
  isDeleted: false,
  email: 'own',
  chatAgent: 'none',
  entitlements: null,
  areEntitlementsContradicted: false,
};
const CHAT_ROLE = { roleType: 0, mayChat: true, mayCall: false };
const TALK_ROLE = { roleType: 0, mayChat: false, mayCall: true };

/** One person for each rule, and what the rule makes of them. */
const BY_RULE: Readonly<Record<string, readonly [Partial<Evidence>, string]>> = {
  'chat-agent-alone': [{ isSupportUser: false, role: null, roleType: null, chatAgent: 'enabled' }, 'unplaced'],
  deleted: [{ isDeleted: true }, 'deleted'],
  'end-user-at-work': [{ role: 'end-user', roleType: null, chatAgent: 'enabled' }, 'unplaced'],
  'end-user': [{ role: 'end-user', roleType: null, email: 'none', isSuspended: true }, 'end-user'],
  'unknown-role': [{ role: 'owner' }, 'unplaced'],
  suspended: [{ isSuspended: true, email: 'none' }, 'suspended'],
  'no-email': [{ email: 'none' }, 'unplaced'],
  'shared-email': [{ email: 'shared', chatAgent: 'several' }, 'unplaced'],
  'several-chat-agents': [{ chatAgent: 'several' }, 'unplaced'],
  'light-agent-at-work': [{ roleType: 1, entitlements: { chat: OFF, talk: ON } }, 'unplaced'],
  'billing-admin-at-work': [{ role: 'admin', roleType: 5, chatAgent: 'enabled' }, 'unplaced'],
  'unknown-role-type': [{ roleType: 6 }, 'unplaced'],
  'light-agent': [{ roleType: 1, customRole: CHAT_ROLE }, 'light-agent'],
  'billing-admin': [{ role: 'admin', roleType: 5 }, 'billing-admin'],
  admin: [{ role: 'admin', roleType: 4, chatAgent: 'enabled' }, 'admin'],
  'admin-by-role': [{ role: 'admin', roleType: null }, 'admin'],
  contributor: [{ roleType: 3 }, 'contributor'],
  'contributor-by-custom-role': [{ customRole: { ...CHAT_ROLE, roleType: 3 } }, 'contributor'],
  'team-lead': [{ entitlements: { chat: OFF, talk: { isActive: true, name: 'lead' } } }, 'admin'],
  'chat-only': [{ roleType: null, isChatOnly: true }, 'chat-agent'],
  'chat-entitlement': [{ entitlements: { chat: ON, talk: ON } }, 'chat-agent'],
  'chat-agent-enabled': [{ entitlements: NEITHER, chatAgent: 'enabled' }, 'chat-agent'],
  'custom-role-chat': [{ customRole: CHAT_ROLE }, 'chat-agent'],
  'talk-entitlement': [{ customRole: CHAT_ROLE, entitlements: { chat: OFF, talk: ON } }, 'voice-agent'],
  'custom-role-voice': [{ customRole: TALK_ROLE }, 'voice-agent'],
  agent: [{ customRole: { ...CHAT_ROLE, mayCall: true }, entitlements: NEITHER }, 'agent'],
};

test('there is a person for each rule, and each rule has its own id, reason and source', () => {
  const rules = [...OUTCOME_RULES, ...PROFILE_RULES];
  expect(rules.map(({ id }) => id)).toEqual(Object.keys(BY_RULE));
  expect(new Set(rules.map(({ reason }) => reason)).size).toBe(rules.length);
  expect(rules.filter(({ source }) => source === '')).toEqual([]);
});

test.each(Object.entries(BY_RULE))('%s', (rule, [difference, expected]) => {
  const placement = placePerson({ ...AGENT, ...difference });
  expect([placement.rule, placement.profile ?? placement.outcome]).toEqual([rule, expected]);
});

test.each<[string, Partial<Evidence>, string | null, string]>([
  [
    'a chat entitlement of a disabled Chat agent',
    { entitlements: { chat: ON, talk: null }, chatAgent: 'disabled' },
    'chat-agent',
    'the chat entitlement is active, but the Chat agent is disabled',
  ],
  [
    'an enabled Chat agent without the entitlement',
    { entitlements: NEITHER, chatAgent: 'enabled' },
    'chat-agent',
    'works in Zendesk Chat, but the chat entitlement is not active',
  ],
  [
    'a disabled Chat agent who works in Chat alone',
    { roleType: 2, chatAgent: 'disabled' },
    'chat-agent',
    'works in Zendesk Chat, but the Chat agent is disabled',
  ],
  [
    'a chat-only user whom no Chat agent matches',
    { roleType: 2 },
    'chat-agent',
    'works in Zendesk Chat, but no Chat agent has this email address',
  ],
  [
    'a Chat agent who was left behind',
    { chatAgent: 'disabled' },
    'agent',
    'there is a disabled Chat agent, and no other sign of chat',
  ],
  [
    'a Chat agent of an unknown state',
    { chatAgent: 'not-said' },
    'agent',
    'the Chat agent does not say whether it is enabled',
  ],
  ['an agent of the type of admins', { roleType: 4 }, 'admin', 'role and role_type do not agree on who is an admin'],
  [
    'another type than that of the custom role',
    { customRole: { ...CHAT_ROLE, roleType: 1 } },
    'chat-agent',
    'the custom role has another role_type than the user',
  ],
  [
    'a custom role that was not exported',
    { lacksCustomRole: true },
    'agent',
    'the custom role is not in the export, and there are no entitlements: whether the person may chat is not known',
  ],
  [
    'entitlements that differ',
    { areEntitlementsContradicted: true },
    'agent',
    'several answers about the entitlements differ; the one that was read last is taken',
  ],
  [
    'a deleted user whose Chat agent works on',
    { isDeleted: true, chatAgent: 'enabled' },
    null,
    'deleted, but an entitlement or the Chat agent is still active',
  ],
  [
    'a suspended user',
    { isSuspended: true, entitlements: { chat: ON, talk: ON }, chatAgent: 'enabled' },
    null,
    'would have the profile chat-agent when no longer suspended',
  ],
])('what does not fit together is told: %s', (_, difference, profile, text) => {
  const placement = placePerson({ ...AGENT, ...difference });
  expect(placement.profile).toBe(profile);
  expect(placement.attention).toEqual([text]);
});

test('of whoever fits together nothing is told', () => {
  const chats = { entitlements: { chat: ON, talk: ON }, chatAgent: 'enabled' } as const;
  expect(placePerson({ ...AGENT, ...chats }).attention).toEqual([]);
  expect(placePerson({ ...AGENT, chatAgent: 'not-exported', roleType: 2 }).attention).toEqual([]);
  expect(placePerson({ ...AGENT, role: 'end-user', roleType: null, chatAgent: 'disabled' }).attention).toEqual([]);
});
