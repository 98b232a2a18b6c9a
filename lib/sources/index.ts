export { projectOf, readPath } from './files';
export type { Json } from './json';
export { isPlan, readPlan } from './plan';
export { readTerraformJson, type TerraformDocument } from './terraform-json';
