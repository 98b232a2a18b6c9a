export { type ListedClients, listClients } from './clients';
export { explainFailure, type Needs } from './explain-failure';
export { LIMIT_NAMESPACES, type LimitNamespace, type Limits, readLimits } from './limits';
export { askScopes, type LiveScope } from './scopes';
export { askUsage, type ClientUsage, type UsageRow } from './usage';
