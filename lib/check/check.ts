import { type Finding, type Reading, type Report, summaryOf } from '../model';
import type { Policy } from '../policy';
import type { Catalog } from '../scopes';
import { markBaseline } from './baseline';
import { withCodeBefore } from './code-before';
import { type JudgedReading, judgeReading } from './judge-reading';
import { mergeInstances } from './merge-instances';
import { byFile, byImportance, byPlace, bySource } from './order';
import { policyFindings } from './policy-findings';
import { withSilenced } from './silenced';
import { clientVerdict } from './verdict';

export interface CheckOptions {
  /** The day of the check, as YYYY-MM-DD: acknowledgments end by it. */
  readonly today: string;
  readonly catalog: Catalog;
  /**
   * The policy before the change that is reviewed, with its catalogue: what only the new one silences stands all the same.
   * @default - the policy may silence anything
   */
  readonly base?: { readonly policy: Policy; readonly catalog: Catalog };
  /**
   * A report of before: what it has is known, and does not fail. What code only now accepts, exempts, or asks less for, as
   * it shows, stands all the same.
   * @default - nothing is known
   */
  readonly baseline?: Report;
}

/** Judges every client of the readings. A pure function: the same input gives the same report, in the same order. */
export function check(readings: readonly Reading[], policy: Policy, options: CheckOptions): Report {
  const judged = readings.map((reading) => judgeReading(reading, policy, options.catalog, options.today));
  const parts = judged.map((each) => reportOf(each, policy, options));
  const clients = parts.flatMap((each) => each.clients).sort(byPlace);
  const findings = markBaseline(
    [...parts.flatMap((each) => each.findings), ...policyFindings(judged, policy, options.today)].sort(byImportance),
    options.baseline,
  );
  return {
    catalog: { date: options.catalog.date, source: options.catalog.source },
    sources: readings.map((reading) => reading.source).sort(bySource),
    summary: summaryOf(clients, findings),
    clients,
    findings,
    accepted: parts.flatMap((each) => each.accepted).sort(byImportance),
    problems: parts.flatMap((each) => each.problems).sort(byFile),
  };
}

function reportOf(
  judged: JudgedReading,
  policy: Policy,
  options: CheckOptions,
): Omit<Report, 'catalog' | 'sources' | 'summary'> {
  const { reading, records, accepted } = judged;
  const standing = withSilenced(judged, judgedAsBefore(judged, policy, options));
  const problems = [...reading.problems, ...records.flatMap((record) => record.problems)];
  const [findingsOf, acceptedOf] = [byInstance(standing), byInstance(accepted)];
  return {
    clients: records.map((record) =>
      clientVerdict(reading, record, findingsOf.get(record.client.instance), acceptedOf.get(record.client.instance)),
    ),
    findings: mergeInstances(standing, records),
    accepted: mergeInstances(accepted, records),
    problems,
  };
}

/** The source by the policy and by what its code said before the change; the same object where neither differs. */
function judgedAsBefore(judged: JudgedReading, policy: Policy, options: CheckOptions): JudgedReading {
  const { base = { policy, catalog: options.catalog }, baseline, today } = options;
  const reading = baseline === undefined ? judged.reading : withCodeBefore(judged.reading, baseline);
  if (base.policy === policy && reading === judged.reading) return judged;
  return judgeReading(reading, base.policy, base.catalog, today);
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
