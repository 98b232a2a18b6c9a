import { type Ended, ROOT, run } from './process';
import { fullName, type Sbom } from './sbom';

export type Audit = { readonly reason: string } | { readonly advisories: readonly string[]; readonly packages: number };

/**
 * What the registry says of everything that is installed here. What is bundled is a development dependency, which
 * `npm audit --omit=dev` passes over, so all is asked for and the rest left out afterwards.
 */
export function askForAdvisories(): Ended {
  return run(ROOT, 'npm', ['audit', '--json']);
}

/** An answer that is no report is a reason, never a pass. */
export function readAudit({ stdout, output }: Pick<Ended, 'stdout' | 'output'>, sbom: Pick<Sbom, 'components'>): Audit {
  const shipped = new Set(sbom.components.map(fullName));
  const report = parsed(stdout);
  const found = report?.vulnerabilities;
  if (typeof found !== 'object' || found === null || report?.auditReportVersion !== 2) {
    return { reason: reasonIn(report, output) };
  }
  const advisories = Object.values(found as Readonly<Record<string, Vulnerability>>)
    .filter(({ name }) => shipped.has(name))
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
  return { advisories: advisories.sort(), packages: shipped.size };
}

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
}

interface Report {
  readonly auditReportVersion?: unknown;
  readonly vulnerabilities?: unknown;
  readonly message?: unknown;
}

function parsed(text: string): Report | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function reasonIn(report: Report | undefined, output: string): string {
  const said = typeof report?.message === 'string' ? report.message : output.trim().split('\n')[0];
  return `the registry gives no advisories: ${said === '' ? 'npm audit said nothing' : said}`;
}
