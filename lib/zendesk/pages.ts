import type { JsonObject } from '../files';
import { printed, publicText, type Text } from '../model';
import { objectIn } from './fields';
import type { RecordKind } from './kinds';

/** How a page says which others there are: by number, by cursor, or as an incremental export. */
export interface Page {
  readonly form: 'offset' | 'cursor' | 'incremental';
  readonly isLast: boolean;
  /** How many records all pages hold together, where it says so. */
  readonly count: number;
}

export function pageOf(document: JsonObject): Page {
  const meta = objectIn(document, 'meta');
  const count = typeof document.count === 'number' ? document.count : 0;
  if (typeof document.end_of_stream === 'boolean') {
    return { form: 'incremental', isLast: document.end_of_stream, count: 0 };
  }
  if (meta !== undefined) return { form: 'cursor', isLast: meta.has_more !== true, count: 0 };
  return { form: 'offset', isLast: typeof document.next_page !== 'string', count };
}

const WORDS: Readonly<Record<Page['form'], string>> = {
  offset: 'pages by number',
  cursor: 'pages by cursor',
  incremental: 'pages of an incremental export',
};

/** Signs by which pages of an export are missing, although all that is there can be read. */
export function pageCounter() {
  const seen = new Map<string, { kind: RecordKind; form: Page['form']; hasLast: boolean; count: number }>();
  return {
    add(kind: RecordKind, { form, isLast, count }: Page): void {
      const key = `${kind} ${form}`;
      const before = seen.get(key) ?? { kind, form, hasLast: false, count: 0 };
      seen.set(key, { ...before, hasLast: before.hasLast || isLast, count: Math.max(before.count, count) });
    },
    doubts(users: number): readonly Text[] {
      return [...seen.values()].flatMap(({ kind, form, hasLast, count }) => {
        const what = publicText(`${kind} records, ${WORDS[form]}`);
        if (!hasLast) return [printed`the last page is not in the folder (${what}): people may be missing`];
        if (kind !== 'user' || count <= users) return [];
        return [printed`the pages of users say that there are ${count}, and ${users} are in the folder`];
      });
    },
  };
}
