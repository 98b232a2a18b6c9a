import type { Attribute, Block, Expression } from '../../hcl';
import { ATTRIBUTES, type Location, publicText, type Written, type WrittenList } from '../../model';
import { JOINING } from './evaluate';

/** An argument, and the module in which its expression stands. */
export interface Standing {
  readonly attribute: Attribute;
  readonly trail: Trail;
}

/** What a module offers to who follows a name to where its value is written. */
export interface Trail {
  readonly blocks: readonly Block[];
  /** What the variable is given, by the caller or by a file of values. */
  readonly given: (variable: string) => Standing | undefined;
}

/** Where the scopes of a client are written. */
export function writtenScopes(client: Block, trail: Trail): Written {
  const attribute = client.body.attributes.get(ATTRIBUTES.scopes.terraform);
  const at = client.at?.() ?? NOWHERE;
  if (attribute === undefined) return { kind: 'absent', at, ...(client.path && { path: client.path() }) };
  const lists = listsOf(attribute.value, { attribute, trail, path: attribute.path?.() ?? [] }, true, new Set());
  if (!Array.isArray(lists)) return lists as Elsewhere;
  const [first, ...others] = lists as WrittenList[];
  if (first === undefined) return elsewhere('is null', attribute);
  // What stands in the client itself touches no other.
  const inOrder = [first, ...others].sort((a, b) => Number(a.isOwn) - Number(b.isOwn));
  return { kind: 'lists', lists: inOrder as [WrittenList, ...WrittenList[]] };
}

const NOWHERE: Location = { file: publicText('') };

type Elsewhere = Extract<Written, { readonly kind: 'elsewhere' }>;

function elsewhere(why: string, { at }: Attribute): Elsewhere {
  return { kind: 'elsewhere', why: publicText(why), at: at?.() ?? NOWHERE };
}

/** An expression, and the way to it in JSON. */
interface Place extends Standing {
  readonly path: readonly (string | number)[];
}

function listsOf(
  expression: Expression,
  place: Place,
  isOwn: boolean,
  seen: ReadonlySet<Attribute>,
): readonly WrittenList[] | Elsewhere {
  const { attribute } = place;
  // An expression in a string of JSON has the offsets of another text.
  const isInString = attribute.path !== undefined && expression.span !== undefined;
  switch (expression.kind) {
    case 'list':
      return isInString ? elsewhere('is an expression in a string', attribute) : [listAt(expression, place, isOwn)];
    case 'literal':
      return expression.value === null ? [] : elsewhere('is no list', attribute);
    case 'reference':
      return followed(expression.path, place, seen);
    case 'call':
      if (!JOINING.has(expression.name) || isInString) return elsewhere(`is made by ${expression.name}()`, attribute);
      return joined(expression.args.map(({ value }) => listsOf(value, place, isOwn, seen)));
    default:
      return elsewhere('is made by an expression', attribute);
  }
}

function joined(parts: readonly (readonly WrittenList[] | Elsewhere)[]): readonly WrittenList[] | Elsewhere {
  const failed = parts.find((part): part is Elsewhere => !Array.isArray(part));
  return failed ?? (parts as readonly (readonly WrittenList[])[]).flat();
}

function listAt(
  { span, elements }: Extract<Expression, { readonly kind: 'list' }>,
  { attribute, path }: Place,
  isOwn: boolean,
): WrittenList {
  const at = attribute.at?.() ?? NOWHERE;
  if (span === undefined) return { file: at.file, at, place: path, isOwn };
  const inText = elements.map((element) => {
    const { start, end } = element.span ?? span;
    const isName = element.kind === 'literal' && typeof element.value === 'string';
    return { start, end, ...(isName && { value: String(element.value) }) };
  });
  return { file: at.file, at, place: { ...span, elements: inText }, isOwn };
}

function followed(
  [root, name = '', ...steps]: readonly string[],
  { attribute, trail }: Place,
  seen: ReadonlySet<Attribute>,
): readonly WrittenList[] | Elsewhere {
  const found = root === 'local' ? localOf(name, trail) : root === 'var' ? variableOf(name, trail) : undefined;
  if (found === undefined) return elsewhere(`comes from ${[root, name, ...steps].join('.')}`, attribute);
  if (seen.has(found.attribute)) return elsewhere(`goes round in a circle by ${root}.${name}`, attribute);
  let value: Expression | undefined = found.attribute.value;
  for (const step of steps) {
    value = value?.kind === 'object' ? value.entries.findLast(({ key }) => key === step)?.value : undefined;
  }
  if (value === undefined) return elsewhere(`comes from ${[root, name, ...steps].join('.')}`, attribute);
  const path = [...(found.attribute.path?.() ?? []), ...steps];
  return listsOf(value, { ...found, path }, false, new Set([...seen, found.attribute]));
}

/** The one definition of a local. */
function localOf(name: string, trail: Trail): Standing | undefined {
  const found = trail.blocks.flatMap(({ type, body }) => {
    const attribute = type === 'locals' ? body.attributes.get(name) : undefined;
    return attribute === undefined ? [] : [attribute];
  });
  return found.length === 1 && found[0] ? { attribute: found[0], trail } : undefined;
}

/** What a variable is given, else its default. What is sensitive is not followed: an edit would show it. */
function variableOf(name: string, trail: Trail): Standing | undefined {
  const blocks = trail.blocks.filter(({ type, labels }) => type === 'variable' && labels[0] === name);
  if (blocks.some(({ body }) => body.attributes.has('sensitive'))) return undefined;
  const given = trail.given(name);
  if (given !== undefined) return given;
  const attribute = blocks.length === 1 ? blocks[0]?.body.attributes.get('default') : undefined;
  return attribute && { attribute, trail };
}
