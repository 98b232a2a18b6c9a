import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Location, Problem, Text } from '../model';
import { syntaxProblem } from './json-error';
import { locatorOf, type Span } from './locate';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
export type JsonPath = readonly (string | number)[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list: Terraform's JSON takes one block or an array of blocks at every level. */
export function blocks(value: Json | undefined): readonly JsonObject[] {
  if (!Array.isArray(value)) return isObject(value) ? [value] : [];
  const list: readonly Json[] = value;
  return list.flatMap((each) => (Array.isArray(each) ? blocks(each) : isObject(each) ? [each] : []));
}

/** Parses strictly; damage is a problem with line and column. */
export function parseJson(text: string, file: Text): { value: Json } | Problem {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return syntaxProblem(text, file);
  }
}

/** A document with the places of its parts. */
interface LocatedJson {
  readonly value: Json;
  /** The place of the value at `path`, or of its nearest parent that is there. */
  locate(path: JsonPath): Location;
  /** The keys that an object has more than once, each where it stands again. */
  readonly repeated: readonly { readonly path: JsonPath; readonly at: Location }[];
}

/**
 * Parses with places. A key that an object has twice becomes an array of its values, which is what Terraform reads in it:
 * two blocks. (JSON.parse would drop the first, and a client with it.)
 */
export function parseLocatedJson(text: string, file: Text): LocatedJson | Problem {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  if (tree === undefined || errors.length > 0) return syntaxProblem(text, file);
  const locator = locatorOf(text, file);
  const locate = (path: JsonPath) => {
    const [node, found] = nodeAt(tree, path);
    return found && isPlain(node) ? locator.quoted(spanOf(node)) : locator.at(spanOf(node));
  };
  return {
    value: toValue(tree),
    locate,
    repeated: repeatedKeys(tree).map(({ path, node }) => ({ path, at: locator.at(spanOf(node)) })),
  };
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

function repeatedKeys(node: Node, path: JsonPath = []): { path: JsonPath; node: Node }[] {
  if (node.type === 'array')
    return (node.children ?? []).flatMap((each, index) => repeatedKeys(each, [...path, index]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children as [Node, Node];
    const at = [...path, key.value];
    const again = seen.has(key.value) ? [{ path: at, node: key }] : [];
    seen.add(key.value);
    return [...again, ...repeatedKeys(value, at)];
  });
}

function toValue(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value as Json;
  const seen = new Map<string, Json[]>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children as [Node, Node];
    const values = seen.get(key.value);
    if (values) values.push(toValue(value));
    else seen.set(key.value, [toValue(value)]);
  }
  return Object.fromEntries(
    [...seen].map(([key, values]) => [key, values.length === 1 ? (values[0] as Json) : values]),
  );
}

/** The node at a path and true, or its nearest parent and false. */
function nodeAt(node: Node, path: JsonPath): [node: Node, found: boolean] {
  const [step, ...rest] = path;
  if (step === undefined) return [node, true];
  const child = childAt(node, step);
  return child ? nodeAt(child, rest) : [node, false];
}

function childAt({ type, children = [] }: Node, step: string | number): Node | undefined {
  if (typeof step === 'number') return type === 'array' ? children[step] : undefined;
  return children.find((each) => each.children?.[0]?.value === step)?.children?.[1];
}

/** A text, or a list of plain values: nothing stands in it beside what it is asked for. */
function isPlain({ type, children = [] }: Node): boolean {
  return type === 'string' || (type === 'array' && children.every((each) => each.children === undefined));
}

/** The place of a list, and of its elements with the texts among them. */
export interface JsonList extends Span {
  readonly elements: readonly (Span & { readonly value?: string })[];
}

/** The list at `path` in a sound text; undefined where no list is. */
export function listInJson(text: string, path: JsonPath): JsonList | undefined {
  const tree = parseTree(text);
  const [node, found] = tree === undefined ? [undefined, false] : nodeAt(tree, path);
  if (!found || node?.type !== 'array') return undefined;
  const elements = (node.children ?? []).map((each) => ({
    ...spanOf(each),
    ...(each.type === 'string' && { value: String(each.value) }),
  }));
  return { ...spanOf(node), elements };
}

/** Where the object at `path` takes one more member, and what stands before it there; undefined where there is none. */
export function memberPlaceInJson(
  text: string,
  path: JsonPath,
): { readonly offset: number; readonly before: string } | undefined {
  const tree = parseTree(text);
  const [node, found] = tree === undefined ? [undefined, false] : nodeAt(tree, path);
  if (!found || node?.type !== 'object') return undefined;
  const last = node.children?.at(-1);
  if (last === undefined) return { offset: node.offset + 1, before: '' };
  const offset = last.offset + last.length;
  // As the last member stands: on a line of its own, or beside the others.
  const line = /(?:\r?\n)[ \t]*$/.exec(text.slice(0, last.offset))?.[0];
  return { offset, before: line === undefined ? ', ' : `,${line}` };
}
