import type { Span } from '../files';
import { eachChild, type Source, spanOf } from './cursor';

/** What is wrong in a text, and where. */
export interface Fault {
  readonly message: string;
  readonly span: Span;
}

const OPEN_HEREDOC = 'a heredoc does not end';

/** What the parser adds where it lacks something, in words. */
const MISSING: Readonly<Record<string, string>> = {
  '}': 'a closing brace is missing',
  ']': 'a closing bracket is missing',
  ')': 'a closing parenthesis is missing',
  heredoc_identifier: OPEN_HEREDOC,
};

/** The fault of a string that goes over several lines. */
export const LINE_BREAK = 'a string in quotes does not end on its line';

/**
 * The first fault of a tree that has some. A string that runs over the end of its line comes before what follows from it,
 * and of nested errors the inner one tells more.
 */
export function firstFault(source: Source): Fault | undefined {
  const { cursor } = source;
  const type = cursor.nodeType;
  if (cursor.nodeIsMissing) return { message: MISSING[type] ?? '', span: spanOf(source) };
  const span = spanOf(source);
  let fault: Fault | undefined;
  let opening: number | undefined;
  eachChild(source, (child) => {
    if (fault !== undefined) return;
    const inner = spanOf(source);
    if (child === 'quoted_template_start') opening = inner.start;
    else if (child === 'template_literal' && opening !== undefined) {
      fault = lineBreak(source, { start: opening, end: inner.end });
      opening = inner.end;
    } else if (child === 'quoted_template_end') opening = undefined;
    fault ??= firstFault(source);
    // Where it begins tells more than the end of the file.
    if (fault?.message === MISSING['}'] && type === 'block') fault = { message: 'a block is not closed', span };
    if (fault?.message === OPEN_HEREDOC && type === 'heredoc_template') fault = { message: OPEN_HEREDOC, span };
  });
  return fault ?? (type === 'ERROR' ? { message: '', span } : undefined);
}

function lineBreak({ text }: Source, span: Span): Fault | undefined {
  return text.slice(span.start, span.end).includes('\n') ? { message: LINE_BREAK, span } : undefined;
}
