import { printed, publicText, type Text } from '../model';
import type { Markup } from './escape';
import { code, joined, lines, markdown } from './markdown-tag';

export type Markdown = Markup<'markdown'>;

/** A part with a heading; nothing when there is nothing in it. */
export function section(title: string, blocks: readonly Markdown[]): Markdown | undefined {
  if (blocks.length === 0) return undefined;
  return joined([markdown`### ${publicText(title)}`, ...blocks], '\n\n');
}

/** A part that is folded away, to be looked up. */
export function details(title: string, count: number, blocks: readonly Markdown[]): Markdown | undefined {
  if (count === 0) return undefined;
  return joined(
    [
      markdown`<details><summary>${printed`${publicText(title)} (${count})`}</summary>`,
      ...blocks,
      markdown`</details>`,
    ],
    '\n\n',
  );
}

/** A list of as many items as a reader takes in; the rest is counted. */
export function list(items: readonly Markdown[], most = 50): Markdown {
  const shown = items.slice(0, most).map((item) => markdown`- ${item}`);
  const rest = items.length - shown.length;
  return lines(...shown, ...(rest > 0 ? [markdown`- … and ${rest} more`] : []));
}

/** Names as code, of many the first. */
export function codes(names: readonly Text[], most = 3): Markdown {
  const shown = joined(names.slice(0, most).map(code), ', ');
  return names.length > most ? markdown`${shown} and ${names.length - most} more` : shown;
}

/** ` in prod, test`, or nothing where there is one source anyway. */
export function inSources(sources: readonly Text[], isOnly: boolean): Markdown {
  if (isOnly) return markdown``;
  return sources.length > 3
    ? markdown` in ${sources.length} sources (${codes(sources)})`
    : markdown` in ${codes(sources)}`;
}
