import type { Json } from './json';

/**
 * Makes lists of the same plain values one list, the first of them: of hundreds of thousands of people or clients many have
 * the same. A list that holds more than plain values stays as it is.
 */
export function listSharer<T extends Json>(): (list: readonly T[]) => readonly T[] {
  const first = new Map<string, readonly T[]>();
  return (list) => {
    if (!list.every(isPlain)) return list;
    const key = list.join('\n');
    const same = first.get(key);
    if (same === undefined) first.set(key, list);
    // Lists that differ may be joined to one text.
    return same !== undefined && isSameList(same, list) ? same : list;
  };
}

function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** True for lists of the same plain values. */
export function isSameList(one: readonly Json[], other: readonly Json[]): boolean {
  return one === other || (one.length === other.length && one.every((value, index) => value === other[index]));
}
