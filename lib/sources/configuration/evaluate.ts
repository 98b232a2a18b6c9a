import type { Argument, Expression, ObjectEntry } from '../../hcl';
import { known, type Text, unknown } from '../../model';
import { concealed, type Evaluated, type EvaluatedList, flattened, joined, named, UNEXPECTED } from './evaluated';

/** Looks up what a reference stands for; undefined for one that only Terraform can tell. */
export type Resolve = (path: readonly string[]) => Evaluated | undefined;

export function evaluate(expression: Expression, resolve: Resolve): Evaluated {
  switch (expression.kind) {
    case 'literal':
      return known(expression.value);
    case 'list':
      return { kind: 'list', items: expression.elements.map((element) => evaluate(element, resolve)), rest: [] };
    case 'object':
      return evaluateObject(expression.entries, resolve);
    case 'reference':
      return resolve(expression.path) ?? unknown([expression.name]);
    case 'call':
      return evaluateCall(expression.name, expression.args, resolve);
    case 'other':
      return unknown(expression.references);
  }
}

function evaluateObject(members: readonly ObjectEntry[], resolve: Resolve): Evaluated {
  const entries = new Map<string, Evaluated>();
  for (const { key, value } of members) {
    // A key that is computed may be that of another member.
    if (key === undefined) return unknown(named([]));
    entries.set(key, evaluate(value, resolve));
  }
  return { kind: 'object', entries };
}

/** Functions that make one collection of those that they are given. What they do to order and repetition is no matter. */
export const JOINING: ReadonlySet<string> = new Set([
  'concat',
  'setunion',
  'toset',
  'tolist',
  'distinct',
  'sort',
  'reverse',
  'flatten',
  'compact',
]);

function evaluateCall(name: string, args: readonly Argument[], resolve: Resolve): Evaluated {
  const values = args.map(({ value }) => evaluate(value, resolve));
  if (name === 'sensitive' && values.length === 1 && values[0] !== undefined) return concealed(values[0]);
  if (!JOINING.has(name)) return unknown(named(waitsFor(values)));
  const lists = values.map((value, index) => (args[index]?.expands ? flattened(asList(value), 1) : asList(value)));
  const all = joined(lists);
  if (name === 'flatten') return flattened(all);
  return name === 'compact' ? { ...all, items: all.items.filter((item) => !isEmpty(item)) } : all;
}

function asList(value: Evaluated): EvaluatedList {
  if (value.kind === 'list') return value;
  return { kind: 'list', items: [], rest: value.kind === 'unknown' ? named(value.waitsFor) : UNEXPECTED.waitsFor };
}

function isEmpty(item: Evaluated): boolean {
  return item.kind === 'known' && (item.value === null || item.value === '');
}

/** What decides values of which some are not known. */
function waitsFor(values: readonly Evaluated[], seen = new Set<Evaluated>()): readonly Text[] {
  const names = new Set<Text>();
  for (const value of values) {
    if (seen.has(value)) continue;
    seen.add(value);
    const own =
      value.kind === 'unknown'
        ? value.waitsFor
        : value.kind === 'list'
          ? [...value.rest, ...waitsFor(value.items, seen)]
          : value.kind === 'object'
            ? waitsFor([...value.entries.values()], seen)
            : [];
    for (const name of own) names.add(name);
  }
  return [...names].sort();
}
