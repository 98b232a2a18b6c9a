import { printed, publicText, type Text } from '../../model';
import type { Range } from './counts';
import type { Request } from './requests';
import type { TokenUse } from './tokens';

/** Whose tokens several requests carry: what holds for all of them, else it is unclear. */
export function usersOf(requests: readonly Request[]): TokenUse {
  const kinds = new Set(requests.map(({ token }) => token.users));
  const [first] = requests;
  if (kinds.size === 1 && first !== undefined) return first.token;
  return { users: 'unclear', why: publicText('some requests carry one token, others do not') };
}

/** A number of things, from the least to the most. */
export function countText(what: string, { least, most }: Range): Text {
  const name = publicText(what);
  if (least === most) return printed`${name}: ${most}`;
  const upTo = Number.isFinite(most) ? printed`up to ${most}` : publicText('as many as there is time for');
  return least === 0 ? printed`${name}: ${upTo}` : printed`${name}: at least ${least}, ${upTo}`;
}
