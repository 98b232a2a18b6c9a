export {
  CAPABILITIES,
  CAPABILITY_IDS,
  type Capability,
  DEFAULT_VOCABULARY,
  type KnownScope,
  MIGRATION_SCOPES,
  type MigrationScope,
  publishedEquivalents,
  VOCABULARIES,
  type Vocabulary,
} from './capabilities';
export { type Catalog, KNOWN_SCOPES, PUBLISHED_CATALOG } from './catalog';
export type { Covering, KnownScopes, RequiredScopes } from './covering';
export { coveredBy, covers, NOT_COVERED, reduceScopes, type Uncovered } from './covers';
export { MISTAKES, type Mistake, namesMeant } from './meant';
export { type GrantedScopes, type MissingScopesOptions, missingScopes } from './missing';
export { didYouMean, nearest } from './nearest';
export { scopeOfPermission } from './permissions';
export {
  BASE_PROFILE,
  CLIENT_PROFILE_IDS,
  type ClientProfileId,
  defineProfile,
  isProfileId,
  needsClient,
  PROFILE_IDS,
  PROFILES,
  type Profile,
  type ProfileId,
  type ProfileInput,
  profileOf,
  profileProblems,
} from './profiles';
export { PUBLISHED, type PublishedScope } from './published';
export { generatedScopes, recommendedScopes, requiredScopes } from './required';
export { type Holding, spokenVocabulary } from './spoken';
