import { createHash } from 'node:crypto';
import { type Finding, type Location, printed, type Report, type Text } from '../model';

/** A finding at one client, as services keep it in their lists from run to run. */
export interface Occurrence<F extends Finding = Finding> {
  readonly finding: F;
  /** Absent where the finding is about the source as a whole. */
  readonly instance?: Text;
  /** Who it is about, in words that its message follows. */
  readonly who: Text;
  /** Where it stands; a finding without a place stands in its source. */
  readonly at: Location;
  /** The same on every run for the same source, client and finding, whatever its line and its words; no two share one. */
  readonly fingerprint: string;
}

/** Takes findings apart by client, in their order. */
export function occurrencesOf<F extends Finding>(findings: readonly F[], { sources }: Report): Occurrence<F>[] {
  const fingerprint = fingerprints();
  const paths = new Map(sources.map(({ label, path }) => [label, path]));
  return findings.flatMap((finding) => {
    const { id, source, instances, location } = finding;
    const at = location ?? { file: paths.get(source) ?? source };
    if (instances.length === 0) return [{ finding, who: source, at, fingerprint: fingerprint(source, null, id) }];
    return instances.map((instance) => ({
      finding,
      instance,
      who: sources.length > 1 ? printed`${instance} in ${source}` : instance,
      at,
      fingerprint: fingerprint(source, instance, id),
    }));
  });
}

/** Makes fingerprints that are unique among themselves: of two things of one identity the second gets its own. */
export function fingerprints(): (...identity: readonly (string | number | null)[]) => string {
  const counts = new Map<string, number>();
  return (...identity) => {
    const text = JSON.stringify(identity);
    const nth = (counts.get(text) ?? 0) + 1;
    counts.set(text, nth);
    return createHash('sha256')
      .update(nth === 1 ? text : `${text} ${nth}`)
      .digest('hex');
  };
}
