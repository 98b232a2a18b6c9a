import { type CheckOptions, check, isAtLeast } from '../check';
import { areWhole, type Problem, publicText, type Reading, type Report, type Text } from '../model';
import { DEFAULT_POLICY, findPolicyFile, type Policy, readCatalog, readPolicyFile } from '../policy';
import { type Format, reporterOf, terminal } from '../reporters';
import { RULE_IDS } from '../rules';
import { type Catalog, profileOf } from '../scopes';
import { readPath, withPlaces } from '../sources';
import { tellAge } from './catalog-age';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { type JudgingOptions, type PolicyOptions, splitLabel } from './judging-options';
import { problemText } from './problem-text';
import { readReport } from './read-report';

/** Reads what the paths name. */
export async function readSources(paths: readonly string[], options: PolicyOptions): Promise<Reading[]> {
  const named = [...new Set(paths)].map(splitLabel);
  const readings = (await Promise.all(named.map(([path, label]) => readPath(path, label)))).flat();
  return withPlaces(distinctLabels(readings), options.synth);
}

/** What the options say that clients are judged by. */
export interface Judge {
  readonly policy: Policy;
  readonly options: CheckOptions;
}

/** Reads what clients are judged by: the policy that holds here, and what stood before. */
export function judgeFrom(options: PolicyOptions, { today }: Io): Judge {
  const policy = policyFrom(options);
  const base = options.policyBase === undefined ? undefined : overridden(readPolicy(options.policyBase), options);
  return {
    policy,
    options: {
      today,
      catalog: catalogOf(policy),
      ...(base && { base: { policy: base, catalog: catalogOf(base, policy) } }),
      ...(options.baseline !== undefined && { baseline: readReport(options.baseline) }),
    },
  };
}

/** What is reported, and what counts: with `--trust-head-policy` the change is taken at its word. */
export interface Judgment {
  readonly report: Report;
  readonly counted: Report;
}

export function judge(
  readings: readonly Reading[],
  { policy, options }: Judge,
  { trustHeadPolicy }: JudgingOptions,
): Judgment {
  const report = check(readings, policy, options);
  if (!trustHeadPolicy || options.base === undefined) return { report, counted: report };
  const { base: _, ...trusting } = options;
  return { report, counted: check(readings, policy, trusting) };
}

function catalogOf(policy: Policy, beside?: Policy): Catalog {
  const catalog = readCatalog(policy, beside);
  if ('message' in catalog) throw policyError([catalog]);
  return catalog;
}

/** What a report comes to. */
export interface Outcome {
  readonly code: ExitCode;
  /** Whether something counts that was found, also where `--fail-on never` keeps the exit code from saying so. */
  readonly fails: boolean;
}

/** Says what the report comes to. `isCounted`: which findings may fail at all. */
export function outcomeOf(
  report: Report,
  options: JudgingOptions,
  isCounted: (finding: Report['findings'][number]) => boolean,
): Outcome {
  const fails = hasFailing(report, options, isCounted);
  if (report.problems.some(({ isPolicy }) => isPolicy)) return { code: EXIT.usage, fails };
  const hasTooFew = options.requireClients === true && report.summary.clients === 0;
  if (report.problems.length > 0 || hasTooFew) return { code: EXIT.input, fails };
  return { code: fails && options.failOn !== 'never' ? EXIT.findings : EXIT.clean, fails };
}

function hasFailing(
  { findings, sources }: Report,
  options: JudgingOptions,
  isCounted: (finding: Report['findings'][number]) => boolean,
): boolean {
  const threshold = options.failOn === 'never' ? 'error' : options.failOn;
  return (
    sources.some(({ failedChecks = [] }) => failedChecks.length > 0) ||
    (options.unknown === 'fail' && !areWhole(sources)) ||
    findings.some(
      (finding) =>
        isCounted(finding) &&
        !finding.baseline &&
        !(finding.silenced && options.trustHeadPolicy) &&
        (finding.kind === 'fail' || options.unknown === 'fail') &&
        isAtLeast(finding.severity, threshold),
    )
  );
}

/** Whether something is wrong that makes a command fail by itself. */
export function hasErrors({ findings }: Report): boolean {
  return findings.some(({ kind, severity }) => kind === 'fail' && severity === 'error');
}

/**
 * Prints the report, and writes it to the files that were asked for. Of a catalogue that may be out of date it says so, beside
 * the report.
 *
 * @param lead a line with which the report begins as text; in other forms it is told beside it
 */
export async function tell(
  report: Report,
  { fails }: Outcome,
  options: JudgingOptions,
  io: Io,
  lead?: Text,
): Promise<void> {
  const common = { quiet: options.quiet ?? false, fails };
  const rendered = async (format: Format, color: boolean) => {
    const text = (await reporterOf(format))(report, { ...common, color });
    return lead !== undefined && format === 'text' ? `${terminal(lead)}\n\n${text}` : text;
  };
  if (lead !== undefined && options.format !== 'text') io.stderr(`${terminal(lead)}\n`);
  tellAge(report.catalog, io);
  io.stdout(await rendered(options.format, io.color && options.color));
  if (options.output.length === 0) return;
  const { writeWhole } = await import('./write-file');
  for (const { format, file } of options.output) writeWhole(file, await rendered(format, false));
}

/** The policy that holds here, with what was typed in place of what is written. */
export function policyFrom(options: PolicyOptions): Policy {
  const file = options.policy ?? findPolicyFile(process.cwd());
  return overridden(file === undefined ? DEFAULT_POLICY : readPolicy(file), options);
}

function readPolicy(file: string): Policy {
  const policy = readPolicyFile(file, RULE_IDS);
  if ('clients' in policy) return policy;
  throw policyError(policy);
}

/** What was typed comes before what is written. */
function overridden(policy: Policy, { profile, vocabulary }: PolicyOptions): Policy {
  return {
    ...policy,
    ...(profile && { base: profileOf(profile), baseNamed: true, unmatched: 'base' as const }),
    ...(vocabulary && { vocabulary }),
  };
}

function policyError(problems: readonly Problem[]): UsageError {
  return new UsageError(...problems.map(problemText));
}

/** Two stacks of one name, in two folders, are told apart by their paths. */
function distinctLabels(readings: readonly Reading[]): Reading[] {
  const paths = new Map<string, Set<string>>();
  for (const { source } of readings) {
    paths.set(source.label, (paths.get(source.label) ?? new Set()).add(source.path));
  }
  return readings.map((reading) => {
    const { label, path } = reading.source;
    if ((paths.get(label)?.size ?? 0) < 2) return reading;
    return { ...reading, source: { ...reading.source, label: publicText(`${label} (${path})`), stack: label } };
  });
}
