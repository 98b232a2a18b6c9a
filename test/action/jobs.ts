import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/run-cli';
import { type Files, openPullRequest, type PullRequest, type PullRequestOptions } from './checkout';
import { packageFiles } from './package';
import { type Ran, runAction } from './runner';

const fixture = (name: string) => readFileSync(join(ROOT, 'test/fixtures/plans', `${name}.plan.json`), 'utf8');

/** One of two clients lacks a scope: `zendesk_chat`. */
export const LACKING = fixture('create-missing');
/** The scopes of the only client are not known yet. */
export const OPEN = fixture('unknown-whole');

/** A policy that leaves out the client which lacks a scope. */
export const SILENCING = JSON.stringify({
  clients: [{ match: 'genesyscloud_oauth_client.zendesk_chat', ignore: 'the chat team will see to it' }],
});
/** A policy that asks the same as none does. */
export const STRICT = JSON.stringify({ clients: [{ match: '**', profile: 'agent' }] });

/** The project has the package, and the job has made a plan. */
export const PROJECT: Files = { ...packageFiles('node_modules/cdktf-genesyscloud-scopes'), 'plan.json': LACKING };

export interface ActionJob extends PullRequest {
  /** `failing` are the actions that do not succeed. */
  run(
    inputs?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
    failing?: readonly string[],
  ): Promise<Ran>;
}

/** A job of GitHub Actions on a pull request, or on another event. */
export function startJob(
  options: Partial<PullRequestOptions> = {},
  event: { readonly name?: string; readonly payload?: (pull: PullRequest) => unknown } = {},
): ActionJob {
  const pull = openPullRequest({ before: {}, change: {}, job: PROJECT, ...options });
  const payload = (event.payload ?? pullRequestEvent)(pull);
  const path = join(pull.temp, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  const common = {
    GITHUB_EVENT_NAME: event.name ?? 'pull_request',
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_REF: 'refs/pull/12/merge',
  };
  return {
    ...pull,
    run: (inputs = {}, env = {}, failing = []) =>
      runAction({
        ...pull,
        inputs: { plans: 'plan.json', comment: 'false', ...inputs },
        env: { ...common, ...env },
        failing,
      }),
  };
}

export function pullRequestEvent({ commits }: PullRequest) {
  return { number: 12, pull_request: { number: 12, base: { sha: commits.base }, head: { sha: commits.head } } };
}
