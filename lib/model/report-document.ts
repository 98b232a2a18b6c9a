import * as z from 'zod';
import { VOCABULARIES } from '../scopes';
import { CHANGE_ACTIONS, type Location } from './client';
import { type AcceptedFinding, type Finding, SEVERITIES } from './finding';
import { GAPS, type Problem, SOURCE_KINDS, type SourceInfo } from './reading';
import { REQUIREMENT_ORIGINS, type Report, VERDICTS } from './report';
import { summaryOf } from './summary';
import { publicText } from './text';

/** Name and version of the format: a change that breaks readers gets a new number. */
export const REPORT_FORMAT = 'genesys-scopes/report@1';

/** A reporter wrote it, so nothing in it is sensitive. */
const text = z.string().transform(publicText);
const count = z.int().nonnegative();

const location = z.object({
  file: text,
  line: count.optional(),
  column: count.optional(),
  endLine: count.optional(),
  endColumn: count.optional(),
  construct: text.optional(),
});

const source = z.object({
  label: text,
  path: text,
  kind: z.enum(SOURCE_KINDS),
  complete: z.boolean(),
  gap: z.enum(GAPS).nullable(),
  failedChecks: z.array(text).optional(),
});

const scopeChange = z.object({ scope: text, change: z.enum(['added', 'removed']), purpose: text.nullable() });

const client = z.object({
  source: text,
  address: text,
  name: text.nullable(),
  profile: text.nullable(),
  origin: z.enum(REQUIREMENT_ORIGINS),
  vocabulary: z.enum(VOCABULARIES).nullable(),
  held: z.array(text).nullable(),
  missing: z.array(text),
  unpublished: count,
  action: z.enum(CHANGE_ACTIONS).nullable(),
  importing: z.boolean(),
  movedFrom: text.nullable(),
  scopeChanges: z.array(scopeChange).nullable(),
  drift: z.array(scopeChange).nullable(),
  verdict: z.enum(VERDICTS),
  reason: text.nullable(),
});

const finding = z.object({
  id: z.string(),
  source: text,
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  kind: z.enum(['fail', 'open']),
  address: text.nullable(),
  instances: z.array(text),
  subject: text.nullable(),
  message: text,
  remedy: text,
  new: z.boolean(),
  baseline: z.boolean(),
  silenced: z.boolean(),
  location: location.nullable(),
});

const problem = z.object({ message: text, remedy: text.nullable(), location, policy: z.boolean() });

const summary = z.object({
  clients: count,
  ...(Object.fromEntries([...VERDICTS, ...SEVERITIES].map((name) => [name, count])) as Record<
    (typeof VERDICTS)[number] | (typeof SEVERITIES)[number],
    typeof count
  >),
});

/** The JSON report, as it is written and as `review` and `--baseline` read it. */
const reportSchema = z.object({
  format: z.literal(REPORT_FORMAT),
  tool: z.object({ name: z.string(), version: z.string(), rules: z.string() }),
  catalog: z.object({ date: z.string(), source: z.enum(['published', 'organisation']) }),
  sources: z.array(source),
  summary,
  clients: z.array(client),
  findings: z.array(finding),
  accepted: z.array(finding.extend({ reason: z.string(), until: z.string().nullable() })),
  problems: z.array(problem),
});

/** @internal */
export type ReportDocument = z.input<typeof reportSchema>;

/** True for JSON that says that it is such a report, of whatever version. */
export function isReportDocument(value: object): boolean {
  return 'format' in value && typeof value.format === 'string' && value.format.startsWith('genesys-scopes/report@');
}

/** The report that a JSON document holds, or what is wrong with the document. */
export function readReportDocument(value: unknown): Report | string {
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    const isNone = typeof value === 'object' && value !== null && !Array.isArray(value) && !isReportDocument(value);
    if (isNone) return 'is no report of this tool';
    return path === 'format'
      ? `is a report of another version; this release reads ${REPORT_FORMAT}`
      : `is no sound report${path === '' ? '' : ` at ${path}`}: ${issue?.message ?? 'unexpected value'}`;
  }
  const { catalog, summary, clients, sources, findings, accepted, problems } = parsed.data;
  const made = findings.map(toFinding);
  if (!isConsistent(clients, sources) || !isSummary(summary, summaryOf(clients, made))) {
    return 'is no sound report: it contradicts itself';
  }
  return {
    catalog,
    summary,
    clients,
    sources: sources.map(
      ({ complete: _, gap, failedChecks, ...rest }): SourceInfo => ({
        ...rest,
        ...(gap !== null && { gap }),
        ...(failedChecks && { failedChecks }),
      }),
    ),
    findings: made,
    accepted: accepted.map(({ reason, until, ...rest }): AcceptedFinding => {
      const finding = toFinding(rest);
      const { subject } = finding;
      return {
        ...finding,
        acknowledgment: {
          rule: finding.rule,
          reason,
          ...(subject !== undefined && { subject }),
          ...(until !== null && { until }),
        },
      };
    }),
    problems: problems.map(
      ({ message, remedy, location, policy }): Problem => ({
        message,
        at: toLocation(location),
        ...(remedy !== null && { remedy }),
        ...(policy && { isPolicy: true }),
      }),
    ),
  };
}

/** True where the counts are those of what is listed: else something was taken out. */
function isSummary(summary: Report['summary'], counted: Report['summary']): boolean {
  return Object.entries(counted).every(([name, value]) => summary[name as keyof Report['summary']] === value);
}

/** What no report of this tool says: a client of no source, or one that passes and lacks a scope. */
function isConsistent(
  clients: readonly z.output<typeof client>[],
  sources: readonly z.output<typeof source>[],
): boolean {
  const labels = new Set(sources.map(({ label }) => label));
  return clients.every(
    ({ source: label, verdict, missing }) => labels.has(label) && !(verdict === 'pass' && missing.length > 0),
  );
}

function toFinding({ address, subject, location, baseline, silenced, ...rest }: z.output<typeof finding>): Finding {
  return {
    ...rest,
    ...(address !== null && { address }),
    ...(subject !== null && { subject }),
    ...(location !== null && { location: toLocation(location) }),
    ...(baseline && { baseline }),
    ...(silenced && { silenced }),
  };
}

function toLocation(place: z.output<typeof location>): Location {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined)) as unknown as Location;
}
