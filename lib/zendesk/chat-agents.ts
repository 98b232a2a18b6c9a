import { type JsonObject, listSharer } from '../files';
import { emailKey, idOf, idsIn, switchOf, textOf } from './fields';

/** An agent of Zendesk Chat. Its id is none of Zendesk Support: only by email is it known who this is. */
export interface ChatAgent {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  /** Undefined where the record does not say it. */
  readonly isEnabled: boolean | undefined;
  readonly roleId: number | undefined;
  readonly departments: readonly number[];
}

export interface ChatAgents {
  /** Takes a record; false when it has no id. */
  add(record: JsonObject): boolean;
  /** The agents of an email address, by its key. */
  of(email: string): readonly ChatAgent[];
  /** One list for each email address, and one for each agent without any. */
  readonly people: readonly (readonly ChatAgent[])[];
  readonly count: number;
}

export function chatAgents(): ChatAgents {
  const shared = listSharer<number>();
  const byId = new Map<number, ChatAgent>();
  let byEmail: Map<string, readonly ChatAgent[]> | undefined;
  const joined = () => {
    byEmail ??= group([...byId.values()]);
    return byEmail;
  };
  return {
    add(record) {
      const id = idOf(record.id);
      if (id === undefined) return false;
      const agent = agentOf(id, record);
      byId.set(id, { ...agent, departments: shared(agent.departments) });
      byEmail = undefined;
      return true;
    },
    of: (email) => joined().get(email) ?? [],
    get people() {
      const homeless = [...byId.values()].filter(({ email }) => emailKey(email) === undefined).map((each) => [each]);
      return [...joined().values(), ...homeless];
    },
    get count() {
      return byId.size;
    },
  };
}

function agentOf(id: number, record: JsonObject): ChatAgent {
  const full = [textOf(record.first_name), textOf(record.last_name)].filter((part) => part !== '').join(' ');
  return {
    id,
    email: textOf(record.email),
    name: full === '' ? textOf(record.display_name) : full,
    isEnabled: switchOf(record.enabled),
    roleId: idOf(record.role_id),
    departments: idsIn(record, 'departments'),
  };
}

function group(agents: readonly ChatAgent[]): Map<string, readonly ChatAgent[]> {
  const groups = new Map<string, readonly ChatAgent[]>();
  for (const agent of agents) {
    const key = emailKey(agent.email);
    if (key !== undefined) groups.set(key, groups.has(key) ? [...(groups.get(key) ?? []), agent] : [agent]);
  }
  return groups;
}
