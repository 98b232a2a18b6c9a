import { publicText, type Text } from '../model';
import type { Policy } from '../policy';
import { DEFAULT_VOCABULARY, type Profile, requiredScopes, type Vocabulary } from '../scopes';

/** A scope that a policy requires and that does not exist, with the entries that require it. */
export interface GoneScope {
  readonly scope: string;
  readonly by: readonly Text[];
}

/** What the policy requires of clients although the organisation has no such scope. */
export function goneScopes(policy: Policy, scopes: ReadonlySet<string>): readonly GoneScope[] {
  const gone = new Map<string, Text[]>();
  const exists = (name: string) => scopes.has(name) || policy.knownScopes.includes(name);
  const look = (profile: Profile, named: Vocabulary | undefined, by: Text) => {
    for (const scope of requiredScopes(profile, spoken(profile, named, exists)).filter((name) => !exists(name)))
      gone.set(scope, [...(gone.get(scope) ?? []), by]);
  };
  for (const { profile, vocabulary, text } of policy.clients) {
    if (profile !== undefined) look(profile, vocabulary ?? policy.vocabulary, text);
  }
  if (policy.unmatched !== 'ignore') {
    look(policy.base, policy.vocabulary, publicText(`the base profile "${policy.base.id}"`));
  }
  return [...gone].map(([scope, by]) => ({ scope, by })).sort((a, b) => (a.scope < b.scope ? -1 : 1));
}

/** The names that are meant where nobody said which: those that exist, of the two. */
function spoken(profile: Profile, named: Vocabulary | undefined, exists: (name: string) => boolean): Vocabulary {
  if (named !== undefined) return named;
  return requiredScopes(profile, DEFAULT_VOCABULARY).every(exists) ? DEFAULT_VOCABULARY : 'platform';
}
