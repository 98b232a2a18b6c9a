export { readFolder } from './folders';
export type { TerraformDocument } from './json-module';
export { readConfiguration, readDocuments } from './lone-file';
export type { Positions } from './module-reader';
export { readTerraformJson } from './terraform-json';
