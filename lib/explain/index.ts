export { explain } from './explain';
export { EXPLANATION_FORMAT, type Explanation, KINDS, type Kind } from './explanation';
export { ruleText } from './rule';
export { explanationText } from './text';
export type { NotKnown } from './unknown';
