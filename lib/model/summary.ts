import { type Finding, SEVERITIES } from './finding';
import { type ClientVerdict, type Report, VERDICTS } from './report';

/** Counts what a report lists. */
export function summaryOf(clients: readonly ClientVerdict[], findings: readonly Finding[]): Report['summary'] {
  const count = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length;
  const verdicts = VERDICTS.map((verdict) => [verdict, count(clients, (client) => client.verdict === verdict)]);
  const severities = SEVERITIES.map((severity) => [
    severity,
    count(findings, (finding) => finding.kind === 'fail' && finding.severity === severity),
  ]);
  return { clients: clients.length, ...Object.fromEntries([...verdicts, ...severities]) };
}
