import {
  type AcceptedFinding,
  type Attributes,
  type ClientVerdict,
  type Finding,
  type OAuthClientRecord,
  type Problem,
  type Reading,
  type Report,
  SEVERITIES,
  type Severity,
  type SourceInfo,
  VERDICTS,
} from '../model';
import {
  acknowledgmentsOf,
  applyAcknowledgments,
  type ClientAcknowledgment,
  type Policy,
  type Requirement,
  resolveRequirement,
  speaksOf,
} from '../policy';
import { SOURCE_RULES } from '../rules';
import type { Catalog } from '../scopes';
import { buildFinding, judgeClient } from './judge-client';
import { clientVerdict } from './verdict';

export interface CheckOptions {
  /** The day of the check, as YYYY-MM-DD: acknowledgments end by it. */
  readonly today: string;
  readonly catalog: Catalog;
}

/** Judges every client of the readings. A pure function: the same input gives the same report, in the same order. */
export function check(readings: readonly Reading[], policy: Policy, options: CheckOptions): Report {
  const judged = readings.map((reading) => checkReading(reading, policy, options));
  const clients = judged.flatMap((each) => each.clients).sort(byPlace);
  const findings = judged.flatMap((each) => each.findings).sort(byImportance);
  return {
    catalog: { date: options.catalog.date, source: options.catalog.source },
    sources: readings
      .map((reading) => reading.source)
      .sort((a, b) => compare(a.label, b.label) || compare(a.path, b.path)),
    summary: summaryOf(clients, findings),
    clients,
    findings,
    accepted: judged.flatMap((each) => each.accepted).sort(byImportance),
    problems: readings.flatMap((reading) => reading.problems).sort(byFile),
  };
}

interface JudgedReading {
  readonly clients: ClientVerdict[];
  readonly findings: Finding[];
  readonly accepted: AcceptedFinding[];
}

/** One client with what came of it. Clients that are exempt or destroyed have no requirement and no findings. */
interface JudgedRecord {
  readonly client: OAuthClientRecord;
  readonly requirement?: Requirement;
  readonly findings: readonly Finding[];
}

function checkReading(reading: Reading, policy: Policy, options: CheckOptions): JudgedReading {
  // In order at once: what comes of them is then nearly sorted, which is all but free to sort.
  const inOrder = [...reading.clients].sort((a, b) => compare(a.instance, b.instance));
  const records = inOrder.map((client) => judgeRecord(client, reading.source, policy, options.catalog));
  const raw = [...records.flatMap((record) => record.findings)];
  const acknowledgments = acknowledgmentsOf(records.filter((record) => record.requirement).map(({ client }) => client));
  raw.push(...sourceFindings(reading, records, acknowledgments, raw, options.today));
  const { standing, accepted } = applyAcknowledgments(raw, acknowledgments, options.today);
  const findingsOf = byInstance(standing);
  const acceptedOf = byInstance(accepted);
  return {
    clients: records.map(({ client, requirement }) =>
      clientVerdict(reading, client, requirement, findingsOf.get(client.instance), acceptedOf.get(client.instance)),
    ),
    findings: mergeInstances(standing, records),
    accepted: mergeInstances(accepted, records),
  };
}

function judgeRecord(client: OAuthClientRecord, source: SourceInfo, policy: Policy, catalog: Catalog): JudgedRecord {
  if (client.attributes === null || client.declared?.exempt !== undefined) return { client, findings: [] };
  const requirement = resolveRequirement(client, client.attributes, policy, catalog);
  const judge = (attributes: Attributes, needs: Requirement) =>
    judgeClient(source.label, client, attributes, needs, catalog);
  const findings = judge(client.attributes, requirement);
  const before = client.change?.before ?? null;
  if (before === null) return { client, requirement, findings };
  const known = new Set(judge(before, resolveRequirement(client, before, policy, catalog)).map(({ id }) => id));
  return { client, requirement, findings: findings.map((finding) => ({ ...finding, new: !known.has(finding.id) })) };
}

