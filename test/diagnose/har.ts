/** An entry of a HAR, as little of it as there has to be. */
export interface Given {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly content?: Readonly<Record<string, unknown>>;
  /** Fields of the response that only some tools write. */
  readonly response?: Readonly<Record<string, unknown>>;
  readonly entry?: Readonly<Record<string, unknown>>;
}

export const API = 'https://api.mypurecloud.com';
export const CORRELATION = '7f7a4e53-6f0b-4f3e-9a55-0d4f1b6a2c11';
export const FROM_PLATFORM = { 'inin-correlation-id': CORRELATION };

const listOf = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function entry(given: Given) {
  const { method = 'GET', url = `${API}/api/v2/users/me`, status = 403, json } = given;
  const headers = given.headers ?? FROM_PLATFORM;
  const body = { mimeType: 'application/json', ...(json !== undefined && { text: JSON.stringify(json) }) };
  return {
    startedDateTime: '2026-11-25T10:00:00.000Z',
    time: 1,
    request: { method, url, headers: listOf(given.requestHeaders ?? {}), cookies: [], queryString: [] },
    response: { status, headers: listOf(headers), content: given.content ?? body, ...given.response },
    ...given.entry,
  };
}

/** A HAR with these entries. */
export function harOf(...entries: readonly Given[]): string {
  return JSON.stringify({
    log: { version: '1.2', creator: { name: 'test', version: '1' }, entries: entries.map(entry) },
  });
}

/** A refusal in the form of the platform. */
export function refusal(code: string, message = 'no', status = 403) {
  return { message, code, status, contextId: CORRELATION, details: [], errors: [] };
}
