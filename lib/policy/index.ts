export {
  acknowledgmentsOf,
  applyAcknowledgments,
  type ClientAcknowledgment,
  expiresSoon,
  isExpired,
  speaksOf,
} from './acknowledgments';
export { DEFAULT_POLICY, type Policy } from './policy';
export { isUserless, type Requirement, resolveRequirement } from './requirement';
