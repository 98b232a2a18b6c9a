import {
  covers,
  generatedScopes,
  type Profile,
  recommendedScopes,
  reduceScopes,
  requiredScopes,
  type Vocabulary,
} from '../scopes';

/** The scopes of a construct, as props and as what comes of them. */
export interface ScopeProps {
  /** Given only where the generated list would leave out something that the client holds. */
  readonly scopes?: readonly string[];
  readonly additionalScopes: readonly string[];
  /** All of them, as the construct writes them. */
  readonly all: readonly string[];
}

/**
 * The props by which a construct holds what the client has, and what its profile needs.
 *
 * @param held what the client has
 * @param keeps false to keep of it only what the profile needs or allows
 */
export function scopePropsOf(
  profile: Profile,
  vocabulary: Vocabulary,
  held: readonly string[],
  keeps: boolean,
): ScopeProps {
  const base = reduceScopes([...requiredScopes(profile, vocabulary), ...recommendedScopes(profile, vocabulary)]);
  const allowed = profile.allowedScopes ?? [];
  const additionalScopes = held.filter((scope) => !base.includes(scope) && (keeps || allowed.includes(scope)));
  const all = generatedScopes(profile, vocabulary, additionalScopes);
  // Reduced, the list has no `x:readonly` beside its `x`; an app that asks for it by name would lose it.
  const lost = [...additionalScopes, ...held.filter((scope) => base.includes(scope))].filter(
    (scope) => !all.includes(scope),
  );
  if (lost.length === 0) return { additionalScopes, all };
  const covering = additionalScopes.filter((scope) => base.some((needed) => covers(scope, needed)));
  const isCovered = (needed: string) => covering.some((scope) => covers(scope, needed));
  const scopes = [...base.filter((scope) => held.includes(scope) || !isCovered(scope)), ...covering];
  const others = additionalScopes.filter((scope) => !scopes.includes(scope));
  return { scopes, additionalScopes: others, all: [...scopes, ...others] };
}
