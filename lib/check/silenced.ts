import type { Finding } from '../model';
import type { JudgedReading } from './judge-reading';
import { isAtLeast } from './order';

/**
 * What stands of a source when the change that is reviewed may not silence anything: the findings by its own policy, and
 * those that only the policy before it has. Of two that are the same the more severe one stands, and what is new by either
 * is new.
 */
export function withSilenced(head: JudgedReading, base: JudgedReading): readonly Finding[] {
  if (base === head) return head.standing;
  const before = new Map(withKeys(base.standing));
  const now = withKeys(head.standing);
  const standing = now.map(([key, finding]) => {
    const same = before.get(key);
    if (same === undefined) return finding;
    const both = { ...finding, new: finding.new || same.new };
    return !isAtLeast(finding.severity, same.severity) ? { ...same, new: both.new, silenced: true } : both;
  });
  const kept = new Set(now.map(([key]) => key));
  const silenced = [...before]
    .filter(([key, finding]) => !kept.has(key) && !(finding.kind === 'open' && isOpen(head, finding)))
    .map(([, finding]) => ({ ...finding, silenced: true }));
  return [...standing, ...silenced];
}

/** What waits of the same client waits, whichever rule stands for it, if it weighs as much. */
function isOpen({ standing }: JudgedReading, finding: Finding): boolean {
  return standing.some(
    ({ kind, instances, subject, severity }) =>
      kind === 'open' &&
      subject === finding.subject &&
      instances.join() === finding.instances.join() &&
      isAtLeast(severity, finding.severity),
  );
}

/** Each finding with what makes it the same as another. Of several that are alike (two sensitive names) the first is the first. */
function withKeys(findings: readonly Finding[]): [key: string, finding: Finding][] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { id, instances, kind } = finding;
    const key = JSON.stringify([id, instances, kind]);
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    return [`${key} ${nth}`, finding];
  });
}
