import { sourcePosition } from './source-position';

/**
 * An error that a person reads at the end of a failed synth. Of its stack only the user's own line is kept: the other frames
 * are CDKTF's and this package's, and push the text off the screen.
 */
export function refusal(message: string): Error {
  const error = new Error(message);
  const at = sourcePosition();
  error.stack = `Error: ${message}${at === undefined ? '' : `\n    at ${at.file}:${at.line}:${at.column}`}`;
  return error;
}
