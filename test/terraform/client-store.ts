import { randomUUID } from 'node:crypto';

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
  /** Only in the answer to a create. */
  readonly secret?: string;
  readonly roleDivisions: readonly { readonly roleId: string; readonly divisionId: string }[];
}

/** The part of the platform that the stand-in provider needs. A refusal is an error with the API's text. */
export interface ClientStore {
  create(body: OAuthClientBody): Promise<OAuthClient>;
  get(id: string): Promise<OAuthClient | undefined>;
  update(id: string, body: OAuthClientBody): Promise<OAuthClient>;
  delete(id: string): Promise<void>;
}

/** A store whose content tests can look at and prepare. */
export interface MemoryStore extends ClientStore {
  readonly clients: Map<string, OAuthClient>;
}

const HOME_DIVISION = 'home-division';

export function memoryStore(): MemoryStore {
  const clients = new Map<string, OAuthClient>();
  const save = (id: string, body: OAuthClientBody): OAuthClient => {
    const roleDivisions = body.roleDivisions.map((role) => ({ divisionId: HOME_DIVISION, ...role }));
    const client = { ...body, id, roleDivisions, scope: body.scope ?? clients.get(id)?.scope ?? [] };
    clients.set(id, client);
    return client;
  };
  return {
    clients,
    create: async (body) => ({ ...save(randomUUID(), body), secret: randomUUID() }),
    get: async (id) => clients.get(id),
    update: async (id, body) => {
      if (!clients.has(id)) throw new Error(`API Error: 404 - Client ${id} was not found ()`);
      return save(id, body);
    },
    delete: async (id) => {
      clients.delete(id);
    },
  };
}
