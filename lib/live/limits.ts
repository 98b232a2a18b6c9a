import { type GenesysCloud, type GenesysReader, genesysReader, HttpError, type Patience, startDeadline } from '../http';
import { type Problem, printed, publicText, type Text } from '../model';
import { explainFailure } from './explain-failure';

/** The namespaces whose limits matter to who logs in, calls the API and listens. */
export const LIMIT_NAMESPACES = ['platform.api', 'notifications', 'auth.api'] as const;
export type LimitNamespace = (typeof LIMIT_NAMESPACES)[number];

/** The limits of an organisation as it tells them itself. */
export interface Limits {
  /** Who said so. */
  readonly host: Text;
  /** By name, in each namespace that the organisation has. */
  readonly namespaces: ReadonlyMap<LimitNamespace, ReadonlyMap<string, number>>;
}

/** Asks an organisation for its limits. Whatever it does not tell is left out, never guessed. Opens connections. */
export async function readLimits(cloud: GenesysCloud, patience: Patience): Promise<Limits | Problem> {
  const host = publicText(cloud.api.host);
  const namespaces = new Map<LimitNamespace, ReadonlyMap<string, number>>();
  try {
    const api = await genesysReader(cloud, startDeadline(patience));
    for (const name of LIMIT_NAMESPACES) {
      const limits = await limitsIn(api, name);
      if (limits !== undefined) namespaces.set(name, limits);
    }
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return explainFailure(error.failure, cloud, { scopes: ['organization:readonly', 'organization'] });
  }
  if (namespaces.size > 0) return { host, namespaces };
  return {
    message: printed`tells no limits: it has none of the namespaces ${LIMIT_NAMESPACES.map(publicText)}`,
    at: { file: host },
  };
}

/** Undefined for a namespace that the organisation does not have. */
async function limitsIn(api: GenesysReader, name: LimitNamespace): Promise<ReadonlyMap<string, number> | undefined> {
  try {
    return limitsOf(await api.get(`/api/v2/organizations/limits/namespaces/${name}`), name);
  } catch (error) {
    if (error instanceof HttpError && error.failure.kind === 'status' && error.failure.status === 404) return undefined;
    throw error;
  }
}

function limitsOf(content: unknown, namespace: LimitNamespace): ReadonlyMap<string, number> {
  const { entities } = (content ?? {}) as { readonly entities?: unknown };
  if (!Array.isArray(entities)) throw new HttpError({ kind: 'unreadable' });
  const limits = new Map<string, number>();
  for (const entity of entities as readonly unknown[]) {
    const { key, value, namespace: own } = (entity ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof key !== 'string' || !isNumber(value) || (own ?? namespace) !== namespace)
      throw new HttpError({ kind: 'unreadable' });
    // A limit without a value sets none.
    if (typeof value === 'number') limits.set(key, value);
  }
  return limits;
}

function isNumber(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'number' && Number.isSafeInteger(value));
}
