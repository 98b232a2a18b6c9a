import { randomUUID } from 'node:crypto';
import { MIGRATION_SCOPES, PUBLISHED } from '../../lib/scopes';
import { type Answer, type Incoming, type Loopback, listen } from '../loopback/server';
import type { Caller } from './agent';
import { type CreatedClient, type OAuthClients, oauthClients } from './oauth-clients';
import { operationOf } from './operations';
import { Refusal } from './problems';
import { type Approval, type Organisation, routesOf } from './routes';
import { stream } from './stream';
import { type Logins, logins, type Token } from './tokens';
import type { UsageRow } from './usage';

export interface PlatformOptions {
  /** The scopes that the organisation has, by which it refuses a new client. @default - the published ones */
  readonly scopes?: Iterable<string>;
  /** Whether calls that a token's scopes do not cover are refused. Most organisations have this off. @default true */
  readonly enforcesScopes?: boolean;
  /** Pages that it serves besides, by path. @default - none */
  readonly pages?: Readonly<Record<string, Page>>;
}

export interface Page {
  readonly type: 'text/html' | 'text/javascript';
  readonly text: string;
}

/** A call to the API, and what came of it. */
export interface Served {
  /** The operation, such as `GET /api/v2/stations/{stationId}`. */
  readonly call: string;
  readonly status: number;
  /** The code of a refusal. */
  readonly code?: string;
}

/** An organisation on Genesys Cloud, in this process and on this machine only. */
export interface Platform {
  readonly url: string;
  readonly clients: OAuthClients;
  /** What administrators approved, by client, to prepare. */
  readonly approvals: Map<string, Approval>;
  /** What clients called, by client, to prepare. */
  readonly usage: Map<string, readonly UsageRow[]>;
  /** For which times somebody asked what clients called. */
  readonly usageIntervals: readonly string[];
  /** A client that may manage the others: what the owner of an organisation gives to Terraform. */
  readonly automation: CreatedClient;
  /** All calls to the API, oldest first. */
  readonly served: readonly Served[];
  readonly upgrades: () => number;
  /** Lets the softphones that are logged in ring. */
  ring(caller: Caller): string;
  expire(token: string): void;
  close(): Promise<void>;
}

/** What an organisation knows that took over the names of the migration guidance. */
export const PUBLISHED_AND_MIGRATION: readonly string[] = [...PUBLISHED.scopes, ...MIGRATION_SCOPES.keys()];

/** Starts the stand-in for Genesys Cloud. What is refused, and for which scopes, comes from the published operations. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const { enforcesScopes = true, pages = {} } = options;
  const scopes = new Set<string>(options.scopes ?? PUBLISHED.scopes);
  const clients = oauthClients((scope) => scopes.has(scope));
  const login = logins(clients);
  const organisation = {
    clients,
    scopes,
    channels: new Set<string>(),
    approvals: new Map<string, Approval>(),
    calls: new Map<string, Caller>(),
    usage: new Map<string, readonly UsageRow[]>(),
    usageIntervals: [] as string[],
  };
  const answerTo = api(organisation, login, enforcesScopes);
  const served: Served[] = [];

  const loopback = await listen((request) => {
    const page = pages[request.path];
    if (page !== undefined) return { status: 200, headers: { 'content-type': page.type }, text: page.text };
    const { answer, ...call } = answerTo(request);
    served.push(call);
    return answer;
  });
  const sockets = stream(loopback.server, organisation.channels, login);
  return {
    url: loopback.url,
    clients,
    approvals: organisation.approvals,
    usage: organisation.usage,
    usageIntervals: organisation.usageIntervals,
    automation: clients.create(AUTOMATION),
    served,
    upgrades: sockets.upgrades,
    ring: (caller) => {
      const conversationId = randomUUID();
      organisation.calls.set(conversationId, caller);
      sockets.ring(conversationId);
      return conversationId;
    },
    expire: login.expire,
    close: () => closed(loopback, sockets),
  };
}

/** Runs what takes a platform, and takes it away afterwards. */
export async function withPlatform<T>(options: PlatformOptions, use: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = await startPlatform(options);
  try {
    return await use(platform);
  } finally {
    await platform.close();
  }
}

const AUTOMATION = {
  name: 'Terraform',
  authorizedGrantType: 'CLIENT-CREDENTIALS',
  accessTokenValiditySeconds: 86_400,
  state: 'active',
  description: '',
  registeredRedirectUri: [],
  roleDivisions: [{ roleId: 'administrator' }],
};

/** Answers a request: the login, or a route that its token may call. */
function api(
  organisation: Organisation,
  login: Logins,
  enforcesScopes: boolean,
): (request: Incoming) => Served & Given {
  const logins: Readonly<Record<string, (request: Incoming) => Answer>> = {
    'GET /oauth/authorize': login.authorize,
    'POST /oauth/token': login.token,
  };
  const routes = Object.entries(routesOf(organisation)).map(([name, route]) => ({ ...matcher(name), name, route }));
  return (request) => {
    const called = `${request.method} ${request.path}`;
    const entrance = logins[called];
    if (entrance !== undefined) return given(called, () => entrance(request));
    const found = routes.find(({ pattern }) => pattern.test(called));
    return given(found?.name ?? called, () => {
      const token = login.bearer(request);
      if (found === undefined) throw new Refusal('not.found');
      if (enforcesScopes && !isCovered(token, found.needed)) {
        throw new Refusal('app.not.authorized.for.scope', `[${found.needed.join(', ')}]`);
      }
      return found.route({ ...request, token, parameters: found.pattern.exec(called)?.groups ?? {} });
    });
  };
}

function matcher(name: string): { readonly pattern: RegExp; readonly needed: readonly string[] } {
  const pattern = new RegExp(`^${name.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return { pattern, needed: operationOf(name).scopes };
}

/** A token that speaks for its client alone has the permissions of the client's roles, and scopes do not matter. */
function isCovered({ client, isUser }: Token, needed: readonly string[]): boolean {
  return !isUser || needed.length === 0 || needed.some((scope) => client.scope.includes(scope));
}

interface Given {
  readonly answer: Answer;
}

function given(call: string, answerTo: () => Answer): Served & Given {
  const answer = refusing(answerTo);
  const { code } = (answer.json ?? {}) as { readonly code?: unknown };
  return { call, status: answer.status, ...(typeof code === 'string' && { code }), answer };
}

function refusing(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

async function closed(loopback: Loopback, sockets: { close(): void }): Promise<void> {
  sockets.close();
  await loopback.close();
}
