import type { Problem, Text } from '../model';
import { damage, EXPORT_AGAIN, MEND, WHAT_TO_GIVE } from './problems';
import { parsePart } from './split-parse';
import { positionOf, type SplitHandler, type State, startState, take } from './split-state';

export type { SplitHandler } from './split-state';

export interface Splitter {
  /** Takes the next bytes; their memory may be used again afterwards. A problem is final. */
  write(chunk: Uint8Array): Problem | undefined;
  end(): Problem | undefined;
}

/** What one record, and all that stands around the records of a document, may take. */
const MOST = 16 * 1024 * 1024;

const [QUOTE, BACKSLASH, COMMA, LINE_FEED, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [34, 92, 44, 10, 91, 93, 123, 125];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Takes JSON documents, one or many in a file (NDJSON), apart into records without holding one as a whole. Only where a
 * record begins and ends is found here; JSON.parse reads each one, and what stands around them, so that damage anywhere is
 * found. (Of the libraries that tokenize in JavaScript the fastest took seven times as long.)
 */
export function splitter(file: Text, keys: ReadonlySet<string>, handler: SplitHandler): Splitter {
  const state = startState(file, keys, handler);
  return {
    write: (chunk) => write(state, chunk),
    end() {
      if (state.problem === undefined && state.depth > 0) {
        state.problem = damage(file, 'is cut off: the JSON ends too early', positionOf(state, 0), EXPORT_AGAIN);
      }
      return state.problem;
    },
  };
}

function write(state: State, chunk: Uint8Array): Problem | undefined {
  state.chunk = chunk;
  state.runStart = 0;
  scan(state);
  if (state.problem) return state.problem;
  // A copy: the memory of the chunk is used again.
  if (state.depth > 0) state.carried.push(Buffer.from(chunk.subarray(state.runStart)));
  state.before += chunk.length;
  state.lineStart -= chunk.length;
  const held = [...state.carried, ...state.around].reduce((all, { length }) => all + length, 0);
  if (held > MOST) state.problem = damage(state.file, 'has a record of more than 16 MB', state.runAt, WHAT_TO_GIVE);
  return state.problem;
}

function scan(state: State): void {
  const { chunk } = state;
  for (let index = 0; index < chunk.length && state.problem === undefined; index++) {
    if (state.inString) {
      index = skipString(state, index);
      continue;
    }
    const byte = chunk[index] as number;
    if (byte > 127) wide(state, index, byte);
    else if (byte === OPEN || byte === OPEN_LIST) open(state, index, byte);
    else if (state.depth === 0) outside(state, index, byte);
    else if (byte === QUOTE) state.inString = true;
    else if (byte === CLOSE || byte === CLOSE_LIST) close(state, index, byte);
    else if (byte === COMMA && state.listDepth === state.depth) endItem(state, index, false);
    if (byte === LINE_FEED) {
      state.line++;
      state.lineStart = index + 1;
    }
  }
}

/** The index of the quote that ends the string, or of the last byte of the chunk. Most bytes of an export pass here. */
function skipString(state: State, from: number): number {
  const { chunk } = state;
  let isEscaped = state.isEscaped;
  let index = from;
  for (; index < chunk.length; index++) {
    const byte = chunk[index] as number;
    if (byte > 127) {
      wide(state, index, byte);
      isEscaped = false;
    } else if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) {
      state.inString = false;
      break;
    }
  }
  state.isEscaped = isEscaped;
  return index;
}

/** Columns count UTF-16 code units, as editors do. */
function wide(state: State, index: number, byte: number): void {
  const isMark = state.depth === 0 && BYTE_ORDER_MARK[state.before + index] === byte;
  if (state.depth === 0 && !isMark) outside(state, index, byte);
  else if (isMark || (byte & 0xc0) === 0x80) state.lineStart++;
  else if (byte >= 0xf0) state.lineStart--;
}

function outside(state: State, index: number, byte: number): void {
  if (byte === 32 || byte === 9 || byte === 13 || byte === LINE_FEED) return;
  state.problem = damage(state.file, 'is not JSON', positionOf(state, index), WHAT_TO_GIVE);
}

function open(state: State, index: number, byte: number): void {
  if (state.depth === 0) {
    state.runStart = index;
    state.documentAt = positionOf(state, index);
    state.runAt = state.documentAt;
    state.isList = byte === OPEN_LIST;
  }
  state.depth++;
  if (byte !== OPEN_LIST || state.listDepth > 0 || state.depth > (state.isList ? 1 : 2)) return;
  const key = state.isList ? null : keyBefore(state, index);
  if (key !== null && !state.keys.has(key)) return;
  state.around.push(Buffer.from(take(state, index + 1)));
  state.listDepth = state.depth;
  state.key = key;
  state.isFirst = true;
  state.runAt = positionOf(state, index + 1);
}

/** A key and its colon before a list. */
const KEY = /"([a-z_]{1,40})"\s*:\s*$/;
const KEY_BYTES = 64;

function keyBefore({ chunk, carried, runStart }: State, index: number): string {
  const here = chunk.subarray(Math.max(runStart, index - KEY_BYTES), index);
  const earlier = here.length < KEY_BYTES ? carried.map((each) => each.subarray(-KEY_BYTES)) : [];
  return KEY.exec(Buffer.concat([...earlier, here]).toString('latin1'))?.[1] ?? '';
}

function endItem(state: State, index: number, isLast: boolean): void {
  const part = take(state, index);
  const isNothing = state.isFirst && isLast && part.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
  if (!isNothing) {
    const parsed = parsePart(state.file, part, state.runAt, true);
    if ('value' in parsed) state.handler.item(state.key, parsed.value, parsed.at);
    else state.problem = parsed;
  }
  state.isFirst = false;
  state.runStart = index + 1;
  state.runAt = positionOf(state, index + 1);
}

function close(state: State, index: number, byte: number): void {
  if (state.listDepth === state.depth) {
    endItem(state, index, true);
    state.listDepth = 0;
    state.runStart = index;
    if (byte !== CLOSE_LIST) {
      state.problem ??= damage(state.file, 'is not JSON: a list is not closed', positionOf(state, index), MEND);
    }
  }
  state.depth--;
  if (state.depth > 0 || state.problem) return;
  const isWhole = state.around.length === 0;
  const all = Buffer.concat([...state.around, take(state, index + 1)]);
  state.around = [];
  const parsed = parsePart(state.file, all, isWhole ? state.documentAt : positionOf(state, index), isWhole);
  if ('value' in parsed) state.handler.document(parsed.value, state.documentAt);
  else state.problem = parsed;
}
