/** A line of a Markdown document, with what it stands in. */
export interface ScannedLine {
  readonly text: string;
  /** Whether it stands in a code fence, the lines of the fence included, but for the first. */
  readonly inFence: boolean;
  /** Whether a document cut before this line would end inside a fence, an HTML element or a comment. */
  readonly inside: boolean;
}

interface State {
  readonly fence?: { readonly marks: string; readonly indent: number };
  readonly comment: boolean;
  /** How many HTML elements are open. */
  readonly depth: number;
}

/** Follows the document line by line. What is never closed lasts to its end, as it does where it is shown. */
export function scanLines(markdown: string): ScannedLine[] {
  let state: State = { comment: false, depth: 0 };
  return markdown.split(/(?<=\n)/).map((text) => {
    const before = state;
    state = after(before, text);
    return {
      text,
      inFence: before.fence !== undefined,
      inside: before.fence !== undefined || before.comment || before.depth > 0,
    };
  });
}

/** A fence, also in a quote or a list; one of backticks has none in its first line. */
const FENCE = /^(?<indent>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*)(?<marks>`{3,}(?=[^`]*$)|~{3,})/;
const CLOSED = /^(?<indent>[\s>]*)(?<marks>`{3,}|~{3,})\s*$/;

function after(state: State, line: string): State {
  const { fence, ...rest } = state;
  if (fence !== undefined) return closes(fence, line) ? rest : state;
  if (state.comment) return { ...state, comment: !line.includes('-->') };
  const opening = FENCE.exec(line)?.groups;
  if (opening) return { ...state, fence: { marks: opening.marks ?? '', indent: opening.indent?.length ?? 0 } };
  // What stands in inline code or in a comment is no markup.
  const parts = line.replaceAll(/(`+)[^`]+\1/g, '').split('-->');
  const markup = parts.map((part) => part.split('<!--', 1)[0]).join('');
  return { comment: parts.at(-1)?.includes('<!--') ?? false, depth: Math.max(0, state.depth + elementsOpened(markup)) };
}

function closes(fence: NonNullable<State['fence']>, line: string): boolean {
  const { marks = '', indent = '' } = CLOSED.exec(line)?.groups ?? {};
  // With four blanks more it is code, not the end of it.
  return marks.startsWith(fence.marks) && indent.length <= fence.indent + 3;
}

/** How many elements the line opens more than it closes, of those that may hold other blocks. */
function elementsOpened(markup: string): number {
  const tags = markup.match(/<\/?(details|table|pre)\b/gi) ?? [];
  return tags.reduce((sum, tag) => sum + (tag.startsWith('</') ? -1 : 1), 0);
}
