import type { Text } from '../../model';
import { escapingTag, type Markup, seen } from '../escape';

export type Html = Markup<'html'>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text between tags, and the values of attributes, which stand in double quotes without exception. */
export const html = escapingTag('html', (text) =>
  seen(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? ''),
);

/** A name from a source. By its style its writing direction is its own, so that it cannot reorder what stands around it. */
export function name(text: Text): Html {
  return html`<code>${text}</code>`;
}

/** An address that breaks into lines at its dots. */
export function address(text: Text): Html {
  const parts = text.split('.') as Text[];
  return html`<code>${parts.map((part, index) => (index === 0 ? html`${part}` : html`.<wbr>${part}`))}</code>`;
}

/** Names with commas between them. */
export function names(texts: readonly Text[]): Html {
  return html`${texts.map((text, index) => (index === 0 ? name(text) : html`, ${name(text)}`))}`;
}

/** A text in which backticks mark code. */
export function prose(text: Text): Html {
  const parts = text.split('`') as Text[];
  // With an odd number of backticks the last one marks nothing.
  const marked = parts.length % 2 === 1;
  return html`${parts.map((part, index) => (marked && index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}

/** Nothing, or what is made of the items. */
export function when<T>(items: readonly T[], make: (items: readonly T[]) => Html): Html {
  return items.length === 0 ? html`` : make(items);
}

/** A number with its noun. */
export function counted(count: number, one: string, many = `${one}s`): Text {
  return `${count} ${count === 1 ? one : many}` as Text;
}
