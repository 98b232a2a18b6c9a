import { type PostOutcome, type PostRequest, postReview } from '../../../lib/review/post';
import type { Loopback } from '../../loopback/server';
import { ACTIONS, startGithub } from './github';
import { startGitlab } from './gitlab';

/** Secrets that must not show anywhere. */
export const TOKEN = 'planted-token-4d1f+/=';
export const OTHER_TOKEN = 'planted-other-token-77';

export const MARKER = '<!-- genesys-scopes:main -->';

/** A platform with one pull request, and the environment of a job on it. */
export interface World {
  readonly server: Loopback;
  readonly env: Record<string, string>;
  /** What stands under the pull request, as author and body. */
  readonly comments: () => readonly (readonly ['us' | 'stranger', string])[];
  /** Writes a comment there. */
  readonly write: (author: 'us' | 'stranger', body: string) => void;
  /** Deletes all comments. */
  readonly clear: () => void;
  /** How the platform edits a comment. */
  readonly editMethod: string;
  readonly urlOf: (id: number) => string;
  /** The id that the first comment gets. */
  readonly firstId: number;
}

async function github(): Promise<World> {
  const stranger = { id: 7, login: 'mallory', type: 'User' } as const;
  const server = await startGithub({ token: TOKEN, account: ACTIONS });
  return {
    server,
    env: {
      GITHUB_TOKEN: TOKEN,
      GITHUB_API_URL: server.url,
      GITHUB_REPOSITORY: server.repository,
      GITHUB_REF: `refs/pull/${server.number}/merge`,
      GITLAB_TOKEN: OTHER_TOKEN,
    },
    comments: () => server.comments.map(({ user, body }) => [user === stranger ? 'stranger' : 'us', body]),
    write: (author, body) => void server.add(author === 'us' ? ACTIONS : stranger, body),
    clear: () => void server.comments.splice(0),
    editMethod: 'PATCH',
    urlOf: (id) => `https://github.com/octo-org/octo-repo/pull/12#issuecomment-${id}`,
    firstId: 1001,
  };
}

async function gitlab(): Promise<World> {
  const [user, stranger] = [
    { id: 40, username: 'project_77_bot' },
    { id: 7, username: 'mallory' },
  ];
  const server = await startGitlab({ token: TOKEN, user });
  return {
    server,
    env: {
      GITLAB_TOKEN: TOKEN,
      CI_JOB_TOKEN: OTHER_TOKEN,
      CI_API_V4_URL: `${server.url}/api/v4`,
      CI_PROJECT_ID: server.project,
      CI_PROJECT_URL: 'https://gitlab.example.com/group/project',
      CI_MERGE_REQUEST_IID: String(server.iid),
    },
    comments: () => server.notes.map(({ author, body }) => [author === stranger ? 'stranger' : 'us', body]),
    write: (author, body) => void server.add(author === 'us' ? user : stranger, body),
    clear: () => void server.notes.splice(0),
    editMethod: 'PUT',
    urlOf: (id) => `https://gitlab.example.com/group/project/-/merge_requests/3#note_${id}`,
    firstId: 501,
  };
}

export const WORLDS = { github, gitlab } as const;

/** What a post answered, and what it told before. */
export interface Posted {
  readonly outcome: PostOutcome;
  readonly told: readonly string[];
}

/** Posts, with short waits, and makes sure that no token shows. */
export async function post(
  platform: keyof typeof WORLDS,
  env: PostRequest['env'],
  request: Partial<PostRequest> = {},
): Promise<Posted> {
  const told: string[] = [];
  const outcome = await postReview(platform, {
    markdown: '# Fine\n',
    key: 'main',
    patience: { total: 20_000, second: 10 },
    ...request,
    env,
    tell: (text) => void told.push(text),
  });
  const shown = JSON.stringify({ outcome, told });
  for (const token of [TOKEN, OTHER_TOKEN]) {
    for (const form of [token, encodeURIComponent(token), Buffer.from(token).toString('base64')]) {
      if (shown.includes(form)) throw new Error(`a token shows in ${shown}`);
    }
  }
  return { outcome, told };
}
