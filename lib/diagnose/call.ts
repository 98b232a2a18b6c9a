import { printed, publicText, type Text } from '../model';
import { agentCallOf, loadOperations, type Operation } from '../operations';

/** A call of Genesys Cloud, as far as it may be told. */
export interface Call {
  /** `api`: an operation; `login`: of the OAuth server; `upgrade`: the WebSocket of the notification channel. */
  readonly kind: 'api' | 'login' | 'upgrade';
  /** Method and published path; of an unpublished path the segments that cannot be an id. */
  readonly name: Text;
  readonly operation?: Operation;
  /** True for the WebSocket that a JWT opens. */
  readonly isJwt?: true;
}

/** Both have /api/v2 in their addresses, and a migration calls both. */
const OTHERS = /(^|\.)(zendesk|zopim|zdassets)\.com$/i;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * The call of an address; undefined for one that is not of Genesys Cloud.
 *
 * @param method undefined where a log does not have it
 */
export function callOf(method: string | undefined, address: string): Call | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || OTHERS.test(url.hostname)) return undefined;
  const { pathname } = url;
  const verb = METHODS.find((each) => each === method?.toUpperCase());
  // The SDK's own address, and the one that `connectUri` of a channel names.
  if (/\/stream\/(channels|jwt)(\/|$)/.test(pathname) || isNotificationSocket(url)) {
    const isJwt = pathname.includes('/stream/jwt');
    const name = publicText(`the WebSocket /stream/${isJwt ? 'jwt' : 'channels'}/{id}`);
    return { kind: 'upgrade', name, ...(isJwt && { isJwt: true }) };
  }
  if (/^wss?:$/.test(url.protocol)) return undefined;
  const login = /^\/(?:oauth\/(authorize|token)|(login))$/.exec(pathname);
  if (login !== null) return { kind: 'login', name: publicText(`${verb ?? 'GET'} ${login[0]}`) };
  const start = pathname.indexOf('/api/v2/');
  return start === -1 ? undefined : apiCall(verb, pathname.slice(start));
}

function isNotificationSocket({ protocol, hostname, pathname }: URL): boolean {
  return /^\/channels\//.test(pathname) && (/^wss?:$/.test(protocol) || hostname.startsWith('streaming.'));
}

function apiCall(method: string | undefined, path: string): Call {
  const operation = method === undefined ? only(path) : loadOperations().find(method, path);
  const verb = publicText(method ?? operation?.method ?? '(method not shown)');
  const shown = operation === undefined ? masked(path) : publicText(operation.path);
  return { kind: 'api', name: printed`${verb} ${shown}`, ...(operation && { operation }) };
}

/** The operation of a path of which the method is not known: what an agent's app calls there, or the only one there is. */
function only(path: string): Operation | undefined {
  const found = METHODS.map((method) => loadOperations().find(method, path)).filter((each) => each !== undefined);
  const ofAgent = found.filter((each) => agentCallOf(each) !== undefined);
  return ofAgent.length === 1 ? ofAgent[0] : found.length === 1 ? found[0] : undefined;
}

const MOST_SEGMENTS = 12;

/** A path of which nothing is known: what is no plain word may be an id, a name or a secret. */
function masked(path: string): Text {
  const segments = path.split('/').slice(1);
  const shown = segments.map((each, index) => (index < 2 || /^[a-z]{1,30}$/.test(each) ? each : '…'));
  const rest = segments.length > MOST_SEGMENTS ? ['…'] : [];
  return publicText(`/${[...shown.slice(0, MOST_SEGMENTS), ...rest].join('/')}`);
}
