import type { Location } from '../model';
import type { Seen } from './log-json';
import type { Answer, Exchange } from './observed';

type Placed = Seen & { readonly at: Location };

/**
 * The refused calls of a log. The browser, the SDK and the app each log the same one, some without its body, some without
 * its address: what says less is taken for what says more, where there is such.
 */
export function merged(seen: readonly Placed[]): Exchange[] {
  const groups = new Map<string, Placed[]>();
  for (const each of seen) {
    const key = keyOf(each);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const full = [...groups.values()].map(exchangeOf);
  return full.filter((each) => !full.some((other) => other !== each && saysMore(other, each)));
}

function keyOf({ call, answer: { status, code = '', scopes = [], failure = '' } }: Placed): string {
  return [call?.name ?? '', status, code, scopes.join(' '), failure].join('\n');
}

function exchangeOf(same: readonly Placed[]): Exchange {
  const [first] = same as readonly [Placed, ...Placed[]];
  const forms = new Map<string, number>();
  for (const { form } of same) forms.set(form, (forms.get(form) ?? 0) + 1);
  const { call, at } = first;
  // What one form of the log leaves out, such as a correlation id, another has.
  const fullest: Answer = Object.assign({}, ...same.map((each) => each.answer).reverse());
  return { answer: fullest, at, count: countOf(same, Math.max(...forms.values())), ...(call && { call }) };
}

/** The platform gives each answer a number of its own; else as often as one form of the log has it. */
function countOf(same: readonly Placed[], otherwise: number): number {
  const numbers = new Set(same.flatMap(({ answer }) => answer.correlation ?? []));
  return numbers.size > 0 ? numbers.size : otherwise;
}

/** Whether one account of a refused call may well be of the same call as another, and has what that lacks. */
function saysMore(one: Exchange, other: Exchange): boolean {
  const [a, b] = [weight(one), weight(other)];
  const isSameStatus = one.answer.status === other.answer.status || other.answer.status === 0;
  const isSameCall = other.call === undefined || isSame(one, other);
  const isSameCode = other.answer.code === undefined || other.answer.code === one.answer.code;
  return a > b && isSameStatus && isSameCall && isSameCode;
}

function isSame({ call: one }: Exchange, { call: other }: Exchange): boolean {
  if (one === undefined || other === undefined) return false;
  // Of one the method may not be shown.
  return (
    one.name === other.name || one.operation?.path === pathOf(other.name) || pathOf(one.name) === pathOf(other.name)
  );
}

function pathOf(name: string): string {
  return name.slice(name.indexOf('/'));
}

function weight({ call, answer }: Exchange): number {
  return (
    (call === undefined ? 0 : 1) +
    (answer.code === undefined ? 0 : 2) +
    (call?.operation === undefined ? 0 : 0.5) +
    (answer.scopes === undefined ? 0 : 0.25)
  );
}
