/**
 * A line on which quotes stand around plain words and nowhere else. No comment, template, escape or heredoc begins on it; and
 * where a template that began further up ends on it, a brace stands between two quotes.
 */
const PLAIN_LINE = /^[^"#/$%\\<\n]*(?:"[\w :.-]*"[^"#/$%\\<\n]*)+$/gm;

const PLAIN_STRING = /"[\w :.-]+"/g;

/**
 * The text with blanks for the words in plain strings, at the same offsets. The scanner of the grammar takes each character of
 * a string for a token, which is most of the time that a file takes; blanks it skips. What the strings say is read from the
 * text itself.
 */
export function blanked(text: string): string {
  return text.replaceAll(PLAIN_LINE, (line) =>
    line.replaceAll(PLAIN_STRING, (string) => `"${' '.repeat(string.length - 2)}"`),
  );
}
