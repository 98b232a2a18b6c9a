import type { Locator, Span } from '../files';
import { eachChild, firstChild, nextSibling, type Source, spanOf, textOf } from './cursor';
import { readExpression } from './expression';
import { hasTemplate, unescapeQuoted } from './strings';
import type { Attribute, Block, Body, Expression } from './syntax';

/** Which blocks at the top of a file are read: of the others nothing enters the program. */
export type Wanted = (type: string, labels: readonly string[]) => boolean;

const EVERYTHING: Wanted = () => true;

/** Reads the `body` node at the cursor. */
export function readBody(source: Source, locator: Locator, wanted: Wanted = EVERYTHING): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  let end: number | undefined;
  eachChild(source, (type) => {
    const span = spanOf(source);
    if (end !== undefined && !source.text.slice(end, span.start).includes('\n')) {
      source.fail('a line break is missing before an argument or a block', span);
    }
    end = span.end;
    if (type === 'block') {
      const block = readBlock(source, locator, wanted);
      if (block !== undefined) blocks.push(block);
    } else {
      const attribute = readAttribute(source, locator);
      if (attributes.has(attribute.name)) source.fail('an argument is set twice', span);
      attributes.set(attribute.name, attribute);
    }
  });
  return { attributes, blocks };
}

function readAttribute(source: Source, locator: Locator): Attribute {
  let [name, nameEnd] = ['', 0];
  let value: Expression | undefined;
  let span: Span = spanOf(source);
  eachChild(source, (type) => {
    if (type === 'identifier') {
      name = textOf(source);
      nameEnd = source.cursor.endIndex;
    } else if (type === 'expression') {
      span = spanOf(source);
      value = readExpression(source);
    }
  });
  if (source.text.slice(nameEnd, span.start).includes('\n')) {
    source.fail('a value does not begin on the line of its argument', span);
  }
  return { name, value: value ?? NOTHING, at: () => locator.quoted(span) };
}

const NOTHING: Expression = { kind: 'other', references: [] };

const EMPTY: Body = { attributes: new Map(), blocks: [] };

function readBlock(source: Source, locator: Locator, wanted: Wanted): Block | undefined {
  const start = source.cursor.startIndex;
  let end = start;
  const names: string[] = [];
  let type = firstChild(source);
  for (; type === 'identifier' || type === 'string_lit'; type = nextSibling(source)) {
    names.push(type === 'identifier' ? textOf(source) : labelOf(source));
    end = source.cursor.endIndex;
  }
  const header = { start, end };
  // The cursor is on the brace that opens the body.
  if (source.text.slice(start, source.cursor.startIndex).includes('\n')) {
    source.fail('the head of a block goes over several lines', header);
  }
  const [name = '', ...labels] = names;
  const isWanted = wanted(name, labels);
  const body = isWanted && nextSibling(source) === 'body' ? readBody(source, locator) : EMPTY;
  source.cursor.gotoParent();
  return isWanted ? { type: name, labels, body, at: () => locator.quoted(header) } : undefined;
}

function labelOf(source: Source): string {
  const content = textOf(source).slice(1, -1);
  if (hasTemplate(content)) source.fail('a label is made by an expression', spanOf(source));
  return unescapeQuoted(content);
}
