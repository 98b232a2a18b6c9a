import { type GenesysAddress, type GenesysReader, HttpError } from '../http';
import { type Problem, printed, publicText } from '../model';
import { explainFailure, type Needs } from './explain-failure';

/** A scope that an organisation has. */
export interface LiveScope {
  readonly id: string;
  readonly description?: string;
}

const NEEDS: Needs = { scopes: ['oauth:readonly', 'oauth'] };

/** Asks an organisation for its scopes: all of them, or why nothing can be said of them. */
export async function askScopes(
  open: () => Promise<GenesysReader>,
  address: GenesysAddress,
): Promise<readonly LiveScope[] | Problem> {
  try {
    const api = await open();
    const { scopes, total } = listOf(await api.get('/api/v2/oauth/scopes'));
    const say = (message: Problem['message']): Problem => ({ message, at: { file: publicText(address.api.host) } });
    if (scopes.length === 0) return say(publicText('lists no scope at all'));
    if (total > scopes.length) return say(printed`lists ${scopes.length} of ${total} scopes, which is no catalogue`);
    return scopes;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return explainFailure(error.failure, address, NEEDS);
  }
}

function listOf(content: unknown): { readonly scopes: readonly LiveScope[]; readonly total: number } {
  const { entities, total = 0 } = (content ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(entities) || typeof total !== 'number') throw new HttpError({ kind: 'unreadable' });
  const scopes = new Map(entities.map(scopeOf).map((scope) => [scope.id, scope]));
  return { scopes: [...scopes.values()], total };
}

/** A name is what a token could carry: RFC 6749 separates them by blanks. */
const NAME = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

function scopeOf(entity: unknown): LiveScope {
  const { id, description } = (entity ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || !NAME.test(id)) throw new HttpError({ kind: 'unreadable' });
  return { id, ...(typeof description === 'string' && description !== '' && { description }) };
}
