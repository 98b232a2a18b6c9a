import { type Gitlab, type GitlabOptions, retryLater, startGitlab } from './loopback/gitlab';
import { MARKER, post, TOKEN } from './loopback/platforms';

jest.setTimeout(30_000);

const BOT = { id: 40, username: 'project_77_bot' };

let server: Gitlab;
afterEach(() => server.close());

async function start(options: Partial<GitlabOptions> = {}) {
  server = await startGitlab({ token: TOKEN, user: BOT, ...options });
  return {
    GITLAB_TOKEN: TOKEN,
    CI_API_V4_URL: `${server.url}/api/v4`,
    CI_PROJECT_ID: server.project,
    CI_MERGE_REQUEST_IID: String(server.iid),
  };
}

const host = () => server.url.slice('http://'.length);
const NEEDED = 'set GITLAB_TOKEN to a project access token with the scope `api`';
const READ_ONLY = `the token may only read: ${NEEDED}. A pipeline of a fork is given none: write the document to a file and keep it as an artifact`;

describe('a token that may only read', () => {
  test('the token of the job is not even sent', async () => {
    const { GITLAB_TOKEN, ...env } = await start();
    expect(await post('gitlab', { ...env, CI_JOB_TOKEN: TOKEN })).toEqual({
      told: [],
      outcome: { kind: 'refused', message: `not posted: CI_JOB_TOKEN cannot write comments, so ${READ_ONLY}` },
    });
    expect(server.requests).toEqual([]);
  });

  test('a token without the scope is refused', async () => {
    const env = await start({ scope: 'read_api' });
    expect((await post('gitlab', env)).outcome).toEqual({
      kind: 'refused',
      message:
        `not posted: ${host()} answered 403 (insufficient_scope: The request requires higher privileges than provided by ` +
        `the access token.): ${READ_ONLY}`,
    });
  });
});

