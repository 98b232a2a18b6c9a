import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the stand-in for a platform sees it. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** The value of a JSON text, the parameters of a form, or undefined. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** What happens once, to the next request of a method. */
export interface Incident {
  readonly method: string;
  /** Happens before the request is answered. */
  readonly meanwhile?: () => void;
  /** @default - what the platform answers */
  readonly answer?: Answer | 'never' | 'hang up';
}

export interface Loopback {
  readonly url: string;
  /** For what is more than a request and an answer, such as a WebSocket. */
  readonly server: Server;
  readonly requests: readonly Incoming[];
  /** Lets things happen, those of one method in this order. */
  happen(...incidents: readonly Incident[]): void;
  close(): Promise<void>;
}

/** Serves on a free port of this machine. */
export async function listen(answerTo: (request: Incoming) => Answer): Promise<Loopback> {
  const requests: Incoming[] = [];
  const incidents: Incident[] = [];
  const server = createServer(async (message, response) => {
    const request = await read(message);
    requests.push(request);
    const index = incidents.findIndex(({ method }) => method === request.method);
    const [incident] = index < 0 ? [] : incidents.splice(index, 1);
    incident?.meanwhile?.();
    if (incident?.answer === 'never') return;
    if (incident?.answer === 'hang up') return void message.socket.destroy();
    write(response, incident?.answer ?? answerTo(request));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    requests,
    happen: (...more) => void incidents.push(...more),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Runs what takes a server that answers as it is told, and takes it away afterwards. */
export async function serving<T>(
  answers: (request: Incoming) => Answer,
  use: (url: string, loopback: Loopback) => Promise<T>,
): Promise<T> {
  const loopback = await listen(answers);
  try {
    return await use(loopback.url, loopback);
  } finally {
    await loopback.close();
  }
}

async function read(message: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://loopback');
  return {
    method: message.method ?? '',
    path: pathname,
    query: searchParams,
    headers: message.headers,
    body: bodyOf(text, message.headers['content-type']),
  };
}

function bodyOf(text: string, type = ''): unknown {
  if (text === '') return undefined;
  return type.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(text) : JSON.parse(text);
}

function write(response: ServerResponse, { status, headers, json, text }: Answer): void {
  const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(json === undefined ? text : JSON.stringify(json));
}

/** One page of a list. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams, most = 100) {
  const page = Number(query.get('page') ?? 1);
  const size = Math.min(Number(query.get('per_page') ?? 20), most);
  const pages = Math.max(1, Math.ceil(all.length / size));
  return { items: all.slice((page - 1) * size, page * size), page, pages };
}
