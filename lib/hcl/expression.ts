import { publicText } from '../model';
import { eachChild, firstChild, nextSibling, type Source, spanOf, textOf } from './cursor';
import { LINE_BREAK } from './faults';
import { readPlain } from './plain';
import { referenceName, referencesIn } from './references';
import { hasTemplate, unescapeQuoted } from './strings';
import type { Argument, Expression, ObjectEntry, Shape } from './syntax';
import { readTemplate } from './template';

/** Reads the `expression` node at the cursor. */
export function readExpression(source: Source): Expression {
  const span = spanOf(source);
  return { span, ...(readPlain(source.text, span) ?? readShape(source)) };
}

function readShape(source: Source): Shape {
  const type = firstChild(source);
  if (type === undefined) return { kind: 'other', references: referencesIn(source) };
  const shape =
    type === '(' ? readParentheses(source) : type === 'variable_expr' ? readReference(source) : readOne(source, type);
  const isWhole = shape !== undefined && nextSibling(source) === undefined;
  source.cursor.gotoParent();
  return isWhole ? shape : { kind: 'other', references: referencesIn(source) };
}

/** An expression that is one node; undefined for one that cannot be told without running it. */
function readOne(source: Source, type: string): Shape | undefined {
  if (type === 'function_call') return readCall(source);
  if (type === 'literal_value') return readInside(source, readLiteral);
  if (type === 'collection_value') return readInside(source, readCollection);
  if (type === 'template_expr') return readInside(source, (_, kind) => readTemplate(source, kind, readExpression));
  return undefined;
}

function readInside(source: Source, read: (source: Source, type: string) => Shape | undefined): Shape | undefined {
  const type = firstChild(source);
  if (type === undefined) return undefined;
  const shape = read(source, type);
  source.cursor.gotoParent();
  return shape;
}

function readLiteral(source: Source, type: string): Shape | undefined {
  const text = textOf(source);
  if (type === 'string_lit') {
    const content = text.slice(1, -1);
    if (content.includes('\n')) source.fail(LINE_BREAK, spanOf(source));
    return hasTemplate(content) ? undefined : { kind: 'literal', value: unescapeQuoted(content) };
  }
  if (type === 'numeric_lit') return { kind: 'literal', value: Number(text) };
  return { kind: 'literal', value: type === 'null_lit' ? null : text === 'true' };
}

function readCollection(source: Source, type: string): Shape {
  if (type === 'object') return { kind: 'object', entries: readEntries(source) };
  const elements: Expression[] = [];
  eachChild(source, (child) => {
    if (child === 'expression') elements.push(readExpression(source));
  });
  return { kind: 'list', elements };
}

function readEntries(source: Source): ObjectEntry[] {
  const entries: ObjectEntry[] = [];
  eachChild(source, (child) => {
    if (child === 'object_elem') entries.push(readEntry(source));
  });
  return entries;
}

function readEntry(source: Source): ObjectEntry {
  const parts: Expression[] = [];
  let sign: string | undefined;
  eachChild(source, (type) => {
    if (type !== 'expression') return;
    sign ??= source.text[source.cursor.startIndex];
    parts.push(readExpression(source));
  });
  const [key, value] = parts as [Expression, Expression];
  const name = sign === '(' ? undefined : keyOf(key, sign === '"');
  return { ...(name !== undefined && { key: name }), value };
}

/** A name is its own key, and a string without expressions in it. */
function keyOf(key: Expression, isQuoted: boolean): string | undefined {
  if (key.kind === 'literal') return String(key.value);
  return key.kind === 'reference' && key.path.length === 1 && !isQuoted ? key.path[0] : undefined;
}

function readCall(source: Source): Shape {
  const args: Argument[] = [];
  let name = '';
  eachChild(source, (type) => {
    if (type === 'identifier') name = textOf(source);
    if (type === 'function_arguments') args.push(...readArguments(source));
  });
  return { kind: 'call', name, args };
}

function readArguments(source: Source): Argument[] {
  const values: Expression[] = [];
  let expands = false;
  eachChild(source, (type) => {
    if (type === 'expression') values.push(readExpression(source));
    if (type === 'ellipsis') expands = true;
  });
  return values.map((value, index) => ({ value, expands: expands && index === values.length - 1 }));
}

/** The cursor is on the opening parenthesis; afterwards on the closing one. */
function readParentheses(source: Source): Shape | undefined {
  if (nextSibling(source) !== 'expression') return undefined;
  const shape = readExpression(source);
  nextSibling(source);
  return shape;
}

/** A name with members, each by a name or a literal key. The cursor is on the first; afterwards on the last. */
function readReference(source: Source): Shape | undefined {
  const { cursor, text } = source;
  const start = cursor.startIndex;
  const path = [textOf(source)];
  let end = cursor.endIndex;
  for (let type = nextSibling(source); type !== undefined; type = nextSibling(source)) {
    const step = stepOf(type, textOf(source));
    if (step === undefined) return undefined;
    path.push(step);
    end = cursor.endIndex;
  }
  return { kind: 'reference', path, name: publicText(referenceName(text.slice(start, end))) };
}

function stepOf(type: string, text: string): string | undefined {
  if (type === 'get_attr') return text.slice(1).trim();
  const key = type === 'index' ? /^\[\s*"([^"\\$%\n]*)"\s*\]$/.exec(text)?.[1] : undefined;
  return key;
}
