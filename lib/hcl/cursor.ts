import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../files';

/** A text with a cursor on a node of its tree. Every question to the cursor crosses into WebAssembly: ask once. */
export interface Source {
  readonly text: string;
  readonly cursor: TreeCursor;
  /** Says what the grammar lets through although it is no HCL. */
  readonly fail: (message: string, span: Span) => void;
}

/** Visits the children of the current node, comments left out. The cursor ends where it began. */
export function eachChild(source: Source, visit: (type: string) => void): void {
  for (let type = firstChild(source); type !== undefined; type = nextSibling(source) ?? leave(source)) visit(type);
}

function leave({ cursor }: Source): undefined {
  cursor.gotoParent();
}

/** Moves to the first child that is no comment, and gives its type. */
export function firstChild(source: Source): string | undefined {
  if (!source.cursor.gotoFirstChild()) return undefined;
  const type = source.cursor.nodeType;
  return type === 'comment' ? (nextSibling(source) ?? leave(source)) : type;
}

/** Moves to the next sibling that is no comment, and gives its type. */
export function nextSibling({ cursor }: Source): string | undefined {
  while (cursor.gotoNextSibling()) {
    const type = cursor.nodeType;
    if (type !== 'comment') return type;
  }
  return undefined;
}

export function spanOf({ cursor }: Source): Span {
  return { start: cursor.startIndex, end: cursor.endIndex };
}

export function textOf({ text, cursor }: Source): string {
  return text.slice(cursor.startIndex, cursor.endIndex);
}
