import { type ScannedLine, scanLines } from './split-lines';

/** A piece that is kept whole or left out: a line, a fence, an element, the first rows of a table. */
interface Piece {
  readonly text: string;
  readonly startsSection: boolean;
}

export interface CutOptions {
  /** In characters as JavaScript counts them, which is never fewer than a platform counts. */
  readonly limit: number;
  /** Ends the sentence "the whole report is". @default - nothing is said of a whole report */
  readonly fullReport?: string;
}

/**
 * A document that fits: the same where it already does, otherwise cut at the end of a section, with a last line that says so.
 * Where that would take most of what fits, it is cut inside a section, after a whole line or row; never inside a code fence,
 * a `<details>` element or a row. The first line stays, whatever the rest.
 */
export function cutDocument(markdown: string, { limit, fullReport }: CutOptions): string {
  const text = markdown.replaceAll('\r\n', '\n').trimEnd();
  if (text.length <= limit) return text;
  const pieces = piecesOf(text);
  const sections = pieces.filter(({ startsSection }) => startsSection).length;
  const room = limit - 2 - Math.max(...[true, false].map((partly) => notice(sections, partly, fullReport).length));
  const end = cutAt(pieces, room);
  const kept = end === 0 ? shortened(text, room) : textOf(pieces.slice(0, end)).trimEnd();
  const rest = pieces.slice(end).filter((piece) => piece.text.trim() !== '');
  const left = rest.filter(({ startsSection }) => startsSection).length;
  return `${kept}\n\n${notice(left, rest[0]?.startsSection === false, fullReport)}`;
}

/** How many pieces to keep. */
function cutAt(pieces: readonly Piece[], room: number): number {
  let size = 0;
  let fitting = 0;
  let wholeSections = { end: 0, size: 0 };
  for (const { text, startsSection } of pieces) {
    if (startsSection) wholeSections = { end: fitting, size };
    size += text.length;
    if (size > room) break;
    fitting++;
  }
  // Half of the comment is too much to give up for a tidy end, as when one table fills it.
  return wholeSections.size * 2 >= room ? wholeSections.end : fitting;
}

function piecesOf(markdown: string): Piece[] {
  const pieces: { lines: string[]; startsSection: boolean }[] = [];
  let previous = '';
  for (const line of scanLines(markdown)) {
    const last = pieces.at(-1);
    if (last !== undefined && (line.inside || isTableHead(line.text) || isTableHead(previous)))
      last.lines.push(line.text);
    else pieces.push({ lines: [line.text], startsSection: startsSection(line) });
    previous = line.inside ? '' : line.text;
  }
  return pieces.map(({ lines, ...piece }) => ({ ...piece, text: lines.join('') }));
}

function startsSection({ text }: ScannedLine): boolean {
  return /^ {0,3}#{1,6}\s/.test(text) || /^<details\b/i.test(text);
}

/** Whether the line is what makes a table of the line before: without a row below, neither is worth keeping. */
function isTableHead(line: string): boolean {
  return line.includes('|') && line.includes('-') && /^[\s|:-]+$/.test(line);
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** As much of the first line as fits, without half of a character; nothing of what cannot be cut, such as a fence. */
function shortened(text: string, room: number): string {
  const [line = ''] = text.split('\n', 1);
  const start = `${line.slice(0, Math.max(0, room - 1)).replace(/[\ud800-\udbff]$/, '')}…`;
  return scanLines(`${start}\n\n`).at(-1)?.inside ? '' : start;
}

function notice(sections: number, partly: boolean, fullReport: string | undefined): string {
  const count = `${sections} ${partly ? 'more ' : ''}section${sections === 1 ? '' : 's'}`;
  const parts = [...(partly ? ['the rest of this section'] : []), ...(sections > 0 ? [count] : [])];
  const verb = parts.length === 1 && (partly || sections === 1) ? 'is' : 'are';
  const whole = fullReport === undefined ? '' : ` The whole report is ${fullReport}.`;
  return `> **Cut to fit into a comment:** ${parts.join(' and ')} ${verb} left out.${whole}`;
}
