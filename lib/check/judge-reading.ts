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
import { type Judged, judgeClient, judgePlanned } from './judge-client';
import { compare } from './order';

/** One client with what came of it. One that is left out, or destroyed, has no requirement. */
export interface JudgedRecord {
  readonly client: OAuthClientRecord;
  readonly requirement?: Requirement;
  /** Why it is left out. */
  readonly ignored?: Text;
  /** The entries of the policy that speak of it, or may. */
  readonly entries: readonly PolicyEntry[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** What came of one source by one policy. */
export interface JudgedReading {
  readonly reading: Reading;
  /** What exists, with the names that the policy knows beside it. */
  readonly catalog: Catalog;
  readonly records: readonly JudgedRecord[];
  readonly acknowledgments: readonly (ClientAcknowledgment & { readonly used: boolean })[];
  readonly standing: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
}

/** Judges the clients of one source by one policy. */
export function judgeReading(reading: Reading, policy: Policy, published: Catalog, today: string): JudgedReading {
  const catalog = catalogFor(policy, published);
  // In order at once: what comes of them is then nearly sorted, which is all but free to sort.
  const inOrder = [...reading.clients].sort((a, b) => compare(a.instance, b.instance));
  const records = inOrder.map((client) => judgeRecord(client, reading, policy, catalog));
  const present = records.filter(({ ignored }) => ignored === undefined).map(({ client }) => client);
  const findings = records.flatMap((record) => record.findings);
  const ofSource = (clients: readonly JudgedRecord[], acknowledgments: JudgedReading['acknowledgments']) =>
    sourceFindings(reading, clients, acknowledgments, policy, today);
  const between = ofSource(records, []);
  const acknowledgments = withUse(acknowledgmentsOf(present, reading.source, policy), [...findings, ...between]);
  const all = acknowledgments.length === 0 ? between : ofSource(records, acknowledgments);
  findings.push(...markNew(all, ofSource(recordsBefore(records), [])));
  return { reading, catalog, records, acknowledgments, ...applyAcknowledgments(findings, acknowledgments, today) };
}

/** The catalogue with the names that the policy knows beside it. */
function catalogFor({ knownScopes }: Policy, catalog: Catalog): Catalog {
  return knownScopes.length === 0 ? catalog : { ...catalog, scopes: new Set([...catalog.scopes, ...knownScopes]) };
}

function judgeRecord(client: OAuthClientRecord, { source }: Reading, policy: Policy, catalog: Catalog): JudgedRecord {
  const before = client.change?.before ?? null;
  const now = client.attributes ?? before;
  if (now === null) return { client, entries: [], findings: [], problems: [] };
  const resolution = resolveRequirement(client, now, source, policy, catalog);
  const { entries } = resolution;
  if ('ignored' in resolution) return { client, entries, ignored: resolution.ignored, findings: [], problems: [] };
  const { requirement, contradiction } = resolution;
  const judged: Judged = { source, client, now, requirement, catalog, policy };
  const problems = contradiction === undefined ? [] : [contradiction];
  const requirementBefore = before === null ? undefined : requirementOf(before, judged);
  // Who is switched to a grant without a user needs nothing any more, but the apps that log in with it do.
  const lost = requirement.profile === undefined ? (requirementBefore ?? requirement) : requirement;
  const findings = judgePlanned(judged, lost);
  if (client.attributes === null) return { client, entries, findings, problems };
  // What is imported is new to the code, whatever it was in the organisation.
  if (before === null || requirementBefore === undefined || client.change?.importing)
    return { client, entries, requirement, findings, problems };
  const known = new Set(judgeClient({ ...judged, now: before, requirement: requirementBefore }).map(({ id }) => id));
  const marked = findings.map((finding) => ({ ...finding, new: !known.has(finding.id) }));
  return { client, entries, requirement, findings: marked, problems };
}

/** What held for the client as it was before the change; undefined where it was left out. */
function requirementOf(before: Judged['now'], { source, client, policy, catalog }: Judged): Requirement | undefined {
  const resolution = resolveRequirement(client, before, source, policy, catalog);
  return 'requirement' in resolution ? resolution.requirement : undefined;
}

/** The clients as they were before the change; none for a source that shows no change. */
function recordsBefore(records: readonly JudgedRecord[]): JudgedRecord[] {
  return records.flatMap((record) => {
    const attributes = record.client.change?.before ?? null;
    return attributes === null ? [] : [{ ...record, client: { ...record.client, attributes } }];
  });
}

/** What is found between clients is old where it was found between them before; of the source as a whole nothing is known. */
function markNew(found: readonly Finding[], before: readonly Finding[]): Finding[] {
  const known = new Set(
    before.filter(({ instances }) => instances.length > 0).map(({ id, instances }) => `${id} ${instances}`),
  );
  return found.map((finding) => ({ ...finding, new: !known.has(`${finding.id} ${finding.instances}`) }));
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
