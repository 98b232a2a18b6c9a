import type { Edit } from './text-edit';

/** A list as it stands in a text, brackets included. */
export interface ListInText {
  readonly start: number;
  readonly end: number;
  readonly elements: readonly Element[];
}

interface Element {
  readonly start: number;
  readonly end: number;
  /** Absent where an expression makes it. */
  readonly value?: string;
}

/** What becomes of the names of a list. */
export interface ListChange {
  /** By the name that stands there. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly removed: ReadonlySet<string>;
  /** In the order in which they are added. */
  readonly added: readonly string[];
}

/**
 * Changes a list in place, in HCL or JSON: its form, the order, comments and line ends stay. A name that goes leaves its
 * place to one that comes; what is left over is added at the end.
 */
export function editsOfList(
  text: string,
  list: ListInText,
  { renamed, removed, added }: ListChange,
  syntax: 'hcl' | 'json',
): readonly Edit[] {
  const left = [...added];
  const edits: Edit[] = [];
  const going: Element[] = [];
  for (const element of list.elements) {
    const { value } = element;
    if (value === undefined) continue;
    const name = removed.has(value) ? left.shift() : renamed.get(value);
    if (name !== undefined) edits.push({ start: element.start, end: element.end, text: quote(name) });
    else if (removed.has(value)) going.push(element);
  }
  const staying = list.elements.filter((element) => !going.includes(element));
  return [...edits, ...removals(text, list, going), ...additions(text, list, staying, left, syntax === 'hcl')];
}

/** Scope names have nothing that either syntax would escape; others are not added. */
function quote(name: string): string {
  return JSON.stringify(name);
}

function removals(text: string, list: ListInText, going: readonly Element[]): Edit[] {
  return runsOf(list.elements, going).flatMap(({ run, before, next }) => {
    const lines = run.map((element) => lineOf(text, list, element));
    const [first, last] = [run[0] as Element, run.at(-1) as Element];
    if (lines.every((line) => line !== undefined)) {
      // Where the last one has no comma, the one before it must have none either: JSON allows none.
      const isBare = next === undefined && before !== undefined && !hasComma(text, last.end, list.end);
      return [...(isBare ? commaAfter(text, before.end, first.start) : []), ...lines].map((span) => ({
        ...span,
        text: '',
      }));
    }
    const end = next?.start ?? last.end;
    return [{ start: next === undefined ? (before?.end ?? first.start) : first.start, end, text: '' }];
  });
}

interface Run {
  readonly run: readonly Element[];
  readonly before: Element | undefined;
  readonly next: Element | undefined;
}

/** The elements that go, each with its neighbours that go too, and with those that stay on both sides. */
function runsOf(elements: readonly Element[], going: readonly Element[]): Run[] {
  const runs: Run[] = [];
  elements.forEach((element, index) => {
    if (!going.includes(element) || going.includes(elements[index - 1] as Element)) return;
    const length = elements.slice(index).findIndex((other) => !going.includes(other));
    const end = length === -1 ? elements.length : index + length;
    runs.push({ run: elements.slice(index, end), before: elements[index - 1], next: elements[end] });
  });
  return runs;
}

/** The lines of an element that shares them with no other, and with no bracket. */
function lineOf(text: string, list: ListInText, element: Element): { start: number; end: number } | undefined {
  const start = text.lastIndexOf('\n', element.start - 1) + 1;
  const lineEnd = text.indexOf('\n', element.end);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const others = list.elements.some((other) => other !== element && other.start < end && other.end > start);
  // A comma in front belongs to the element before, and its own has to stand on the line too.
  const isFirst = text.slice(start, element.start).trim() === '';
  const isLast = commaAfter(text, element.end, list.end).every((comma) => comma.start < end);
  return start > list.start && end <= list.end && isFirst && isLast && !others ? { start, end } : undefined;
}

/** @param endsInComma whether the last one of a list over several lines may have a comma */
function additions(
  text: string,
  list: ListInText,
  staying: readonly Element[],
  added: readonly string[],
  endsInComma: boolean,
): Edit[] {
  if (added.length === 0) return [];
  const last = staying.at(-1);
  if (last === undefined) return intoEmpty(text, list, added, endsInComma);
  const comma = hasComma(text, last.end, list.end);
  const closing = lineStart(text, list.end - 1);
  if (closing <= last.end) {
    const at = last.end;
    return [{ start: at, end: at, text: added.map((name) => `, ${quote(name)}`).join('') }];
  }
  // Each on a line of its own, as the last one is.
  const newline = text.slice(0, closing).endsWith('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, last.start)))?.[0] ?? '';
  const lines = added.map(
    (name, index) => `${indent}${quote(name)}${comma || index < added.length - 1 ? ',' : ''}${newline}`,
  );
  const place = afterLine(text, last.end, closing);
  const between: Edit = { start: last.end, end: last.end, text: ',' };
  return [...(comma ? [] : [between]), { start: place, end: place, text: lines.join('') }];
}

function intoEmpty(text: string, list: ListInText, added: readonly string[], endsInComma: boolean): Edit[] {
  const closing = lineStart(text, list.end - 1);
  if (closing <= list.start) {
    // What stands in it, if anything, is blank or a comment.
    return [{ start: list.start + 1, end: list.start + 1, text: added.map(quote).join(', ') }];
  }
  const newline = text.slice(0, closing).endsWith('\r\n') ? '\r\n' : '\n';
  const outer = /^[ \t]*/.exec(text.slice(closing))?.[0] ?? '';
  const lines = added.map(
    (name, index) => `${outer}  ${quote(name)}${endsInComma || index < added.length - 1 ? ',' : ''}${newline}`,
  );
  return [{ start: closing, end: closing, text: lines.join('') }];
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line on which an element ends, with the comment on it; at most at the line of the bracket. */
function afterLine(text: string, offset: number, closing: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 || end + 1 > closing ? closing : end + 1;
}

/** Whether a comma follows, behind blanks and comments. */
function hasComma(text: string, offset: number, end: number): boolean {
  return commaAfter(text, offset, end).length > 0;
}

function commaAfter(text: string, offset: number, end: number): { readonly start: number; readonly end: number }[] {
  const blank = /^(?:\s|#.*|\/\/.*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(offset, end))?.[0].length ?? 0;
  const at = offset + blank;
  return text[at] === ',' && at < end ? [{ start: at, end: at + 1 }] : [];
}
