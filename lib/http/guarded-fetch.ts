import type { ApiBase } from './api-base';
import { fetchByProxy } from './fetch';
import { HttpError } from './http-error';
import { networkCode } from './network-code';

/**
 * A `fetch` that speaks to one origin and follows no redirect. The platform's own `fetch` follows redirects with every header
 * but `Authorization`, so it would carry a `PRIVATE-TOKEN` anywhere; and a link to the next page may name any host.
 */
export function guardedFetch(base: ApiBase): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'manual' });
    const { origin, host } = new URL(request.url);
    if (origin !== base.origin) throw new HttpError({ kind: 'elsewhere', host });
    const response = await fetchByProxy(request).catch((error: unknown) => {
      if (request.signal.aborted || error instanceof HttpError) throw error;
      const code = networkCode(error) ?? 'no connection';
      throw new HttpError({ kind: 'unreachable', code, ...(isOfCertificate(code) && { isFinal: true }) });
    });
    if (response.status < 300 || response.status > 399) return response;
    await response.body?.cancel();
    throw new HttpError({ kind: 'elsewhere', host: hostOf(response.headers.get('location'), request.url) });
  };
}

function hostOf(location: string | null, from: string): string {
  return location !== null && URL.canParse(location, from) ? new URL(location, from).host : 'an unknown address';
}

/** A certificate that is not accepted is not accepted a second later. */
function isOfCertificate(code: string): boolean {
  return /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);
}
