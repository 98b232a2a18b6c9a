import type { Json } from '../files';
import { type Known, known, type ScopeList } from '../model';

type List = readonly Json[];

/** Makes what gives for lists of the same plain values one list, the first of them; any other list as it is. */
export function listSharer(): (list: List) => List {
  const first = new Map<string, List>();
  return (list) => {
    if (!list.every(isPlain)) return list;
    const same = got(first, list.join('\n'), () => list);
    // Lists that differ may be joined to one text.
    return isSameList(same, list) ? same : list;
  };
}

function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** True for lists of the same plain values. */
export function isSameList(one: List, other: List): boolean {
  return one === other || (one.length === other.length && one.every((value, index) => value === other[index]));
}

/** What clients of one source have alike: it is kept once, and so judged once. */
export interface Alike {
  value<T extends Json>(value: T): Known<T>;
  /** The list of these texts, of which nothing is unknown or sensitive. */
  list(texts: readonly string[]): ScopeList;
}

export function newAlike(): Alike {
  const share = listSharer();
  const values = new Map<Json, Known<Json>>();
  const lists = new Map<List, ScopeList>();
  return {
    value: <T extends Json>(value: T) => got(values, value, () => known(value)) as Known<T>,
    list: (texts) => got(lists, share(texts), () => ({ items: texts.map((text) => known(text)), rest: [] })),
  };
}

function got<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
