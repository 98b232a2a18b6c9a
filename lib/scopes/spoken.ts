import { VOCABULARIES, type Vocabulary } from './capabilities';
import type { Profile } from './profiles';

/** What somebody holds, as far as the choice of a vocabulary asks. */
export interface Holding {
  /** True when something that is held covers the scope for certain. */
  holds(scope: string): boolean;
  /** True when names are held, and Genesys Cloud (or the organisation) publishes all of them. */
  isPublished(): boolean;
}

/**
 * The vocabulary that somebody speaks when nobody named one: the one that is met whole (`migration` if both); else the one of
 * which more required names are held; on a tie `platform` if names are held and all of them are published, else `migration`.
 * A mixture of two halves meets neither.
 *
 * @param required what the profile requires, in each vocabulary
 */
export function spokenVocabulary(
  { capabilities }: Profile,
  required: Readonly<Record<Vocabulary, readonly string[]>>,
  { holds, isPublished }: Holding,
): Vocabulary {
  // Scopes that are only listed are spelled the same in both.
  if (capabilities.length === 0) return 'platform';
  const count = (vocabulary: Vocabulary) =>
    required[vocabulary].reduce((sum, scope) => sum + (holds(scope) ? 1 : 0), 0);
  const counts = { migration: count('migration'), platform: count('platform') };
  for (const vocabulary of VOCABULARIES) {
    if (counts[vocabulary] === required[vocabulary].length) return vocabulary;
  }
  if (counts.migration !== counts.platform) return counts.migration > counts.platform ? 'migration' : 'platform';
  return isPublished() ? 'platform' : 'migration';
}
