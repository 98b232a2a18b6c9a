import { type ApiBase, apiBase } from './api-base';
import type { Deadline } from './deadline';
import { GENESYS_REGIONS, genesysDomain } from './genesys-regions';
import { HttpError } from './http-error';
import { patientClient } from './patient-client';
import { redacted } from './redact';
import { restApi } from './rest-api';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where an organisation of Genesys Cloud is reached: these two addresses, and no other. */
export interface GenesysAddress {
  readonly login: ApiBase;
  readonly api: ApiBase;
}

/** An organisation of Genesys Cloud, and how to log in to it. */
export interface GenesysCloud extends GenesysAddress {
  readonly credentials: Credentials;
  /** What no message may repeat. */
  readonly secrets: readonly string[];
}

export type Credentials = { readonly accessToken: string } | { readonly id: string; readonly secret: string };

/** What a person said of the address. */
export interface AddressOptions {
  /** By the name of its AWS region or its domain. @default - what GENESYSCLOUD_REGION names */
  readonly region?: string;
  /** An address in place of the region's. @default - the gateway that the environment names, else the region's */
  readonly apiUrl?: string;
}

/**
 * The organisation that the options and the environment name, by the variables of the Terraform provider: the region, a
 * gateway in its place, and the credentials, which are taken from nowhere else.
 */
export function genesysCloudIn(env: Environment, options: AddressOptions): GenesysCloud | { readonly refused: string } {
  const credentials = credentialsIn(env);
  if ('refused' in credentials) return credentials;
  const address = genesysAddress(env, options);
  if ('refused' in address) return address;
  const secret = 'secret' in credentials ? credentials.secret : credentials.accessToken;
  return { ...address, credentials, secrets: [secret] };
}

function credentialsIn(env: Environment): Credentials | { readonly refused: string } {
  const [accessToken, id, secret] = [TOKEN, ID, SECRET].map((name) => env[name]?.trim() ?? '') as [
    string,
    string,
    string,
  ];
  const odd = [TOKEN, ID, SECRET].find((name) => !isCredential(env[name]?.trim() ?? ''));
  if (odd !== undefined) return { refused: `${odd} holds white space or characters that no credential has` };
  if (accessToken !== '') return { accessToken };
  if (id !== '' && secret !== '') return { id, secret };
  return { refused: `no credentials: set ${ID} and ${SECRET}, or ${TOKEN}, in the environment` };
}

/** Whether a text can be sent in a header as it is. */
export function isCredential(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

/** The variable that a token is in, for the Terraform provider and for this product. */
export const TOKEN = 'GENESYSCLOUD_ACCESS_TOKEN';
const ID = 'GENESYSCLOUD_OAUTHCLIENT_ID';
const SECRET = 'GENESYSCLOUD_OAUTHCLIENT_SECRET';

/** Where the organisation is that the options and the environment name. */
export function genesysAddress(
  env: Environment,
  options: AddressOptions,
): GenesysAddress | { readonly refused: string } {
  const addresses = addressesIn(env, options);
  if ('refused' in addresses) return addresses;
  const [login, api] = [apiBase(addresses.login), apiBase(addresses.api)];
  if ('refused' in login) return { refused: `the address in ${addresses.from} ${login.refused}` };
  if ('refused' in api) return { refused: `the address in ${addresses.from} ${api.refused}` };
  return { login, api };
}

interface Addresses {
  readonly login: string;
  readonly api: string;
  readonly from: string;
}

function addressesIn(env: Environment, { region: named, apiUrl }: AddressOptions): Addresses | { refused: string } {
  const { GENESYSCLOUD_GATEWAY_HOST: host, GENESYSCLOUD_GATEWAY_PORT: port } = env;
  const region = named ?? env.GENESYSCLOUD_REGION;
  const domain = region === undefined || region.trim() === '' ? undefined : genesysDomain(region);
  if (named !== undefined && domain === undefined) return { refused: `"${named}" is no region; ${ALLOWED}` };
  if (apiUrl !== undefined) return { login: apiUrl, api: apiUrl, from: '--api-url' };
  if (host?.trim()) {
    const gateway = `${env.GENESYSCLOUD_GATEWAY_PROTOCOL?.trim() || 'https'}://${host.trim()}${port?.trim() ? `:${port.trim()}` : ''}`;
    return { login: gateway, api: gateway, from: 'GENESYSCLOUD_GATEWAY_HOST and the others' };
  }
  if (domain !== undefined)
    return { login: `https://login.${domain}`, api: `https://api.${domain}`, from: 'the region' };
  return {
    refused: region?.trim()
      ? `GENESYSCLOUD_REGION names no region; ${ALLOWED}`
      : `no region: name it, or set GENESYSCLOUD_REGION; ${ALLOWED}`,
  };
}

const ALLOWED = `regions are ${Object.keys(GENESYS_REGIONS).join(', ')}`;

/** The API of an organisation, as far as it can be read: there is no other way to it, so nothing here can change one. */
export interface GenesysReader {
  /** Gives what the answer holds, unchecked. Throws {@link HttpError} only. */
  get(path: string): Promise<unknown>;
  /** Asks a question that is too long for an address. The document has these as POST; they change nothing. */
  query(path: `/api/v2/${string}/query`, body: object): Promise<unknown>;
}

/** Logs in where that is needed, and gives the API. Throws {@link HttpError} only. */
export async function genesysReader(cloud: GenesysCloud, deadline: Deadline): Promise<GenesysReader> {
  const { api, credentials } = cloud;
  const token = 'accessToken' in credentials ? credentials.accessToken : await logIn(cloud, credentials, deadline);
  const { send } = await restApi({
    base: api,
    token: `Bearer ${token}`,
    tokenHeader: 'authorization',
    // Its lists name their next page in the answer itself.
    nextPageHeader: 'link',
    secrets: [...cloud.secrets, token],
    deadline,
  });
  // Whatever answers, what it repeats of a secret goes no further.
  const clean = async (answer: Promise<unknown>) => redacted(await answer, [...cloud.secrets, token]);
  return { get: (path) => clean(send('GET', path)), query: (path, body) => clean(send('POST', path, body)) };
}

/** The one request that is no JSON. Its answer is the token, so nothing of it is kept but that. */
async function logIn(
  { login, secrets }: GenesysCloud,
  { id, secret }: { readonly id: string; readonly secret: string },
  deadline: Deadline,
): Promise<string> {
  const basic = Buffer.from(`${id}:${secret}`).toString('base64');
  const client = await patientClient({ base: login, deadline, secrets: [...secrets, basic] });
  const request = {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  };
  const content = await client(
    new URL(`${login.href}/oauth/token`),
    request,
    (answer): Promise<unknown> => answer.json(),
  );
  const token = typeof content === 'object' && content !== null && 'access_token' in content && content.access_token;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new HttpError({ kind: 'unreadable' });
  return token;
}
