import { covers } from '../scopes';
import type { ScopeList } from './client';
import { judgeValue } from './value';

export type Certainty = 'yes' | 'no' | 'unknown';

/** Whether something in the list covers `needed`. `unknown` when only an element that is not known yet could. */
export function holds(list: ScopeList, needed: string): Certainty {
  const answers = list.items.map((item) => judgeValue(item, (held) => covers(held, needed)));
  if (answers.includes(true)) return 'yes';
  return list.rest.length > 0 || answers.includes(undefined) ? 'unknown' : 'no';
}
