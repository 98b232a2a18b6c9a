import { covers } from '../scopes';
import type { ScopeList } from './client';

export type Certainty = 'yes' | 'no' | 'unknown';

/** Whether something in the list covers `needed`. `unknown` when only an element that is not known yet could. */
export function holds(list: ScopeList, needed: string): Certainty {
  let unknown = list.rest.length > 0;
  for (const item of list.items) {
    if (item.kind === 'unknown') unknown = true;
    else if (item.kind === 'known' ? covers(item.value, needed) : item.test((held) => covers(held, needed)))
      return 'yes';
  }
  return unknown ? 'unknown' : 'no';
}
