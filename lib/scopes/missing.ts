import type { Vocabulary } from './capabilities';
import { PUBLISHED_CATALOG } from './catalog';
import { coveredBy } from './covers';
import { type Profile, type ProfileId, profileOf, profileProblems } from './profiles';
import { requiredScopes } from './required';
import { spokenVocabulary } from './spoken';

/**
 * The scopes that a token holds: the list or the space-separated text that the platform gives, or the whole answer of
 * `GET /api/v2/tokens/me`. What is no name in it does not count, and an answer without a list holds nothing.
 */
export type GrantedScopes =
  | string
  | readonly string[]
  | {
      /** The scopes of the token, as the platform names the field. */
      readonly authorizedScope?: string | readonly string[] | null | undefined;
    }
  | null
  | undefined;

/** How {@link missingScopes} judges. */
export interface MissingScopesOptions {
  /**
   * The names by which the profile is spelled.
   * @default - those that the token meets whole; else those of which it holds more
   */
  readonly vocabulary?: Vocabulary | undefined;
}

/**
 * The scopes that a profile requires and a token does not hold, in the order of {@link requiredScopes}; none when nothing is
 * missing. Asks nobody and runs in a browser too, so that an app can say after the login what would else be a dead phone. An
 * odd answer of a server is a token that holds nothing, never an exception. Names count as they are written: one in the wrong
 * case, or with a blank in it, is not held.
 *
 * @example
 * import { missingScopes } from 'cdktf-genesyscloud-scopes/scopes';
 *
 * const headers = { authorization: `Bearer ${accessToken}` };
 * const answer = await fetch('https://api.mypurecloud.de/api/v2/tokens/me', { headers });
 * // 403: a token without user-basic-info may not even ask, and the softphone needs that scope too.
 * const missing = answer.status === 403 ? ['user-basic-info'] : missingScopes(await answer.json(), 'chat-agent');
 * if (missing.length > 0) {
 *   showMessage(`The phone cannot start. Send this to your administrator: the OAuth client lacks ${missing.join(', ')}.`);
 * }
 *
 * @param granted what the token holds
 * @param profile a built-in profile's name, or a value of `defineProfile`
 * @throws for an unknown profile or vocabulary
 */
export function missingScopes(
  granted: GrantedScopes,
  profile: ProfileId | Profile,
  { vocabulary }: MissingScopesOptions = {},
): readonly string[] {
  const known = knownProfile(profile);
  const held = heldNames(granted);
  const holds = (scope: string) => coveredBy(scope).some((name) => held.has(name));
  const isPublished = () => held.size > 0 && [...held].every((name) => PUBLISHED_CATALOG.scopes.has(name));
  const required = { migration: requiredScopes(known, 'migration'), platform: requiredScopes(known, 'platform') };
  const spoken = vocabulary ?? spokenVocabulary(known, required, { holds, isPublished });
  return requiredScopes(known, spoken).filter((scope) => !holds(scope));
}

/** A profile made without `defineProfile` could ask for less than it seems to. */
function knownProfile(profile: ProfileId | Profile): Profile {
  if (typeof profile === 'string') return profileOf(profile);
  const [problem] = profileProblems(profile);
  if (problem !== undefined) throw new Error(`missingScopes: no profile: ${problem}`);
  return profile;
}

function heldNames(granted: unknown): ReadonlySet<string> {
  const isAnswer = typeof granted === 'object' && granted !== null && !Array.isArray(granted);
  const scopes: unknown = isAnswer ? (granted as { authorizedScope?: unknown }).authorizedScope : granted;
  const names: readonly unknown[] =
    typeof scopes === 'string' ? scopes.split(' ') : Array.isArray(scopes) ? scopes : [];
  return new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''));
}
