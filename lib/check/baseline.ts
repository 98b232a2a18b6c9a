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
  return findings.map((finding) => {
    const isKnownAtAll = finding.kind === 'fail' && keysOf(finding).every((key) => isKnown(finding, key));
    return isKnownAtAll ? { ...finding, baseline: true } : finding;
  });
}

function keysOf({ source, instances, id }: Finding): string[] {
  const about = instances.length === 0 ? [''] : instances;
  return about.map((instance) => JSON.stringify([source, instance, id]));
}
