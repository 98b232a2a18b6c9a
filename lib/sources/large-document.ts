import { constants } from 'node:buffer';
import { closeSync, openSync, statSync } from 'node:fs';
import { type ByteStream, byteStream, type JsonObject } from '../files';
import { type Problem, printed, publicText, type Text } from '../model';
import { Damage, TooLarge } from '../scan';
import { outlineOfPlan } from './plan-outline';

/** Below, a text is parsed whole: that takes less than to begin with anything else. */
export const LARGE = 1_048_576;

/** How Terraform begins to print a plan, or a state. A byte order mark is no JSON: with one the text is read whole. */
const START = /^\s*\{\s*"format_version"/;

/**
 * Reads a large plan, or a state, without holding its text; undefined for a file that is smaller, something else, or damaged:
 * what is wrong with it is told by whoever reads it whole.
 */
export function tryReadLargeFile(path: string, file: Text): JsonObject | Problem | undefined {
  let descriptor: number | undefined;
  try {
    // Before it is opened: who writes into a pipe would lose the one who reads.
    const stats = statSync(path);
    if (!stats.isFile() || stats.size < LARGE) return undefined;
    descriptor = openSync(path, 'r');
    const stream = byteStream(descriptor, 64);
    if (!isLargeDocument(stream)) return undefined;
    const outline = readLarge(stream, file);
    return isProblem(outline) && stats.size < constants.MAX_STRING_LENGTH ? undefined : outline;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return undefined;
    throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Whether the bytes begin as Terraform prints a plan or a state, and are more than their start. */
export function isLargeDocument({ start, isAll }: ByteStream): boolean {
  return !isAll && START.test(Buffer.from(start.subarray(0, 64)).toString('latin1'));
}

/** Reads a large plan, or a state, without holding its text. Damage is a problem with its offset. */
export function readLarge(stream: ByteStream, file: Text): JsonObject | Problem {
  try {
    return outlineOfPlan((into) => stream.read(into));
  } catch (error) {
    if (error instanceof Damage) return { ...damageText(error), at: { file } };
    if (error instanceof TooLarge) return { message: TOO_LARGE, at: { file } };
    throw error;
  }
}

export function isProblem(value: JsonObject | Problem): value is Problem {
  return 'message' in value && 'at' in value;
}

const TOO_LARGE = publicText('has a part that is too large to be read at once');

function damageText({ kind, offset }: Damage): Pick<Problem, 'message' | 'remedy'> {
  const again = publicText('Write the file again, and check that the command before it succeeded.');
  switch (kind) {
    case 'cut':
      return { message: printed`is cut off after byte ${offset}: the JSON ends too early`, remedy: again };
    case 'trailing':
      return { message: printed`has more text after the end of the JSON, at byte ${offset}`, remedy: again };
    case 'depth':
      return { message: printed`is nested too deeply to be read, at byte ${offset}` };
    case 'syntax':
      return { message: printed`is not JSON at byte ${offset}`, remedy: publicText('Mend the JSON.') };
  }
}
