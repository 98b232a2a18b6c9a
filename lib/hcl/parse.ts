import { locatorOf, type Span, TakesTooLong } from '../files';
import { type Problem, publicText, type Text } from '../model';
import { blanked } from './blanked';
import { readBody, type Wanted } from './body';
import { firstChild, nextSibling, type Source, spanOf } from './cursor';
import { readExpression } from './expression';
import { type Fault, firstFault } from './faults';
import { loadGrammar, type ParseTree } from './grammar';
import { referencesIn } from './references';
import { plainText } from './strings';
import type { Body, Expression } from './syntax';
import { readContent } from './template';

/** Reads HCL. It is there once the grammar is loaded, and waits for nothing after that. */
export interface HclParser {
  /** The blocks and attributes of a file; or where and why it is no HCL. */
  parse(text: string, file: Text, wanted?: Wanted): Body | Problem;
  /** The template that a string of Terraform's JSON syntax is; undefined for one that Terraform would refuse. */
  parseTemplate(text: string): Expression | undefined;
}

export async function loadHcl(): Promise<HclParser> {
  const parseTree = await loadGrammar();
  return {
    parse: (text, file, wanted) => parseFile(parseTree, text, file, wanted),
    parseTemplate: (text) => parseTemplate(parseTree, text),
  };
}

const EMPTY: Body = { attributes: new Map(), blocks: [] };

function parseFile(parseTree: ParseTree, text: string, file: Text, wanted?: Wanted): Body | Problem {
  const locator = locatorOf(text, file);
  let body = EMPTY;
  try {
    const fault = withTree(parseTree, text, (source) => {
      const type = firstChild(source);
      if (type === 'body') body = readBody(source, locator, wanted);
      else if (type !== undefined) source.fail('it holds a value where blocks belong', spanOf(source));
    });
    return fault === undefined ? body : problem(text, file, fault);
  } catch (error) {
    if (error instanceof TakesTooLong) return error.problem(locator.at({ start: error.offset, end: error.offset }));
    throw error;
  }
}

/** Reads a text that is sound. Returns what is wrong otherwise. */
function withTree(parseTree: ParseTree, text: string, read: (source: Source) => void): Fault | undefined {
  let fault: Fault | undefined;
  const fail = (message: string, span: Span) => {
    fault ??= { message, span };
  };
  const visit = (seen: string, isLast: boolean): boolean => {
    const tree = parseTree(seen);
    const cursor = tree.walk();
    const source: Source = { text, cursor, fail };
    try {
      const isSound = !tree.rootNode.hasError;
      if (isSound) read(source);
      else if (isLast) fault = firstFault(source) ?? { message: '', span: spanOf(source) };
      return isSound;
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
  // Only the text itself tells what is wrong with it.
  if (!visit(blanked(text), false)) visit(text, true);
  return fault;
}

/** A line that ends a template: no text has it. */
const END = 'END_OF_TEMPLATE';

/** The way from the top of a tree to the one template in it. */
const TO_TEMPLATE = ['body', 'attribute', 'identifier', '=', 'expression', 'template_expr', 'heredoc_template'];

/** As a heredoc, because like that a text stands in HCL without any escapes. */
function parseTemplate(parseTree: ParseTree, text: string): Expression | undefined {
  const opening = `x = <<${END}\n`;
  const content = { start: opening.length, end: opening.length + text.length };
  let expression: Expression | undefined;
  withTree(parseTree, `${opening}${text}\n${END}\n`, (source) => {
    let type: string | undefined;
    for (const step of TO_TEMPLATE) {
      type = type === 'identifier' || type === '=' ? nextSibling(source) : firstChild(source);
      if (type !== step) return;
    }
    expression = readContent(source, content, readExpression, plainText) ?? {
      kind: 'other',
      references: referencesIn(source),
    };
  });
  return expression;
}

function problem(text: string, file: Text, { message, span }: Fault): Problem {
  const conflict = text.search(/^<{7} /m);
  const at = locatorOf(text, file).at(conflict === -1 ? span : { start: conflict, end: conflict + 7 });
  const { line, column } = at;
  return {
    message: publicText(
      conflict === -1 ? ['is not HCL', message].filter(Boolean).join(': ') : 'has the markers of a merge conflict',
    ),
    remedy: publicText('Mend the HCL; terraform fmt names the mistake too.'),
    at: { file, ...(line !== undefined && column !== undefined && { line, column }) },
  };
}
