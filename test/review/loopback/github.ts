import { type Answer, type Incoming, type Loopback, listen, pageOf } from '../../loopback/server';

/** Who a token speaks for: the job of a workflow, an app, or a user. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export const ACTIONS: Account = { id: 41898282, login: 'github-actions[bot]', type: 'Bot' };

export interface GithubComment {
  readonly id: number;
  readonly user: Account;
  body: string;
}

export interface Github extends Loopback {
  readonly repository: string;
  readonly number: number;
  readonly comments: GithubComment[];
  add(user: Account, body: string): GithubComment;
}

export interface GithubOptions {
  readonly token: string;
  readonly account: Account;
  /** Whether the token may write comments. @default - it may */
  readonly readOnly?: boolean;
}

const DOCS = 'https://docs.github.com/rest';

/** What GitHub's documentation says of the comments of an issue, for one repository and one pull request. */
export async function startGithub({ token, account, readOnly = false }: GithubOptions): Promise<Github> {
  const [repository, number] = ['octo-org/octo-repo', 12];
  const comments: GithubComment[] = [];
  let lastId = 1000;
  const add = (user: Account, body: string) => {
    const comment = { id: ++lastId, user, body };
    comments.push(comment);
    return comment;
  };
  const show = (comment: GithubComment) => ({
    ...comment,
    url: `${server.url}/repos/${repository}/issues/comments/${comment.id}`,
    html_url: `https://github.com/${repository}/pull/${number}#issuecomment-${comment.id}`,
    author_association: 'NONE',
  });

  const answer = (request: Incoming): Answer => {
    if (request.headers.authorization !== `token ${token}`) return problem(401, 'Bad credentials');
    const route = `${request.method} ${request.path}`;
    if (route === 'GET /user') {
      return account.type === 'User' ? { status: 200, json: account } : problem(403, NOT_FOR_APPS);
    }
    const list = `/repos/${repository}/issues/${number}/comments`;
    if (route === `GET ${list}`) return page(request, `${server.url}${list}`, comments.map(show));
    const id = Number(/^\/repos\/octo-org\/octo-repo\/issues\/comments\/(\d+)$/.exec(request.path)?.[1]);
    const index = comments.findIndex((comment) => comment.id === id);
    const comment = comments[index];
    if (request.path !== list && comment === undefined) return problem(404, 'Not Found');
    if (readOnly) return problem(403, NOT_FOR_APPS);
    if (request.method === 'DELETE') {
      comments.splice(index, 1);
      return { status: 204 };
    }
    const { body } = request.body as { readonly body: string };
    if ([...body].length > 65_536) return tooLong();
    if (comment === undefined) return { status: 201, json: show(add(account, body)) };
    comment.body = body;
    return { status: 200, json: show(comment) };
  };
  const server = await listen((request) => {
    const given = answer(request);
    return { ...given, headers: { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '999', ...given.headers } };
  });
  return { ...server, repository, number, comments, add };
}

const NOT_FOR_APPS = 'Resource not accessible by integration';

/** An error as GitHub words it. */
export function problem(status: number, message: string): Answer {
  return { status, json: { message, documentation_url: DOCS, status: String(status) } };
}

/** What GitHub answers to whoever writes too much too fast. */
export function secondaryRateLimit(status: 403 | 429, seconds: number): Answer {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return { ...problem(status, message), headers: { 'retry-after': String(seconds) } };
}

/** What GitHub answers when the requests of an hour are used up. */
export function primaryRateLimit(reset: Date): Answer {
  return {
    ...problem(403, 'API rate limit exceeded for installation ID 1.'),
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(reset.getTime() / 1000)) },
  };
}

function tooLong(): Answer {
  const message = 'Body is too long (maximum is 65536 characters)';
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  return { status: 422, json: { message: 'Validation Failed', errors, documentation_url: DOCS, status: '422' } };
}

function page({ query }: Incoming, address: string, all: readonly unknown[]): Answer {
  const { items, page, pages } = pageOf(all, query);
  const size = query.get('per_page') ?? 30;
  const link = (to: number, rel: string) => `<${address}?per_page=${size}&page=${to}>; rel="${rel}"`;
  const links = page < pages ? { link: `${link(page + 1, 'next')}, ${link(pages, 'last')}` } : {};
  return { status: 200, headers: links, json: items };
}
