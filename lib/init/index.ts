export { ciFiles } from './ci';
export { addCommand, reviewed, synthCommand, toolCommand, word } from './commands';
export { findOut } from './find';
export { CI_SYSTEMS, type CiSystem, type Found, type NewFile } from './found';
export { entriesOf, policyFile, policyWith } from './policy-document';
export { projectFiles, runtime, TOOLS } from './project';
export { type Proposal, proposals } from './proposals';