describe('what GitLab refuses', () => {
  test('a wrong token', async () => {
    const env = await start();
    expect((await post('gitlab', { ...env, GITLAB_TOKEN: 'another' })).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 401 (401 Unauthorized): GITLAB_TOKEN is wrong or expired, or may not write here: ${NEEDED}`,
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a token of a user without the role', async () => {
    const env = await start();
    server.happen({ method: 'POST', answer: { status: 403, json: { message: '403 Forbidden' } } });
    expect((await post('gitlab', env)).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 403 (403 Forbidden): ${NEEDED}`,
    });
  });

  test('a project that is not there', async () => {
    const env = await start();
    expect((await post('gitlab', { ...env, CI_PROJECT_ID: 'group/other' })).outcome).toEqual({
      kind: 'failed',
      message:
        `not posted: ${host()} answered 404 (404 Project Not Found): there is no merge request 3 in the project, or the ` +
        `token may not see it: ${NEEDED}`,
    });
    expect(server.requests.at(-1)?.path).toBe('/api/v4/projects/group%2Fother/merge_requests/3/notes');
  });

  test('a body that it does not take, with its reason', async () => {
    const env = await start();
    const message = { note: ['is wrong'] };
    server.happen({ method: 'POST', answer: { status: 400, json: { message } } });
    expect((await post('gitlab', env)).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 400 ({"note":["is wrong"]})`,
    });
  });
});

describe('limits of the rate', () => {
  test('a limit is waited for as long as GitLab asks', async () => {
    const env = await start();
    server.happen({ method: 'POST', answer: retryLater(1) });
    const begin = performance.now();
    expect((await post('gitlab', env)).outcome.kind).toBe('created');
    expect(performance.now() - begin).toBeGreaterThan(1000);
  });

  const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);

  test.each([
    ['seconds', { 'retry-after': '3600' }],
    ['a date', { 'retry-after': soon(3600).toUTCString() }],
    ['the time of the reset', { 'ratelimit-reset': String(Math.ceil(soon(3600).getTime() / 1000)) }],
  ])('a limit for longer than the time limit, told as %s, ends the post at once', async (_, headers) => {
    const env = await start();
    server.happen({ method: 'GET', answer: { status: 429, headers, text: 'Retry later\n' } });
    const begin = performance.now();
    const { outcome } = await post('gitlab', env, { patience: { total: 60_000, second: 1000 } });
    expect(outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 429: its rate limit is used up. Run the job again later`,
    });
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  test('an error comes back before the time limit where another try would come after it', async () => {
    const env = await start();
    server.happen({ method: 'GET', answer: { status: 502, text: '' } });
    const { outcome } = await post('gitlab', env, { patience: { total: 300, second: 1000 } });
    expect(outcome).toEqual({ kind: 'failed', message: `not posted: ${host()} answered 502` });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what the job must say', () => {
  const refused = async (env: Record<string, string>) => {
    const { outcome, told } = await post('gitlab', env);
    expect([told, server.requests]).toEqual([[], []]);
    return outcome;
  };

  test('a token', async () => {
    const { GITLAB_TOKEN, ...env } = await start();
    expect(await refused(env)).toEqual({ kind: 'failed', message: `not posted: no token: ${NEEDED}` });
    expect(await refused({ ...env, GITLAB_TOKEN: 'a b' })).toEqual({
      kind: 'failed',
      message: 'not posted: GITLAB_TOKEN holds white space or characters that no token has',
    });
  });

  test('the server, by its API or by itself', async () => {
    const { CI_API_V4_URL, ...env } = await start();
    expect(await refused(env)).toEqual({
      kind: 'failed',
      message: 'not posted: no server: set CI_API_V4_URL or CI_SERVER_URL, as GitLab CI does',
    });
    expect(await refused({ ...env, CI_SERVER_URL: 'http://gitlab.example.com' })).toEqual({
      kind: 'failed',
      message: 'not posted: CI_SERVER_URL is plain http: a token is sent over https only, or over http to this machine',
    });
    expect((await post('gitlab', { ...env, CI_SERVER_URL: `${server.url}/` })).outcome.kind).toBe('created');
  });

  test('the project', async () => {
    const { CI_PROJECT_ID, ...env } = await start();
    for (const project of [undefined, '', '..', '../77', '77?x', 'group/..']) {
      expect(await refused({ ...env, ...(project !== undefined && { CI_PROJECT_ID: project }) })).toEqual({
        kind: 'failed',
        message: 'not posted: no project: set CI_PROJECT_ID, as GitLab CI does',
      });
    }
  });

  test('the merge request', async () => {
    const env = await start();
    for (const iid of ['', 'x', '0', '3/../4']) {
      expect(await refused({ ...env, CI_MERGE_REQUEST_IID: iid })).toEqual({
        kind: 'failed',
        message:
          'not posted: no merge request: CI_MERGE_REQUEST_IID is not set. Run the job in merge request pipelines, or give ' +
          '--pull-request',
      });
    }
  });

  test('in the pipeline of a fork, the project of the merge request comes before that of the job', async () => {
    const env = await start();
    const { outcome } = await post('gitlab', {
      ...env,
      CI_PROJECT_ID: '1234',
      CI_PROJECT_URL: 'https://gitlab.example.com/mallory/project',
      CI_MERGE_REQUEST_PROJECT_ID: server.project,
      CI_MERGE_REQUEST_PROJECT_URL: 'https://gitlab.example.com/group/project',
    });
    expect(outcome).toEqual({
      kind: 'created',
      url: 'https://gitlab.example.com/group/project/-/merge_requests/3#note_501',
    });
  });
});

test('a system note is not taken for ours', async () => {
  const env = await start();
  const note = { ...server.add(BOT, `${MARKER}\n# Fine`), system: true };
  server.happen({ method: 'GET' }, { method: 'GET', answer: { status: 200, json: [note] } });
  expect((await post('gitlab', env)).outcome.kind).not.toBe('unchanged');
});

test('no line of the document is carried out as a command of GitLab', async () => {
  const env = await start();
  const markdown = '/merge\n\n  /approve\n\n> /close\n\n```text\n/label ~x\n```\n\na /close b\n/\n//';
  expect((await post('gitlab', env, { markdown })).outcome.kind).toBe('created');
  expect(server.notes[0]?.body).toBe(
    `${MARKER}\n\\/merge\n\n  \\/approve\n\n> \\/close\n\n\`\`\`text\n /label ~x\n\`\`\`\n\na /close b\n/\n//`,
  );
  expect((await post('gitlab', env, { markdown })).outcome.kind).toBe('unchanged');
});

test('a document of more than a million characters is cut to what GitLab takes', async () => {
  const env = await start();
  const markdown = `**2 clients fail**\n\n${`## Stack\n\n${'/close\n'.repeat(100)}\n`.repeat(2000)}`;
  expect((await post('gitlab', env, { markdown })).outcome.kind).toBe('created');
  const body = server.notes[0]?.body ?? '';
  expect(body.length).toBeLessThanOrEqual(999_000);
  expect(body.length).toBeGreaterThan(990_000);
  expect(body).toMatch(/\n> \*\*Cut to fit into a comment:\*\* \d+ sections are left out\.$/);
});
