export { MigratedProfileClient } from './migrated-profile-client';
export type { MigratedProfileClientProps, ScopeDeclarationProps } from './props';
export { tryReadStacks } from './read-stacks';
export { ScopeValidation } from './scope-validation';
export { ZendeskMigration } from './zendesk-migration';
export type { ZendeskMigrationOverride, ZendeskMigrationProps } from './zendesk-migration-props';
