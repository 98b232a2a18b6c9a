import { type Attributes, judgeValue, type OAuthClientRecord, type SourceInfo } from '../model';
import { matchesAddress, matchesText } from './pattern';
import type { Policy, PolicyAcknowledgment, PolicyEntry } from './policy';

/** What of the policy speaks of a client. */
export interface Match {
  readonly entry?: PolicyEntry;
  /** The entries before it that go by the name, which is not known yet: one of them may turn out to be the first. */
  readonly undecided: readonly PolicyEntry[];
}

/** The first entry that names the client. */
export function matchEntry(
  record: Pick<OAuthClientRecord, 'address' | 'instance'>,
  { name }: Pick<Attributes, 'name'>,
  source: Pick<SourceInfo, 'label' | 'stack'>,
  { clients }: Policy,
): Match {
  const undecided: PolicyEntry[] = [];
  for (const entry of clients) {
    if (!speaksOfSource(entry, source)) continue;
    const { match } = entry;
    if (match.address !== undefined && !matchesAddress(match.address, record)) continue;
    const pattern = match.name;
    if (pattern === undefined) return { entry, undecided };
    const named = judgeValue(name, (value) => value !== null && matchesText(pattern, value));
    if (named === true) return { entry, undecided };
    if (named === undefined) undecided.push(entry);
  }
  return { undecided };
}

/** True when the acknowledgment speaks of the client, whatever was found of it. */
export function acknowledges(
  acknowledgment: PolicyAcknowledgment,
  record: OAuthClientRecord,
  source: SourceInfo,
): boolean {
  return speaksOfSource(acknowledgment, source) && matchesAddress(acknowledgment.client, record);
}

/** True when the source is one of those named, or none is. */
export function speaksOfSource(
  { sources }: { readonly sources?: readonly string[] },
  { label, stack = label }: Pick<SourceInfo, 'label' | 'stack'>,
): boolean {
  return sources === undefined || sources.some((pattern) => matchesText(pattern, stack));
}
