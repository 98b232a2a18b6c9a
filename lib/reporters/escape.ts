import type { Text } from '../model';

/** What steers a terminal, or hides or reorders text: control characters, line separators, direction marks, zero widths. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be found.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Text that was escaped for a terminal. */
export function terminal(text: Text): string {
  return text.replaceAll(INVISIBLE, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** JSON in which nothing steers the terminal that shows it; JSON.stringify escapes only what JSON requires. */
export function visible(json: string): string {
  return json.replaceAll(INVISIBLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
