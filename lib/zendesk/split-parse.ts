import { isUtf8 } from 'node:buffer';
import { guarded, type Json, parseJson } from '../files';
import type { Problem, Text } from '../model';
import { damage, MEND, type Position } from './problems';

/**
 * A part of a file that begins at `start`, as JSON.
 * @param isWhole false when things were taken out of it, so that only `start` is a place in the file
 */
export function parsePart(
  file: Text,
  bytes: Uint8Array,
  start: Position,
  isWhole: boolean,
): { value: Json; at: Position } | Problem {
  if (!isUtf8(bytes)) return damage(file, 'is not UTF-8 text', start, 'Save it as UTF-8.');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  try {
    return { value: JSON.parse(text), at: isWhole ? moved(start, before(text)) : start };
  } catch {
    return syntaxProblem(file, text, start, isWhole);
  }
}

function syntaxProblem(file: Text, text: string, start: Position, isWhole: boolean): Problem {
  const found = guarded<{ value: Json } | Problem>(
    file,
    () => parseJson(text, file),
    (problem) => problem,
  );
  if (text.trim() === '' || 'value' in found) return damage(file, 'is not JSON: a value is missing', start, MEND);
  const isCut = found.message.startsWith('is cut off');
  const { line = 1, column = 1 } = found.at;
  const message = isCut ? 'is not JSON: a value ends too early' : found.message;
  return damage(file, message, isWhole ? moved(start, { line, column }) : start, MEND);
}

/** Where the value begins, as people see it: after the blanks. */
function before(text: string): Position {
  if (text.charCodeAt(0) > 32) return { line: 1, column: 1 };
  const blanks = /^\s*/.exec(text)?.[0] ?? '';
  const lines = blanks.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function moved(start: Position, { line, column }: Position): Position {
  return line === 1 ? { line: start.line, column: start.column + column - 1 } : { line: start.line + line - 1, column };
}
