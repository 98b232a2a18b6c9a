export { markBaseline } from './baseline';
export { type CheckOptions, check } from './check';
export { type JudgedReading, type JudgedRecord, judgeReading } from './judge-reading';
export { byFile, byImportance, byPlace, bySource, compare, isAtLeast } from './order';
export { today } from './today';
