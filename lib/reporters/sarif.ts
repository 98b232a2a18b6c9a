import {
  type AcceptedFinding,
  type Finding,
  type Location,
  type Problem,
  printed,
  publicText,
  type Report,
  type Text,
} from '../model';
import { TOOL, VERSION } from '../version';
import { escapingTag, seen, visible } from './escape';
import { type Occurrence, occurrencesOf } from './occurrences';
import { RULE_INDEX, SARIF_RULES } from './sarif-rules';
import { acceptedText, sentence, sourceNotes, subject } from './summary';
import { uriOf } from './uri';

/** GitHub refuses a file with more results in a run. */
const MOST_RESULTS = 25_000;

/** A message. In SARIF's plain text `[words](target)` is a link, so no text from a source may bring one. */
const message = escapingTag('sarif-message', (text) => seen(text).replaceAll('](', '] ('));

type Result = Occurrence<Finding | AcceptedFinding>;

/**
 * The report as SARIF 2.1.0 for GitHub code scanning. GitHub reads neither `kind` nor `suppressions`: so what is open or
 * accepted has level note, and says in its message what it is. An input that cannot be read makes the run unsuccessful, which
 * GitHub refuses: with part of the results it would close the alerts of the other part as fixed.
 */
export function renderSarif(report: Report): string {
  const results: Result[] = occurrencesOf([...report.findings, ...report.accepted], report);
  const kept = results.slice(0, MOST_RESULTS);
  const [only] = report.sources;
  const category = report.sources.length === 1 && only ? `${TOOL}/${seen(only.label)}/` : `${TOOL}/`;
  const anyAccepted = kept.some(({ finding }) => 'acknowledgment' in finding);
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: TOOL, semanticVersion: VERSION, rules: SARIF_RULES } },
        automationDetails: { id: category },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(report, results.length - kept.length)],
        results: kept.map((each) => toResult(each, anyAccepted)),
      },
    ],
  };
  return `${visible(JSON.stringify(document, null, 2))}\n`;
}

function toResult({ finding, instance, who, at, fingerprint }: Result, anyAccepted: boolean) {
  const ruleIndex = RULE_INDEX.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levelOf(finding),
    baselineState: finding.new ? 'new' : 'unchanged',
    message: { text: messageText(finding, who) },
    locations: [
      {
        physicalLocation: place(at),
        ...(instance !== undefined && { logicalLocations: [{ fullyQualifiedName: seen(instance), kind: 'resource' }] }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    // SARIF wants the property on every result of a run or on none.
    ...(anyAccepted && { suppressions: suppressions(finding) }),
    properties: { source: seen(finding.source), severity: finding.severity, kind: finding.kind },
  };
}

/** SARIF allows no level beside another kind than `fail`, and viewers hide level `none`: so what is open is a note. */
function levelOf(finding: Finding): Finding['severity'] {
  return finding.kind === 'open' || finding.baseline || 'acknowledgment' in finding ? 'note' : finding.severity;
}

/** The first sentence has to stand alone: it is what lists show. */
function messageText(finding: Finding | AcceptedFinding, who: Text): string {
  const state =
    'acknowledgment' in finding
      ? printed`Accepted, ${acceptedText(finding)}: `
      : publicText(finding.kind === 'open' ? 'Not known yet: ' : '');
  return message`${state}${subject(who, finding)} ${sentence(finding)}. ${finding.remedy}`.text;
}

function suppressions(finding: Finding | AcceptedFinding) {
  if (!('acknowledgment' in finding)) return [];
  // Of one in the code, too, the judged file shows nothing: for who reads it the acknowledgment stands elsewhere.
  return [{ kind: 'external', status: 'accepted', justification: message`${acceptedText(finding)}`.text }];
}

/** GitHub asks for all four numbers. A place without a line is the start of its file. */
function place({ file, line = 1, column = 1, endLine = line, endColumn = column, excerpt }: Location) {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: {
      startLine: line,
      startColumn: column,
      endLine,
      endColumn,
      ...(excerpt !== undefined && { snippet: { text: seen(excerpt) } }),
    },
  };
}

/** What is to be said of the run as a whole: no result, and yet no pass. */
function invocation(report: Report, left: number) {
  return {
    executionSuccessful: report.problems.length === 0,
    toolExecutionNotifications: [
      ...report.problems.map(problemNotification),
      ...sourceNotes(report).map(({ severity, source, path, message: text }) => ({
        level: severity,
        message: { text: message`${source} ${text}`.text },
        locations: [{ physicalLocation: place({ file: path }) }],
      })),
      ...(left > 0
        ? [
            {
              level: 'error',
              message: { text: `${left} results more than the ${MOST_RESULTS} that GitHub takes are left out.` },
            },
          ]
        : []),
    ],
  };
}

function problemNotification({ message: what, remedy, at }: Problem) {
  const text = remedy === undefined ? message`${at.file} ${what}` : message`${at.file} ${what}. ${remedy}`;
  return { level: 'error', message: { text: text.text }, locations: [{ physicalLocation: place(at) }] };
}
