import { type Finding, type Location, REPORT_FORMAT, type Report, type ReportDocument } from '../model';
import { RULES_VERSION } from '../rules';
import { TOOL, VERSION } from '../version';
import { visible } from './escape';

/** The report as JSON: the extension point for other tools. Sorted, and the same bytes on every run. */
export function renderJson(report: Report): string {
  const document = {
    format: REPORT_FORMAT,
    tool: { name: TOOL, version: VERSION, rules: RULES_VERSION },
    catalog: report.catalog,
    sources: report.sources.map(({ label, path, kind, gap, failedChecks }) => ({
      label,
      path,
      kind,
      complete: gap === undefined,
      gap: gap ?? null,
      ...(failedChecks && { failedChecks: [...failedChecks] }),
    })),
    summary: report.summary,
    clients: report.clients.map(clientFields),
    findings: report.findings.map(findingFields),
    accepted: report.accepted.map((finding) => ({
      ...findingFields(finding),
      reason: finding.acknowledgment.reason,
      until: finding.acknowledgment.until ?? null,
    })),
    problems: report.problems.map(({ message, remedy, at, isPolicy = false }) => ({
      message,
      remedy: remedy ?? null,
      location: locationFields(at),
      policy: isPolicy,
    })),
  } satisfies ReportDocument;
  return `${visible(JSON.stringify(document, null, 2))}\n`;
}

// Each names its fields, so that nothing comes into the report that was not meant to.

function clientFields(client: Report['clients'][number]): ReportDocument['clients'][number] {
  return {
    source: client.source,
    address: client.address,
    name: client.name,
    profile: client.profile,
    origin: client.origin,
    vocabulary: client.vocabulary,
    held: client.held && [...client.held],
    missing: [...client.missing],
    unpublished: client.unpublished,
    action: client.action,
    importing: client.importing,
    movedFrom: client.movedFrom,
    scopeChanges: client.scopeChanges && [...client.scopeChanges],
    drift: client.drift && [...client.drift],
    verdict: client.verdict,
    reason: client.reason,
  };
}

/** A finding as JSON reports have it. */
export function findingFields(finding: Finding): ReportDocument['findings'][number] {
  return {
    id: finding.id,
    source: finding.source,
    rule: finding.rule,
    severity: finding.severity,
    kind: finding.kind,
    address: finding.address ?? null,
    instances: [...finding.instances],
    subject: finding.subject ?? null,
    message: finding.message,
    remedy: finding.remedy,
    new: finding.new,
    baseline: finding.baseline ?? false,
    silenced: finding.silenced ?? false,
    location: finding.location ? locationFields(finding.location) : null,
  };
}

function locationFields({ file, line, column, endLine, endColumn, construct }: Location) {
  return { file, line, column, endLine, endColumn, construct };
}
