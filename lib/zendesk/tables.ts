import { type JsonObject, listSharer } from '../files';
import { type ChatAgent, type ChatAgents, chatAgents } from './chat-agents';
import type { Complaint } from './documents';
import { type Entitlements, entitlementsOf, ownerOf, packed, unpacked } from './entitlements';
import { idOf, isTrue, objectIn, textOf } from './fields';
import type { RecordKind } from './kinds';

export interface CustomRole {
  readonly name: string;
  readonly roleType: number | null;
  readonly mayChat: boolean;
  readonly mayCall: boolean;
}

/** What users are joined with: small beside them, and kept as a whole. */
export interface Tables {
  /** Takes a record of any kind but `user`, or says what keeps it from being taken. */
  add(kind: RecordKind, record: JsonObject, inside: string): Complaint | undefined;
  readonly chatAgents: ChatAgents;
  readonly customRoles: ReadonlyMap<number, CustomRole>;
  entitlements(user: number): Entitlements | undefined;
  /** Users of whom there are several answers about entitlements that differ. */
  readonly contradicted: ReadonlySet<number>;
  groups(user: number): readonly string[];
  departments(agent: ChatAgent): readonly string[];
  chatRole(agent: ChatAgent): string;
}

const NO_ID: Complaint = { message: 'has a record without an id that is a whole number' };
const NO_MEMBER: Complaint = { message: 'has a group membership without user_id and group_id' };
const UNKNOWN_FORM: Complaint = { message: 'has entitlements of a form that is not known' };
const NO_OWNER: Complaint = {
  message: 'has entitlements and does not say whose',
  remedy: 'Name the file by the id of the user, as in 35436.json, or put user_id beside entitlements.',
};

export function tables(): Tables {
  const agents = chatAgents();
  const customRoles = new Map<number, CustomRole>();
  const entitlements = new Map<number, number>();
  const contradicted = new Set<number>();
  const names = { group: new Map<number, string>(), 'chat-department': new Map(), 'chat-role': new Map() };
  const memberships = new Map<number, readonly number[]>();
  const shared = listSharer<number>();

  const named = (kind: keyof typeof names) => (record: JsonObject) => {
    const id = idOf(record.id);
    if (id === undefined) return NO_ID;
    names[kind].set(id, textOf(record.name));
    return undefined;
  };
  const takers: Readonly<Record<RecordKind, (record: JsonObject, inside: string) => Complaint | undefined>> = {
    user: () => undefined,
    'talk-availability': () => undefined,
    group: named('group'),
    'chat-department': named('chat-department'),
    'chat-role': named('chat-role'),
    'chat-agent': (record) => (agents.add(record) ? undefined : NO_ID),
    'custom-role'(record) {
      const id = idOf(record.id);
      if (id === undefined) return NO_ID;
      customRoles.set(id, customRoleOf(record));
      return undefined;
    },
    'group-membership'(record) {
      const [user, group] = [idOf(record.user_id), idOf(record.group_id)];
      if (user === undefined || group === undefined) return NO_MEMBER;
      const before = memberships.get(user) ?? [];
      if (!before.includes(group)) memberships.set(user, shared([...before, group]));
      return undefined;
    },
    entitlements(record, inside) {
      const [user, answer] = [ownerOf(record, inside), entitlementsOf(record)];
      if (answer === undefined) return UNKNOWN_FORM;
      if (user === undefined) return NO_OWNER;
      const before = entitlements.get(user);
      if (before !== undefined && before !== packed(answer)) contradicted.add(user);
      entitlements.set(user, packed(answer));
      return undefined;
    },
  };
  return {
    add: (kind, record, inside) => takers[kind](record, inside),
    chatAgents: agents,
    customRoles,
    contradicted,
    entitlements(user) {
      const found = entitlements.get(user);
      return found === undefined ? undefined : unpacked(found);
    },
    groups: (user) => (memberships.get(user) ?? []).map((id) => names.group.get(id) ?? String(id)),
    departments: ({ departments }) => departments.map((id) => names['chat-department'].get(id) ?? String(id)),
    chatRole: ({ roleId }) => (roleId === undefined ? '' : (names['chat-role'].get(roleId) ?? String(roleId))),
  };
}

function customRoleOf(record: JsonObject): CustomRole {
  const configuration = objectIn(record, 'configuration') ?? {};
  return {
    name: textOf(record.name),
    roleType: typeof record.role_type === 'number' ? record.role_type : null,
    mayChat: isTrue(configuration.chat_access),
    mayCall: isTrue(configuration.voice_access),
  };
}
