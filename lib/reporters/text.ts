import pc from 'picocolors';
import { type Finding, type Problem, printed, publicText, type Report, type Text, type Verdict } from '../model';
import { escapingTag, Markup, terminal } from './escape';
import { groupBy } from './group';
import { acceptedText, placeText, sentence, sourceNotes, standing, summaryText } from './summary';

export interface ReporterOptions {
  /** Colours, for a terminal. */
  readonly color: boolean;
  /** Leaves out findings of severity note, and the remedies. */
  readonly quiet: boolean;
  /** What the command ends in: whether something counts that was found. */
  readonly fails: boolean;
}

type Line = Markup<'terminal'>;
type Paint = (text: string) => string;
type Colors = ReturnType<typeof pc.createColors>;

/** The tag of the text reporter: nothing that it takes can steer a terminal. */
const line = escapingTag<'terminal'>('terminal', terminal);

function painted(paint: Paint, { text }: Line): Line {
  return new Markup('terminal', paint(text));
}

/** The report for a person: what could not be read, the findings with what to do, and a last line that counts. */
export function renderText(report: Report, options: ReporterOptions): string {
  const colors = pc.createColors(options.color);
  const findings = report.findings.filter((finding) => !options.quiet || finding.severity !== 'note');
  const blocks: readonly (readonly Line[])[] = [
    ...report.problems.map((problem) => problemLines(problem, colors)),
    ...groups(findings).map((group) => findingLines(group, report, options, colors)),
    ...(report.accepted.length > 0 ? [acceptedLines(report, colors)] : []),
    ...noteLines(report, colors),
    ...(options.quiet ? [] : clientLines(report, colors)),
    [line`${summaryText(report)}`, ...reasonLines(report, options)],
  ];
  return `${blocks.map((lines) => lines.map(({ text }) => text).join('\n')).join('\n\n')}\n`;
}

/** Without an error to be seen a reader wonders why the command fails. */
function reasonLines({ findings, problems, sources }: Report, { fails }: ReporterOptions): Line[] {
  const isPlain =
    !fails ||
    problems.length > 0 ||
    findings.some(({ kind, severity }) => kind === 'fail' && severity === 'error') ||
    sources.some(({ failedChecks = [] }) => failedChecks.length > 0);
  return isPlain ? [] : [line`this fails by --fail-on or --unknown fail`];
}

function problemLines({ message, remedy, at }: Problem, colors: Colors): Line[] {
  return [
    line`${painted(colors.red, line`cannot read`)} ${placeText(at)}: ${message}`,
    ...(remedy ? [line`  ${remedy}`] : []),
  ];
}

/** Findings of one rule, severity and remedy stand together: the remedy is told once. */
function groups(findings: readonly Finding[]): Finding[][] {
  // Thousands have the same long remedy: a number stands for it.
  const numbers = new Map<Text, number>();
  const numberOf = (remedy: Text) => {
    const number = numbers.get(remedy) ?? numbers.size;
    numbers.set(remedy, number);
    return number;
  };
  return [
    ...groupBy(
      findings,
      ({ rule, kind, severity, remedy }) => `${severity} ${kind} ${rule} ${numberOf(remedy)}`,
    ).values(),
  ];
}

function findingLines(group: readonly Finding[], report: Report, { quiet }: ReporterOptions, colors: Colors): Line[] {
  const [first] = group as [Finding, ...Finding[]];
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[first.severity];
  const word =
    first.kind === 'open' ? painted(colors.blue, line`open`) : painted(paint, line`${publicText(first.severity)}`);
  const said = [...groupBy(group, sentences())].map(([message, same]) => ({
    message,
    places: placesOf(same, report.sources.length > 1),
  }));
  return [
    line`${word} ${painted(colors.bold, line`${publicText(first.rule)}`)}`,
    ...[...groupBy(said, ({ places }) => JSON.stringify(places)).values()].flatMap((same) => [
      ...(same[0]?.places ?? []).flatMap((place) => placeLines(place, colors)),
      ...same.map(({ message }) => line`    ${message}`),
    ]),
    ...(quiet ? [] : [line`  ${painted(colors.dim, line`→`)} ${first.remedy}`]),
  ];
}

