export {
  MigratedProfileClient,
  type MigratedProfileClientProps,
  type ScopeDeclarationProps,
  ScopeValidation,
  ZendeskMigration,
  type ZendeskMigrationOverride,
  type ZendeskMigrationProps,
} from './constructs';
export type { Acknowledgment } from './model';
export {
  type Capability,
  type ClientProfileId,
  type Covering,
  covers,
  defineProfile,
  type GrantedScopes,
  type KnownScope,
  type MigrationScope,
  type MissingScopesOptions,
  missingScopes,
  type Profile,
  type ProfileId,
  type ProfileInput,
  type PublishedScope,
  recommendedScopes,
  requiredScopes,
  type Vocabulary,
} from './scopes';
