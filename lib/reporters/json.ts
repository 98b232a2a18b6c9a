import type { Finding, Report } from '../model';
import { RULES_VERSION } from '../rules';
import { TOOL, VERSION } from '../version';
import { visible } from './escape';

/** Name and version of the format: a change that breaks readers gets a new number. */
const REPORT_FORMAT = 'genesys-scopes/report@1';

/** The report as JSON: the extension point for other tools. Sorted, and the same bytes on every run. */
export function renderJson(report: Report): string {
  const document = {
    format: REPORT_FORMAT,
    tool: { name: TOOL, version: VERSION, rules: RULES_VERSION },
    catalog: report.catalog,
    sources: report.sources.map(({ gap, ...source }) => ({ ...source, complete: gap === undefined, gap: gap ?? null })),
    summary: report.summary,
    clients: report.clients,
    findings: report.findings.map(findingFields),
    accepted: report.accepted.map((finding) => ({
      ...findingFields(finding),
      reason: finding.acknowledgment.reason,
      until: finding.acknowledgment.until ?? null,
    })),
    problems: report.problems.map(({ message, remedy, at }) => ({ message, remedy: remedy ?? null, location: at })),
  };
  return `${visible(JSON.stringify(document, null, 2))}\n`;
}

/** Names each field, so that nothing comes into the report that was not meant to. */
function findingFields(finding: Finding) {
  return {
    id: finding.id,
    source: finding.source,
    rule: finding.rule,
    severity: finding.severity,
    kind: finding.kind,
    address: finding.address ?? null,
    instances: finding.instances,
    subject: finding.subject ?? null,
    message: finding.message,
    remedy: finding.remedy,
    new: finding.new,
    location: finding.location ?? null,
  };
}
