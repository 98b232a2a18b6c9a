import { publicText, type Text } from '../../model';
import { counted, type Html, html, names } from './tag';

/** The tables of the page, by the class that the style knows them by. */
export const TABLES = {
  clients: ['Client', 'Verdict', 'Profile', 'Holds', 'Misses', 'This change'],
  accepted: ['Client', 'Finding', 'Accepted because'],
} as const;

/**
 * A table whose rows are laid out one by one, so that thousands are no burden, and as cards on small screens. The roles keep
 * it a table for assistive software.
 */
export function table(kind: keyof typeof TABLES, caption: string, rows: readonly Html[]): Html {
  const headers = TABLES[kind].map((column) => html`<th role="columnheader" scope="col">${publicText(column)}</th>`);
  return html`<table role="table" class="${publicText(kind)}">
<caption>${publicText(caption)}</caption>
<thead role="rowgroup"><tr role="row">${headers}</tr></thead>
<tbody role="rowgroup">${rows}
</tbody>
</table>`;
}

export function row(header: Html, cells: readonly Html[], attributes = html``): Html {
  return html`
<tr role="row"${attributes}><th role="rowheader" scope="row">${header}</th>${cells.map(
    (content) => html`
<td role="cell">${content}</td>`,
  )}</tr>`;
}

/** More sources than this are in a list that is closed at first. */
const SHOWN_SOURCES = 3;

/** In which sources it is; nothing where there is but one. */
export function inSources(sources: readonly Text[], isOnly: boolean): Html {
  if (isOnly) return html``;
  if (sources.length <= SHOWN_SOURCES) return html` <small>in ${names(sources)}</small>`;
  return html` <details><summary>in ${counted(sources.length, 'source')}</summary>${names(sources)}</details>`;
}
