export { prune, type Rule } from './prune';
export { Damage, type Reader, type Scanner, scanner, TooLarge } from './window';
