import { PUBLISHED, type PublishedScope } from './published';

/**
 * `x:readonly` scopes that `x` does not cover: some operation lists the readonly form alone.
 * Derived from the API document of 2026-07-19: GET /billing/reports/billableusage, POST /quality/evaluations/search, and
 * all of audits and search, which have no other form.
 */
export const NOT_COVERED = ['audits:readonly', 'billing:readonly', 'quality:readonly', 'search:readonly'] as const;

type CoveredReadonly = Exclude<Extract<PublishedScope, `${string}:readonly`>, (typeof NOT_COVERED)[number]>;

/** `x:readonly` with the `x` that covers it. */
const readWriteForms: ReadonlyMap<string, string> = new Map(
  PUBLISHED.scopes
    .filter((name) => name.endsWith(':readonly') && !NOT_COVERED.some((other) => other === name))
    .map((name) => [name, name.slice(0, -':readonly'.length)]),
);

/** True when a token that holds `held` may do whatever `needed` allows: the same name, or the read-write form of it. */
export function covers(held: string, needed: string): boolean {
  return held === needed || held === readWriteForms.get(needed);
}

/** The names that cover `needed`, itself first. */
export function coveredBy(needed: string): readonly string[] {
  const readWrite = readWriteForms.get(needed);
  return readWrite === undefined ? [needed] : [needed, readWrite];
}

/** {@link covers} for the compiler: the names in `Needed` that nothing in `Held` covers. */
export type Uncovered<Held extends string, Needed extends string> = Needed extends Held
  ? never
  : Needed extends CoveredReadonly
    ? Needed extends `${Held}:readonly`
      ? never
      : Needed
    : Needed;

/** The names without repetition, less any that another of them covers: the one reduction, used everywhere. */
export function reduceScopes(names: Iterable<string>): string[] {
  const unique = [...new Set(names)];
  return unique.filter((name) => !unique.some((other) => other !== name && covers(other, name)));
}
