import type { Finding, Report } from '../model';

/** Marks the findings that the baseline has, of each of their instances. Those that are open are none: nothing is known of them. */
export function markBaseline(findings: readonly Finding[], baseline: Report | undefined): Finding[] {
  if (baseline === undefined) return [...findings];
  const known = new Set(baseline.findings.filter(({ kind }) => kind === 'fail').flatMap(keysOf));
  return findings.map((finding) =>
    finding.kind === 'fail' && !finding.silenced && keysOf(finding).every((key) => known.has(key))
      ? { ...finding, baseline: true }
      : finding,
  );
}

function keysOf({ source, instances, id, severity }: Finding): string[] {
  const about = instances.length === 0 ? [''] : instances;
  return about.map((instance) => JSON.stringify([source, instance, id, severity]));
}
