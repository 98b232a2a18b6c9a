import { randomUUID } from 'node:crypto';
import { Refusal } from './problems';

/** What a client is created from and updated with, by the names of the Genesys Cloud API. */
export interface OAuthClientBody {
  readonly name: string;
  readonly authorizedGrantType: string;
  readonly accessTokenValiditySeconds: number;
  readonly state: string;
  readonly description: string;
  readonly registeredRedirectUri: readonly string[];
  /** Left out: an update keeps the scopes as they are. */
  readonly scope?: readonly string[];
  readonly roleDivisions: readonly { readonly roleId: string; readonly divisionId?: string }[];
}

/** A client as the API returns it. */
export interface OAuthClient extends Required<OAuthClientBody> {
  readonly id: string;
  readonly roleDivisions: readonly { readonly roleId: string; readonly divisionId: string }[];
}

/** Only the answer to a create carries the secret. */
export interface CreatedClient extends OAuthClient {
  readonly secret: string;
}

/** The OAuth clients of one organisation. */
export interface OAuthClients {
  /** By id, to look at. */
  readonly all: ReadonlyMap<string, OAuthClient>;
  create(body: OAuthClientBody): CreatedClient;
  get(id: string): OAuthClient;
  update(id: string, body: OAuthClientBody): OAuthClient;
  delete(id: string): void;
  hasSecret(id: string, secret: string): boolean;
}

const GRANTS = ['CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'];
const HOME_DIVISION = 'home-division';

/**
 * Refuses what the published document declares. Whether the platform also refuses an unknown scope of an update is not
 * known: the document declares that for a create only, and so does this.
 *
 * @param knows whether the organisation has a scope of that name
 */
export function oauthClients(knows: (scope: string) => boolean): OAuthClients {
  const clients = new Map<string, OAuthClient>();
  const secrets = new Map<string, string>();
  const get = (id: string): OAuthClient => {
    const client = clients.get(id);
    if (client === undefined) throw new Refusal('client.not.found');
    return client;
  };
  const save = (id: string, body: OAuthClientBody): OAuthClient => {
    const roleDivisions = body.roleDivisions.map((role) => ({ divisionId: HOME_DIVISION, ...role }));
    const client = { ...body, id, roleDivisions, scope: body.scope ?? clients.get(id)?.scope ?? [] };
    clients.set(id, client);
    return client;
  };
  return {
    all: clients,
    create: (body) => {
      if (!GRANTS.includes(body.authorizedGrantType)) throw new Refusal('bad.grant.type');
      if (!(body.scope ?? []).every(knows)) throw new Refusal('auth.invalid.scope');
      const secret = randomUUID();
      const client = save(randomUUID(), body);
      secrets.set(client.id, secret);
      return { ...client, secret };
    },
    get,
    update: (id, body) => save(get(id).id, body),
    delete: (id) => {
      if (get(id).state !== 'inactive') throw new Refusal('cannot.delete.client');
      clients.delete(id);
    },
    hasSecret: (id, secret) => secrets.get(id) === secret,
  };
}
