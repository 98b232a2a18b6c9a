import type { Span } from '../files';
import { eachChild, type Source, spanOf } from './cursor';
import { heredocText, unescapeQuoted } from './strings';
import type { Expression, Shape } from './syntax';

/** Reads the `expression` node at the cursor. */
type ReadExpression = (source: Source) => Expression;

/**
 * Reads the template at the cursor. With no expression in it, it is a literal; one that is a single interpolation is what
 * stands in that; of any other the parts are not told.
 */
export function readTemplate(source: Source, type: string, read: ReadExpression): Shape | undefined {
  const { text } = source;
  const { start, end } = spanOf(source);
  if (type !== 'heredoc_template') {
    return readContent(source, { start: start + 1, end: end - 1 }, read, unescapeQuoted);
  }
  const content = { start: text.indexOf('\n', start) + 1, end: text.lastIndexOf('\n', end - 1) + 1 };
  const flush = text.startsWith('<<-', start);
  return readContent(source, content, read, (lines) => heredocText(lines, flush));
}

export function readContent(
  source: Source,
  content: Span,
  read: ReadExpression,
  decode: (content: string) => string,
): Shape | undefined {
  let isLiteral = true;
  let only: Expression | undefined;
  eachChild(source, (type) => {
    if (type !== 'template_interpolation' && type !== 'template_directive') return;
    isLiteral = false;
    const { start, end } = spanOf(source);
    if (type === 'template_interpolation' && start === content.start && end === content.end) {
      eachChild(source, (inner) => {
        if (inner === 'expression') only = read(source);
      });
    }
  });
  return isLiteral ? { kind: 'literal', value: decode(source.text.slice(content.start, content.end)) } : only;
}
