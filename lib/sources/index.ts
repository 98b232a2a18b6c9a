export { type ReadDeclarations, toReadDeclarations } from './declarations';
export { isHcl, isTerraformJson, readDocuments } from './documents';
export { readTemplate } from './expression';
export { readPath } from './files';
export { withPlaces } from './places';
export { readPlan } from './plan';
export { projectOf } from './synth-output';
export { type Positions, readTerraformJson, type TerraformDocument } from './terraform-json';
