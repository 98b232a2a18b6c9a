import { constants } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { errorCode } from './error-code';

/** No string is longer, so of a larger file no text could be made. */
const MOST = constants.MAX_STRING_LENGTH;

const LEAST_CHUNK = 65_536;

/**
 * The bytes of a file or, by its descriptor, of standard input. What has no end, as a device, or cannot become a text is not
 * read for longer than it takes to know that.
 */
export function bytesOf(file: string | number): Uint8Array {
  const instead = typeof file === 'string' && contents.size > 0 ? contents.get(realpathSync(file)) : undefined;
  if (instead !== undefined) return instead;
  const descriptor = typeof file === 'number' ? file : openSync(file, 'r');
  try {
    return read(descriptor);
  } finally {
    if (typeof file === 'string') closeSync(descriptor);
  }
}

let contents: ReadonlyMap<string, Uint8Array> = new Map();

/** Does something as if files, by their real paths, had other contents: to see what a change comes to before it is made. */
export async function readingInstead<T>(others: ReadonlyMap<string, Uint8Array>, action: () => Promise<T>): Promise<T> {
  const before = contents;
  contents = others;
  try {
    return await action();
  } finally {
    contents = before;
  }
}

/** @param begun bytes that were read before, with which it begins */
function read(descriptor: number, begun?: Uint8Array): Uint8Array {
  // One byte more than there should be: a file may grow, and a device says that it is empty.
  let chunk = Buffer.allocUnsafe(Math.min(Math.max(fstatSync(descriptor).size + 1, LEAST_CHUNK), MOST + 1));
  const chunks: Uint8Array[] = begun === undefined ? [] : [begun];
  let [total, filled] = [begun?.length ?? 0, 0];
  for (;;) {
    const count = readSome(descriptor, chunk, filled);
    const isEnd = count === 0 || chunk.subarray(filled, filled + count).includes(0);
    filled += count;
    total += count;
    // A part of it could look like a whole.
    if (total > MOST) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    if (isEnd) break;
    if (filled < chunk.length) continue;
    chunks.push(chunk);
    [chunk, filled] = [Buffer.allocUnsafe(Math.max(LEAST_CHUNK, chunk.length)), 0];
  }
  const last = chunk.subarray(0, filled);
  return chunks.length === 0 ? last : Buffer.concat([...chunks, last]);
}

/** Bytes as they come, for whoever need not hold them all. */
export interface ByteStream {
  /** What they begin with. */
  readonly start: Uint8Array;
  /** Whether that is all. */
  readonly isAll: boolean;
  /** Reads into the array, from the very start, and gives how many bytes it read; 0 at the end. */
  read(into: Uint8Array): number;
  /** All of them. Not to be asked for after {@link read}. */
  all(): Uint8Array;
}

/**
 * The bytes behind a descriptor as they come.
 *
 * @param least so many are read at once, if there are as many
 */
export function byteStream(descriptor: number, least: number): ByteStream {
  const buffer = Buffer.allocUnsafe(least);
  let filled = 0;
  for (let count = -1; count !== 0 && filled < least; filled += count) count = readSome(descriptor, buffer, filled);
  const start = buffer.subarray(0, filled);
  let given = 0;
  return {
    start,
    isAll: filled < least,
    read: (into) => {
      if (given === start.length) return readSome(descriptor, into, 0);
      const part = start.subarray(given, given + into.length);
      into.set(part);
      given += part.length;
      return part.length;
    },
    all: () => (filled < least ? start : read(descriptor, start)),
  };
}

/** Whoever writes into a pipe may leave it in a mode in which reading does not wait. */
function readSome(descriptor: number, chunk: Uint8Array, filled: number): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, filled, chunk.length - filled, null);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
