export { type CheckOptions, check, summaryOf } from './check';
export { byFile, byImportance, byPlace, bySource, isAtLeast } from './order';
export { today } from './today';
