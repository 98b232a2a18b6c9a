export { zendeskMigrationText } from './migration-text';
export type { PersonRow } from './person';
export { placePerson } from './place';
export { type Progress, progressLine } from './progress';
export { readZendeskExport, type ZendeskExport } from './read';
export { reportZendeskExport } from './report';
export { OUTCOME_RULES, OUTCOMES, type Outcome, PROFILE_RULES } from './rules';
