import { type Finding, type Location, type Problem, printed, publicText, type Report, type Text } from '../model';
import { escapingTag, type Markup, seen } from './escape';
import { groupBy } from './group';
import { placeText, type SourceNote, sentence, sourceNotes, subject, summaryText } from './summary';

const LEVELS = ['error', 'warning', 'notice'] as const;
type Level = (typeof LEVELS)[number];

/** What GitHub shows of each kind for one step; it passes over what comes after without a word. */
const SHOWN = 10;

interface Annotation {
  readonly level: Level;
  readonly title: Text;
  /** Who it is about, in words that each of the messages follows. */
  readonly who: Text;
  readonly messages: readonly Text[];
  readonly remedy?: Text;
  readonly at?: Location;
}

type Line = Markup<'workflow-command'>;

/** A line as it is printed, of which the runner decodes nothing. */
const line = escapingTag('workflow-command', seen);

/** The message of a command. */
const data = escapingTag('workflow-command', (text) => seen(text).replaceAll('%', '%25'));

/** The value of a property of a command. */
const property = escapingTag('workflow-command', (text) =>
  seen(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C'),
);

/**
 * The report as workflow commands, which a GitHub job turns into annotations: errors first. Those that GitHub would not show
 * stand below as lines of the log, which say how many they are.
 */
export function renderGithub(report: Report): string {
  const annotations = [
    ...report.problems.map(fromProblem),
    ...sourceNotes(report).map(fromNote),
    ...[...groupBy(report.findings, groupKey).values()].map((group) => fromFindings(group, report)),
  ];
  const byLevel = LEVELS.map((level) => annotations.filter((annotation) => annotation.level === level));
  const rest = byLevel.flatMap((each) => each.slice(SHOWN));
  const lines = [
    ...byLevel.flatMap((each) => each.slice(0, SHOWN).map(command)),
    ...rest.flatMap(logLines),
    ...(rest.length > 0 ? [moreLine(rest)] : []),
    line`${summaryText(report)}`,
  ];
  return `${lines.map(({ text }) => text).join('\n')}\n`;
}

function fromProblem({ message, remedy, at }: Problem): Annotation {
  const title = publicText('cannot read');
  return { level: 'error', title, who: placeText(at), messages: [message], ...(remedy && { remedy }), at };
}

function fromNote({ severity, source, message }: SourceNote): Annotation {
  return { level: severity, title: publicText('source'), who: source, messages: [message] };
}

/** What one rule says of one client is one annotation: GitHub shows few. */
function groupKey(finding: Finding): string {
  const { rule, kind, source, instances, remedy, location } = finding;
  return JSON.stringify([levelOf(finding), rule, kind, source, instances, remedy, location]);
}

function fromFindings(group: readonly Finding[], { sources }: Report): Annotation {
  const [first] = group as [Finding, ...Finding[]];
  const { rule, kind, instances, source, remedy, location } = first;
  const clients = sources.length > 1 ? printed`${instances} in ${source}` : printed`${instances}`;
  return {
    level: levelOf(first),
    title: publicText(kind === 'open' ? `${rule} (not known yet)` : rule),
    who: subject(instances.length === 0 ? source : clients, first),
    messages: group.map(sentence),
    remedy,
    ...(location && { at: location }),
  };
}

/** What is not known yet fails nothing, nor does what the baseline has. */
function levelOf({ severity, kind, baseline }: Finding): Level {
  if (kind === 'open' || baseline) return 'notice';
  return severity === 'note' ? 'notice' : severity;
}

function command({ level, title, who, messages, remedy, at }: Annotation): Line {
  const [first, ...others] = messages.map((message) => data`${message}`) as [Line, ...Line[]];
  const more = [...others, ...(remedy === undefined ? [] : [data`${remedy}`])].map((each) => data`%0A${each}`);
  const place = at === undefined ? data`` : position(at);
  return line`::${publicText(level)} ${place}title=${property`${title}`}::${data`${who}`} ${first}${more}`;
}

/** The runner takes no columns for a place that spans lines. */
function position({ file, line: start, column, endLine, endColumn }: Location): Line {
  const oneLine = endLine === undefined || endLine === start;
  const numbers = {
    line: start,
    endLine,
    col: oneLine ? column : undefined,
    endColumn: oneLine && column !== undefined ? endColumn : undefined,
  };
  const known = Object.entries(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [property`${publicText(name)}=${value},`],
  );
  return property`file=${file},${known}`;
}

function logLines({ level, title, who, messages, at }: Annotation): Line[] {
  const where = at === undefined ? line`` : line` (${placeText(at)})`;
  return messages.map((message) => line`${publicText(level)} ${title}: ${who}${where} ${message}`);
}

function moreLine(rest: readonly Annotation[]): Line {
  const counts = LEVELS.map((level) => [level, rest.filter((each) => each.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => `${count} ${level}${count === 1 ? '' : 's'}`);
  return line`${publicText(counts.join(', '))} more than the ${SHOWN} of a kind that GitHub shows for a step: see the lines above`;
}
