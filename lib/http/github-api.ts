import { TOOL, VERSION } from '../version';
import type { Api, ApiOptions } from './api';
import type { Deadline } from './deadline';
import { failureOfAnswer, failureWithoutAnswer } from './failure-of';
import { guardedFetch } from './guarded-fetch';
import { HttpError, isFinal } from './http-error';

/** Octokit writes its warnings to the console, where they would stand in the report. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const RETRIES = 3;

/**
 * GitHub's API by its own client library, whose plugins try again what failed and wait where GitHub asks for it. Loaded on
 * demand: who sends nothing does not pay for it.
 */
export async function githubApi(options: ApiOptions): Promise<Api> {
  const octokit = await newOctokit(options);
  const failed = (error: unknown) => new HttpError(failureOf(error, options));
  return {
    send: async (method, path, body) => {
      try {
        return (await octokit.request({ method, url: path, ...(body && { data: body }) })).data;
      } catch (error) {
        throw failed(error);
      }
    },
    list: async function* (path) {
      const pages = octokit.paginate.iterator({ method: 'GET', url: path, per_page: 100 })[Symbol.asyncIterator]();
      // Only the library's own turns are guarded: what the reader of the list throws is not the server's fault.
      const next = async () => {
        try {
          return await pages.next();
        } catch (error) {
          throw failed(error);
        }
      };
      for (let page = await next(); !page.done; page = await next()) {
        const data: unknown = page.value.data;
        if (!Array.isArray(data)) throw new HttpError({ kind: 'unreadable' });
        yield* data;
      }
    },
  };
}

async function newOctokit(options: ApiOptions) {
  const { base, token, deadline } = options;
  const [{ Octokit }, { paginateRest }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-paginate-rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const waits = (seconds: number, _options: object, _octokit: object, tries: number) =>
    tries < RETRIES && deadline.hasTimeFor(seconds);
  // The first plugin sees an error before the next one does.
  const Client = Octokit.plugin(
    (octokit) => octokit.hook.error('request', limitRetries(deadline)),
    retry,
    throttling,
    paginateRest,
  );
  return new Client({
    auth: token,
    baseUrl: base.href,
    userAgent: `${TOOL}/${VERSION}`,
    log: SILENT,
    request: { fetch: guardedFetch(options), signal: deadline.signal, log: SILENT },
    retry: { retryAfterBaseValue: deadline.second },
    throttle: {
      // The plugin keeps its queues for the whole process, by this name: each client has its own.
      id: crypto.randomUUID(),
      retryAfterBaseValue: deadline.second,
      onRateLimit: waits,
      onSecondaryRateLimit: waits,
    },
  });
}

/** Says how often plugin-retry may still try, which by itself knows neither the time limit nor what another try can help. */
function limitRetries(deadline: Deadline) {
  return (error: Error, { request }: { readonly request: Record<string, unknown> }): never => {
    const tries = typeof request.retryCount === 'number' ? request.retryCount : 0;
    // What the plugin waits, in seconds.
    const wait = (tries + 1) ** 2;
    const isLast = isFinal(error.cause) || isRateLimit(error) || !deadline.hasTimeFor(wait);
    if (isLast) request.retries = 0;
    // The plugin's own number; set here, it would also hold for what the plugin never tries again.
    else delete request.retries;
    throw error;
  };
}

/** What plugin-throttling knows as a limit, and waits for as long as GitHub asks; the other plugin would not wait. */
function isRateLimit(error: Error): boolean {
  return /\bsecondary rate\b/i.test(error.message) || answerOf(error)?.headers['x-ratelimit-remaining'] === '0';
}

function failureOf(error: unknown, { secrets, deadline }: ApiOptions) {
  const answer = answerOf(error);
  if (answer === undefined) return failureWithoutAnswer(error, deadline);
  const { status, headers, data } = answer;
  return failureOfAnswer({ status, header: (name) => headers[name], content: data }, secrets);
}

/** How Octokit's errors carry the answer that made them. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

function answerOf(error: unknown): Answer | undefined {
  return (error as { readonly response?: Answer } | undefined)?.response;
}