/** Makes what gives the sentence of a finding: once for all that say the same, as thousands do. */
function sentences(): (finding: Finding) => Text {
  const made = new Map<Text | undefined, Map<Text, Text>>();
  return (finding) => {
    const state = standing(finding);
    const ofState = made.get(state) ?? new Map<Text, Text>();
    made.set(state, ofState);
    const text = ofState.get(finding.message) ?? sentence(finding);
    ofState.set(finding.message, text);
    return text;
  };
}

/** Where something was found, with what stands there. */
interface Place {
  readonly text: Text;
  readonly number?: number | undefined;
  readonly excerpt?: Text | undefined;
}

/** Each error has to be found; of the rest the first few show what it is about. */
const LISTED_PLACES = 10;

function placesOf(same: readonly Finding[], severalSources: boolean): Place[] {
  const listed = same[0]?.severity === 'error' ? same.length : LISTED_PLACES;
  const places = same.slice(0, listed).map((finding): Place => {
    const { line: number, excerpt } = finding.location ?? {};
    return { text: whereText(finding, severalSources), number, excerpt };
  });
  return same.length > listed ? [...places, { text: printed`… and ${same.length - listed} more` }] : places;
}

function placeLines({ text, number, excerpt }: Place, colors: Colors): Line[] {
  // Of a list over many lines only the bracket stands there.
  if (number === undefined || excerpt === undefined || excerpt.length < 2) return [line`  ${text}`];
  const shown = line`${excerpt}`;
  const margin = publicText(' '.repeat(String(number).length));
  const carets = publicText('^'.repeat(Math.max(shown.text.length, 1)));
  return [
    line`  ${text}`,
    line`    ${painted(colors.dim, line`${number} |`)} ${shown}`,
    line`    ${painted(colors.dim, line`${margin} |`)} ${painted(colors.red, line`${carets}`)}`,
  ];
}

function whereText({ instances, source, location }: Finding, severalSources: boolean): Text {
  const clients =
    instances.length === 0 ? source : severalSources ? printed`${instances} in ${source}` : printed`${instances}`;
  // A file without a line says no more than the source does.
  return location?.line === undefined ? clients : printed`${clients} (${placeText(location)})`;
}

function acceptedLines(report: Report, colors: Colors): Line[] {
  return [
    line`accepted:`,
    ...report.accepted.map((finding) => {
      const rule = painted(colors.bold, line`${publicText(finding.rule)}`);
      return line`  ${rule} ${painted(colors.dim, line`at`)} ${printed`${finding.instances}`}: ${acceptedText(finding)}`;
    }),
  ];
}

function noteLines(report: Report, colors: Colors): Line[][] {
  return sourceNotes(report).map(({ severity, source, message }) => {
    const word = painted(severity === 'error' ? colors.red : colors.yellow, line`${publicText(severity)}`);
    return [line`${word} ${source} ${message}`];
  });
}

/** A list of more clients than this is longer than it helps. */
const LISTED_CLIENTS = 20;

function clientLines({ clients, sources }: Report, colors: Colors): Line[][] {
  if (clients.length === 0 || clients.length > LISTED_CLIENTS) return [];
  const lines = clients.map(({ verdict, address, source, profile, vocabulary, reason }) => {
    const where = sources.length > 1 ? printed`${address} in ${source}` : address;
    const names = vocabulary === null ? publicText('') : printed`, ${publicText(vocabulary)} names`;
    const about = reason ?? (profile === null ? null : printed`${profile}${names}`);
    const word = painted(VERDICT_COLORS[verdict](colors), line`${publicText(verdict.padEnd(8))}`);
    return about === null ? line`${word} ${where}` : line`${word} ${where} (${about})`;
  });
  return [lines];
}

const VERDICT_COLORS: Readonly<Record<Verdict, (colors: Colors) => Paint>> = {
  pass: (colors) => colors.green,
  fail: (colors) => colors.red,
  open: (colors) => colors.blue,
  accepted: (colors) => colors.cyan,
  ignored: (colors) => colors.dim,
};
