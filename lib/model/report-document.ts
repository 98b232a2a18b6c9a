import * as z from 'zod/mini';
import { VOCABULARIES } from '../scopes';
import { CHANGE_ACTIONS, type Location } from './client';
import { type AcceptedFinding, type Finding, SEVERITIES } from './finding';
import { GAPS, type Problem, SOURCE_KINDS, type SourceInfo } from './reading';
import { REQUIREMENT_ORIGINS, type Report, VERDICTS } from './report';
import { speakEnglish } from './schema-messages';
import { summaryOf } from './summary';
import { publicText } from './text';

speakEnglish();

/** Name and version of the format: a change that breaks readers gets a new number. */
export const REPORT_FORMAT = 'genesys-scopes/report@1';

/** A reporter wrote it, so nothing in it is sensitive. */
const text = z.pipe(z.string(), z.transform(publicText));
const count = z.int().check(z.nonnegative());

const location = z.object({
  file: text,
  line: z.optional(count),
  column: z.optional(count),
  endLine: z.optional(count),
  endColumn: z.optional(count),
  construct: z.optional(text),
});

const source = z.object({
  label: text,
  path: text,
  kind: z.enum(SOURCE_KINDS),
  complete: z.boolean(),
  gap: z.nullable(z.enum(GAPS)),
  failedChecks: z.optional(z.array(text)),
});

const scopeChange = z.object({ scope: text, change: z.enum(['added', 'removed']), purpose: z.nullable(text) });

const client = z.object({
  source: text,
  address: text,
  name: z.nullable(text),
  profile: z.nullable(text),
  origin: z.enum(REQUIREMENT_ORIGINS),
  vocabulary: z.nullable(z.enum(VOCABULARIES)),
  held: z.nullable(z.array(text)),
  missing: z.array(text),
  unpublished: count,
  action: z.nullable(z.enum(CHANGE_ACTIONS)),
  importing: z.boolean(),
  movedFrom: z.nullable(text),
  scopeChanges: z.nullable(z.array(scopeChange)),
  drift: z.nullable(z.array(scopeChange)),
  verdict: z.enum(VERDICTS),
  reason: z.nullable(text),
});

const finding = z.object({
  id: z.string(),
  source: text,
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  kind: z.enum(['fail', 'open']),
  address: z.nullable(text),
  instances: z.array(text),
  subject: z.nullable(text),
  message: text,
  remedy: text,
  new: z.boolean(),
  baseline: z.boolean(),
  silenced: z.boolean(),
  location: z.nullable(location),
});

const problem = z.object({ message: text, remedy: z.nullable(text), location, policy: z.boolean() });

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
  accepted: z.array(z.extend(finding, { reason: z.string(), until: z.nullable(z.string()) })),
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
