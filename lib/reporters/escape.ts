import type { Text } from '../model';

/**
 * Output of one form (HTML, Markdown and so on) that is safe to write. An object, so that at run time too no string is taken
 * for it: what an {@link escapingTag} finds between its parts is either this, or is escaped.
 */
export class Markup<Form extends string> {
  public constructor(
    public readonly form: Form,
    public readonly text: string,
  ) {}
}

export type Part<Form extends string> = Text | number | Markup<Form> | readonly Markup<Form>[];

/** The way of one form of output to put texts between its own words. */
export type EscapingTag<Form extends string> = (
  strings: TemplateStringsArray,
  ...parts: readonly Part<Form>[]
) => Markup<Form>;

/**
 * Makes the tag of one form of output. Only {@link Text} is taken, which holds nothing sensitive, and everything that the
 * tag itself did not make is escaped: so a name from a plan cannot become markup by want of care.
 */
export function escapingTag<Form extends string>(form: Form, clean: (text: string) => string): EscapingTag<Form> {
  const show = (part: Part<Form>): string => {
    if (part instanceof Markup) return part.text;
    return typeof part === 'object' ? part.map(show).join('') : clean(String(part));
  };
  return (strings, ...parts) =>
    new Markup(
      form,
      strings.reduce((all, string, index) => all + show(parts[index - 1] as Part<Form>) + string),
    );
}

/** What steers a terminal, or hides or reorders text: control characters, separators, direction marks, zero widths, tags. */
const INVISIBLE = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff]' +
    '|\\udb40[\\udc00-\\udc7f]',
  'g',
);

/** How a log tells the runner of GitHub or Azure to do something, wherever in a line it stands. */
const COMMAND = /##(vso)?\[/gi;

/** Shows what cannot be seen: on every form of output it would hide or reorder what stands around it. */
export function seen(text: string): string {
  return text
    .replaceAll(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll(COMMAND, (command) => `${command.slice(0, -1)}\\u{5b}`);
}

/** Text that was escaped for a terminal, and for a log in which GitHub's runner looks for commands at the start of a line. */
export function terminal(text: string): string {
  return seen(text).replace(/^(\s*):(?=:)/, '$1\\u{3a}');
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** As {@link INVISIBLE}, but for the ends of lines: of a large report they are most of what would be found. */
const INVISIBLE_IN_LINES = new RegExp(
  INVISIBLE.source.replace('\\u0000-\\u001f', '\\u0000-\\u0009\\u000b-\\u001f'),
  'g',
);

/** JSON in which nothing steers the terminal that shows it; JSON.stringify escapes only what JSON requires. */
export function visible(json: string): string {
  return json
    .replaceAll(INVISIBLE_IN_LINES, (character) => character.split('').map(unicodeEscape).join(''))
    .replaceAll(COMMAND, (command) => `${command.slice(0, -1)}\\u005b`);
}
