export { type CheckOptions, check } from './check';
