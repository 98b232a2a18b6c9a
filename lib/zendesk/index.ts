export { zendeskMigrationText } from './migration-text';
export type { PersonRow } from './person';
export { type Placement, placePerson } from './place';
export { type Progress, progressLine } from './progress';
export { type ReadOptions, readZendeskExport, type ZendeskExport } from './read';
export { type ReportFiles, reportZendeskExport } from './report';
export { OUTCOME_RULES, OUTCOMES, type Outcome, type PlacingRule, PROFILE_RULES } from './rules';
export type { Counts, ProfileCount, ReasonCount } from './tally';
