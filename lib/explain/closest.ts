import { loadOperations, type Operation } from '../operations';
import { nearest } from '../scopes';
import type { AskedOperation } from './asked-operation';

const SHOWN = 3;
/** `''`, `api` and `v2`, which all have. */
const COMMON = 3;
/** More segments than any operation has: what comes after them resembles nothing. */
const LONGEST = 20;

/** The published operations that one which is not published resembles most, at most three. */
export function closestOperations({ method, path }: AskedOperation): readonly Operation[] {
  const asked = path.split('/').slice(COMMON, COMMON + LONGEST);
  return loadOperations()
    .all.map((operation) => ({ operation, score: likeness(asked, operation, operation.method === method) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.operation.path < b.operation.path ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ operation }) => operation);
}

/** Words in common count most, then where they stand, the length and the method; without a common word it is nothing. */
function likeness(asked: readonly string[], { path }: Operation, sameMethod: boolean): number {
  const segments = path.split('/').slice(COMMON);
  const literals = segments.filter((segment) => !segment.startsWith('{'));
  const words = sum(literals.map((literal) => Math.max(...asked.map((word) => alike(word, literal)))));
  if (words === 0) return 0;
  const inPlace = sum(segments.map((segment, index) => alike(asked[index] ?? '', segment)));
  return words + inPlace - Math.abs(segments.length - asked.length) * 3 + (sameMethod ? 2 : 0);
}

/** A slip of the hand is nearly the word. */
function alike(word: string, literal: string): number {
  if (word === literal) return 4;
  return nearest(word, [literal]) === undefined ? 0 : 3;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
