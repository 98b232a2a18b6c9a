export { type ListedClients, listClients } from './clients';
export { explainFailure, type Needs } from './explain-failure';
