import type { Block, Body, Expression } from '../../hcl';
import {
  ATTRIBUTE_ENTRIES,
  type AttributeName,
  type Attributes,
  isJudged,
  known,
  publicText,
  type ScopeList,
  unknown,
  type Value,
} from '../../model';
import type { Alike } from '../alike';
import { evaluate, type Resolve } from './evaluate';
import { converted, type Evaluated, named, UNEXPECTED } from './evaluated';

/**
 * Reads the attributes of a client from its block.
 *
 * @param alike what clients that were read before have
 */
export function readBlockAttributes({ attributes, blocks }: Body, resolve: Resolve, alike: Alike): Attributes {
  // Of a client most are absent, and of thousands the same ones.
  const read: Record<string, unknown> = { ...NOTHING_WRITTEN };
  for (const [terraform, { value: expression }] of attributes) {
    const [name, kind] = BY_ARGUMENT.get(terraform) ?? [];
    if (name === undefined || kind === undefined || kind === 'blocks') continue;
    const value = READERS[kind](evaluate(expression, resolve));
    read[name] = isJudged(name) ? shared(value, alike) : value;
  }
  for (const [name, terraform] of blocks.length === 0 ? [] : BLOCKS) read[name] = countBlocks(blocks, terraform);
  return read as unknown as Attributes;
}

/** The same object for what is known to be the same. */
function shared(value: Value<string | number | boolean | null> | ScopeList, alike: Alike): typeof value {
  if ('kind' in value) return value.kind === 'known' ? alike.value(value.value) : value;
  const texts = value.items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
  return value.rest.length === 0 && texts.length === value.items.length ? alike.list(texts) : value;
}

const READERS = { string: readString, number: readNumber, bool: readBool, strings: readList };

const NO_ELEMENTS: ScopeList = { items: [], rest: [] };

function readString(value: Evaluated): Value<string | null> {
  return readScalar(value, (held) => (held === null ? null : String(held)));
}

function readNumber(value: Evaluated): Value<number | null> {
  return readScalar(value, (held) => {
    if (held === null || typeof held === 'number') return held;
    return typeof held === 'string' && held.trim() !== '' && Number.isFinite(Number(held)) ? Number(held) : undefined;
  });
}

function readBool(value: Evaluated): Value<boolean | null> {
  return readScalar(value, (held) => {
    if (held === null || typeof held === 'boolean') return held;
    return held === 'true' || held === 'false' ? held === 'true' : undefined;
  });
}

/** `convert` gives undefined for what Terraform would not convert. */
function readScalar<T>(value: Evaluated, convert: (held: string | number | boolean | null) => T | undefined): Value<T> {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'list' || value.kind === 'object') return UNEXPECTED;
  if (value.kind === 'sensitive') {
    if (!value.test((held) => convert(held) !== undefined)) return UNEXPECTED;
    return converted(value, (held) => convert(held) as T);
  }
  const held = convert(value.value);
  if (held === undefined) return UNEXPECTED;
  // Most are of the right type: thousands of values need not be made again.
  return Object.is(held, value.value) ? (value as Value<T>) : known(held);
}

function readList(value: Evaluated): ScopeList {
  if (value.kind === 'known' && value.value === null) return NO_ELEMENTS;
  if (value.kind === 'unknown') return { items: [], rest: named(value.waitsFor) };
  if (value.kind !== 'list') return { items: [], rest: UNEXPECTED.waitsFor };
  const elements = value.items.filter((item) => !(item.kind === 'known' && item.value === null));
  return { items: elements.map(readElement), rest: value.rest };
}

function readElement(element: Evaluated): Value<string> {
  return readScalar(element, (held) => (held === null ? undefined : String(held)));
}

const NO_BLOCKS = known(0);

function countBlocks(blocks: readonly Block[], name: string): Value<number> {
  if (blocks.some(({ type, labels }) => type === 'dynamic' && labels[0] === name)) {
    return unknown([publicText('a dynamic block')]);
  }
  const count = blocks.filter(({ type }) => type === name).length;
  return count === 0 ? NO_BLOCKS : known(count);
}

const BY_ARGUMENT = new Map<string, readonly [AttributeName, Kind]>(
  ATTRIBUTE_ENTRIES.map(([name, { terraform, kind }]) => [terraform, [name, kind]]),
);

type Kind = (typeof ATTRIBUTE_ENTRIES)[number][1]['kind'];

const BLOCKS = ATTRIBUTE_ENTRIES.flatMap(([name, { terraform, kind }]) =>
  kind === 'blocks' ? [[name, terraform] as const] : [],
);

const ABSENT = { string: known(null), number: known(null), bool: known(null), strings: NO_ELEMENTS, blocks: NO_BLOCKS };

/** The attributes of a client of which nothing is written. */
const NOTHING_WRITTEN = Object.fromEntries(ATTRIBUTE_ENTRIES.map(([name, { kind }]) => [name, ABSENT[kind]]));

/** The argument of `lifecycle` that names what Terraform leaves as it is. */
export const IGNORED = 'ignore_changes';

/** True when `ignore_changes` covers the scopes: by its name, quoted or not, or by `all`. */
export function ignoresScopes({ blocks }: Body): boolean {
  return blocks.some(({ type, body }) => {
    const ignored = type === 'lifecycle' ? body.attributes.get(IGNORED)?.value : undefined;
    return ignored !== undefined && namesIn(ignored).some((name) => /^(\$\{)?\s*(all|scopes)\b/.test(name));
  });
}

export function ignoresAll(ignored: Expression): boolean {
  return namesIn(ignored).some((name) => /^(\$\{)?\s*all\b/.test(name));
}

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'list') return expression.elements.flatMap(namesIn);
  if (expression.kind === 'reference') return [expression.name];
  if (expression.kind === 'other') return expression.references;
  return expression.kind === 'literal' ? [String(expression.value)] : [];
}
