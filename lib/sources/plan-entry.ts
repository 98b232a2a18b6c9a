import { isObject, isSameList, type Json, type JsonObject, listSharer } from '../files';
import { ATTRIBUTE_ENTRIES } from '../model';
import { isClientEntry } from './entries';

type Members = Record<string, Json>;

/** The members of a client that are read, by Terraform's names. */
const READ: readonly string[] = [...ATTRIBUTE_ENTRIES.map(([, { terraform }]) => terraform), 'id'];

/**
 * Makes what leaves of each client's entry in a plan no more than the plan's reader looks at. A large plan says nearly the
 * same of thousands of clients: what is the same is kept once, and a mark that marks nothing is not kept.
 */
export function entryKeeper(): (entry: unknown) => unknown {
  const share = listSharer<Json>();
  const valuesOf = (value: Json): Json => {
    if (!isObject(value)) return value;
    const kept: Members = {};
    for (const name of READ) {
      const member = value[name];
      if (member !== undefined) kept[name] = Array.isArray(member) ? share(member) : member;
    }
    return kept;
  };
  return (value) => {
    const entry = value as Json;
    if (!isObject(entry) || !isClientEntry(entry) || !isObject(entry.change)) return entry;
    return { ...picked(entry, OF_ENTRY), change: changeOf(entry.change, valuesOf) };
  };
}

const OF_ENTRY = ['address', 'mode', 'type', 'deposed', 'previous_address'];
const OF_CHANGE = ['actions', 'importing'];
/** What a change says beside the values: what of them is not known yet, and what is sensitive. */
export const MARKS = ['before_unknown', 'before_sensitive', 'after_unknown', 'after_sensitive'];

function changeOf(change: JsonObject, valuesOf: (value: Json) => Json): JsonObject {
  const kept = picked(change, OF_CHANGE);
  const { before, after } = change;
  if (before !== undefined) kept.before = valuesOf(before);
  // Of a client that stays as it is both sides are one object.
  if (after !== undefined) kept.after = readTheSame(before, after) ? (kept.before as Json) : valuesOf(after);
  for (const name of MARKS) {
    const mark = change[name];
    const marked = isObject(mark) ? markedIn(mark) : mark;
    if (marked !== undefined) kept[name] = marked;
  }
  return kept;
}

function picked(value: JsonObject, names: readonly string[]): Members {
  const kept: Members = {};
  for (const name of names) {
    const member = value[name];
    if (member !== undefined) kept[name] = member;
  }
  return kept;
}

function readTheSame(one: Json | undefined, other: Json): boolean {
  return isObject(one) && isObject(other) && READ.every((name) => isSame(one[name], other[name]));
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && isSameList(one, other));
}

/** The parts of a mark that may mark something which is read; undefined where there is none. */
function markedIn(mark: JsonObject): JsonObject | undefined {
  let kept: Members | undefined;
  for (const name of READ) {
    const part = mark[name];
    if (part === undefined || marksNothing(part)) continue;
    kept ??= {};
    kept[name] = part;
  }
  return kept;
}

/** True for what Terraform writes beside a value, a list or blocks of which nothing is marked. Deeper ones are not looked into. */
function marksNothing(mark: Json): boolean {
  if (!Array.isArray(mark)) return mark === false;
  return (mark as readonly Json[]).every(
    (each) => each === false || (isObject(each) && Object.keys(each).length === 0),
  );
}
