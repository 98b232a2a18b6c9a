import type { Deadline } from './deadline';
import { HttpError, type HttpFailure } from './http-error';
import { causesOf, networkCode } from './network-code';
import { wordsOf } from './redact';

/** An answer of a server that says no, as far as it matters here. */
export interface ErrorAnswer {
  readonly status: number;
  readonly header: (name: string) => unknown;
  /** What stands in its body, parsed where it is JSON. */
  readonly content: unknown;
}

/** Puts an answer into the words of this product. */
export function failureOfAnswer({ status, header, content }: ErrorAnswer, secrets: readonly string[]): HttpFailure {
  const words = wordsOf(wordsIn(content), secrets);
  const isLimit =
    typeof header('retry-after') === 'string' || header('x-ratelimit-remaining') === '0' || /rate limit/i.test(words);
  if (status === 429 || (status === 403 && isLimit)) return { kind: 'rate-limit', status, words };
  return { kind: 'status', status, words, ...codeIn(content) };
}

/** The name by which a server tells its errors apart, where it has such names: nothing that could be anything else. */
function codeIn(content: unknown): { readonly code?: string } {
  const code = typeof content === 'object' && content !== null && 'code' in content ? content.code : undefined;
  return typeof code === 'string' && /^[a-z]+([._][a-z]+)+$/.test(code) ? { code } : {};
}

/** Puts what kept a request from having an answer into the words of this product. */
export function failureWithoutAnswer(error: unknown, deadline: Deadline): HttpFailure {
  const known = causesOf(error).find((cause) => cause instanceof HttpError);
  if (known instanceof HttpError) return known.failure;
  if (deadline.signal.aborted) return { kind: 'time-limit', seconds: deadline.total / 1000 };
  // The connection was there, so either it broke within the answer, or the answer made no sense.
  const code = networkCode(error);
  // So is one that is not packed as it says (`Z_DATA_ERROR`).
  return code === undefined || code.startsWith('Z_') ? { kind: 'unreadable' } : { kind: 'unreachable', code };
}

/** What a JSON answer says of its error, by the names that servers give it. */
function wordsIn(content: unknown): string {
  if (typeof content !== 'object' || content === null) return '';
  const { message, error, errors, error_description: description } = content as Readonly<Record<string, unknown>>;
  return [message ?? error, description ?? errors]
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(': ');
}
