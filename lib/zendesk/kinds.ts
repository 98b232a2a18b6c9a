import { isObject, type Json, type JsonObject } from '../files';

/** What a record of an export is. */
export type RecordKind =
  | 'user'
  | 'chat-agent'
  | 'chat-role'
  | 'chat-department'
  | 'custom-role'
  | 'entitlements'
  | 'group'
  | 'group-membership'
  | 'talk-availability';

/** The keys under which the API answers with a list, and what is in it; null: its elements tell. */
const LISTS: ReadonlyMap<string, RecordKind | null> = new Map([
  ['users', 'user'],
  ['custom_roles', 'custom-role'],
  ['entitlements', 'entitlements'],
  ['group_memberships', 'group-membership'],
  ['groups', 'group'],
  ['agents', 'chat-agent'],
  ['departments', 'chat-department'],
  ['availabilities', 'talk-availability'],
  ['roles', null],
  ['results', null],
]);
export const LIST_KEYS: ReadonlySet<string> = new Set(LISTS.keys());

/** The keys under which the API answers with a single record. */
const SINGLES: readonly (readonly [key: string, kind: RecordKind])[] = [
  ['user', 'user'],
  ['custom_role', 'custom-role'],
  ['group_membership', 'group-membership'],
  ['group', 'group'],
  ['availability', 'talk-availability'],
];

/** Fields that no other kind has together, for records that stand alone: in a bare list, or one on a line. */
const SHAPES: readonly (readonly [kind: RecordKind, fields: readonly string[]])[] = [
  ['entitlements', ['entitlements']],
  ['chat-agent', ['email', 'enabled']],
  ['user', ['role', 'email', 'id']],
  ['group-membership', ['user_id', 'group_id']],
  ['custom-role', ['configuration', 'name']],
  ['chat-role', ['permissions', 'name']],
  ['chat-department', ['members', 'name']],
  ['group', ['is_public', 'name']],
  ['talk-availability', ['agent_state', 'via']],
];

/** What an element of a list is, by the list's key and its own fields. */
export function kindOfItem(key: string | null, item: JsonObject): RecordKind | undefined {
  return (key === null ? null : LISTS.get(key)) ?? kindByShape(item);
}

/** The one record of a document that is no list, with its kind. */
export function recordIn(document: JsonObject): { kind: RecordKind; record: JsonObject } | undefined {
  for (const [key, kind] of SINGLES) {
    const record = document[key];
    if (isObject(record)) return { kind, record };
  }
  const kind = kindByShape(document);
  // An empty page has the same key as an answer, and a list in place of the object.
  if (kind === undefined || (kind === 'entitlements' && !isObject(document.entitlements))) return undefined;
  return { kind, record: document };
}

/** What the lists of a page hold, also where they are empty. */
export function listsIn(document: JsonObject): { key: string; kind: RecordKind | null }[] {
  return [...LISTS].flatMap(([key, kind]) => (Array.isArray(document[key] as Json) ? [{ key, kind }] : []));
}

function kindByShape(record: JsonObject): RecordKind | undefined {
  return SHAPES.find(([, fields]) => fields.every((field) => Object.hasOwn(record, field)))?.[0];
}
