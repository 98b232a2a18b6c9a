import { HttpError } from '../http';
import type { Comment } from './post-comment';

/** What stands at a path in an unchecked JSON value. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  );
}

/** An id of a platform. Octokit reads those beyond JavaScript's safe numbers as big integers. */
export function idAt(value: unknown, ...path: readonly string[]): string | undefined {
  const id = at(value, ...path);
  return typeof id === 'number' || typeof id === 'bigint' ? String(id) : undefined;
}

/** The comment in an answer, by what the platform calls its address. */
export function commentIn(value: unknown, urlOf: (id: string) => unknown): Comment {
  const [id, body] = [idAt(value, 'id'), at(value, 'body')];
  const url = id !== undefined && urlOf(id);
  if (id === undefined || typeof url !== 'string') throw new HttpError({ kind: 'unreadable' });
  return { id, body: typeof body === 'string' ? body : '', url };
}

/** Ids grow, so the order of ids is that of time. */
export function oldestFirst(comments: readonly Comment[]): Comment[] {
  return [...comments].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/** The elements of a list for which the test holds. */
export async function collect(list: AsyncIterable<unknown>, test: (value: unknown) => boolean): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const value of list) {
    if (test(value)) found.push(value);
  }
  return found;
}
