import {
  type AcceptedFinding,
  type ClientVerdict,
  type Finding,
  type Location,
  type Problem,
  printed,
  publicText,
  type Report,
  type Text,
} from '../model';
import { groupBy } from './group';
import { acceptedText, placeText, type SourceNote, sentence, sourceNotes } from './summary';

export type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** One test: its outcome with the reason, and the lines that tell the rest. */
export interface TestCase {
  readonly name: Text;
  readonly outcome: Outcome;
  readonly reason: Text;
  readonly lines: readonly Text[];
  readonly at?: Location;
}

export interface TestSuite {
  readonly name: Text;
  readonly cases: readonly TestCase[];
}

/** A suite for the inputs that cannot be read, and one for each source. */
export function suitesOf(report: Report): TestSuite[] {
  const labels = [...report.sources, ...report.findings.map(({ source }) => ({ label: source }))].map(
    ({ label }) => label,
  );
  const findings = groupBy([...report.findings, ...report.accepted], ({ source }) => source);
  const clients = groupBy(report.clients, ({ source }) => source);
  const notes = groupBy(sourceNotes(report), ({ source }) => source);
  const unreadable = new Set(report.sources.filter(({ gap }) => gap === 'unreadable').map(({ label }) => label));
  return [
    ...(report.problems.length > 0 ? [{ name: publicText('input'), cases: problemCases(report.problems) }] : []),
    ...[...new Set(labels)].map((label) => ({
      name: label,
      cases: withDistinctNames(
        sourceCases(clients.get(label) ?? [], findings.get(label) ?? [], notes.get(label) ?? [], unreadable.has(label)),
      ),
    })),
  ];
}

function problemCases(problems: readonly Problem[]): TestCase[] {
  return [...groupBy(problems, ({ at }) => at.file)].map(([file, all]) => ({
    name: file,
    outcome: 'error',
    reason: printed`cannot be read: ${all[0]?.message ?? file}`,
    lines: all.flatMap(({ message, remedy, at }) => [
      printed`${placeText(at)}: ${message}`,
      ...(remedy === undefined ? [] : [printed`  → ${remedy}`]),
    ]),
    at: all[0]?.at ?? { file },
  }));
}

function sourceCases(
  clients: readonly ClientVerdict[],
  findings: readonly (Finding | AcceptedFinding)[],
  notes: readonly SourceNote[],
  unreadable: boolean,
): TestCase[] {
  const addresses = new Set<Text>(clients.map(({ address }) => address));
  const pairs = findings.flatMap((finding) => finding.instances.map((instance) => ({ instance, finding })));
  const byClient = groupBy(pairs, ({ instance }) => instance);
  const ofSource = findings.filter(({ instances }) => !instances.some((instance) => addresses.has(instance)));
  return [
    sourceCase(ofSource, notes, unreadable),
    ...clients.map((client) =>
      clientCase(
        client,
        (byClient.get(client.address) ?? []).map(({ finding }) => finding),
      ),
    ),
  ];
}

function sourceCase(
  findings: readonly (Finding | AcceptedFinding)[],
  notes: readonly SourceNote[],
  unreadable: boolean,
): TestCase {
  const name = publicText('the source as a whole');
  const lines = [...notes.map(({ message }) => message), ...findingLines(findings)];
  const failure = notes.find(({ severity }) => severity === 'error')?.message ?? failureOf(findings);
  if (failure !== undefined) return { name, outcome: 'failure', reason: failure, lines };
  const skipped = unreadable ? publicText('could not be read') : (notes[0]?.message ?? openReason(findings));
  return { name, outcome: skipped === undefined ? 'passed' : 'skipped', reason: skipped ?? publicText(''), lines };
}

function clientCase(client: ClientVerdict, findings: readonly (Finding | AcceptedFinding)[]): TestCase {
  const failure = failureOf(findings);
  const at = findings.find(({ location }) => location !== undefined)?.location;
  const common = { name: client.address, lines: findingLines(findings), ...(at && { at }) };
  if (failure !== undefined) return { ...common, outcome: 'failure', reason: failure };
  if (client.verdict === 'pass') return { ...common, outcome: 'passed', reason: publicText('') };
  return { ...common, outcome: 'skipped', reason: skipReason(client, findings) };
}

function skipReason({ verdict, reason }: ClientVerdict, findings: readonly (Finding | AcceptedFinding)[]): Text {
  const [accepted] = findings.filter(isAccepted);
  if (verdict === 'ignored') return printed`ignored: ${reason ?? publicText('no reason is given')}`;
  if (verdict === 'accepted' && accepted) return printed`accepted: ${acceptedText(accepted)}`;
  if (verdict === 'fail') return publicText('fails as it did: the baseline has it');
  return openReason(findings) ?? publicText('not known: a part of the source could not be read');
}

function failureOf(findings: readonly (Finding | AcceptedFinding)[]): Text | undefined {
  const [first, ...others] = findings.filter(
    (finding) => finding.kind === 'fail' && finding.severity === 'error' && !finding.baseline && !isAccepted(finding),
  );
  if (first === undefined) return undefined;
  return others.length === 0 ? sentence(first) : printed`${sentence(first)}; and ${others.length} more`;
}

function openReason(findings: readonly Finding[]): Text | undefined {
  const open = findings.find(({ kind }) => kind === 'open');
  return open?.message;
}

/** Each finding with its place; the remedy once for all that share it. */
function findingLines(findings: readonly (Finding | AcceptedFinding)[]): Text[] {
  const accepted = findings.filter(isAccepted);
  const groups = groupBy(
    findings.filter((finding) => !isAccepted(finding)),
    ({ rule, remedy }) => JSON.stringify([rule, remedy]),
  );
  return [
    ...[...groups.values()].flatMap((group) => [
      ...group.flatMap(findingLine),
      ...(group[0] ? [printed`  → ${group[0].remedy}`] : []),
    ]),
    ...accepted.flatMap((finding) => [printed`accepted, ${acceptedText(finding)}:`, ...findingLine(finding)]),
  ];
}

function findingLine(finding: Finding): Text[] {
  const { kind, severity, rule, location } = finding;
  return [
    printed`${publicText(kind === 'open' ? 'open' : severity)} ${publicText(rule)}: ${sentence(finding)}`,
    ...(location?.line === undefined ? [] : [printed`  at ${placeText(location)}`]),
  ];
}

function isAccepted(finding: Finding | AcceptedFinding): finding is AcceptedFinding {
  return 'acknowledgment' in finding;
}

/** GitLab passes over the second test of a name, and with it a failure. */
function withDistinctNames(cases: readonly TestCase[]): TestCase[] {
  const taken = new Set<string>();
  return cases.map((each) => {
    let name = each.name;
    for (let nth = 2; taken.has(name); nth++) name = printed`${each.name} (${nth})`;
    taken.add(name);
    return { ...each, name };
  });
}
