import { HttpError } from '../http';

/** A comment of ours, on any platform. */
export interface Comment {
  readonly id: string;
  readonly body: string;
  readonly url: string;
}

/** The comments of one pull or merge request. */
export interface CommentStore {
  /** Those that carry the marker and were written with this token, the oldest first. */
  mine(): Promise<readonly Comment[]>;
  create(body: string): Promise<Comment>;
  edit(comment: Comment, body: string): Promise<Comment>;
  remove(comment: Comment): Promise<void>;
}

export interface Kept {
  readonly kind: 'created' | 'edited' | 'unchanged';
  readonly url: string;
}

/** Makes the body stand in exactly one comment: the oldest of ours, or a new one. */
export async function keepOneComment(store: CommentStore, body: string): Promise<Kept> {
  const kept = await keepOldest(store, await store.mine(), body);
  if (kept !== undefined) return kept;
  const { url } = await store.create(body);
  // Another job may have written one at the same time, or a try that seemed to fail was none that failed. All jobs keep the
  // oldest, so one stays.
  const all = await store.mine();
  const settled = all.length > 1 ? await keepOldest(store, all, body) : undefined;
  return { kind: 'created', url: settled?.url ?? url };
}

/** Keeps the oldest comment that may be edited, and removes the others. Nothing when there is none. */
async function keepOldest(store: CommentStore, mine: readonly Comment[], body: string): Promise<Kept | undefined> {
  for (const comment of mine) {
    const kept = isSame(comment.body, body)
      ? ({ kind: 'unchanged', url: comment.url } as const)
      : await unlessLost(async () => ({ kind: 'edited', url: (await store.edit(comment, body)).url }) as const);
    if (kept === undefined) continue;
    for (const other of mine) {
      if (other !== comment) await unlessLost(() => store.remove(other));
    }
    return kept;
  }
  return undefined;
}

/** Platforms may store other line ends, and drop white space at the end. */
function isSame(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
}

/** A comment that was deleted meanwhile, or that this token may not touch, is as good as none. */
async function unlessLost<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof HttpError && error.failure.kind === 'status' && LOST.includes(error.failure.status)) {
      return undefined;
    }
    throw error;
  }
}

const LOST = [403, 404, 410];
