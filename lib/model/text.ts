import type { ScopeList } from './client';
import type { Value } from './value';

declare const text: unique symbol;

/**
 * A string that may be printed: it holds nothing sensitive. Made by the tag `printed` only, which takes no plain string,
 * so a value from a source cannot reach a message without passing through {@link Value}. Escaping for a terminal,
 * Markdown and so on is each reporter's own affair.
 */
export type Text = string & { readonly [text]: true };

export type Printable = Text | number | Value<string | number | boolean | null> | ScopeList | readonly Text[];

/** Builds a {@link Text}: values are put in double quotes, sensitive ones read `(sensitive)`, lists are joined by commas. */
export function printed(strings: TemplateStringsArray, ...parts: readonly Printable[]): Text {
  return strings.reduce((all, string, index) => all + show(parts[index - 1] as Printable) + string) as Text;
}

/**
 * Clears a string for printing. For what cannot be secret: addresses, paths, the product's own tables, the policy file,
 * and what the user typed on the command line.
 */
export function publicText(value: string): Text {
  return value as Text;
}

/** The names in double quotes, separated by commas, or `none`. */
export function quoted(names: readonly string[]): Text {
  return (names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ')) as Text;
}

function show(part: Printable): string {
  if (typeof part === 'string' || typeof part === 'number') return String(part);
  if ('items' in part) return showList(part);
  if ('kind' in part) return showValue(part);
  return part.join(', ');
}

function showValue(value: Value<string | number | boolean | null>): string {
  if (value.kind === 'sensitive') return '(sensitive)';
  if (value.kind === 'unknown') return '(not known yet)';
  return typeof value.value === 'string' ? `"${value.value}"` : String(value.value);
}

function showList(list: ScopeList): string {
  const names = list.items.map(showValue);
  const rest = list.rest.length > 0 ? [`what ${list.rest.join(', ')} adds`] : [];
  const all = [...new Set(names), ...rest];
  return all.length === 0 ? 'none' : all.join(', ');
}
