import type { Span } from '../files';
import type { Expression, Shape } from './syntax';

/** A string in which nothing is escaped and nothing is an expression. */
const STRING = /"([^"\\$%\n]*)"/g;

/** The expressions that most arguments have. */
const PLAIN_STRING = /^"[^"\\$%\n]*"$/;
const PLAIN_LIST = /^\[\s*(?:"[^"\\$%\n]*"\s*,?\s*)*\]$/;
const PLAIN_VALUE = /^(?:true|false|null|\d{1,15})$/;

/**
 * Reads an expression that the parser has accepted from its text, where that is plain: to walk through the nodes of such
 * takes five times as long.
 */
export function readPlain(text: string, { start, end }: Span): Shape | undefined {
  const expression = text.slice(start, end);
  if (PLAIN_STRING.test(expression)) return { kind: 'literal', value: expression.slice(1, -1) };
  if (PLAIN_LIST.test(expression)) return { kind: 'list', elements: elementsOf(expression, start) };
  if (!PLAIN_VALUE.test(expression)) return undefined;
  if (expression === 'null') return { kind: 'literal', value: null };
  const isNumber = expression !== 'true' && expression !== 'false';
  return { kind: 'literal', value: isNumber ? Number(expression) : expression === 'true' };
}

function elementsOf(list: string, offset: number): Expression[] {
  return [...list.matchAll(STRING)].map(({ 0: quoted, 1: value = '', index }) => {
    const start = offset + index;
    return { kind: 'literal', value, span: { start, end: start + quoted.length } };
  });
}
