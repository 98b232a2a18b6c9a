import { type GenesysReader, HttpError } from '../http';

const LIST = '/api/v2/oauth/clients';

/** More pages than any organisation has: an answer that always names a next one must come to an end. */
const MOST_PAGES = 1000;

/** The OAuth clients of an organisation as it lists them, or how many of them it showed where that is not all. */
export type ListedClients = { readonly all: readonly unknown[] } | { readonly shown: number; readonly total: number };

/** Lists the OAuth clients of an organisation. Throws {@link HttpError} only. */
export async function listClients(api: GenesysReader, origin: string): Promise<ListedClients> {
  const all = new Map<unknown, unknown>();
  let total = 0;
  let next: string | undefined = LIST;
  for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages++) {
    const page = pageOf(await api.get(next), origin);
    // A list that is read while somebody changes it may show a client twice.
    for (const entity of page.entities) all.set(idOf(entity) ?? entity, entity);
    total = Math.max(total, page.total);
    next = page.next;
  }
  if (next !== undefined || total > all.size) return { shown: all.size, total: Math.max(total, all.size + 1) };
  return { all: [...all.values()] };
}

interface Page {
  readonly entities: readonly unknown[];
  readonly total: number;
  readonly next?: string;
}

function pageOf(content: unknown, origin: string): Page {
  const { entities, total, nextUri } = (content ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(entities)) throw new HttpError({ kind: 'unreadable' });
  return { entities, total: typeof total === 'number' ? total : 0, ...nextOf(nextUri, origin) };
}

/** The next page, which is another part of the same list and nothing else. */
function nextOf(uri: unknown, origin: string): { readonly next?: string } {
  if (typeof uri !== 'string' || uri === '') return {};
  const url = URL.canParse(uri, origin) ? new URL(uri, origin) : undefined;
  if (url?.origin !== origin || url.pathname !== LIST) throw new HttpError({ kind: 'unreadable' });
  return { next: url.pathname + url.search };
}

function idOf(entity: unknown): unknown {
  return typeof entity === 'object' && entity !== null && 'id' in entity ? entity.id : undefined;
}
