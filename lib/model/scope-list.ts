import { coverage } from '../scopes';
import type { ScopeList } from './client';

export type Certainty = 'yes' | 'no' | 'unknown';

/** Whether something in the list covers `needed`. `unknown` when only an element that is not known yet could. */
export function holds(list: ScopeList, needed: string): Certainty {
  if (coveredNames(list).has(needed)) return 'yes';
  let unknown = list.rest.length > 0;
  for (const item of list.items) {
    if (item.kind === 'sensitive' && item.test((held) => coverage(held).includes(needed))) return 'yes';
    if (item.kind === 'unknown') unknown = true;
  }
  return unknown ? 'unknown' : 'no';
}

/** What the known elements of a list cover. A list is asked a dozen times, so it is worked out once. */
const known = new WeakMap<ScopeList, ReadonlySet<string>>();

function coveredNames(list: ScopeList): ReadonlySet<string> {
  const names = known.get(list);
  if (names !== undefined) return names;
  const covered = new Set<string>();
  for (const item of list.items) {
    if (item.kind === 'known') for (const name of coverage(item.value)) covered.add(name);
  }
  known.set(list, covered);
  return covered;
}
