import type { Finding } from '../model';
import { acknowledges, type Policy, speaksOfSource } from '../policy';
import { SOURCE_RULES } from '../rules';
import { buildFinding } from './build-finding';
import type { JudgedReading } from './judge-reading';

/** What is wrong with the policy file itself, as all sources together show it. */
export function policyFindings(judged: readonly JudgedReading[], policy: Policy, today: string): Finding[] {
  const { file } = policy;
  if (file === undefined) return [];
  const matched = new Set(judged.flatMap(({ records }) => records.flatMap(({ entries }) => entries)));
  const used = new Set(
    judged.flatMap(({ acknowledgments }) => acknowledgments.filter((each) => each.used).map(({ entry }) => entry)),
  );
  const found: Finding[] = [];
  for (const rule of SOURCE_RULES) {
    if (policy.severities.get(rule.id) === 'off') continue;
    rule.checkPolicy?.({
      policy,
      today,
      entries: policy.clients.map((entry) => ({
        entry,
        matched: matched.has(entry),
        sourceNamed: entry.sources !== undefined && judged.some(({ reading }) => speaksOfSource(entry, reading.source)),
      })),
      acknowledgments: policy.acknowledgments.map((entry) => ({
        entry,
        clientSeen: judged.some(({ reading, records }) =>
          records.some(({ client }) => acknowledges(entry, client, reading.source)),
        ),
        used: used.has(entry),
      })),
      report(at, message, data, { subject, severity } = {}) {
        const text = rule.messages[message]?.(data) as Finding['message'];
        found.push(buildFinding(rule, file, [], text, { subject, severity, policy, at }));
      },
    });
  }
  return found;
}
