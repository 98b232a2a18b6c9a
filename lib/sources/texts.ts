import { decode, errorCode, tooDeep } from '../files';
import { type Problem, publicText, type Text } from '../model';

/** A text from outside, or why it cannot be had. */
export function textOf(read: () => Uint8Array, file: Text): string | Problem {
  try {
    return decode(read(), file);
  } catch (error) {
    return { message: publicText(`cannot be read (${errorCode(error)})`), at: { file } };
  }
}

/** Whatever is nested so deeply that reading it runs out of stack or memory is a problem of the input, not a defect. */
export function guarded<T>(file: Text, read: () => T, otherwise: (problem: Problem) => T): T {
  try {
    return read();
  } catch (error) {
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
