import pc from 'picocolors';
import {
  type Finding,
  type Gap,
  type Location,
  type Problem,
  printed,
  publicText,
  type Report,
  type Text,
  VERDICTS,
  type Verdict,
} from '../model';
import { terminal } from './escape';

export interface ReporterOptions {
  /** Colours, for a terminal. */
  readonly color: boolean;
  /** Leaves out findings of severity note, and the remedies. */
  readonly quiet: boolean;
  /** What the command ends in: whether something counts that was found. */
  readonly fails: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

/** The report for a person: what could not be read, the findings with what to do, and a last line that counts. */
export function renderText(report: Report, options: ReporterOptions): string {
  const colors = pc.createColors(options.color);
  const findings = report.findings.filter((finding) => !options.quiet || finding.severity !== 'note');
  const blocks = [
    ...report.problems.map((problem) => problemLines(problem, colors)),
    ...groups(findings).map((group) => findingLines(group, report, options, colors)),
    ...(report.accepted.length > 0 ? [acceptedLines(report, colors)] : []),
    ...incompleteLines(report, colors),
    ...(options.quiet ? [] : clientLines(report, colors)),
    summaryLines(report, colors),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function problemLines({ message, remedy, at }: Problem, colors: Colors): string[] {
  return [
    `${colors.red('cannot read')} ${terminal(placeText(at))}: ${terminal(message)}`,
    ...(remedy ? [`  ${terminal(remedy)}`] : []),
  ];
}

/** Findings of one rule, severity and remedy stand together: the remedy is told once. */
function groups(findings: readonly Finding[]): Finding[][] {
  return [...groupBy(findings, ({ rule, kind, severity }) => `${severity} ${kind} ${rule}`).values()];
}

function findingLines(group: readonly Finding[], report: Report, { quiet }: ReporterOptions, colors: Colors): string[] {
  const [first] = group as [Finding, ...Finding[]];
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[first.severity];
  const word = first.kind === 'open' ? colors.blue('open') : paint(first.severity);
  const severalSources = report.sources.length > 1;
  const places = [...groupBy(group, ({ message }) => message)].map(([message, same]) => ({
    message: message as Text,
    places: placesOf(same, severalSources),
  }));
  return [
    `${word} ${colors.bold(first.rule)}`,
    ...[...groupBy(places, (each) => JSON.stringify(each.places)).values()].flatMap((same) => [
      ...(same[0]?.places ?? []).map((place) => `  ${terminal(place)}`),
      ...same.map(({ message }) => `    ${terminal(message)}`),
    ]),
    ...(quiet ? [] : [`  ${colors.dim('→')} ${terminal(first.remedy)}`]),
  ];
}

/** Each error has to be found; of the rest the first few show what it is about. */
const LISTED_PLACES = 10;

function placesOf(same: readonly Finding[], severalSources: boolean): Text[] {
  const listed = same[0]?.severity === 'error' ? same.length : LISTED_PLACES;
  const places = same.slice(0, listed).map((finding) => whereText(finding, severalSources));
  return same.length > listed ? [...places, printed`… and ${same.length - listed} more`] : places;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function whereText({ instances, source, location }: Finding, severalSources: boolean): Text {
  const clients =
    instances.length === 0 ? source : severalSources ? printed`${instances} in ${source}` : printed`${instances}`;
  // A file without a line says no more than the source does.
  return location?.line === undefined ? clients : printed`${clients} (${placeText(location)})`;
}

function placeText({ file, line, column }: Location): Text {
  if (line === undefined) return file;
  return column === undefined ? printed`${file}:${line}` : printed`${file}:${line}:${column}`;
}

function acceptedLines(report: Report, colors: Colors): string[] {
  return [
    'accepted:',
    ...report.accepted.map(({ rule, instances, acknowledgment }) => {
      const until = acknowledgment.until === undefined ? '' : `, until ${acknowledgment.until}`;
      const reason = printed`${publicText(acknowledgment.reason)}${publicText(until)}`;
      return `  ${colors.bold(rule)} ${colors.dim('at')} ${terminal(printed`${instances}`)}: ${terminal(reason)}`;
    }),
  ];
}

function incompleteLines(report: Report, colors: Colors): string[][] {
  return report.sources.flatMap(({ label, gap, failedChecks = [] }) => [
    ...(failedChecks.length > 0
      ? [[`${colors.red('failed in Terraform')} ${terminal(printed`${failedChecks} (${label})`)}`]]
      : []),
    ...(gap === undefined || gap === 'unreadable' ? [] : [[terminal(gapText(label, gap))]]),
  ]);
}

const GAP_TEXTS: Readonly<Record<Exclude<Gap, 'unreadable'>, string>> = {
  errored: 'is a plan that ended with an error: Terraform will not apply it, and it may not show every client',
  partial: 'is a partial plan (-target, or deferred changes): clients that it leaves out were not checked',
  modules: 'calls modules that are not followed here: clients in them show in the plan',
};

function gapText(label: Text, gap: Exclude<Gap, 'unreadable'>): Text {
  return printed`${label} ${publicText(GAP_TEXTS[gap])}`;
}

/** A list of more clients than this is longer than it helps. */
const LISTED_CLIENTS = 20;

function clientLines({ clients, sources }: Report, colors: Colors): string[][] {
  if (clients.length === 0 || clients.length > LISTED_CLIENTS) return [];
  const lines = clients.map(({ verdict, address, source, profile, vocabulary, reason }) => {
    const where = sources.length > 1 ? printed`${address} in ${source}` : address;
    const about =
      profile === null || vocabulary === null ? reason : printed`${profile}, ${publicText(vocabulary)} names`;
    return `${VERDICT_COLORS[verdict](colors)(verdict.padEnd(8))} ${terminal(about === null ? where : printed`${where} (${about})`)}`;
  });
  return [lines];
}

const VERDICT_COLORS: Readonly<Record<Verdict, (colors: Colors) => (text: string) => string>> = {
  pass: (colors) => colors.green,
  fail: (colors) => colors.red,
  open: (colors) => colors.blue,
  accepted: (colors) => colors.cyan,
  ignored: (colors) => colors.dim,
};

function summaryLines({ summary, clients, sources, catalog, problems }: Report, colors: Colors): string[] {
  const where = sources.length === 1 && sources[0] ? terminal(sources[0].label) : `${sources.length} sources`;
  if (summary.clients === 0) {
    const why =
      problems.length > 0 ? 'what could not be read may hold some' : 'there was no genesyscloud_oauth_client to check';
    return [`0 clients in ${where}: ${why}`];
  }
  const unpublished = clients.filter((client) => client.verdict === 'pass' && client.unpublished > 0).length;
  const parts = VERDICTS.filter((verdict) => summary[verdict] > 0).map((verdict) => {
    const addition = verdict === 'pass' && unpublished > 0 ? ` (${unpublished} by unpublished names)` : '';
    return `${VERDICT_COLORS[verdict](colors)(`${summary[verdict]} ${verdict}`)}${addition}`;
  });
  return [
    `${summary.clients} ${summary.clients === 1 ? 'client' : 'clients'} in ${where}: ${parts.join(', ')}; ` +
      `catalogue of ${catalog.date} (${catalog.source})`,
  ];
}
