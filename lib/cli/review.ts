import { Command, InvalidArgumentError, Option } from 'commander';
import { printed, publicText } from '../model';
import { REPORTERS, terminal } from '../reporters';
import { isCommentKey, mergeReports, PLATFORMS, type Platform, postReview, type ReadReport } from '../review';
import { EXIT, type ExitCode, type Io } from './io';
import {
  addJudgingOptions,
  EXIT_CODES,
  type JudgingOptions,
  judge,
  outcomeOf,
  readSources,
  splitLabel,
  tell,
} from './judging';
import { looksLikeReport, readReport } from './read-report';

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
  const named = [...new Set(paths)].map(splitLabel);
  const reports: ReadReport[] = named
    .filter(([path]) => looksLikeReport(path))
    .map(([path, label]) => ({ report: readReport(path), path, label }));
  const others = [...new Set(paths)].filter((path) => !looksLikeReport(splitLabel(path)[0]));
  const judged =
    others.length === 0 ? [] : [{ report: judge(await readSources(others, options), options, io), path: '' }];
  const report = mergeReports([...judged, ...reports]);
  const outcome = outcomeOf(
    report,
    options,
    ({ new: isNew, silenced }) => isNew || silenced === true || options.all === true,
  );
  tell(report, outcome, options, io);
  const { code, fails } = outcome;
  if (options.post === undefined) return code;
  const markdown = REPORTERS.markdown(report, {
    color: false,
    quiet: options.quiet ?? false,
    fails,
  });
  return (await post(options.post, markdown, options, io)) ? code : worse(code, EXIT.input);
}

/** False when it should have been posted and was not. A token that may only read, as in a fork, is no fault. */
async function post(platform: Platform, markdown: string, options: ReviewOptions, io: Io): Promise<boolean> {
  const outcome = await postReview(platform, {
    markdown,
    key: options.commentKey,
    env: io.env,
    tell: (text) => io.stderr(`${terminal(text)}\n`),
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
