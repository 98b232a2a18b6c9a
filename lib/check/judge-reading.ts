import type { AcceptedFinding, Finding, OAuthClientRecord, Problem, Reading, Text } from '../model';
import {
  acknowledgmentsOf,
  applyAcknowledgments,
  type ClientAcknowledgment,
  type Policy,
  type PolicyEntry,
  type Requirement,
  speaksOf,
} from '../policy';
import { SOURCE_RULES } from '../rules';
import type { Catalog } from '../scopes';
import { buildFinding } from './build-finding';
import { type Before, type Judged, judgeClient } from './judge-client';
import { compare } from './order';
import { newRecall } from './recall';
import { type Resolve, resolving } from './resolving';
import type { Outcome } from './run-rules';

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
  const { source } = reading;
  const resolve = resolving(source, policy, catalog);
  const by = { source, policy, catalog, recall: newRecall<Outcome>() };
  const records = inOrder.map((client) => judgeRecord(client, resolve, by));
  const present = records.filter(({ ignored }) => ignored === undefined).map(({ client }) => client);
  const findings = records.flatMap((record) => record.findings);
  const ofSource = (clients: readonly JudgedRecord[], acknowledgments: JudgedReading['acknowledgments']) =>
    sourceFindings(reading, clients, acknowledgments, policy, today);
  const between = ofSource(records, []);
  const acknowledgments = withUse(acknowledgmentsOf(present, source, policy), [...findings, ...between]);
  const all = acknowledgments.length === 0 ? between : ofSource(records, acknowledgments);
  const marked = all.length === 0 ? [] : markNew(all, ofSource(recordsBefore(records), []));
  const outcome = applyAcknowledgments([...findings, ...marked], acknowledgments, today);
  return { reading, catalog, records, acknowledgments, ...outcome };
}

/** The catalogue with the names that the policy knows beside it. */
function catalogFor({ knownScopes }: Policy, catalog: Catalog): Catalog {
  return knownScopes.length === 0 ? catalog : { ...catalog, scopes: new Set([...catalog.scopes, ...knownScopes]) };
}

function judgeRecord(
  client: OAuthClientRecord,
  resolve: Resolve,
  by: Omit<Judged, keyof Before | 'client'>,
): JudgedRecord {
  const before = client.change?.before ?? null;
  const now = client.attributes ?? before;
  if (now === null) return { client, entries: [], findings: [], problems: [] };
  const resolution = resolve(client, now);
  const { entries } = resolution;
  if ('ignored' in resolution) return { client, entries, ignored: resolution.ignored, findings: [], problems: [] };
  const { requirement, contradiction } = resolution;
  const { source, policy, catalog, recall } = by;
  const judged: Judged = { source, policy, catalog, recall, client, now, requirement };
  const problems = contradiction === undefined ? [] : [contradiction];
  const heldBefore = before === null || before === now ? resolution : resolve(client, before);
  const requirementBefore = before !== null && 'requirement' in heldBefore ? heldBefore.requirement : undefined;
  // Who is switched to a grant without a user needs nothing any more, but the apps that log in with it do.
  const lost = requirement.profile === undefined ? (requirementBefore ?? requirement) : requirement;
  // What is imported is new to the code, whatever it was in the organisation.
  const isNew =
    client.attributes === null || before === null || requirementBefore === undefined || client.change?.importing;
  const findings = judgeClient(judged, lost, isNew ? undefined : { now: before, requirement: requirementBefore });
  if (client.attributes === null) return { client, entries, findings, problems };
  return { client, entries, requirement, findings, problems };
}

/** The clients as they were before the change; none for a source that shows no change. */
function recordsBefore(records: readonly JudgedRecord[]): JudgedRecord[] {
  return records.flatMap((record) => {
    const attributes = record.client.change?.before ?? null;
    if (attributes === null) return [];
    return attributes === record.client.attributes
      ? [record]
      : [{ ...record, client: { ...record.client, attributes } }];
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
      report(about, message, data, { at, ...details } = {}) {
        const text = rule.messages[message]?.(data) as Finding['message'];
        found.push(buildFinding(rule, reading.source.label, about, text, { ...details, policy, ...(at && { at }) }));
      },
    });
  }
  return found;
}
