import type { Literal } from '../../hcl';
import { publicText, type Sensitive, sensitive, type Text, unknown, type Value } from '../../model';

/** What is known of an expression without running Terraform. A list is a lower bound: `rest` names what may be in it too. */
export type Evaluated = Value<Literal> | EvaluatedList | EvaluatedObject;

export interface EvaluatedList {
  readonly kind: 'list';
  readonly items: readonly Evaluated[];
  readonly rest: readonly Text[];
}

export interface EvaluatedObject {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Evaluated>;
}

/** A value whose type Terraform would convert or refuse: what comes of it is not for us to guess. */
export const UNEXPECTED = unknown([publicText('a value of an unexpected type')]);

/** What a value waits for, of which it is known that it waits: never nothing. */
export function named(references: readonly Text[]): readonly Text[] {
  return references.length > 0 ? references : [publicText('an expression')];
}

/** More than any list of scopes has: one that grows from itself must not fill the memory. */
const MOST_ITEMS = 10_000;

const TOO_MANY: EvaluatedList = { kind: 'list', items: [], rest: named([]) };

/** One list of all elements. */
export function joined(lists: readonly EvaluatedList[]): EvaluatedList {
  const items = lists.flatMap((each) => each.items);
  if (items.length > MOST_ITEMS) return TOO_MANY;
  return { kind: 'list', items, rest: [...new Set(lists.flatMap((each) => each.rest))] };
}

/** A list in which the lists give way to what is in them. An element that is not known could be such a list. */
export function flattened(list: EvaluatedList, depth = Number.POSITIVE_INFINITY): EvaluatedList {
  const items: Evaluated[] = [];
  const rest = new Set(list.rest);
  const waiting = list.items.map((item) => ({ item, depth })).reverse();
  for (let steps = 0; waiting.length > 0; steps += 1) {
    if (steps > MOST_ITEMS) return TOO_MANY;
    const { item, depth: left } = waiting.pop() as (typeof waiting)[number];
    if (left > 0 && item.kind === 'list') {
      for (const name of item.rest) rest.add(name);
      waiting.push(...item.items.map((inner) => ({ item: inner, depth: left - 1 })).reverse());
    } else if (left > 0 && item.kind === 'unknown') {
      for (const name of named(item.waitsFor)) rest.add(name);
    } else items.push(item);
  }
  return { kind: 'list', items, rest: [...rest] };
}

/** The value, to be judged and not to be printed. */
export function concealed(value: Evaluated, seen = new Map<Evaluated, Evaluated>()): Evaluated {
  const known = seen.get(value);
  if (known !== undefined) return known;
  const hidden = hide(value, (inner) => concealed(inner, seen));
  seen.set(value, hidden);
  return hidden;
}

function hide(value: Evaluated, conceal: (value: Evaluated) => Evaluated): Evaluated {
  if (value.kind === 'known') return sensitive(value.value);
  if (value.kind === 'list') return { ...value, items: value.items.map(conceal) };
  if (value.kind !== 'object') return value;
  return { kind: 'object', entries: new Map([...value.entries].map(([key, inner]) => [key, conceal(inner)])) };
}

/** A sensitive value as another type. */
export function converted<T>(value: Sensitive<Literal>, convert: (value: Literal) => T): Sensitive<T> {
  return { kind: 'sensitive', test: (judge) => value.test((held) => judge(convert(held))) };
}
