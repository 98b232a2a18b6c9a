import { type Location, publicText, type Text } from '../model';

/** A stretch of a text, as offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Gives spans of one text their places in the file. */
export interface Locator {
  at(span: Span): Location;
  /** The place with the first line of what stands there: for what cannot hold a secret. */
  quoted(span: Span): Location;
}

/** Lines end with a line feed; columns count UTF-16 code units from 1, as editors and SARIF do. */
export function locatorOf(text: string, file: Text): Locator {
  const lines = lineStarts(text);
  const at = ({ start, end }: Span): Location => {
    const last = position(lines, end);
    return { file, ...position(lines, start), endLine: last.line, endColumn: last.column };
  };
  return {
    at,
    quoted: (span) => ({ ...at(span), excerpt: publicText(firstLine(text.slice(span.start, span.end))) }),
  };
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/** Offsets at which lines begin, in order. */
type LineStarts = readonly number[];

export function lineStarts(text: string): LineStarts {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column of an offset, from 1. */
export function position(lines: LineStarts, offset: number): { line: number; column: number } {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] as number) + 1 };
}
