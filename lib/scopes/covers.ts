import { PUBLISHED, type PublishedScope } from './published';

/**
 * `x:readonly` scopes that `x` does not cover: some operation lists the readonly form alone.
 * Derived from the API document of 2026-07-19: GET /billing/reports/billableusage, POST /quality/evaluations/search, and
 * all of audits and search, which have no other form.
 */
export const NOT_COVERED = ['audits:readonly', 'billing:readonly', 'quality:readonly', 'search:readonly'] as const;

type CoveredReadonly = Exclude<Extract<PublishedScope, `${string}:readonly`>, (typeof NOT_COVERED)[number]>;

const coveredReadonly: ReadonlySet<string> = new Set(
  PUBLISHED.scopes.filter((name) => name.endsWith(':readonly') && !NOT_COVERED.some((other) => other === name)),
);

/** Everything that a token with `held` may be asked for: the name itself, and its :readonly form where it covers that. */
export function coverage(held: string): readonly string[] {
  const readonlyForm = `${held}:readonly`;
  return coveredReadonly.has(readonlyForm) ? [held, readonlyForm] : [held];
}

/** True when a token that holds `held` may do whatever `needed` allows: the same name, or the read-write form of it. */
export function covers(held: string, needed: string): boolean {
  return coverage(held).includes(needed);
}

/** The names that cover `needed`, itself first. */
export function coveredBy(needed: string): readonly string[] {
  return coveredReadonly.has(needed) ? [needed, needed.slice(0, -':readonly'.length)] : [needed];
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
