export { isEmpty } from './correction';
export type { ChangedFile } from './file-edits';
export { type Fix, fix } from './fix';
export type { ListChange } from './list-edit';
export type { FixOptions } from './options';
export { unifiedDiff } from './unified-diff';
export type { Left } from './wishes';
