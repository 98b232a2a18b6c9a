import type { Json } from '../files';
import type { Problem, Text } from '../model';
import type { Position } from './problems';

export interface SplitHandler {
  /** One element of a list: of the document itself (`key` is null), or of the one under a key that is asked for. */
  item(key: string | null, value: Json, at: Position): void;
  /** A whole document, less the elements that came as items. */
  document(value: Json, at: Position): void;
}

/** Where the splitter stands, between two bytes. */
export interface State {
  readonly file: Text;
  readonly keys: ReadonlySet<string>;
  readonly handler: SplitHandler;
  problem: Problem | undefined;
  chunk: Uint8Array;
  /** Bytes before this chunk. */
  before: number;
  depth: number;
  inString: boolean;
  isEscaped: boolean;
  line: number;
  /** Where the line begins, as an index into this chunk; moved on by what wide characters take more than their units. */
  lineStart: number;
  /** A run is an element, or a part of what stands around them. Its parts in earlier chunks, and where it begins in this. */
  carried: Uint8Array[];
  runStart: number;
  runAt: Position;
  /** What of the document stands around the elements. */
  around: Uint8Array[];
  documentAt: Position;
  isList: boolean;
  /** Depth of the elements of the list that is being taken apart; 0 outside of one. */
  listDepth: number;
  key: string | null;
  isFirst: boolean;
}

export function startState(file: Text, keys: ReadonlySet<string>, handler: SplitHandler): State {
  const start = { line: 1, column: 1 };
  return {
    ...{ file, keys, handler, problem: undefined, chunk: new Uint8Array(), before: 0 },
    ...{ depth: 0, inString: false, isEscaped: false, line: 1, lineStart: 0 },
    ...{ carried: [], runStart: 0, runAt: start, around: [], documentAt: start },
    ...{ isList: false, listDepth: 0, key: null, isFirst: true },
  };
}

/** The run up to there. */
export function take(state: State, end: number): Uint8Array {
  const last = state.chunk.subarray(state.runStart, end);
  const all = state.carried.length === 0 ? last : Buffer.concat([...state.carried, last]);
  state.carried = [];
  state.runStart = end;
  return all;
}

export function positionOf({ line, lineStart }: State, index: number): Position {
  return { line, column: index - lineStart + 1 };
}
