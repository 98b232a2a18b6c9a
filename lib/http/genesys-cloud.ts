import { TOOL, VERSION } from '../version';
import type { Api } from './api';
import { type ApiBase, apiBase } from './api-base';
import type { Deadline } from './deadline';
import { failureOfAnswer, failureWithoutAnswer } from './failure-of';
import { GENESYS_REGIONS, genesysDomain } from './genesys-regions';
import { guardedFetch } from './guarded-fetch';
import { HttpError, isElsewhere } from './http-error';
import { restApi } from './rest-api';

type Environment = Readonly<Record<string, string | undefined>>;

/** An organisation of Genesys Cloud, and how to log in to it. */
export interface GenesysCloud {
  readonly login: ApiBase;
  readonly api: ApiBase;
  readonly credentials: Credentials;
  /** What no message may repeat. */
  readonly secrets: readonly string[];
}

type Credentials = { readonly accessToken: string } | { readonly id: string; readonly secret: string };

/**
 * The organisation that the environment names, by the variables of the Terraform provider: the region, a gateway in its
 * place, and the credentials, which are taken from nowhere else.
 *
 * @param region by its name or its domain. @default - what GENESYSCLOUD_REGION names
 */
export function genesysCloudIn(env: Environment, region?: string): GenesysCloud | { readonly refused: string } {
  const credentials = credentialsIn(env);
  if ('refused' in credentials) return credentials;
  const addresses = addressesIn(env, region);
  if ('refused' in addresses) return addresses;
  const [login, api] = [apiBase(addresses.login), apiBase(addresses.api)];
  if ('refused' in login)
    return { refused: `the address in GENESYSCLOUD_GATEWAY_HOST and the others ${login.refused}` };
  if ('refused' in api) return api;
  const secret = 'secret' in credentials ? credentials.secret : credentials.accessToken;
  return { login, api, credentials, secrets: [secret] };
}

function credentialsIn(env: Environment): Credentials | { readonly refused: string } {
  const [accessToken, id, secret] = [TOKEN, ID, SECRET].map((name) => env[name]?.trim() ?? '') as [
    string,
    string,
    string,
  ];
  const odd = [TOKEN, ID, SECRET].find((name) => !/^[\x21-\x7e]*$/.test(env[name]?.trim() ?? ''));
  if (odd !== undefined) return { refused: `${odd} holds white space or characters that no credential has` };
  if (accessToken !== '') return { accessToken };
  if (id !== '' && secret !== '') return { id, secret };
  return { refused: `no credentials: set ${ID} and ${SECRET}, or ${TOKEN}, in the environment` };
}

const TOKEN = 'GENESYSCLOUD_ACCESS_TOKEN';
const ID = 'GENESYSCLOUD_OAUTHCLIENT_ID';
const SECRET = 'GENESYSCLOUD_OAUTHCLIENT_SECRET';

function addressesIn(
  env: Environment,
  named: string | undefined,
): { readonly login: string; readonly api: string } | { readonly refused: string } {
  const { GENESYSCLOUD_GATEWAY_HOST: host, GENESYSCLOUD_GATEWAY_PORT: port } = env;
  const region = named ?? env.GENESYSCLOUD_REGION;
  const domain = region === undefined || region.trim() === '' ? undefined : genesysDomain(region);
  if (named !== undefined && domain === undefined) return { refused: `"${named}" is no region; ${ALLOWED}` };
  if (host?.trim()) {
    const gateway = `${env.GENESYSCLOUD_GATEWAY_PROTOCOL?.trim() || 'https'}://${host.trim()}${port?.trim() ? `:${port.trim()}` : ''}`;
    return { login: gateway, api: gateway };
  }
  if (domain !== undefined) return { login: `https://login.${domain}`, api: `https://api.${domain}` };
  return {
    refused: region?.trim()
      ? `GENESYSCLOUD_REGION names no region; ${ALLOWED}`
      : `no region: name it, or set GENESYSCLOUD_REGION; ${ALLOWED}`,
  };
}

const ALLOWED = `regions are ${Object.keys(GENESYS_REGIONS).join(', ')}`;

/** Logs in where that is needed, and gives the API. Throws {@link HttpError} only. */
export async function genesysCloudApi(cloud: GenesysCloud, deadline: Deadline): Promise<Api> {
  const { api, credentials } = cloud;
  const token = 'accessToken' in credentials ? credentials.accessToken : await logIn(cloud, credentials, deadline);
  return restApi({
    base: api,
    token: `Bearer ${token}`,
    tokenHeader: 'authorization',
    // Its lists name their next page in the answer itself.
    nextPageHeader: 'link',
    secrets: [...cloud.secrets, token],
    deadline,
  });
}

/** The one request that is no JSON. Its answer is the token, so nothing of it is kept but that. */
async function logIn(
  { login, secrets }: GenesysCloud,
  { id, secret }: { readonly id: string; readonly secret: string },
  deadline: Deadline,
): Promise<string> {
  const { default: ky } = await import('ky');
  const basic = Buffer.from(`${id}:${secret}`).toString('base64');
  const response = await ky
    .post(`${login.href}/oauth/token`, {
      headers: { authorization: `Basic ${basic}`, accept: 'application/json', 'user-agent': `${TOOL}/${VERSION}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      fetch: guardedFetch(login),
      signal: deadline.signal,
      timeout: false,
      throwHttpErrors: false,
      retry: {
        limit: 3,
        methods: ['post'],
        statusCodes: [408, 429, 500, 502, 503, 504],
        delay: (tries) => deadline.second * 2 ** (tries - 1),
        // Nothing is said where ky knows better.
        shouldRetry: ({ error }) => (isElsewhere(error) ? false : undefined),
      },
    })
    .catch((error: unknown) => {
      throw new HttpError(failureWithoutAnswer(error, deadline));
    });
  const content: unknown = await response.json().catch(() => undefined);
  const { status, headers } = response;
  if (!response.ok) {
    const known = [...secrets, basic];
    throw new HttpError(failureOfAnswer({ status, header: (name) => headers.get(name), content }, known));
  }
  const token = typeof content === 'object' && content !== null && 'access_token' in content && content.access_token;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new HttpError({ kind: 'unreadable' });
  return token;
}
