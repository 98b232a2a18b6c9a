import type { ApiBase } from './api-base';
import type { Deadline } from './deadline';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A JSON API with its token, its retries and the time limit. What comes back is unchecked. Throws {@link HttpError} only.
 */
export interface Api {
  /** Sends a request to a path below the base, and gives what the answer holds. */
  send(method: Method, path: string, body?: object): Promise<unknown>;
  /** The elements of a list, page after page. */
  list(path: string): AsyncIterable<unknown>;
}

export interface ApiOptions {
  readonly base: ApiBase;
  readonly token: string;
  /** What no message may repeat: the token, and whatever else is secret around it. */
  readonly secrets: readonly string[];
  readonly deadline: Deadline;
}
