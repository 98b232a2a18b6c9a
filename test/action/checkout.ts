import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Files = Readonly<Record<string, string>>;

/** A pull request in a repository, and what a job on it has. */
export interface PullRequest {
  /** The folder that stands for the server: `octo-org/octo-repo` is in it. */
  readonly server: string;
  readonly workspace: string;
  readonly temp: string;
  /** The base branch when the pull request was opened, and as it is now. */
  readonly commits: { readonly base: string; readonly tip: string; readonly head: string; readonly merge: string };
  remove(): void;
}

export interface PullRequestOptions {
  readonly before: Files;
  /** What the change brings; null deletes a file. */
  readonly change: Readonly<Record<string, string | null>>;
  /** What came to the base branch after the pull request was opened. */
  readonly meanwhile?: Files;
  /** Symbolic links of the base, with where each leads. */
  readonly links?: Files;
  /** Files of the job, which no commit has. */
  readonly job?: Files;
  /** What is checked out. @default - the merge commit, as actions/checkout does */
  readonly checkout?: 'merge' | 'head' | 'nothing';
  /** @default - one commit, as actions/checkout does */
  readonly whole?: boolean;
}

/** Makes the repository of a pull request, and a checkout of it as actions/checkout does. */
export function openPullRequest({
  before,
  change,
  meanwhile,
  links = {},
  job = {},
  checkout = 'merge',
  whole = false,
}: PullRequestOptions): PullRequest {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-action-')));
  const [origin, workspace, temp] = ['server/octo-org/octo-repo', 'work space', 'temp'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  for (const each of [origin, workspace, temp]) mkdirSync(each, { recursive: true });
  const inOrigin = gitIn(origin);
  inOrigin('init', '--quiet', '--initial-branch=main');
  // As GitHub does: any commit that a reference leads to can be asked for.
  inOrigin('config', 'uploadpack.allowReachableSHA1InWant', 'true');
  const commit = (files: PullRequestOptions['change']) => {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(origin, path));
      else write(origin, path, text);
    }
    inOrigin('add', '--all');
    inOrigin('commit', '--quiet', '--allow-empty', '--message=commit');
    return inOrigin('rev-parse', 'HEAD');
  };
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(origin, path));
  const base = commit({ 'README.md': 'infrastructure\n', ...before });
  inOrigin('checkout', '--quiet', '-b', 'feature');
  const head = commit(change);
  inOrigin('checkout', '--quiet', 'main');
  const tip = meanwhile === undefined ? base : commit(meanwhile);
  inOrigin('checkout', '--quiet', '--detach');
  inOrigin('merge', '--quiet', '--no-ff', '--message=merge', 'feature');
  const merge = inOrigin('rev-parse', 'HEAD');
  inOrigin('update-ref', 'refs/pull/12/merge', merge);
  inOrigin('checkout', '--quiet', 'main');
  if (checkout !== 'nothing') checkOut(workspace, `file://${origin}`, { merge, head }[checkout], whole);
  for (const [path, text] of Object.entries(job)) write(workspace, path, text);
  return {
    server: join(folder, 'server'),
    workspace,
    temp,
    commits: { base, tip, head, merge },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function checkOut(workspace: string, url: string, commit: string, whole: boolean): void {
  const inWorkspace = gitIn(workspace);
  inWorkspace('init', '--quiet', '--initial-branch=main');
  inWorkspace('remote', 'add', 'origin', url);
  inWorkspace('fetch', '--quiet', '--no-tags', ...(whole ? [] : ['--depth=1']), 'origin', commit);
  inWorkspace('checkout', '--quiet', '--detach', commit);
}

/** Runs Git in a folder. */
export function git(cwd: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Octocat', '-c', 'user.email=octocat@example.com'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function gitIn(cwd: string) {
  return (...args: readonly string[]) => git(cwd, ...args);
}

export function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
