import { distance } from 'fastest-levenshtein';

/** The candidate that `name` was probably meant to be: at most two letters away (one for a short name), else undefined. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; away: number } | undefined;
  const limit = name.length > 4 ? 2 : 1;
  for (const candidate of candidates) {
    // Whatever else differs, so many letters do: to count them in a long name takes long.
    if (Math.abs(name.length - candidate.length) > limit) continue;
    const away = distance(name.toLowerCase(), candidate.toLowerCase());
    if (away <= limit && (best === undefined || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}

/** ` (did you mean "x"?)` where a candidate is near, else nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? '' : ` (did you mean "${candidate}"?)`;
}
