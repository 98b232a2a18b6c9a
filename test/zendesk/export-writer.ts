import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const FORMS = ['offset', 'cursor', 'incremental', 'lines', 'list', 'pages on lines'] as const;
export type Form = (typeof FORMS)[number];

type Records = readonly Record<string, unknown>[];

/** A list of records as the files of one form, in pages of that size. */
export function filesOf(key: string, records: Records, form: Form, size: number): string[] {
  if (form === 'lines') return [records.map((each) => `${JSON.stringify(each)}\n`).join('')];
  if (form === 'list') return [JSON.stringify(records, null, 1)];
  const pages: Records[] = [];
  for (let at = 0; at === 0 || at < records.length; at += size) pages.push(records.slice(at, at + size));
  const all = pages.map((page, index) => {
    const isLast = index === pages.length - 1;
    return JSON.stringify({ [key]: page, ...envelope(form, isLast, records.length) });
  });
  return form === 'pages on lines' ? [all.join('\n')] : all;
}

function envelope(form: Form, isLast: boolean, count: number): Record<string, unknown> {
  const next = isLast ? null : 'https://example.zendesk.com/api/v2/next';
  if (form === 'cursor') return { meta: { has_more: !isLast, after_cursor: 'x' }, links: { next } };
  if (form === 'incremental') return { after_cursor: 'x', after_url: next, end_of_stream: isLast };
  return { next_page: next, previous_page: null, count };
}

/** Writes files by their path within the folder; a name in .gz is packed. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content);
  }
}
