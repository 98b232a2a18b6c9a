import { readFileSync } from 'node:fs';
import { type Api, describeFailure, githubApi, HttpError, type HttpFailure } from '../http';
import { at, collect, commentIn, idAt, oldestFirst } from './post-answer';
import type { CommentStore } from './post-comment';
import { hasMarker } from './post-marker';
import {
  baseFrom,
  type Environment,
  failed,
  numberIn,
  type Place,
  type Setback,
  secretsIn,
  tokenIn,
} from './post-place';

/** GitHub says 65,536 characters, and counts 262,144 bytes at some of its doors. */
const LIMIT = 65_000;

/** owner/name, of which no part can lead to another path. */
const REPOSITORY = /^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/;

/** The pull request that a job of GitHub Actions is about, or why there is none to post to. */
export function githubPlace(env: Environment, pullRequest: number | undefined): Place | Setback {
  const token = tokenIn(env, ['GITHUB_TOKEN', 'GH_TOKEN']);
  if (token === undefined) {
    return failed('no token: set GITHUB_TOKEN (or GH_TOKEN) to one with the permission `pull-requests: write`');
  }
  if (typeof token === 'object') return token;
  const base = baseFrom('GITHUB_API_URL', env.GITHUB_API_URL || 'https://api.github.com');
  if ('kind' in base) return base;
  const repository = env.GITHUB_REPOSITORY ?? '';
  if (!REPOSITORY.test(repository)) {
    return failed('no repository: set GITHUB_REPOSITORY to owner/name, as GitHub Actions does');
  }
  const number = pullRequest ?? pullRequestIn(env);
  if (number === undefined) {
    return failed(
      'no pull request: neither GITHUB_EVENT_PATH nor GITHUB_REF names one. Run on `pull_request`, or give --pull-request',
    );
  }
  const path = `/repos/${repository}/issues`;
  return {
    base,
    token,
    path: `${path}/${number}/comments`,
    limit: LIMIT,
    prepare: (markdown) => markdown,
    open: async (marker, deadline) =>
      commentStore(await githubApi({ base, token, secrets: secretsIn(env), deadline }), path, number, marker),
    explain: (failure) => explain(failure, base.host, `${repository}#${number}`),
  };
}

/** The number in the event that started the job, or in the ref that it has checked out. */
function pullRequestIn(env: Environment): number | undefined {
  const event = eventIn(env);
  const isPullRequest = at(event, 'issue', 'pull_request') !== undefined;
  return (
    numberIn(at(event, 'pull_request', 'number')) ??
    (isPullRequest ? numberIn(at(event, 'issue', 'number')) : undefined) ??
    numberIn(at(event, 'workflow_run', 'pull_requests', 0, 'number')) ??
    numberIn(/^refs\/pull\/(\d+)\/(?:merge|head)$/.exec(env.GITHUB_REF ?? '')?.[1])
  );
}

function eventIn({ GITHUB_EVENT_PATH: path }: Environment): unknown {
  try {
    return path && JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The ref may still name the pull request; and if not, the message says where it was looked for.
    return undefined;
  }
}

function commentStore(api: Api, issues: string, number: number, marker: string): CommentStore {
  const comment = (value: unknown) => commentIn(value, () => at(value, 'html_url'));
  return {
    mine: async () => {
      const isMine = await authorTest(api);
      const has = (value: unknown) => hasMarker(String(at(value, 'body')), marker) && isMine(at(value, 'user'));
      return oldestFirst((await collect(api.list(`${issues}/${number}/comments`), has)).map(comment));
    },
    create: async (body) => comment(await api.send('POST', `${issues}/${number}/comments`, { body })),
    edit: async ({ id }, body) => comment(await api.send('PATCH', `${issues}/comments/${id}`, { body })),
    remove: async ({ id }) => void (await api.send('DELETE', `${issues}/comments/${id}`)),
  };
}

/**
 * Whether a comment is by who posts now. Not every comment that carries the marker is: its author could edit the verdict at
 * will if it were taken for ours. The token of a job or an app is no user's, so GitHub tells its name to nobody; then any bot
 * is one of ours, which a person cannot be.
 */
async function authorTest(api: Api): Promise<(user: unknown) => boolean> {
  try {
    const me = idAt(await api.send('GET', '/user'), 'id');
    if (me === undefined) throw new HttpError({ kind: 'unreadable' });
    return (user) => idAt(user, 'id') === me;
  } catch (error) {
    if (!(error instanceof HttpError && error.failure.kind === 'status' && error.failure.status === 403)) throw error;
    return (user) => at(user, 'type') === 'Bot';
  }
}

const READ_ONLY =
  'the token may only read, as it does in pull requests from forks and from Dependabot. Write the document to a file, keep it ' +
  'as an artifact, and post it from a workflow that runs on `workflow_run`. For pull requests from the repository itself give ' +
  'the job `permissions: pull-requests: write`';

function explain(failure: HttpFailure, host: string, pullRequest: string): Setback {
  const said = describeFailure(failure, host);
  if (failure.kind !== 'status') return failed(said);
  switch (failure.status) {
    case 401:
      return failed(`${said}: the token is wrong or expired`);
    case 403:
      return /not accessible by integration/i.test(failure.words)
        ? { kind: 'refused', message: `${said}: ${READ_ONLY}` }
        : failed(`${said}: the token needs the permission \`pull-requests: write\``);
    case 404:
      return failed(
        `${said}: there is no ${pullRequest}, or the token may not see it; it needs the permission \`pull-requests: write\``,
      );
    default:
      return failed(said);
  }
}