function sourceFindings(
  reading: Reading,
  clients: readonly JudgedRecord[],
  acknowledgments: readonly ClientAcknowledgment[],
  findings: readonly Finding[],
  today: string,
): Finding[] {
  const open = new Set(findings.filter(({ kind }) => kind === 'open').map(({ address }) => address));
  const context = {
    reading,
    clients,
    today,
    acknowledgments: acknowledgments.map((each) => ({
      ...each,
      // While a value is unknown, what the acknowledgment accepts may still turn up.
      used: open.has(each.client.address) || findings.some((finding) => speaksOf(each, finding)),
    })),
  };
  const found: Finding[] = [];
  for (const rule of SOURCE_RULES) {
    rule.check({
      ...context,
      report(about, message, data, { subject, severity } = {}) {
        const text = rule.messages[message]?.(data) as Finding['message'];
        found.push(buildFinding(rule, reading.source.label, about, text, subject, severity));
      },
    });
  }
  return found;
}

/** Several instances of one resource share a finding when it reads the same for all of them. */
function mergeInstances<F extends Finding>(findings: readonly F[], records: readonly JudgedRecord[]): F[] {
  // Only `count` and `for_each` make instances whose addresses differ from that of their resource.
  if (records.every(({ client }) => client.instance === client.address)) return [...findings];
  const byId = new Map<string, F[]>();
  for (const finding of findings) {
    const same = byId.get(finding.id);
    const index = same?.findIndex((other) => readsTheSame(other, finding)) ?? -1;
    if (same === undefined) byId.set(finding.id, [finding]);
    else if (index === -1) same.push(finding);
    else same[index] = { ...finding, instances: [...(same[index]?.instances ?? []), ...finding.instances] };
  }
  return [...byId.values()].flat().map((finding) => {
    if (finding.instances.length < 2) return finding;
    return { ...finding, instances: [...new Set(finding.instances)].sort(compare) };
  });
}

function readsTheSame(a: Finding, b: Finding): boolean {
  return a.message === b.message && a.severity === b.severity && a.kind === b.kind && a.new === b.new;
}

function byInstance<F extends Finding>(findings: readonly F[]): Map<string, F[]> {
  const map = new Map<string, F[]>();
  for (const finding of findings) {
    for (const instance of finding.instances) {
      const list = map.get(instance);
      if (list) list.push(finding);
      else map.set(instance, [finding]);
    }
  }
  return map;
}

function summaryOf(clients: readonly ClientVerdict[], findings: readonly Finding[]): Report['summary'] {
  const count = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length;
  const verdicts = VERDICTS.map((verdict) => [verdict, count(clients, (client) => client.verdict === verdict)]);
  const severities = SEVERITIES.map((severity) => [
    severity,
    count(findings, (finding) => finding.kind === 'fail' && finding.severity === severity),
  ]);
  return { clients: clients.length, ...Object.fromEntries([...verdicts, ...severities]) };
}

function byPlace(a: ClientVerdict, b: ClientVerdict): number {
  return compare(a.source, b.source) || compare(a.address, b.address);
}

const RANK = Object.fromEntries(SEVERITIES.map((severity, rank) => [severity, rank])) as Record<Severity, number>;

function byFile(a: Problem, b: Problem): number {
  return compare(a.at.file, b.at.file) || (a.at.line ?? 0) - (b.at.line ?? 0) || compare(a.message, b.message);
}

/** Errors first, then what is open, then by place: the order in which a person wants to read them. */
function byImportance(a: Finding, b: Finding): number {
  return (
    RANK[b.severity] - RANK[a.severity] ||
    compare(a.kind, b.kind) ||
    compare(a.source, b.source) ||
    compare(a.id, b.id) ||
    compare(a.instances.join(), b.instances.join())
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
