/** An operation as somebody typed it; without a method all on the path are meant. */
export interface AskedOperation {
  readonly method?: string;
  readonly path: string;
}

const METHOD_AND_TARGET = /^(?:(get|head|post|put|patch|delete|options)\s+)?(\S.*)$/is;
const HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * Method and path of a request: as it stands in documents, with or without method, or as a whole URL. Host, query and
 * fragment are dropped: they tell no operation from another, and may hold a secret. Undefined for what has no path.
 */
export function askedOperation(text: string): AskedOperation | undefined {
  const [, method, target] = METHOD_AND_TARGET.exec(text.trim()) ?? [];
  if (target === undefined || !target.includes('/')) return undefined;
  const path = pathOf(target);
  return method === undefined ? { path } : { method: method.toUpperCase(), path };
}

function pathOf(target: string): string {
  const path = target
    .replace(HOST, '')
    .replace(/[?#].*$/s, '')
    .replaceAll(/%7b/gi, '{')
    .replaceAll(/%7d/gi, '}')
    .replaceAll(/\/{2,}/g, '/');
  // What stands before is a host without scheme, a gateway's own path, or a folder that a shell on Windows put there.
  const start = path.indexOf('/api/v2/');
  if (start >= 0) return path.slice(start);
  const rooted = path.startsWith('/') ? path : `/${path}`;
  if (/^\/api(\/|$)/.test(rooted)) return rooted;
  return rooted.startsWith('/v2/') ? `/api${rooted}` : `/api/v2${rooted}`;
}
