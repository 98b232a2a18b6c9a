import type { Text } from '../model';
import { escapingTag, Markup, seen } from './escape';

export type Markdown = Markup<'markdown'>;

/**
 * What Markdown or HTML could read something into, on GitHub as on GitLab. An underscore within a word, and what means
 * something at the start of a line only, is left as it is.
 */
const MARKUP = /[\\`*[\]<>#!|~@&$^]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=www)\.|(?<=:)\/(?=\/)/gi;
const AT_START = /^(?:[-=:+]|\d+(?=[.)]))/;

/**
 * What services make of text after Markdown is done: mentions, references (`#1`, `!1`, `$1`, `%1`, `&1`, `~label`, `GH-1`) and
 * emoji (`:name:`). Behind their first characters stands something that joins nothing and shows nothing.
 */
const REFERENCE = /[@#!$%&~^]|\bGH-(?=\d)|:(?=[\w+-]+:)/gi;
const BREAK = '\u200b';

function entities(characters: string): string {
  return [...characters].map((character) => `&#${character.charCodeAt(0)};`).join('');
}

/** Text as prose. Entities, because a backslash does not keep a service from linking names after Markdown is done. */
function prose(text: string): string {
  const broken = seen(text).replaceAll(REFERENCE, (start) => `${start}${BREAK}`);
  return broken.replaceAll(MARKUP, entities).replaceAll(BREAK, entities).replace(AT_START, entities);
}

/** The tag of the Markdown reporter. */
export const markdown = escapingTag<'markdown'>('markdown', prose);

/** Text as code, in which no service looks for names. An element, because a code span cannot hold every character. */
export function code(text: Text): Markdown {
  const escaped = seen(text).replaceAll(MARKUP, entities);
  return new Markup('markdown', `<code>${escaped}</code>`);
}

/** Text in which backticks enclose code, as the product's own sentences have it. */
export function rich(text: Text): Markdown {
  const parts = text.split('`');
  // Without a partner a backtick is a character like others.
  if (parts.length % 2 === 0) return markdown`${text}`;
  return markdown`${parts.map((part, index) => (index % 2 === 1 ? code(part as Text) : markdown`${part as Text}`))}`;
}

/** The parts with something between them. */
export function joined(parts: readonly Markdown[], between: string): Markdown {
  return new Markup('markdown', parts.map(({ text }) => text).join(between));
}

/** Lines as one piece. */
export function lines(...parts: readonly Markdown[]): Markdown {
  return joined(parts, '\n');
}
