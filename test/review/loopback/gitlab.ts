import { type Answer, type Incoming, type Loopback, listen, pageOf } from '../../loopback/server';

export interface GitlabUser {
  readonly id: number;
  readonly username: string;
}

export interface GitlabNote {
  readonly id: number;
  readonly author: GitlabUser;
  body: string;
}

export interface Gitlab extends Loopback {
  readonly project: string;
  readonly iid: number;
  readonly notes: GitlabNote[];
  add(author: GitlabUser, body: string): GitlabNote;
}

export interface GitlabOptions {
  readonly token: string;
  readonly user: GitlabUser;
  /** What the token was given. @default - `api` */
  readonly scope?: 'api' | 'read_api';
}

/** What GitLab's documentation says of the notes of a merge request, for one project and one merge request. */
export async function startGitlab({ token, user, scope = 'api' }: GitlabOptions): Promise<Gitlab> {
  const [project, iid] = ['77', 3];
  const notes: GitlabNote[] = [];
  let lastId = 500;
  const add = (author: GitlabUser, body: string) => {
    const note = { id: ++lastId, author, body };
    notes.push(note);
    return note;
  };
  const show = (note: GitlabNote) => ({ ...note, system: false, noteable_iid: iid, project_id: Number(project) });

  const answer = (request: Incoming): Answer => {
    if (request.headers['private-token'] !== token) return { status: 401, json: { message: '401 Unauthorized' } };
    const route = `${request.method} ${request.path}`;
    if (route === 'GET /api/v4/user') return { status: 200, json: user };
    const list = `/api/v4/projects/${project}/merge_requests/${iid}/notes`;
    if (!request.path.startsWith(list)) return { status: 404, json: { message: '404 Project Not Found' } };
    if (route === `GET ${list}`) return page(request, sorted(notes.map(show), request.query));
    if (scope === 'read_api') return insufficientScope();
    const index = notes.findIndex(({ id }) => request.path === `${list}/${id}`);
    const note = notes[index];
    if (request.path !== list && note === undefined) return { status: 404, json: { message: '404 Not found' } };
    if (request.method === 'DELETE') {
      notes.splice(index, 1);
      return { status: 204 };
    }
    const { body } = request.body as { readonly body: string };
    if ([...body].length > 1_000_000) return tooLong();
    if (note === undefined) return { status: 201, json: show(add(user, body)) };
    note.body = body;
    return { status: 200, json: show(note) };
  };
  const server = await listen((request) => {
    const given = answer(request);
    return { ...given, headers: { 'ratelimit-limit': '2000', 'ratelimit-remaining': '1999', ...given.headers } };
  });
  return { ...server, project, iid, notes, add };
}

/** What GitLab answers to whoever sends too many requests: it is no JSON. */
export function retryLater(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds), 'ratelimit-remaining': '0' },
    text: 'Retry later\n',
  };
}

function insufficientScope(): Answer {
  const description = 'The request requires higher privileges than provided by the access token.';
  return { status: 403, json: { error: 'insufficient_scope', error_description: description, scope: 'api' } };
}

function tooLong(): Answer {
  const message = '400 Bad request - Note {:note=>["is too long (maximum is 1000000 characters)"]}';
  return { status: 400, json: { message } };
}

/** The newest first, unless asked otherwise. */
function sorted<T>(all: readonly T[], query: URLSearchParams): T[] {
  return query.get('sort') === 'asc' ? [...all] : [...all].reverse();
}

function page({ query }: Incoming, all: readonly unknown[]): Answer {
  const { items, page, pages } = pageOf(all, query);
  const next = page < pages ? String(page + 1) : '';
  return {
    status: 200,
    headers: { 'x-page': String(page), 'x-next-page': next, 'x-total-pages': String(pages) },
    json: items,
  };
}
