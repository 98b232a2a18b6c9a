import { CAPABILITIES, DEFAULT_VOCABULARY, VOCABULARIES, type Vocabulary } from './capabilities';
import { reduceScopes } from './covers';
import { type Profile, type ProfileId, profileOf } from './profiles';

/**
 * The scopes that a profile requires, in the order of the capabilities table.
 *
 * @param profile a built-in profile's name, or a value of `defineProfile`
 * @param vocabulary how to spell them; `migration` by default
 * @throws for an unknown profile or vocabulary
 */
export function requiredScopes(
  profile: ProfileId | Profile,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
): readonly string[] {
  const { capabilities, scopes = [] } = profileOf(profile);
  requireVocabulary(vocabulary);
  return reduceScopes([...capabilities.flatMap((id) => CAPABILITIES[id][vocabulary].required), ...scopes]);
}

/** The scopes without which the profile works, but not fully. Same order and parameters as {@link requiredScopes}. */
export function recommendedScopes(
  profile: ProfileId | Profile,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
): readonly string[] {
  requireVocabulary(vocabulary);
  return reduceScopes(profileOf(profile).capabilities.flatMap((id) => CAPABILITIES[id][vocabulary].recommended));
}

/** What a client of the profile is generated with: required, recommended and additional scopes. */
export function generatedScopes(
  profile: ProfileId | Profile,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
  additionalScopes: readonly string[] = [],
): readonly string[] {
  return reduceScopes([
    ...requiredScopes(profile, vocabulary),
    ...recommendedScopes(profile, vocabulary),
    ...additionalScopes,
  ]);
}

function requireVocabulary(vocabulary: Vocabulary): void {
  if (VOCABULARIES.includes(vocabulary)) return;
  throw new Error(`unknown vocabulary "${vocabulary}"; vocabularies are ${VOCABULARIES.join(', ')}`);
}
