import { type Api, describeFailure, HttpError, type HttpFailure, restApi } from '../http';
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
import { scanLines } from './split-lines';

/** GitLab takes 1,000,000 characters. */
const LIMIT = 999_000;

/** A number, or a path of which no part can lead elsewhere. */
const PROJECT = /^(\d+|[\w-][\w.-]*(\/[\w-][\w.-]*)+)$/;

const NEEDED = 'set GITLAB_TOKEN to a project access token with the scope `api`';

const READ_ONLY =
  `the token may only read: ${NEEDED}. A pipeline of a fork is given none: write the document to a file and keep it as an ` +
  'artifact';

/** The merge request that a job of GitLab CI is about, or why there is none to post to. */
export function gitlabPlace(env: Environment, mergeRequest: number | undefined): Place | Setback {
  const token = tokenIn(env, ['GITLAB_TOKEN']);
  if (token === undefined) {
    return env.CI_JOB_TOKEN
      ? { kind: 'refused', message: `CI_JOB_TOKEN cannot write comments, so ${READ_ONLY}` }
      : failed(`no token: ${NEEDED}`);
  }
  if (typeof token === 'object') return token;
  const base = baseIn(env);
  if ('kind' in base) return base;
  // In the pipeline of a fork the project of the job is the fork, and the merge request is in another.
  const project = env.CI_MERGE_REQUEST_PROJECT_ID || env.CI_PROJECT_ID;
  if (!project || !PROJECT.test(project)) return failed('no project: set CI_PROJECT_ID, as GitLab CI does');
  const number = mergeRequest ?? numberIn(env.CI_MERGE_REQUEST_IID);
  if (number === undefined) {
    return failed(
      'no merge request: CI_MERGE_REQUEST_IID is not set. Run the job in merge request pipelines, or give --pull-request',
    );
  }
  const path = `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  const page = pageOf(env, number) ?? base.href + path;
  return {
    base,
    token,
    path,
    limit: LIMIT,
    prepare: withoutQuickActions,
    open: async (marker, deadline) => {
      const headers = { tokenHeader: 'private-token', nextPageHeader: 'x-next-page' };
      return noteStore(
        await restApi({ base, token, secrets: secretsIn(env), deadline, ...headers }),
        path,
        page,
        marker,
      );
    },
    explain: (failure) => explain(failure, base.host, number),
  };
}

function baseIn({ CI_API_V4_URL: api, CI_SERVER_URL: server }: Environment) {
  if (api) return baseFrom('CI_API_V4_URL', api);
  if (server) return baseFrom('CI_SERVER_URL', `${server.trim().replace(/\/+$/, '')}/api/v4`);
  return failed('no server: set CI_API_V4_URL or CI_SERVER_URL, as GitLab CI does');
}

/** The page of the merge request: the API names none for a comment. */
function pageOf({ CI_MERGE_REQUEST_PROJECT_URL: target, CI_PROJECT_URL: project }: Environment, number: number) {
  const url = target || project;
  return url && `${url}/-/merge_requests/${number}`;
}

/** Keeps lines that begin with a slash from being carried out as commands (`/merge`) with the rights of the token. */
function withoutQuickActions(markdown: string): string {
  return scanLines(markdown)
    .map(({ text, inFence }) =>
      // A backslash would be shown in code.
      inFence ? text.replace(/^\/(?=\w)/, ' /') : text.replace(/^([\s>]*)\/(?=\w)/, '$1\\/'),
    )
    .join('');
}

function noteStore(api: Api, path: string, page: string, marker: string): CommentStore {
  const note = (value: unknown) => commentIn(value, (id) => `${page}#note_${id}`);
  return {
    mine: async () => {
      const me = idAt(await api.send('GET', '/user'), 'id');
      if (me === undefined) throw new HttpError({ kind: 'unreadable' });
      // Whoever else wrote the marker could edit the verdict at will.
      const isMine = (value: unknown) =>
        hasMarker(String(at(value, 'body')), marker) &&
        idAt(value, 'author', 'id') === me &&
        at(value, 'system') !== true;
      return oldestFirst((await collect(api.list(`${path}?sort=asc&order_by=created_at`), isMine)).map(note));
    },
    create: async (body) => note(await api.send('POST', path, { body })),
    edit: async ({ id }, body) => note(await api.send('PUT', `${path}/${id}`, { body })),
    remove: async ({ id }) => void (await api.send('DELETE', `${path}/${id}`)),
  };
}

function explain(failure: HttpFailure, host: string, number: number): Setback {
  const said = describeFailure(failure, host);
  if (failure.kind !== 'status') return failed(said);
  switch (failure.status) {
    case 401:
      return failed(`${said}: GITLAB_TOKEN is wrong or expired, or may not write here: ${NEEDED}`);
    case 403:
      return /insufficient_scope|higher privileges/.test(failure.words)
        ? { kind: 'refused', message: `${said}: ${READ_ONLY}` }
        : failed(`${said}: ${NEEDED}`);
    case 404:
      return failed(
        `${said}: there is no merge request ${number} in the project, or the token may not see it: ${NEEDED}`,
      );
    default:
      return failed(said);
  }
}
