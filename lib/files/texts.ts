import { type Problem, publicText, type Text } from '../model';
import { bytesOf } from './bytes';
import { decode } from './decode';
import { errorCode } from './error-code';
import { type Json, parseJson } from './json';
import { tooDeep } from './json-error';
import { TakesTooLong } from './takes-too-long';

/** A text from outside, or why it cannot be had. */
export function textOf(read: () => Uint8Array, file: Text): string | Problem {
  try {
    return decode(read(), file);
  } catch (error) {
    return { message: publicText(`cannot be read (${errorCode(error)})`), at: { file } };
  }
}

/** The JSON of a file, or why it cannot be had. */
export function readJsonFile(path: string, file: Text): { value: Json } | Problem {
  const text = textOf(() => bytesOf(path), file);
  if (typeof text !== 'string') return text;
  return guarded<{ value: Json } | Problem>(
    file,
    () => parseJson(text, file),
    (problem) => problem,
  );
}

/** Whatever is nested so deeply that reading it runs out of stack, memory or time is a problem of the input, not a defect. */
export function guarded<T>(file: Text, read: () => T, otherwise: (problem: Problem) => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TakesTooLong) return otherwise(error.problem({ file }));
    if (isExhausted(error)) return otherwise(tooDeep(file));
    throw error;
  }
}

/** `RuntimeError` is what WebAssembly throws. */
function isExhausted(error: unknown): boolean {
  return (
    error !== null &&
    typeof error === 'object' &&
    'name' in error &&
    (error.name === 'RangeError' || error.name === 'RuntimeError')
  );
}
