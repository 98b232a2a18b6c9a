import type { Text } from '../model';
import { terminal } from '../reporters';

/** Markup that is safe to write: an object, so that no string is taken for it. */
export class Html {
  public constructor(public readonly text: string) {}
}

type Part = Text | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything that the tag itself did not make is escaped, and what cannot be seen is shown. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((all, string, index) => all + show(parts[index - 1] as Part) + string));
}

function show(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(show).join('');
  return terminal(String(part) as Text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

export function name(text: Text): Html {
  return html`<code>${text}</code>`;
}

export function when<T>(items: readonly T[], make: (items: readonly T[]) => Html): Html {
  return items.length === 0 ? html`` : make(items);
}
