import type { Api, ApiOptions, Method } from './api';
import { HttpError } from './http-error';
import { patientClient } from './patient-client';

export interface RestApiOptions extends ApiOptions {
  /** The header that carries the token. */
  readonly tokenHeader: string;
  /** The header that names the next page of a list, and is empty on the last one. */
  readonly nextPageHeader: string;
}

const PER_PAGE = 100;

/**
 * A JSON API without a client library to trust with a token: those for GitLab follow a redirect with it, and try again at
 * once where they are asked to wait. Loaded on demand, as {@link githubApi} is.
 */
export async function restApi(options: RestApiOptions): Promise<Api> {
  const { base, nextPageHeader, token, tokenHeader } = options;
  const client = await patientClient(options);
  const send = (method: Method, url: URL, body?: object) =>
    client(url, { method, headers: { [tokenHeader]: token }, ...(body && { json: body }) }, async (response) => {
      const content: unknown = response.status === 204 ? undefined : await response.json();
      return { content, nextPage: response.headers.get(nextPageHeader) };
    });
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
