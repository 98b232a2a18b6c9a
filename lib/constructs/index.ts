export { MigratedProfileClient } from './migrated-profile-client';
export type { MigratedProfileClientProps, ScopeDeclarationProps } from './props';
export { ScopeValidation } from './scope-validation';
