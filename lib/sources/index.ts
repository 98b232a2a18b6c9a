export { projectOf, readPath } from './files';
export { isPlan, readPlan } from './plan';
export { readTerraformJson, type TerraformDocument } from './terraform-json';
