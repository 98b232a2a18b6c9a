import type { AcceptedFinding, Acknowledgment, Finding, OAuthClientRecord, SourceInfo } from '../model';
import { acknowledges } from './match';
import type { Policy, PolicyAcknowledgment } from './policy';

/** Days before its end on which an acknowledgment is announced to expire. */
const NOTICE_DAYS = 14;

/** An acknowledgment as it speaks of one client. */
export interface ClientAcknowledgment {
  readonly client: OAuthClientRecord;
  readonly acknowledgment: Acknowledgment;
  /** The policy's entry that it comes from; absent where the code made it. */
  readonly entry?: PolicyAcknowledgment;
}

/** The acknowledgments that speak of the clients: their own declarations, and the policy's. */
export function acknowledgmentsOf(
  clients: readonly OAuthClientRecord[],
  source: SourceInfo,
  policy: Policy,
): ClientAcknowledgment[] {
  return clients.flatMap((client) => [
    ...(client.declared?.acknowledge ?? []).map((acknowledgment) => ({ client, acknowledgment })),
    ...policy.acknowledgments
      .filter((entry) => acknowledges(entry, client, source))
      .map((entry) => ({ client, acknowledgment: entry, entry })),
  ]);
}

/** True on every day after the last day of the acknowledgment. Days as YYYY-MM-DD. */
export function isExpired(acknowledgment: Acknowledgment, today: string): boolean {
  return acknowledgment.until !== undefined && acknowledgment.until < today;
}

/** True from a fortnight before the last day on. */
export function expiresSoon(acknowledgment: Acknowledgment, today: string): boolean {
  if (acknowledgment.until === undefined) return false;
  const noticeFrom = new Date(`${acknowledgment.until}T00:00:00Z`);
  noticeFrom.setUTCDate(noticeFrom.getUTCDate() - NOTICE_DAYS);
  return noticeFrom.toISOString().slice(0, 10) <= today;
}

/** True when the acknowledgment, expired or not, speaks of the finding. */
export function speaksOf({ client, acknowledgment }: ClientAcknowledgment, finding: Finding): boolean {
  return (
    finding.kind === 'fail' &&
    finding.instances.includes(client.instance) &&
    finding.rule === acknowledgment.rule &&
    (acknowledgment.subject === undefined || acknowledgment.subject === finding.subject)
  );
}

/** Splits findings into those that stand and those that somebody accepted. */
export function applyAcknowledgments(
  findings: readonly Finding[],
  acknowledgments: readonly ClientAcknowledgment[],
  today: string,
): { standing: Finding[]; accepted: AcceptedFinding[] } {
  const inForce = acknowledgments.filter(({ acknowledgment }) => !isExpired(acknowledgment, today));
  if (inForce.length === 0) return { standing: [...findings], accepted: [] };
  const standing: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  for (const finding of findings) {
    const match = inForce.find((each) => speaksOf(each, finding));
    if (match) accepted.push({ ...finding, acknowledgment: match.acknowledgment });
    else standing.push(finding);
  }
  return { standing, accepted };
}
