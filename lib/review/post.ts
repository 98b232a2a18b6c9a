import { HttpError, PATIENCE, type Patience, redact, startDeadline } from '../http';
import { publicText, type Text } from '../model';
import { keepOneComment } from './post-comment';
import { githubPlace } from './post-github';
import { gitlabPlace } from './post-gitlab';
import { isCommentKey, markerOf } from './post-marker';
import { type Environment, failed, type Place, type Setback, secretsIn } from './post-place';
import { cutDocument } from './split';

/** Where a review can be posted, by the names that `--post` takes. */
const PLACES = { github: githubPlace, gitlab: gitlabPlace } as const;

export type Platform = keyof typeof PLACES;
export const PLATFORMS = Object.keys(PLACES) as Platform[];

export interface PostRequest {
  readonly markdown: string;
  /** Tells the comments of several jobs on one pull request apart; see {@link isCommentKey}. */
  readonly key: string;
  readonly env: Environment;
  /** Is told to whom a connection will be opened, before it is. */
  readonly tell: (text: Text) => void;
  /** @default - the one that the job is about */
  readonly pullRequest?: number;
  /** Where all of a document is that had to be cut: ends the sentence "the whole report is". @default - not said */
  readonly fullReport?: string;
  /** @default - two minutes in all */
  readonly patience?: Patience;
}

export type PostOutcome =
  | { readonly kind: 'created' | 'edited' | 'unchanged'; readonly url: Text }
  /** The token may only read, as in a fork: no fault of the job, and no reason to fail it. */
  | { readonly kind: 'refused'; readonly message: Text }
  | { readonly kind: 'failed'; readonly message: Text };

/** Makes the document stand in exactly one comment of the pull or merge request that the job is about. Opens connections. */
export async function postReview(platform: Platform, request: PostRequest): Promise<PostOutcome> {
  const { env, key, tell, pullRequest } = request;
  const clear = clearing(env);
  const setback = ({ kind, message }: Setback) => ({ kind, message: clear(`not posted: ${message}`) });
  if (!isCommentKey(key)) {
    return setback(failed('a comment key has 1 to 100 of the characters A-Z a-z 0-9 . _ / -'));
  }
  const place = PLACES[platform](env, pullRequest);
  if ('kind' in place) return setback(place);
  tell(clear(`posting to ${place.base.href}${place.path}`));
  try {
    const store = await place.open(markerOf(key), startDeadline(request.patience ?? PATIENCE));
    const { kind, url } = await keepOneComment(store, bodyFor(place, request));
    return { kind, url: clear(url) };
  } catch (error) {
    if (error instanceof HttpError) return setback(place.explain(error.failure));
    throw error;
  }
}

function bodyFor(place: Place, { markdown, key, fullReport }: PostRequest): string {
  const head = `${markerOf(key)}\n`;
  const limit = place.limit - head.length;
  return head + cutDocument(place.prepare(sound(markdown)), { limit, ...(fullReport !== undefined && { fullReport }) });
}

/** What no platform stores: a null character, and half of a surrogate pair. */
function sound(markdown: string): string {
  return Buffer.from(markdown.replaceAll('\0', '\ufffd')).toString();
}

/** Takes every token of the job out of a message, and makes one line of it. */
function clearing(env: Environment): (message: string) => Text {
  return (message) => publicText(redact(message, secretsIn(env)).replaceAll(/\s+/g, ' '));
}

export { isCommentKey } from './post-marker';
export { cutDocument } from './split';
