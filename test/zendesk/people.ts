import type { Outcome } from '../../lib/zendesk';

/** What the API would answer about one person, and where this person belongs by construction: the oracle. */
export interface Made {
  readonly outcome: Outcome;
  readonly profile: string | null;
  readonly user?: Record<string, unknown>;
  readonly entitlements?: Record<string, unknown>;
  readonly chatAgents?: readonly Record<string, unknown>[];
}

const CHAT_ROLE = 900;
export const CUSTOM_ROLES = [
  { id: CHAT_ROLE, name: 'Tier 1', role_type: 0, configuration: { chat_access: true, voice_access: false } },
  { id: 901, name: 'Contributor', role_type: 3, configuration: { chat_access: false } },
];

const ON = (name = 'agent') => ({ is_active: true, name });
const OFF = { is_active: false, name: null };
const NEITHER = { chat: OFF, talk: OFF };

interface Parts {
  readonly user?: Record<string, unknown>;
  readonly entitlements?: Record<string, unknown>;
  readonly chat?: Record<string, unknown>;
}

/** Kinds of people, written down one by one and without a look at the rules of the product. */
const KINDS = {
  customer: ['end-user', null, { user: { role: 'end-user', role_type: null } }],
  'customer, deleted': ['end-user', null, { user: { role: 'end-user', active: false } }],
  'customer who chats as an agent': ['unplaced', null, { user: { role: 'end-user' }, chat: { enabled: 1 } }],
  agent: ['client', 'agent', { entitlements: NEITHER }],
  'agent without entitlements': ['client', 'agent', {}],
  'agent of a plan without role types': ['client', 'agent', { user: { role_type: null } }],
  'agent who calls': ['client', 'voice-agent', { entitlements: { chat: OFF, talk: ON() } }],
  'agent who chats': ['client', 'chat-agent', { entitlements: { chat: ON(), talk: ON() }, chat: { enabled: 1 } }],
  'agent by Chat alone': ['client', 'chat-agent', { chat: { enabled: 1 } }],
  'agent by custom role': ['client', 'chat-agent', { user: { custom_role_id: CHAT_ROLE } }],
  'agent of a custom role, not entitled': [
    'client',
    'agent',
    { user: { custom_role_id: CHAT_ROLE }, entitlements: NEITHER },
  ],
  'chat only': ['client', 'chat-agent', { user: { role_type: 2, chat_only: true }, chat: { enabled: 1 } }],
  'chat only, disabled': ['client', 'chat-agent', { user: { role_type: 2 }, chat: { enabled: 0 } }],
  lead: ['client', 'admin', { entitlements: { chat: OFF, talk: ON('lead') } }],
  contributor: ['client', 'contributor', { user: { role_type: 3 }, chat: { enabled: true } }],
  'contributor by role': ['client', 'contributor', { user: { custom_role_id: 901 } }],
  admin: ['client', 'admin', { user: { role: 'admin', role_type: 4 } }],
  'admin by role': ['client', 'admin', { user: { role: 'admin', role_type: null } }],
  'light agent': ['no-client', 'light-agent', { user: { role_type: 1 } }],
  'light agent who chats': ['unplaced', null, { user: { role_type: 1 }, entitlements: { chat: ON(), talk: OFF } }],
  'billing admin': ['no-client', 'billing-admin', { user: { role: 'admin', role_type: 5 } }],
  suspended: ['suspended', null, { user: { suspended: true }, entitlements: { chat: ON(), talk: OFF } }],
  deleted: ['deleted', null, { user: { active: false } }],
  'unknown type': ['unplaced', null, { user: { role_type: 6 } }],
  'unknown role': ['unplaced', null, { user: { role: 'owner' } }],
  'no email': ['unplaced', null, { user: { email: null } }],
} as const satisfies Record<string, readonly [Outcome, string | null, Parts]>;

export const KIND_NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];
export type Kind = (typeof KIND_NAMES)[number] | 'chat agent alone' | 'two of one email' | 'two Chat agents';
export const ALL_KINDS: readonly Kind[] = [...KIND_NAMES, 'chat agent alone', 'two of one email', 'two Chat agents'];

/** The person or people of a kind; `number` tells them from all others. */
export function make(kind: Kind, number: number): readonly Made[] {
  const user = userOf(number);
  const agent = chatAgentOf(number);
  if (kind === 'chat agent alone') return [{ outcome: 'unplaced', profile: null, chatAgents: [agent] }];
  if (kind === 'two Chat agents') {
    const other = { ...agent, id: agent.id + 500_000_000 };
    return [{ outcome: 'unplaced', profile: null, user, chatAgents: [agent, other] }];
  }
  if (kind === 'two of one email') {
    const other = { ...user, id: user.id + 500_000_000, email: ` ${user.email.toUpperCase()} ` };
    return [user, other].map((each) => ({ outcome: 'unplaced', profile: null, user: each }));
  }
  const [outcome, profile, parts]: readonly [Outcome, string | null, Parts] = KINDS[kind];
  return [
    {
      outcome,
      profile,
      user: { ...user, ...parts.user },
      ...(parts.entitlements && { entitlements: parts.entitlements }),
      ...(parts.chat && { chatAgents: [{ ...agent, ...parts.chat }] }),
    },
  ];
}

function userOf(number: number) {
  return {
    id: 1000 + number,
    url: `https://example.zendesk.com/api/v2/users/${1000 + number}.json`,
    name: `MARK Ñame ${number}`,
    email: `mark+${number}@Example.com`,
    created_at: '2021-03-02T09:14:11Z',
    updated_at: '2026-05-30T16:20:45Z',
    phone: `+1555${String(number).padStart(7, '0')}`,
    tags: ['chat', 'tier_1'],
    role: 'agent',
    role_type: 0,
    custom_role_id: null,
    active: true,
    suspended: false,
    restricted_agent: true,
    ticket_restriction: 'groups',
    signature: 'MARK "quoted" [brackets] {braces}, \\ and \n',
    user_fields: { nested: [{ deep: ['MARK'] }] },
    default_group_id: 8001,
    chat_only: false,
  };
}

/** The address in other letters than the user's: it is the same. */
function chatAgentOf(number: number) {
  return {
    id: 1 + number,
    email: ` MARK+${number}@example.COM`,
    first_name: 'MARK',
    last_name: `Ñame ${number}`,
    display_name: 'MARK',
    enabled: 1,
    role_id: 3,
    departments: [1, 2],
    roles: { administrator: false, owner: false },
  };
}
