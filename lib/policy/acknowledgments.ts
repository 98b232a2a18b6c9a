import type { AcceptedFinding, Acknowledgment, Finding, OAuthClientRecord } from '../model';

/** Days before its end on which an acknowledgment is announced to expire. */
const NOTICE_DAYS = 14;

/** An acknowledgment in force for one client. */
export interface ClientAcknowledgment {
  readonly client: OAuthClientRecord;
  readonly acknowledgment: Acknowledgment;
}

/** The acknowledgments that the clients' own declarations make. */
export function acknowledgmentsOf(clients: readonly OAuthClientRecord[]): ClientAcknowledgment[] {
  return clients.flatMap((client) =>
    (client.declared?.acknowledge ?? []).map((acknowledgment) => ({ client, acknowledgment })),
  );
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
    finding.address === client.address &&
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
