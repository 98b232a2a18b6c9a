import { type Json, listSharer } from '../files';
import { type Known, known, type ScopeList } from '../model';

/** What clients of one source have alike: it is kept once, and so judged once. */
export interface Alike {
  value<T extends Json>(value: T): Known<T>;
  /** The list of these texts, of which nothing is unknown or sensitive. */
  list(texts: readonly string[]): ScopeList;
}

export function newAlike(): Alike {
  const share = listSharer<string>();
  const values = new Map<Json, Known<Json>>();
  const lists = new Map<readonly string[], ScopeList>();
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
