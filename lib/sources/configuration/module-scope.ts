import type { Block, Expression } from '../../hcl';
import { publicText, unknown } from '../../model';
import { evaluate, type Resolve } from './evaluate';
import { concealed, type Evaluated } from './evaluated';

/** What is given to the variables of a module, by its caller or by files of values; undefined for one that nobody sets. */
export type Given = (variable: string) => Evaluated | undefined;

/** For who reads a module before anybody can know what it will be given: nothing is looked up. */
export const UNRESOLVED: Resolve = () => undefined;

/**
 * Looks up locals and variables in the blocks of one module. Of a variable that nobody sets, the default is taken: a value
 * on Terraform's command line or in its environment is not known here.
 */
export function scopeOf(blocks: readonly Block[], given: Given): Resolve {
  const locals = new Map<string, Expression | undefined>();
  for (const { type, body } of blocks) {
    if (type !== 'locals') continue;
    // Terraform refuses a name that stands twice: which of the two is meant is not for us to guess.
    for (const { name, value } of body.attributes.values()) locals.set(name, locals.has(name) ? undefined : value);
  }
  const variables = new Map<string, Block | undefined>();
  for (const block of blocks) {
    const [name] = block.labels;
    if (block.type === 'variable' && name !== undefined) variables.set(name, variables.has(name) ? undefined : block);
  }
  const resolve: Resolve = ([root, name, ...steps]) => {
    if (name === undefined) return undefined;
    if (root === 'local') return stepInto(local(name), steps);
    return root === 'var' ? stepInto(variable(name), steps) : undefined;
  };
  const local = memoized((name) => {
    const value = locals.get(name);
    return value && evaluate(value, resolve);
  });
  const variable = memoized((name) => readVariable(variables.get(name), given(name)));
  return resolve;
}

/** Looks a name up once. One that is asked for while it is looked up goes round in a circle: it has no value. */
function memoized(look: (name: string) => Evaluated | undefined): (name: string) => Evaluated | undefined {
  const found = new Map<string, Evaluated | undefined>();
  return (name) => {
    if (!found.has(name)) {
      found.set(name, undefined);
      found.set(name, look(name));
    }
    return found.get(name);
  };
}

function readVariable(block: Block | undefined, given: Evaluated | undefined): Evaluated | undefined {
  if (block === undefined) return given;
  const { attributes } = block.body;
  const fallback = attributes.get('default')?.value;
  const isNull = given?.kind === 'known' && given.value === null;
  const usesDefault = given === undefined || (isNull && literalOf(attributes.get('nullable')?.value) === false);
  const value = usesDefault ? fallback && evaluate(fallback, UNRESOLVED) : given;
  const isSensitive = ![undefined, false, null].includes(literalOf(attributes.get('sensitive')?.value) as undefined);
  const typed = value && mayFillIn(attributes.get('type')?.value) ? withNullsOpen(value) : value;
  return typed && isSensitive ? concealed(typed) : typed;
}

/** A type with `optional` has defaults of its own, which take the place of null. */
function mayFillIn(type: Expression | undefined): boolean {
  if (type === undefined) return false;
  if (type.kind === 'literal') return String(type.value).includes('optional');
  if (type.kind === 'call') return type.name === 'optional' || type.args.some(({ value }) => mayFillIn(value));
  if (type.kind === 'list') return type.elements.some(mayFillIn);
  return type.kind === 'object' ? type.entries.some(({ value }) => mayFillIn(value)) : type.kind === 'other';
}

/** The value with nothing known where it is null: the type may say what stands there. */
function withNullsOpen(value: Evaluated): Evaluated {
  if (value.kind === 'known') return value.value === null ? unknown([publicText('the type of a variable')]) : value;
  if (value.kind === 'list') return { ...value, items: value.items.map(withNullsOpen) };
  if (value.kind !== 'object') return value;
  return { kind: 'object', entries: new Map([...value.entries].map(([key, inner]) => [key, withNullsOpen(inner)])) };
}

const UNTOLD = Symbol('not a literal');

function literalOf(expression: Expression | undefined) {
  if (expression === undefined) return undefined;
  return expression.kind === 'literal' ? expression.value : UNTOLD;
}

function stepInto(value: Evaluated | undefined, steps: readonly string[]): Evaluated | undefined {
  let at = value;
  for (const step of steps) {
    if (at?.kind === 'unknown') return at;
    at = at?.kind === 'object' ? at.entries.get(step) : undefined;
  }
  return at;
}
