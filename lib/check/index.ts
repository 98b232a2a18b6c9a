export { check } from './check';
export { today } from './today';
