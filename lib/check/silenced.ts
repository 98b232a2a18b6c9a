import type { Finding } from '../model';
import type { JudgedReading } from './judge-reading';
import { isAtLeast } from './order';

/**
 * What stands of a source when the change that is reviewed may not silence anything: the findings by its own policy, and
 * those that only the policy before it has. Of two that are the same the more severe one stands.
 */
export function withSilenced(head: JudgedReading, base: JudgedReading): readonly Finding[] {
  if (base === head) return head.standing;
  const byKey = new Map<string, Finding>();
  for (const finding of head.standing) byKey.set(keyOf(finding), finding);
  for (const finding of base.standing) {
    const standing = byKey.get(keyOf(finding));
    const isSilenced =
      standing === undefined
        ? !(finding.kind === 'open' && isOpen(head, finding))
        : finding.kind === 'fail' && !isAtLeast(standing.severity, finding.severity);
    if (isSilenced) byKey.set(keyOf(finding), { ...finding, silenced: true });
  }
  return [...byKey.values()];
}

/** What waits for the same client waits, whichever rule stands for it. */
function isOpen({ standing }: JudgedReading, finding: Finding): boolean {
  return standing.some(({ kind, instances }) => kind === 'open' && instances.join() === finding.instances.join());
}

function keyOf({ id, instances }: Finding): string {
  return JSON.stringify([id, instances]);
}
