import type { AcceptedFinding, Finding, OAuthClientRecord, Problem, Reading, Text } from '../model';
import {
  acknowledgmentsOf,
  applyAcknowledgments,
  type ClientAcknowledgment,
  type Policy,
  type PolicyEntry,
  type Requirement,
  resolveRequirement,
  speaksOf,
} from '../policy';
import { SOURCE_RULES } from '../rules';
import type { Catalog } from '../scopes';
import { buildFinding } from './build-finding';
import { type Judged, judgeChange, judgeClient } from './judge-client';
import { compare } from './order';

/** One client with what came of it. One that is left out, or destroyed, has no requirement. */
export interface JudgedRecord {
  readonly client: OAuthClientRecord;
  readonly requirement?: Requirement;
  /** Why it is left out. */
  readonly ignored?: Text;
  /** The entry of the policy that names it. */
  readonly entry?: PolicyEntry;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** What came of one source by one policy. */
export interface JudgedReading {
  readonly reading: Reading;
  readonly records: readonly JudgedRecord[];
  readonly acknowledgments: readonly (ClientAcknowledgment & { readonly used: boolean })[];
  readonly standing: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
}

/** Judges the clients of one source by one policy. */
export function judgeReading(reading: Reading, policy: Policy, catalog: Catalog, today: string): JudgedReading {
  // In order at once: what comes of them is then nearly sorted, which is all but free to sort.
  const inOrder = [...reading.clients].sort((a, b) => compare(a.instance, b.instance));
  const records = inOrder.map((client) => judgeRecord(client, reading, policy, catalog));
  const judged = records.filter((record) => record.requirement);
  const findings = records.flatMap((record) => record.findings);
  const acknowledgments = withUse(
    acknowledgmentsOf(
      judged.map(({ client }) => client),
      reading.source,
      policy,
    ),
    findings,
  );
  findings.push(...sourceFindings(reading, records, acknowledgments, policy, today));
  return { reading, records, acknowledgments, ...applyAcknowledgments(findings, acknowledgments, today) };
}

function judgeRecord(client: OAuthClientRecord, { source }: Reading, policy: Policy, catalog: Catalog): JudgedRecord {
  const before = client.change?.before ?? null;
  const now = client.attributes ?? before;
  if (now === null) return { client, findings: [], problems: [] };
  const resolution = resolveRequirement(client, now, source, policy, catalog);
  const matched = resolution.entry && { entry: resolution.entry };
  if ('contradiction' in resolution) return { client, ...matched, findings: [], problems: [resolution.contradiction] };
  if ('ignored' in resolution) return { client, ...matched, ignored: resolution.ignored, findings: [], problems: [] };
  const { requirement } = resolution;
  const judged: Judged = { source, client, now, requirement, catalog, policy };
  const changes = judgeChange(judged);
  if (client.attributes === null) return { client, ...matched, findings: changes, problems: [] };
  const known = before === null ? undefined : idsBefore(before, judged);
  const findings = judgeClient(judged);
  return {
    client,
    requirement,
    ...matched,
    findings: [
      ...changes,
      ...(known === undefined ? findings : findings.map((finding) => ({ ...finding, new: !known.has(finding.id) }))),
    ],
    problems: [],
  };
}

/** What the same rules find of the client as it was before the change. */
function idsBefore(before: Judged['now'], judged: Judged): ReadonlySet<string> {
  const { source, client, policy, catalog } = judged;
  const resolution = resolveRequirement(client, before, source, policy, catalog);
  if (!('requirement' in resolution)) return new Set();
  return new Set(judgeClient({ ...judged, now: before, requirement: resolution.requirement }).map(({ id }) => id));
}

function withUse(acknowledgments: readonly ClientAcknowledgment[], findings: readonly Finding[]) {
  if (acknowledgments.length === 0) return [];
  const open = new Set(findings.filter(({ kind }) => kind === 'open').flatMap(({ instances }) => instances));
  return acknowledgments.map((each) => ({
    ...each,
    // While a value is unknown, what the acknowledgment accepts may still turn up.
    used: open.has(each.client.instance) || findings.some((finding) => speaksOf(each, finding)),
  }));
}

function sourceFindings(
  reading: Reading,
  clients: readonly JudgedRecord[],
  acknowledgments: JudgedReading['acknowledgments'],
  policy: Policy,
  today: string,
): Finding[] {
  const found: Finding[] = [];
  for (const rule of SOURCE_RULES) {
    if (policy.severities.get(rule.id) === 'off') continue;
    rule.check({
      reading,
      clients,
      acknowledgments,
      today,
      report(about, message, data, { subject, severity, at } = {}) {
        const text = rule.messages[message]?.(data) as Finding['message'];
        found.push(
          buildFinding(rule, reading.source.label, about, text, { subject, severity, policy, ...(at && { at }) }),
        );
      },
    });
  }
  return found;
}
