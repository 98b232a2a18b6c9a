import type { CreatedClient, OAuthClient, OAuthClientBody } from '../platform/oauth-clients';

/** The part of the platform's API that the provider calls. A refusal is an error with the text of the genuine provider. */
export interface PlatformApi {
  /** What the genuine provider asks for when it is configured. */
  configure(): Promise<void>;
  create(body: OAuthClientBody): Promise<CreatedClient>;
  get(id: string): Promise<OAuthClient | undefined>;
  update(id: string, body: OAuthClientBody): Promise<OAuthClient>;
  delete(id: string): Promise<void>;
}

/** Where a platform is, and the client by which the provider logs in to it. */
export interface PlatformLogin {
  readonly url: string;
  readonly automation: { readonly id: string; readonly secret: string };
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export function platformApi({ url, automation }: PlatformLogin): PlatformApi {
  let authorization: string | undefined;
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answered> => {
    const response = await fetch(`${url}${path}`, { method, ...init });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const logIn = async (): Promise<string> => {
    const basic = Buffer.from(`${automation.id}:${automation.secret}`).toString('base64');
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    const { body } = await send('POST', '/oauth/token', { headers: { authorization: `Basic ${basic}` }, body: form });
    return `Bearer ${(body as { readonly access_token: string }).access_token}`;
  };
  const call = async (method: string, path: string, body?: unknown): Promise<Answered> => {
    authorization ??= await logIn();
    const headers = { authorization, 'content-type': 'application/json' };
    return send(method, `/api/v2${path}`, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  };
  const succeed = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answered = await call(method, path, body);
    if (answered.status < 400) return answered.body as T;
    throw new Error(`API Error: ${answered.status} - ${(answered.body as { readonly message: string }).message} ()`);
  };
  const update = (id: string, body: OAuthClientBody) => succeed<OAuthClient>('PUT', `/oauth/clients/${id}`, body);
  return {
    configure: async () => {
      await succeed('GET', '/organizations/me');
      await succeed('GET', '/authorization/products');
    },
    create: async (body) => {
      await succeed('GET', '/tokens/me');
      return succeed('POST', '/oauth/clients', body);
    },
    get: async (id) => {
      const { status, body } = await call('GET', `/oauth/clients/${id}`);
      return status === 200 ? (body as OAuthClient) : undefined;
    },
    update,
    delete: async (id) => {
      // Only an inactive client can be deleted.
      const client = await succeed<OAuthClient>('GET', `/oauth/clients/${id}`);
      await update(id, { ...client, state: 'inactive' });
      await succeed('DELETE', `/oauth/clients/${id}`);
    },
  };
}
