import type { Finding, Report, Severity } from '../model';
import { isAtLeast } from './order';

/**
 * Marks the findings that the baseline has, at each of their clients and as severe or more. What was open is none: nothing
 * is known of it.
 */
export function markBaseline(findings: readonly Finding[], baseline: Report | undefined): Finding[] {
  if (baseline === undefined) return [...findings];
  const known = new Map<string, Severity[]>();
  for (const finding of baseline.findings) {
    if (finding.kind !== 'fail') continue;
    for (const key of keysOf(finding)) known.set(key, [...(known.get(key) ?? []), finding.severity]);
  }
  const isKnown = ({ severity }: Finding, key: string) =>
    (known.get(key) ?? []).some((before) => isAtLeast(before, severity));
  return findings.flatMap((finding) => {
    if (finding.kind === 'open' || !keysOf(finding).every((key) => isKnown(finding, key))) return [finding];
    // That something is silenced which failed before, and was let go, is no news.
    return finding.silenced ? [] : [{ ...finding, baseline: true }];
  });
}

function keysOf({ source, instances, id }: Finding): string[] {
  const about = instances.length === 0 ? [''] : instances;
  return about.map((instance) => JSON.stringify([source, instance, id]));
}
