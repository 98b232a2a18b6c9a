import { TOOL, VERSION } from '../version';
import type { Api, ApiOptions, Method } from './api';
import type { Deadline } from './deadline';
import { failureOfAnswer, failureWithoutAnswer } from './failure-of';
import { guardedFetch } from './guarded-fetch';
import { HttpError, isFinal } from './http-error';

export interface RestApiOptions extends ApiOptions {
  /** The header that carries the token. */
  readonly tokenHeader: string;
  /** The header that names the next page of a list, and is empty on the last one. */
  readonly nextPageHeader: string;
}

const PER_PAGE = 100;

/** With which statuses a server may say how long to wait. */
const ASKS = [429, 503];

/**
 * A JSON API without a client library to trust with a token: those for GitLab follow a redirect with it, and try again at
 * once where they are asked to wait. Loaded on demand, as {@link githubApi} is.
 */
export async function restApi(options: RestApiOptions): Promise<Api> {
  const { base, nextPageHeader } = options;
  const client = await newKy(options);
  const send = async (method: Method, url: URL, body?: object) => {
    try {
      const response = await client(url, { method, ...(body && { json: body }) });
      const content: unknown = response.status === 204 ? undefined : await response.json();
      return { content, nextPage: response.headers.get(nextPageHeader) };
    } catch (error) {
      throw new HttpError(await failureOf(error, options));
    }
  };
  return {
    send: async (method, path, body) => (await send(method, new URL(base.href + path), body)).content,
    list: async function* (path) {
      const url = new URL(base.href + path);
      url.searchParams.set('per_page', String(PER_PAGE));
      for (let next: string | null = '1'; next !== null && next !== ''; ) {
        url.searchParams.set('page', next);
        const { content, nextPage } = await send('GET', url);
        if (!Array.isArray(content)) throw new HttpError({ kind: 'unreadable' });
        yield* content;
        next = nextPage;
      }
    },
  };
}

async function newKy(options: RestApiOptions) {
  const { deadline, token, tokenHeader } = options;
  const { default: ky } = await import('ky');
  return ky.create({
    headers: { [tokenHeader]: token, accept: 'application/json', 'user-agent': `${TOOL}/${VERSION}` },
    fetch: withRetryAfter(guardedFetch(options)),
    signal: deadline.signal,
    timeout: false,
    retry: {
      limit: 4,
      methods: ['get', 'post', 'put', 'patch', 'delete'],
      statusCodes: [408, 429, 500, 502, 503, 504],
      afterStatusCodes: ASKS,
      delay: (tries) => deadline.second * 2 ** (tries - 1),
      // Nothing is said where ky knows better.
      shouldRetry: ({ error }) => (isFinal(error) || !hasTime(error, deadline) ? false : undefined),
    },
  });
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

/** Whether there is time to wait for what the server asks for, where it asks. */
function hasTime(error: Error, deadline: Deadline): boolean {
  const answer = answerIn(error);
  return answer === undefined || !ASKS.includes(answer.status) || deadline.hasTimeFor(secondsAsked(answer.headers));
}

/** How long the server asks to wait, by the headers that ky reads. */
function secondsAsked(headers: Headers): number {
  const after = headers.get('retry-after');
  const until = after === null ? Number(headers.get('ratelimit-reset')) * 1000 : Date.parse(after);
  const seconds = after !== null && /^\d+$/.test(after) ? Number(after) : (until - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
}

async function failureOf(error: unknown, { secrets, deadline }: RestApiOptions) {
  const answer = answerIn(error);
  if (answer === undefined) return failureWithoutAnswer(error, deadline);
  const { status, headers } = answer;
  return failureOfAnswer({ status, header: (name) => headers.get(name), content: await contentOf(answer) }, secrets);
}

/** What the server said, or nothing where it is no JSON: the page of a proxy is no help in one line. */
async function contentOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}

/** The answer that ky made an error of. */
function answerIn(error: unknown): Response | undefined {
  return error instanceof Error && 'response' in error && error.response instanceof Response
    ? error.response
    : undefined;
}
