import { type ApiBase, apiBase, type Deadline, type HttpFailure } from '../http';
import type { CommentStore } from './post-comment';

/** Variables of a job, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Why nothing was posted: `refused` where the token may read only, as it is in a fork, `failed` for all else. */
export interface Setback {
  readonly kind: 'refused' | 'failed';
  readonly message: string;
}

/** The pull or merge request that a job is about. */
export interface Place {
  readonly base: ApiBase;
  readonly token: string;
  /** Of its comments, below the base. */
  readonly path: string;
  /** How long a comment may be, in UTF-16 units: at least as many as characters, and a third of the bytes at most. */
  readonly limit: number;
  /** Makes the document say on this platform what it says as Markdown. */
  prepare(markdown: string): string;
  open(marker: string, deadline: Deadline): Promise<CommentStore>;
  explain(failure: HttpFailure): Setback;
}

export function failed(message: string): Setback {
  return { kind: 'failed', message };
}

/** The first of the variables that is set, as a token; or what is wrong with it, without its value. */
export function tokenIn(env: Environment, names: readonly string[]): string | Setback | undefined {
  const name = names.find((each) => env[each]?.trim());
  const token = name && env[name]?.trim();
  if (!token) return undefined;
  return /^[\x21-\x7e]+$/.test(token) ? token : failed(`${name} holds white space or characters that no token has`);
}

/** The address of an API, or what is wrong with the variable that it is from. */
export function baseFrom(name: string, address: string): ApiBase | Setback {
  const base = apiBase(address.trim());
  return 'refused' in base ? failed(`${name} ${base.refused}`) : base;
}

/** Every token that a job may have: a server may repeat any. */
export function secretsIn({ GITHUB_TOKEN, GH_TOKEN, GITLAB_TOKEN, CI_JOB_TOKEN }: Environment): string[] {
  return [GITHUB_TOKEN, GH_TOKEN, GITLAB_TOKEN, CI_JOB_TOKEN].map((token) => token?.trim() ?? '');
}

/** The number of a pull or merge request, where it is one. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
