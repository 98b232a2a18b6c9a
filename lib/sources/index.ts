export { type ReadDeclarations, toReadDeclarations } from './declarations';
export { isHcl, isTerraformJson, readDocuments } from './documents';
export { errorCode } from './error-code';
export { readTemplate } from './expression';
export { readPath } from './files';
export type { Json } from './json';
export { readPlan } from './plan';
export { projectOf } from './synth-output';
export { type Positions, readTerraformJson, type TerraformDocument } from './terraform-json';
