export { markBaseline } from './baseline';
export { type CheckOptions, check, summaryOf } from './check';
export { byFile, byImportance, byPlace, bySource, compare, isAtLeast } from './order';
export { today } from './today';
