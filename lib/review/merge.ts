import { byFile, byImportance, byPlace, bySource, compare, markBaseline } from '../check';
import { publicText, type Report, type SourceInfo, summaryOf, type Text } from '../model';
import { mayMatchElsewhere } from '../rules';

/** A report, and where it was read. */
export interface ReadReport {
  readonly report: Report;
  /** Absent for what was judged just now. */
  readonly path?: string;
  /** The label that the user gave. */
  readonly label?: string | undefined;
}

/**
 * Several reports, each of one or many sources, as one. Sources of one name are told apart.
 *
 * @param baseline a report of before
 */
export function mergeReports(reports: readonly ReadReport[], baseline?: Report): Report {
  const named = distinct(reports.map(withLabel));
  const clients = named.flatMap((report) => report.clients).sort(byPlace);
  const findings = markBaseline(withoutForeignEntries(named).sort(byImportance), baseline);
  // The oldest: what it does not know, one of the reports did not know.
  const [catalog] = named
    .map((report) => report.catalog)
    .sort((a, b) => compare(a.date, b.date) || compare(b.source, a.source));
  return {
    catalog: catalog ?? { date: '', source: 'published' },
    sources: named.flatMap((report) => report.sources).sort(bySource),
    summary: summaryOf(clients, findings),
    clients,
    findings,
    accepted: named.flatMap((report) => report.accepted).sort(byImportance),
    problems: named.flatMap((report) => report.problems).sort(byFile),
  };
}

/** With a label the one source of a report is called that, and several stand below it. */
function withLabel(read: ReadReport): ReadReport {
  const { report, label } = read;
  if (label === undefined) return read;
  const isOnly = report.sources.length === 1;
  return { ...read, report: renamed(report, (source) => publicText(isOnly ? label : `${label}/${source.label}`)) };
}

function distinct(reports: readonly ReadReport[]): Report[] {
  const labels = reports.map(({ report }) => new Set(report.sources.map(({ label }) => label)));
  return reports.map(({ report, path }, index) => {
    const isShared = (label: Text) => labels.some((others, other) => other !== index && others.has(label));
    return renamed(report, (source) =>
      isShared(source.label) ? publicText(`${source.label} (${path ?? source.path})`) : source.label,
    );
  });
}

function renamed(report: Report, name: (source: SourceInfo) => Text): Report {
  const names = new Map(report.sources.map((source) => [source.label, name(source)]));
  const rename = <T extends { readonly source: Text }>(each: T): T => ({
    ...each,
    source: names.get(each.source) ?? each.source,
  });
  return {
    ...report,
    sources: report.sources.map((source) => ({ ...source, label: name(source) })),
    clients: report.clients.map(rename),
    findings: report.findings.map(rename),
    accepted: report.accepted.map(rename),
  };
}

/**
 * What is found in the policy that the reports share is told once; and an entry that matches nothing in one may match in
 * another: that stands only where all of them say it.
 */
function withoutForeignEntries(reports: readonly Report[]) {
  const isAboutPolicy = (report: Report, { source, instances }: Report['findings'][number]) =>
    instances.length === 0 && !report.sources.some(({ label }) => label === source);
  const seen = new Map<string, number>();
  for (const report of reports) {
    for (const finding of report.findings) {
      if (!isAboutPolicy(report, finding)) continue;
      const key = `${finding.source} ${finding.id} ${finding.message}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  const told = new Set<string>();
  return reports.flatMap((report) =>
    report.findings.filter((finding) => {
      if (!isAboutPolicy(report, finding)) return true;
      const key = `${finding.source} ${finding.id} ${finding.message}`;
      const isFirst = !told.has(key);
      told.add(key);
      return isFirst && (!mayMatchElsewhere(finding.message) || seen.get(key) === reports.length);
    }),
  );
}
