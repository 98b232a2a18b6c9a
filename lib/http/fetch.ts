import { getProxyForUrl } from 'proxy-from-env';
import { HttpError } from './http-error';
import { causesOf, networkCode } from './network-code';

/**
 * The platform's `fetch`, by way of the proxy that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, and
 * `NO_PROXY` for hosts without one), which Node 20 passes over by itself. Certificates of an own CA come in by Node's
 * `NODE_EXTRA_CA_CERTS`.
 */
export async function fetchByProxy(request: Request): Promise<Response> {
  const proxy = getProxyForUrl(request.url);
  return proxy === '' ? fetch(request) : viaProxy(request, proxy);
}

async function viaProxy(request: Request, proxy: string): Promise<Response> {
  const { fetch: fetchWith, ProxyAgent } = await import('undici');
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const dispatcher = agent(() => new ProxyAgent(proxy));
  const response = await fetchWith(request.url, {
    method: request.method,
    headers: [...request.headers],
    redirect: request.redirect,
    signal: request.signal,
    dispatcher,
    ...(body && { body }),
  }).catch(async (error: unknown) => {
    // It would go on connecting for ever where the proxy hangs up, and keep the process alive.
    await dispatcher.destroy();
    throw refusalOf(error) ?? byProxy(error);
  });
  const { status, statusText, headers } = response;
  // An answer of the same class as without a proxy: some statuses take no body at all.
  return new Response(response.body as ReadableStream<Uint8Array> | null, {
    status,
    statusText,
    headers: [...headers],
  });
}

/** The address of a proxy may carry a password, so nothing of what cannot be read is repeated. */
function agent<T>(make: () => T): T {
  try {
    return make();
  } catch {
    const code = 'the address in HTTPS_PROXY or its like is wrong';
    throw new HttpError({ kind: 'unreachable', code, isFinal: true });
  }
}

/** What the proxy itself said instead of letting the request through. */
function refusalOf(error: unknown): HttpError | undefined {
  const status = causesOf(error)
    .map((cause) => /Proxy response \((\d{3})\)/.exec('message' in cause ? String(cause.message) : '')?.[1])
    .find((found) => found !== undefined);
  return status === undefined
    ? undefined
    : new HttpError({ kind: 'unreachable', code: `the proxy in between answered ${status}`, isFinal: true });
}

/** Who cannot be reached is the proxy, not the host behind it. */
function byProxy(error: unknown): unknown {
  const code = networkCode(error);
  return code === undefined || !/^E[A-Z]/.test(code)
    ? error
    : new HttpError({ kind: 'unreachable', code: `${code}, by the proxy in HTTPS_PROXY or its like` });
}
