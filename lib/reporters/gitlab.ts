import { type Finding, type Location, type Problem, publicText, type Report } from '../model';
import { escapingTag, seen, visible } from './escape';
import { fingerprints, type Occurrence, occurrencesOf } from './occurrences';
import { type SourceNote, sentence, sourceNotes, subject } from './summary';

/**
 * GitLab's severities, most important first: `blocker` is what keeps the check from being whole; an error is `critical`, a
 * warning `major`; what is not known yet, and what the baseline has, is `minor`; a note is `info`.
 */
type GitlabSeverity = 'blocker' | 'critical' | 'major' | 'minor' | 'info';

const SEVERITIES: Readonly<Record<Finding['severity'], GitlabSeverity>> = {
  error: 'critical',
  warning: 'major',
  note: 'info',
};

/** One entry of a code quality report. GitLab takes two with one fingerprint for one. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: GitlabSeverity;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end?: number } };
}

const description = escapingTag('gitlab-description', seen);

/** The report as GitLab's code quality report. What is accepted is left out: GitLab has no place for it. */
export function renderGitlab(report: Report): string {
  const fingerprint = fingerprints();
  const issues: Issue[] = [
    ...report.problems.map((problem) => fromProblem(problem, fingerprint)),
    ...sourceNotes(report).map((note) => fromNote(note, fingerprint)),
    ...occurrencesOf(report.findings, report).map(fromFinding),
  ];
  return `${visible(JSON.stringify(issues, null, 2))}\n`;
}

function fromProblem({ message, remedy, at }: Problem, fingerprint: ReturnType<typeof fingerprints>): Issue {
  const text =
    remedy === undefined ? description`cannot read: ${message}` : description`cannot read: ${message}. ${remedy}`;
  return {
    description: text.text,
    check_name: 'unreadable-input',
    fingerprint: fingerprint('unreadable-input', at.file, at.line ?? 0, at.column ?? 0, message),
    severity: 'blocker',
    location: place(at),
  };
}

function fromNote(
  { severity, source, path, message }: SourceNote,
  fingerprint: ReturnType<typeof fingerprints>,
): Issue {
  const failed = severity === 'error';
  return {
    description: description`${source} ${message}`.text,
    check_name: failed ? 'failed-in-terraform' : 'incomplete-source',
    fingerprint: fingerprint(severity, source, message),
    severity: failed ? 'blocker' : 'major',
    location: place({ file: path }),
  };
}

function fromFinding({ finding, who, at, fingerprint }: Occurrence): Issue {
  const state = publicText(finding.kind === 'open' ? 'not known yet: ' : '');
  return {
    description: description`${state}${subject(who, finding)} ${sentence(finding)}. ${finding.remedy}`.text,
    check_name: finding.rule,
    fingerprint,
    severity: severityOf(finding),
    location: place(at),
  };
}

function severityOf({ severity, kind, baseline }: Finding): GitlabSeverity {
  return kind === 'open' || baseline ? 'minor' : SEVERITIES[severity];
}

/** Paths are relative to the repository, without `./`; GitLab wants a line of each. */
function place({ file, line = 1, endLine }: Location): Issue['location'] {
  return {
    path: seen(file.replace(/^(?:\.\/+)+/, '')),
    lines: { begin: line, ...(endLine !== undefined && endLine !== line && { end: endLine }) },
  };
}
