import { isObject, type Json, type JsonObject } from '../files';
import {
  ATTRIBUTE_ENTRIES,
  type Attributes,
  type Existing,
  isJudged,
  type Known,
  known,
  publicText,
  type RoleDivision,
  type ScopeList,
  sensitive,
  type Text,
  type Unknown,
  unknown,
  type Value,
} from '../model';
import { type Alike, newAlike } from './alike';

/** A mark about one value: true for the whole of it, or a mark for each part. */
export type Mark = Json | undefined;

/** What Terraform's JSON says beside the values of a client. */
export interface Marks {
  readonly unknown?: Mark;
  readonly sensitive?: Mark;
}

/**
 * Reads the attributes of a client as Terraform's JSON gives them in plans and states.
 *
 * @param waitsFor what the scopes refer to, where they are not known
 * @param alike what clients that were read before have
 */
export function readAttributes(
  values: JsonObject,
  { unknown: unknowns, sensitive: sensitives }: Marks = {},
  waitsFor: readonly Text[] = [],
  alike: Alike = newAlike(),
): Attributes {
  const attributes: Record<string, unknown> = {};
  for (const [name, { terraform, kind }] of ATTRIBUTE_ENTRIES) {
    const value = values[terraform] ?? null;
    const [isUnknown, isSensitive] = [markOf(unknowns, terraform), markOf(sensitives, terraform)];
    // Of the other lists nobody has told what they refer to.
    if (kind === 'strings')
      attributes[name] = readList(value, isUnknown, isSensitive, name === 'scopes' ? waitsFor : [], alike);
    else if (kind === 'blocks') attributes[name] = countBlocks(value, isUnknown, alike);
    else attributes[name] = readValue(kind, value, isUnknown, isSensitive, isJudged(name) ? alike.value : known);
  }
  const existing = readExisting(values, sensitives);
  if (existing !== undefined) attributes.existing = existing;
  return attributes as Attributes;
}

function readExisting({ id = null, roles = null }: JsonObject, sensitives: Mark): Existing | undefined {
  if (typeof id !== 'string' || id === '' || isMarked(markOf(sensitives, 'id'))) return undefined;
  return { id, roles: isMarked(markOf(sensitives, 'roles')) ? null : readRoles(roles) };
}

function readRoles(value: Json): readonly RoleDivision[] | null {
  if (value === null) return [];
  if (!Array.isArray(value)) return null;
  const roles = (value as readonly Json[]).map(readRole);
  return roles.every((role) => role !== null) ? roles : null;
}

function readRole(value: Json): RoleDivision | null {
  if (!isObject(value) || typeof value.role_id !== 'string') return null;
  const { role_id: roleId, division_id: divisionId = null } = value;
  if (divisionId === null || divisionId === '') return { roleId };
  return typeof divisionId === 'string' ? { roleId, divisionId } : null;
}

/** A value that Terraform would not write: what comes of it is not for us to guess. */
const UNEXPECTED: Unknown = unknown([publicText('a value of an unexpected type')]);

/** The types that JSON gives the values of each kind. */
const TYPES = { string: 'string', number: 'number', bool: 'boolean' } as const;

function readValue(
  kind: keyof typeof TYPES,
  value: Json,
  isUnknown: Mark,
  isSensitive: Mark,
  kept: (value: Json) => Known<Json>,
): Value<Json> {
  if (isMarked(isUnknown)) return unknown();
  if (value !== null && typeof value !== TYPES[kind]) return UNEXPECTED;
  return isMarked(isSensitive) ? sensitive(value) : kept(value);
}

function countBlocks(value: Json, isUnknown: Mark, alike: Alike): Value<number> {
  if (isUnknown === true) return unknown();
  if (value !== null && !Array.isArray(value)) return UNEXPECTED;
  return alike.value(value === null ? 0 : value.length);
}

function readList(value: Json, unknowns: Mark, sensitives: Mark, waitsFor: readonly Text[], alike: Alike): ScopeList {
  if (isListOfTexts(value) && !isMarked(unknowns) && !isMarked(sensitives)) return alike.list(value ?? []);
  if (unknowns !== true && value !== null && !Array.isArray(value)) return { items: [], rest: UNEXPECTED.waitsFor };
  const elements: readonly Json[] = Array.isArray(value) ? value : [];
  const rest = waitsFor.length > 0 ? waitsFor : [publicText('a value known after apply')];
  // A mark for an element that the list does not have cannot be placed: then anything may be in it.
  const unplaced = Array.isArray(unknowns) && unknowns.length > elements.length && isMarked(unknowns);
  const items = elements.map((element, index): Value<string> => {
    if (isMarked(markOf(unknowns, index))) return unknown(waitsFor);
    if (typeof element !== 'string') return UNEXPECTED;
    return isMarked(markOf(sensitives, index)) ? sensitive(element) : known(element);
  });
  return { items, rest: unknowns === true || unplaced ? rest : [] };
}

function isListOfTexts(value: Json): value is readonly string[] | null {
  return value === null || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
}

function markOf(marks: Mark, key: string | number): Mark {
  if (marks === true) return true;
  if (Array.isArray(marks)) return (marks as readonly Json[])[key as number];
  return isObject(marks) ? marks[key] : undefined;
}

function isMarked(mark: Mark): boolean {
  return (
    mark === true || (Array.isArray(mark) ? mark.some(isMarked) : isObject(mark) && Object.values(mark).some(isMarked))
  );
}

/** Attributes of a client of which a source shows none. */
export const NOTHING_KNOWN: Attributes = readAttributes({}, { unknown: true });
