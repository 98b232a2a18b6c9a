import { publicText, type Text } from '../../model';

/** The variables of a plan that it defines itself, with their values as written. */
export type Variables = ReadonlyMap<string, string>;

/** A text with the variables in it filled in. */
export interface Resolved {
  /** Undefined while something in it is not known. */
  readonly value: string | undefined;
  /** What is not known: variables, properties, functions. */
  readonly waitsFor: readonly Text[];
  /** Properties that decide it, and are not given in the plan: their defaults stand in. */
  readonly properties: readonly Text[];
}

/** The innermost reference of a text. */
const REFERENCE = /\$\{([^${}]*)\}/;

/** Replacements in one text: variables may name each other in a circle. */
const MOST_STEPS = 100;
const LONGEST = 10_000;

/** Fills in the variables that the plan defines, and the defaults of properties. */
export function resolve(text: string, variables: Variables): Resolved {
  const properties = new Set<Text>();
  let value = text;
  for (let steps = 0; value.length <= LONGEST && steps < MOST_STEPS; steps++) {
    const found = REFERENCE.exec(value);
    if (found === null) return { value, waitsFor: [], properties: [...properties] };
    const [whole, inner = ''] = found;
    const of = referenceOf(inner, variables);
    if (of.value === undefined) return { value: undefined, waitsFor: [of.name], properties: [...properties] };
    if (of.isProperty) properties.add(of.name);
    value = value.slice(0, found.index) + of.value + value.slice(found.index + whole.length);
  }
  return { value: undefined, waitsFor: [publicText('variables that name each other')], properties: [] };
}

interface Reference {
  readonly name: Text;
  readonly value: string | undefined;
  readonly isProperty?: boolean;
}

function referenceOf(inner: string, variables: Variables): Reference {
  const call = /^__(\w+)(?:\((.*)\))?$/s.exec(inner);
  if (call === null) return { name: named('the variable', inner), value: variables.get(inner) };
  const [, name = '', rest = ''] = call;
  const args = rest.split(',').map((arg) => arg.trim());
  // The default of a property without one is 1.
  if (name === 'P') return { name: named('the property', args[0]), value: args[1] ?? '1', isProperty: true };
  if (name === 'property') return { name: named('the property', args[0]), value: args[2], isProperty: true };
  return { name: named('the function', `__${name}`), value: undefined };
}

/** A name is shown where it looks like one. */
export function named(what: string, name = ''): Text {
  return publicText(/^[A-Za-z_][\w.-]{0,40}$/.test(name) ? `${what} ${name}` : `${what.replace(/^the /, 'a ')}`);
}
