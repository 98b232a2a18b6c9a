import { areWhole, type Finding, publicText, type Report } from '../model';
import { foldFindings } from './fold';
import { changedSection, clientsDetails, ignoredDetails } from './markdown-clients';
import { acceptedList, findingGroups, openSection } from './markdown-findings';
import { details, list, type Markdown, section } from './markdown-parts';
import { code, joined, markdown, rich } from './markdown-tag';
import { nextSteps } from './next-steps';
import { placeText, sourceNotes, summaryText } from './summary';
import type { ReporterOptions } from './text';

/**
 * The view of a pull request: the verdict; then what this change brings, what is open and what to do; then, folded away, what
 * was so before. The same bytes on every run, so that a comment which says the same need not be edited.
 */
export function renderMarkdown(report: Report, options: ReporterOptions): string {
  const isOnly = report.sources.length === 1;
  const failing = report.findings.filter(({ kind }) => kind === 'fail');
  const serious = failing.filter(({ severity }) => severity !== 'note');
  const isOld = ({ new: isNew, baseline }: Finding) => !isNew || baseline === true;
  const silenced = report.findings.filter(
    (finding) => finding.silenced && !finding.baseline && finding.severity !== 'note',
  );
  const others = serious.filter((finding) => !silenced.includes(finding));
  const groups = (findings: readonly Finding[]) => findingGroups(foldFindings(findings), isOnly);
  const folded = (title: string, findings: readonly Finding[]) =>
    details(title, foldFindings(findings).length, groups(findings));
  const accepted = foldFindings(report.accepted);
  // Of an organisation as it is no change is under review.
  const isOfNow = report.sources.every(({ kind }) => kind === 'organisation');
  const parts: readonly (Markdown | undefined)[] = [
    headline(report, options),
    ...sourceLines(report),
    problemSection(report),
    section('Silenced in this change', silenced.length === 0 ? [] : [SILENCED, ...groups(silenced)]),
    section(isOfNow ? 'Found' : 'Found in this change', groups(others.filter((finding) => !isOld(finding)))),
    changedSection(report),
    openSection(
      foldFindings(report.findings.filter((finding) => finding.kind === 'open' && !finding.silenced)),
      isOnly,
    ),
    stepSection(report),
    folded('It was so before', others.filter(isOld)),
    details('Accepted', accepted.length, [acceptedList(accepted, isOnly)]),
    ignoredDetails(report),
    options.quiet
      ? undefined
      : folded(
          'Notes',
          failing.filter(({ severity }) => severity === 'note'),
        ),
    clientsDetails(report),
  ];
  return `${
    joined(
      parts.filter((part) => part !== undefined),
      '\n\n',
    ).text
  }\n`;
}

const SILENCED = markdown`Only what this change itself says silences these. They stand until that is trusted (\`--trust-head-policy\`).`;

function headline(report: Report, { fails }: ReporterOptions): Markdown {
  return markdown`**${publicText(verdictOf(report, fails))}**: ${summaryText(report)}`;
}

/** What is open, accepted, left out or not seen is never said to pass. */
function verdictOf({ problems, summary, sources }: Report, fails: boolean): string {
  if (problems.length > 0) return '❌ Cannot be judged in whole';
  if (fails) return '❌ Fails';
  if (summary.fail > 0) return '⚠️ Nothing that counts fails';
  if (summary.open > 0) return '⏳ Nothing fails, but not all is decided';
  if (!areWhole(sources)) return '⏳ Nothing fails, but not all is seen';
  return summary.clients === 0 ? 'No client to check' : '✅ Nothing fails';
}

function sourceLines(report: Report): Markdown[] {
  return sourceNotes(report).map(({ severity, source, message }) =>
    severity === 'error' ? markdown`❌ ${code(source)} ${message}` : markdown`⚠️ ${code(source)} ${message}`,
  );
}

function problemSection({ problems }: Report): Markdown | undefined {
  const items = problems.map(({ at, message, remedy }) => {
    const advice = remedy === undefined ? [] : [markdown`. ${remedy}`];
    return markdown`${code(placeText(at))}: ${message}${advice}`;
  });
  return section('Cannot be read', items.length === 0 ? [] : [list(items)]);
}

function stepSection(report: Report): Markdown | undefined {
  const steps = nextSteps(report);
  return section('What to do next', steps.length === 0 ? [] : [list(steps.map((step) => rich(step)))]);
}
