import type { ApiOptions } from './api';
import { fetchByProxy } from './fetch';
import { HttpError } from './http-error';
import { networkCode } from './network-code';
import { redact } from './redact';

/**
 * A `fetch` that speaks to one origin and follows no redirect. The platform's own `fetch` follows redirects with every header
 * but `Authorization`, so it would carry a `PRIVATE-TOKEN` anywhere; and a link to the next page may name any host.
 */
export function guardedFetch({
  base,
  deadline,
  secrets,
}: Pick<ApiOptions, 'base' | 'deadline' | 'secrets'>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'manual' });
    const { origin, host } = new URL(request.url);
    if (origin !== base.origin) throw new HttpError({ kind: 'elsewhere', host: redact(host, secrets) });
    const response = await fetchByProxy(request).catch((error: unknown) => {
      if (request.signal.aborted || error instanceof HttpError) throw error;
      const code = networkCode(error) ?? 'no connection';
      throw new HttpError({ kind: 'unreachable', code, ...(isOfCertificate(code) && { isFinal: true }) });
    });
    if (response.status < 300 || response.status > 399) return limited(response, deadline);
    await response.body?.cancel();
    const sentTo = hostOf(response.headers.get('location'), request.url);
    throw new HttpError({ kind: 'elsewhere', host: redact(sentTo, secrets) });
  };
}

function hostOf(location: string | null, from: string): string {
  return location !== null && URL.canParse(location, from) ? new URL(location, from).host : 'an unknown address';
}

/** A certificate that is not accepted is not accepted a second later. */
function isOfCertificate(code: string): boolean {
  return /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);
}

/** No answer of an API that is asked here is longer. */
const MOST = 64 * 1024 * 1024;

/**
 * An answer that ends, by size and by time. The platform's `fetch` holds the signal of a request weakly: once the request is
 * collected, a body that never ends is read for ever.
 */
function limited(response: Response, { signal }: ApiOptions['deadline']): Response {
  if (response.body === null) return response;
  let total = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      total += chunk.byteLength;
      if (total > MOST) controller.error(new HttpError({ kind: 'unreadable' }));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limit, { signal }), { status, statusText, headers });
}
