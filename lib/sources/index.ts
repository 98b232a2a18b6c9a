export { labelOf, labelsOf } from './client-labels';
export { isHcl, isTerraformJson } from './configuration-files';
export { type ReadDeclarations, toReadDeclarations } from './declarations';
export { readTemplate } from './expression';
export { readPath } from './files';
export { readOAuthClients } from './oauth-clients';
export { withPlaces } from './places';
export { readPlan } from './plan';
export { projectOf } from './positions';
