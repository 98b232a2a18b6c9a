import { TOOL, VERSION } from '../version';
import type { ApiOptions } from './api';
import { failureOfAnswer, failureWithoutAnswer } from './failure-of';
import { guardedFetch } from './guarded-fetch';
import { HttpError, isFinal } from './http-error';

export type ClientOptions = Pick<ApiOptions, 'base' | 'deadline' | 'secrets'>;

/** What of `ky` is used here. */
interface Request {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
  readonly body?: URLSearchParams;
}

/** Gives an answer that says yes, once `read` has it. Throws {@link HttpError} only. */
export type PatientClient = <T>(url: URL, request: Request, read: (answer: Response) => Promise<T>) => Promise<T>;

/** With which statuses a server may say how long to wait. */
const ASKS = [429, 503];

/** A client that speaks to one origin, and tries again where that may help and there is time. Loads `ky` when it is asked for. */
export async function patientClient(options: ClientOptions): Promise<PatientClient> {
  const { deadline } = options;
  const { default: ky } = await import('ky');
  const client = ky.create({
    headers: { accept: 'application/json', 'user-agent': `${TOOL}/${VERSION}` },
    fetch: withRetryAfter(guardedFetch(options)),
    signal: deadline.signal,
    timeout: false,
    retry: {
      limit: 4,
      methods: ['get', 'post', 'put', 'patch', 'delete'],
      statusCodes: [408, 429, 500, 502, 503, 504],
      afterStatusCodes: ASKS,
      delay: (tries) => deadline.second * backoff(tries),
      // Nothing is said where ky knows better.
      shouldRetry: (failed) =>
        isFinal(failed.error) || !deadline.hasTimeFor(secondsUntil(failed)) ? false : undefined,
    },
  });
  return async (url, request, read) => {
    try {
      return await read(await client(url, request));
    } catch (error) {
      throw new HttpError(await failureOf(error, options));
    }
  };
}

/** A `fetch` whose answers say in the usual header how long to wait. Genesys Cloud may say it in a header of its own only. */
function withRetryAfter(fetchFrom: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchFrom(input, init);
    const seconds = response.headers.get('inin-ratelimit-reset');
    if (response.status !== 429 || seconds === null || response.headers.has('retry-after')) return response;
    const headers = new Headers(response.headers);
    headers.set('retry-after', seconds);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** Seconds before a try. */
function backoff(tries: number): number {
  return 2 ** (tries - 1);
}

/** Seconds to the next try. One for which no time is left would end as "did not answer", and hide why those before it failed. */
function secondsUntil({ error, retryCount }: { readonly error: Error; readonly retryCount: number }): number {
  const answer = answerIn(error);
  const asked = answer !== undefined && ASKS.includes(answer.status) ? secondsAsked(answer.headers) : undefined;
  return asked ?? backoff(retryCount);
}

/** How long the server asks to wait, by the headers that ky reads; undefined where it does not ask. */
function secondsAsked(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  const reset = headers.get('ratelimit-reset');
  if (after === null && reset === null) return undefined;
  const until = after === null ? Number(reset) * 1000 : Date.parse(after);
  const seconds = after !== null && /^\d+$/.test(after) ? Number(after) : (until - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
}

async function failureOf(error: unknown, { secrets, deadline }: ClientOptions) {
  const answer = answerIn(error);
  if (answer === undefined) return failureWithoutAnswer(error, deadline);
  const { status, headers } = answer;
  return failureOfAnswer({ status, header: (name) => headers.get(name), content: await contentOf(answer) }, secrets);
}

/** The answer that ky made an error of. */
function answerIn(error: unknown): Response | undefined {
  return error instanceof Error && 'response' in error && error.response instanceof Response
    ? error.response
    : undefined;
}

/** What the server said, or nothing where it is no JSON: the page of a proxy is no help in one line. */
async function contentOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}
