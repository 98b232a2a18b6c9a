export { headline } from './headline';
export { leaveOut } from './left-out';
export { type Audited, auditOrganisation } from './organisation';
export { readSavedClients } from './saved';
