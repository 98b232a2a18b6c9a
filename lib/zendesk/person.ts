import type { JsonObject } from '../files';
import type { ChatAgent } from './chat-agents';
import type { Evidence } from './evidence';
import { emailKey, idOf, isTrue, textOf } from './fields';
import { type Placement, placePerson } from './place';
import type { Tables } from './tables';
import { isTeamMember, type UserIndex } from './user-index';

/**
 * A person with where they are placed. Everything but the placement is personal, or somebody else's text: it belongs into
 * the report that was asked for, and nowhere else.
 */
export interface PersonRow {
  readonly placement: Placement;
  readonly userId: number | null;
  readonly chatAgentIds: readonly number[];
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly customRole: string;
  readonly chatRole: string;
  readonly groups: readonly string[];
  readonly departments: readonly string[];
  readonly restrictions: readonly string[];
}

/** Who a Support user is, with all that the export has about them. */
export function personOf(user: JsonObject, tables: Tables, index: UserIndex): PersonRow {
  const id = idOf(user.id) as number;
  const agents = agentsOf(user, tables, index);
  const customRole = tables.customRoles.get(idOf(user.custom_role_id) ?? -1);
  return {
    placement: placePerson(evidenceOf(user, agents, tables, index)),
    userId: id,
    name: textOf(user.name),
    email: textOf(user.email),
    role: textOf(user.role),
    customRole: customRole?.name ?? '',
    groups: tables.groups(id),
    restrictions: restrictionsOf(user),
    ...chatPart(agents, tables),
  };
}

/** Whoever is an agent of Zendesk Chat alone. */
export function personOfChat(agents: readonly ChatAgent[], tables: Tables): PersonRow {
  const [first] = agents;
  const evidence: Evidence = {
    ...{ isSupportUser: false, role: null, roleType: null, customRole: null, lacksCustomRole: false },
    ...{ isChatOnly: false, isSuspended: false, isDeleted: false, email: 'own', chatAgent: stateOf(agents) },
    ...{ entitlements: null, areEntitlementsContradicted: false },
  };
  return {
    placement: placePerson(evidence),
    ...{ userId: null, name: first?.name ?? '', email: first?.email ?? '', role: '', customRole: '', groups: [] },
    restrictions: [],
    ...chatPart(agents, tables),
  };
}

/** A customer whose address a team member has too is not the one who chats. */
function agentsOf(user: JsonObject, tables: Tables, index: UserIndex): readonly ChatAgent[] {
  const email = emailKey(user.email);
  if (email === undefined || (!isTeamMember(user) && index.teamMembers(email) > 0)) return [];
  return tables.chatAgents.of(email);
}

function evidenceOf(user: JsonObject, agents: readonly ChatAgent[], tables: Tables, index: UserIndex): Evidence {
  const id = idOf(user.id) as number;
  const email = emailKey(user.email);
  const roleId = idOf(user.custom_role_id);
  const customRole = tables.customRoles.get(roleId ?? -1) ?? null;
  const answer = tables.entitlements(id);
  return {
    isSupportUser: true,
    role: textOf(user.role) || null,
    roleType: roleTypeIn(user),
    customRole,
    lacksCustomRole: roleId !== undefined && customRole === null && tables.customRoles.size > 0,
    isChatOnly: isTrue(user.chat_only),
    isSuspended: isTrue(user.suspended),
    isDeleted: user.active === false || isTrue(user.permanently_deleted),
    email: email === undefined ? 'none' : index.teamMembers(email) > 1 ? 'shared' : 'own',
    chatAgent: tables.chatAgents.count === 0 ? 'not-exported' : stateOf(agents),
    entitlements: answer && (answer.chat ?? answer.talk) ? answer : null,
    areEntitlementsContradicted: tables.contradicted.has(id),
  };
}

/** A code of another form is none that is known; that nobody takes it for a missing one. */
function roleTypeIn({ role_type: code }: JsonObject): number | null {
  if (code === null || code === undefined) return null;
  return typeof code === 'number' ? code : -1;
}

function stateOf([first, ...more]: readonly ChatAgent[]): Evidence['chatAgent'] {
  if (first === undefined) return 'none';
  if (more.length > 0) return 'several';
  return first.isEnabled === undefined ? 'not-said' : first.isEnabled ? 'enabled' : 'disabled';
}

function chatPart(agents: readonly ChatAgent[], tables: Tables) {
  return {
    chatAgentIds: agents.map(({ id }) => id),
    chatRole: [...new Set(agents.map((agent) => tables.chatRole(agent)))].join(', '),
    departments: [...new Set(agents.flatMap((agent) => tables.departments(agent)))],
  };
}

function restrictionsOf(user: JsonObject): readonly string[] {
  const restriction = textOf(user.ticket_restriction);
  return [
    ...(isTrue(user.restricted_agent) ? ['restricted'] : []),
    ...(restriction === '' ? [] : [`tickets: ${restriction}`]),
    ...(isTrue(user.only_private_comments) ? ['private comments only'] : []),
  ];
}
