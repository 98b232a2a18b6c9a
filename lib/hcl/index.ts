export type { Wanted } from './body';
export { type HclParser, loadHcl } from './parse';
export type { Argument, Attribute, Block, Body, Expression, Literal, ObjectEntry } from './syntax';
