export {
  acknowledgmentsOf,
  applyAcknowledgments,
  type ClientAcknowledgment,
  expiresSoon,
  isExpired,
  speaksOf,
} from './acknowledgments';
export {
  CATALOG_FORMAT,
  catalogFileText,
  catalogPath,
  type KeptCatalog,
  readCatalog,
  readCatalogFile,
} from './catalog-file';
export { acknowledges, matchEntry, speaksOfSource } from './match';
export { DEFAULT_POLICY, type Policy, type PolicyAcknowledgment, type PolicyEntry } from './policy';
export { findPolicyFile, POLICY_FILE, parsePolicy, readPolicyFile } from './policy-file';
export { policySchema } from './policy-schema';
export { isUserless, type Requirement } from './requirement';
export { type Resolution, resolveRequirement, UNNAMED } from './resolve';
