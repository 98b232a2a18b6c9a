import { Command, InvalidArgumentError, Option } from 'commander';
import { check } from '../check';
import { type Finding, type Problem, printed, publicText, type Report } from '../model';
import { reporterOf, terminal } from '../reporters';
import { isCommentKey, mergeReports, PLATFORMS, type Platform, postReview, type ReadReport } from '../review';
import { EXIT, type ExitCode, type Io } from './io';
import { type Judge, type Judgment, judge, judgeFrom, outcomeOf, readSources, tell } from './judging';
import { addJudgingOptions, EXIT_CODES, type JudgingOptions, splitLabel } from './judging-options';
import { looksLikeReport, tryReadReport } from './read-report';

interface ReviewOptions extends JudgingOptions {
  all?: true;
  post?: Platform;
  commentKey: string;
  pullRequest?: number;
  fullReport?: string;
}

const EXAMPLES = `
Examples:
  terraform show -json tfplan > plan.json && genesys-scopes review plan.json
  genesys-scopes review prod=plan-prod.json test=plan-test.json --post github
  genesys-scopes review reports/*.json --post gitlab --output sarif=review.sarif

Reports are what "check --output json=FILE" wrote in other jobs: let reports travel, not plans, which hold secrets.
GitHub: GITHUB_TOKEN with the permission pull-requests: write. GitLab: GITLAB_TOKEN, an access token with the scope api.
A comment that cannot be posted ends in exit code 3; a token that may only read, as in a fork, is told and does not fail.
`;

export function reviewCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('review')
    .summary('review a pull request: one document for many plans')
    .description(
      'Judges plans, or takes the JSON reports that other jobs wrote, and prints one document for the reviewers of a pull ' +
        'request: what this change brings, what is open, and what to do. What was so before the change is shown apart and ' +
        'does not fail.',
    )
    .argument('<plan|report...>', 'plans, other sources and JSON reports; label=path names one');
  return addJudgingOptions(command, 'markdown')
    .option('--all', 'what was so before the change fails too')
    .addOption(new Option('--post <platform>', 'keep one comment on the pull request up to date').choices(PLATFORMS))
    .addOption(
      new Option('--comment-key <key>', 'tells the comments of several jobs apart')
        .argParser(parseKey)
        .default('review'),
    )
    .addOption(
      new Option(
        '--pull-request <number>',
        'the pull or merge request (default: the one that the job is about)',
      ).argParser(parseNumber),
    )
    .option('--full-report <where>', 'where the whole document is, if the comment has to be cut')
    .addHelpText('after', EXAMPLES + EXIT_CODES)
    .action(async (paths: string[], options: ReviewOptions) => done(await runReview(paths, options, io)));
}

async function runReview(paths: readonly string[], options: ReviewOptions, io: Io): Promise<ExitCode> {
  const { report, counted } = await mergedJudgment([...new Set(paths)], options, io);
  const isCounted = ({ new: isNew, silenced }: Finding) => isNew || silenced === true || options.all === true;
  const outcome = outcomeOf(counted, options, isCounted);
  await tell(report, outcome, options, io);
  const { code, fails } = outcome;
  if (options.post === undefined) return code;
  const render = await reporterOf('markdown');
  const markdown = render(report, { color: false, quiet: options.quiet ?? false, fails });
  return (await post(options.post, markdown, options, io)) ? code : worse(code, EXIT.input);
}

/** Judges the sources, and takes the reports of other jobs as they are. */
async function mergedJudgment(named: readonly string[], options: ReviewOptions, io: Io): Promise<Judgment> {
  const by = judgeFrom(options, io);
  const isReport = (argument: string) => looksLikeReport(splitLabel(argument)[0]);
  const reports = named.filter(isReport).map((argument): ReadReport => {
    const [path, label] = splitLabel(argument);
    const read = tryReadReport(path);
    return { report: 'message' in read ? unreadReport(read, by) : read, path, label };
  });
  const merged = (judged: readonly Report[]) =>
    mergeReports([...judged.map((report) => ({ report })), ...reports], by.options.baseline);
  const others = named.filter((argument) => !isReport(argument));
  if (others.length === 0) {
    // A report of nothing would call each entry of the policy stale.
    const report = merged([]);
    return { report, counted: report };
  }
  const { report, counted } = judge(await readSources(others, options), by, options);
  return { report: merged([report]), counted: merged([counted]) };
}

/** A report that cannot be read, as a source of which nothing is known. */
function unreadReport(problem: Problem, { policy, options }: Judge): Report {
  const { file } = problem.at;
  const source = { label: file, path: file, kind: 'report', gap: 'unreadable' } as const;
  return check(
    [{ source, clients: [], credentials: [], orphans: [], problems: [problem] }],
    { ...policy, clients: [], acknowledgments: [] },
    options,
  );
}

/** False when it should have been posted and was not. A token that may only read, as in a fork, is no fault. */
async function post(platform: Platform, markdown: string, options: ReviewOptions, io: Io): Promise<boolean> {
  const outcome = await postReview(platform, {
    markdown,
    key: options.commentKey,
    env: io.env,
    tell: (text) => io.stderr(`${terminal(text)}\n`),
    ...(io.patience && { patience: io.patience }),
    ...(options.pullRequest !== undefined && { pullRequest: options.pullRequest }),
    ...(options.fullReport !== undefined && { fullReport: options.fullReport }),
  });
  const text = 'url' in outcome ? printed`comment ${publicText(outcome.kind)}: ${outcome.url}` : outcome.message;
  io.stderr(`${terminal(text)}\n`);
  return outcome.kind !== 'failed';
}

function worse(a: ExitCode, b: ExitCode): ExitCode {
  const order: readonly ExitCode[] = [EXIT.clean, EXIT.findings, EXIT.input, EXIT.usage, EXIT.defect];
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

function parseKey(key: string): string {
  if (isCommentKey(key)) return key;
  throw new InvalidArgumentError('A key has 1 to 100 of the characters A-Z a-z 0-9 . _ / -');
}

function parseNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give the number of the pull request.');
}
