import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Location, type Problem, printed, publicText, type Text } from '../model';
import { lineStarts, locatorOf, position, type Span } from './locate';

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

function syntaxProblem(text: string, file: Text): Problem {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  const end = text.trimEnd().length;
  const name = first && printParseErrorCode(first.error);
  const isCut =
    first !== undefined &&
    (first.offset >= end || (name === 'UnexpectedEndOfString' && first.offset + first.length >= end));
  const message =
    end === 0
      ? 'is empty'
      : isCut
        ? 'is cut off: the JSON ends too early'
        : ((name && SENTENCES[name]) ?? 'is not JSON');
  if (end > 0 && !/^\s*([{[]|\/[/*])/.test(text)) {
    return { message: publicText('is not JSON'), remedy: publicText(WHAT_TO_GIVE), at: { file, line: 1, column: 1 } };
  }
  return {
    message: publicText(message),
    remedy: publicText(
      isCut ? 'Write the file again, and check that the command before it succeeded.' : 'Mend the JSON.',
    ),
    at: { file, ...position(lineStarts(text), isCut ? end : Math.min(first?.offset ?? end, end)) },
  };
}

/** What to give in place of a file that is something else. */
export const WHAT_TO_GIVE = 'Give the output of terraform show -json, a .tf or .tf.json file, or the folder cdktf.out.';

/** What a parse error means, by the parser's own name for it. */
const SENTENCES: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'has a comment, which JSON does not allow',
  EndOfFileExpected: 'has more text after the end of the JSON',
  CommaExpected: 'is not JSON: a comma is missing',
  ColonExpected: 'is not JSON: a colon is missing',
  PropertyNameExpected: 'is not JSON: a property name in double quotes is missing',
};

/** What to say when reading ran out of stack. */
export function tooDeep(file: Text): Problem {
  return { message: printed`is nested too deeply to be read`, at: { file } };
}
