import { publicText, type Text } from '../../model';
import { loadOperations } from '../../operations';
import { type TestElement, textOf } from './test-element';
import { resolve, type Variables } from './values';

/** What a request is for. */
export interface Target {
  /** `unclear`: neither its host nor its path is known. */
  readonly is: 'genesys' | 'other' | 'unclear';
  /** The published operation, where it is one. */
  readonly call?: Text;
  readonly waitsFor: readonly Text[];
}

/** Where requests go that do not say it themselves: the texts of JMeter's HTTP defaults. */
export interface Defaults {
  readonly domain: string;
  readonly path: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

const GENESYS_HOST = /(^|\.)(mypurecloud\.(com|ie|de|jp|com\.au)|[a-z0-9-]+\.pure\.cloud)$/i;

/** Another product whose paths look the same. */
const ZENDESK_HOST = /(^|\.)zendesk\.com$/i;

const API = '/api/v2/';

/** What a request of JMeter's HTTP sampler is for. */
export function targetOf({ properties }: TestElement, defaults: Defaults, variables: Variables): Target {
  const written = textOf(properties, 'HTTPSampler.method').toUpperCase();
  const method = METHODS.includes(written) ? written : 'GET';
  const path = textOf(properties, 'HTTPSampler.path') || defaults.path;
  return classify(textOf(properties, 'HTTPSampler.domain') || defaults.domain, path, method, variables);
}

/** What a WebSocket of the known plugins is opened to. */
export function socketTarget({ properties }: TestElement, variables: Variables): Target {
  const host = textOf(properties, 'server') || textOf(properties, 'serverAddress');
  const path = textOf(properties, 'path') || textOf(properties, 'contextPath');
  return classify(host, path, 'GET', variables);
}

function classify(domain: string, written: string, method: string, variables: Variables): Target {
  const path = resolve(written, variables);
  const filled = path.value ?? written.replaceAll(/\$\{[^}]*\}/g, '-');
  const url = /^(?:https?|wss?):\/\/([^/?#:]*)[^/?#]*(.*)$/i.exec(filled);
  const host =
    url === null
      ? resolve(domain, variables)
      : { value: path.value === undefined ? undefined : url[1], waitsFor: path.waitsFor };
  const local = url?.[2] ?? filled;
  const inApi = local.indexOf(API);
  const operation =
    inApi === -1 ? undefined : loadOperations().find(method, local.slice(inApi).split(/[?#]/, 1)[0] ?? '');
  const found = operation === undefined ? {} : { call: publicText(`${operation.method} ${operation.path}`) };
  if (host.value === undefined || host.value === '') {
    if (inApi !== -1) return { is: 'genesys', ...found, waitsFor: [] };
    const isKnown = path.value !== undefined && host.value === '';
    return { is: isKnown ? 'other' : 'unclear', waitsFor: [...host.waitsFor, ...path.waitsFor] };
  }
  if (GENESYS_HOST.test(host.value)) return { is: 'genesys', ...found, waitsFor: [] };
  // A gateway may stand before the platform.
  const isBehind = operation !== undefined && !ZENDESK_HOST.test(host.value);
  return { is: isBehind ? 'genesys' : 'other', ...(isBehind && found), waitsFor: [] };
}
