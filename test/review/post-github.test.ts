import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ACTIONS,
  type Account,
  type Github,
  type GithubOptions,
  primaryRateLimit,
  problem,
  secondaryRateLimit,
  startGithub,
} from './loopback/github';
import { MARKER, post, TOKEN } from './loopback/platforms';

jest.setTimeout(30_000);

const USER: Account = { id: 50, login: 'release-team', type: 'User' };
const STRANGER: Account = { id: 7, login: 'mallory', type: 'User' };

let server: Github;
afterEach(() => server.close());

async function start(options: Partial<GithubOptions> = {}) {
  server = await startGithub({ token: TOKEN, account: ACTIONS, ...options });
  return {
    GITHUB_TOKEN: TOKEN,
    GITHUB_API_URL: server.url,
    GITHUB_REPOSITORY: server.repository,
    GITHUB_REF: `refs/pull/${server.number}/merge`,
  };
}

const host = () => server.url.slice('http://'.length);
const ours = (text: string) => `${MARKER}\n${text}`;
const wrote = () => server.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);

describe('a token that may only read', () => {
  const refusal = () => ({
    kind: 'refused',
    message:
      `not posted: ${host()} answered 403 (Resource not accessible by integration): the token may only read, as it does in ` +
      'pull requests from forks and from Dependabot. Write the document to a file, keep it as an artifact, and post it from ' +
      'a workflow that runs on `workflow_run`. For pull requests from the repository itself give the job `permissions: ' +
      'pull-requests: write`',
  });

  test('is refused a new comment', async () => {
    const env = await start({ readOnly: true });
    expect((await post('github', env)).outcome).toEqual(refusal());
  });

  test('is refused an edit', async () => {
    const env = await start({ readOnly: true });
    server.add(ACTIONS, ours('# Missing'));
    expect((await post('github', env)).outcome).toEqual(refusal());
    expect(server.comments.map(({ body }) => body)).toEqual([ours('# Missing')]);
  });

  test('does no harm where the comment says the same already', async () => {
    const env = await start({ readOnly: true });
    server.add(ACTIONS, ours('# Fine'));
    expect((await post('github', env)).outcome.kind).toBe('unchanged');
  });
});

describe('whose comment it is', () => {
  test('the token of a user finds the comments of that user only', async () => {
    const env = await start({ account: USER });
    server.add(ACTIONS, ours('# Of a bot'));
    server.add(STRANGER, ours('# Of a stranger'));
    server.add(USER, ours('# Missing'));
    expect((await post('github', env)).outcome.kind).toBe('edited');
    expect(server.comments.map(({ body }) => body)).toEqual([
      ours('# Of a bot'),
      ours('# Of a stranger'),
      ours('# Fine'),
    ]);
  });

  test('the token of a job takes over what another bot wrote, and needs no right to', async () => {
    const env = await start();
    server.add({ id: 9, login: 'our-app[bot]', type: 'Bot' }, ours('# Of the app'));
    server.happen({ method: 'PATCH', answer: problem(403, 'Must have admin rights to Repository.') });
    expect((await post('github', env)).outcome.kind).toBe('created');
  });

  test('a comment whose author is gone is nobody of ours', async () => {
    const env = await start();
    server.comments.push({ id: 5, user: null as unknown as Account, body: ours('# Ghost') });
    expect((await post('github', env)).outcome.kind).toBe('created');
  });
});

describe('what GitHub refuses', () => {
  test('a wrong token', async () => {
    const env = await start();
    expect((await post('github', { ...env, GITHUB_TOKEN: 'another' })).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 401 (Bad credentials): the token is wrong or expired`,
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a personal token without the permission', async () => {
    const env = await start({ account: USER });
    server.happen({ method: 'POST', answer: problem(403, 'Resource not accessible by personal access token') });
    expect((await post('github', env)).outcome).toEqual({
      kind: 'failed',
      message:
        `not posted: ${host()} answered 403 (Resource not accessible by personal access token): the token needs the ` +
        'permission `pull-requests: write`',
    });
  });

  test('a pull request that is not there', async () => {
    const env = await start();
    expect((await post('github', env, { pullRequest: 13 })).outcome).toEqual({
      kind: 'failed',
      message:
        `not posted: ${host()} answered 404 (Not Found): there is no octo-org/octo-repo#13, or the token may not see it; ` +
        'it needs the permission `pull-requests: write`',
    });
  });

  test('a body that it does not take, with its reason', async () => {
    const env = await start();
    const errors = [{ field: 'data', message: 'Body is wrong' }];
    server.happen({ method: 'POST', answer: { status: 422, json: { message: 'Validation Failed', errors } } });
    expect((await post('github', env)).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 422 (Validation Failed: [{"field":"data","message":"Body is wrong"}])`,
    });
    expect(wrote()).toEqual(['POST']);
  });
});

describe('limits of the rate', () => {
  test.each([403, 429] as const)(
    'a secondary limit, told with %i, is waited for as long as GitHub asks',
    async (status) => {
      const env = await start();
      server.happen({ method: 'POST', answer: secondaryRateLimit(status, 4) });
      const begin = performance.now();
      const { outcome } = await post('github', env, { patience: { total: 20_000, second: 300 } });
      expect(outcome.kind).toBe('created');
      expect(performance.now() - begin).toBeGreaterThan(1200);
    },
  );

  test('requests that are used up are waited for until there are new ones', async () => {
    const env = await start();
    server.happen({ method: 'GET', answer: primaryRateLimit(new Date(Date.now() + 1000)) });
    expect((await post('github', env)).outcome.kind).toBe('created');
  });

  test.each([
    ['a secondary limit', secondaryRateLimit(429, 3600), 429],
    ['requests that are used up', primaryRateLimit(new Date(Date.now() + 3_600_000)), 403],
  ])('%s for longer than the time limit ends the post at once', async (_, answer, status) => {
    const env = await start();
    server.happen({ method: 'GET', answer });
    const patience = { total: 5000, second: 1000 };
    const begin = performance.now();
    expect((await post('github', env, { patience })).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered ${status}: its rate limit is used up. Run the job again later`,
    });
    expect(performance.now() - begin).toBeLessThan(2000);
    expect(server.requests).toHaveLength(1);
  });

  test('an error comes back before the time limit where another try would come after it', async () => {
    const env = await start();
    server.happen({ method: 'GET', answer: { status: 502, text: '' } });
    expect((await post('github', env, { patience: { total: 900, second: 1000 } })).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} answered 502`,
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('to whom it connects', () => {
  test('the next page of the list is not read from another host', async () => {
    const env = await start();
    const link = '<https://evil.example/comments?page=2>; rel="next"';
    server.happen({ method: 'GET' }, { method: 'GET', answer: { status: 200, headers: { link }, json: [] } });
    expect((await post('github', env)).outcome).toEqual({
      kind: 'failed',
      message: `not posted: ${host()} sends on to evil.example, which is not followed: the token stays with the configured address`,
    });
  });

  test('the API of GitHub Enterprise Server is below a path', async () => {
    const env = await start();
    const { told } = await post('github', { ...env, GITHUB_API_URL: `${server.url}/api/v3/` });
    expect(told).toEqual([`posting to ${server.url}/api/v3/repos/octo-org/octo-repo/issues/12/comments`]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/v3/user']);
  });

  test.each([
    ['http://github.example.com', 'is plain http: a token is sent over https only, or over http to this machine'],
    ['http://127.0.0.1.example.com', 'is plain http: a token is sent over https only, or over http to this machine'],
    ['https://me:hidden@github.example.com', 'carries a user name or a password'],
    ['https://github.example.com/?token=hidden', 'carries a query or a fragment'],
    ['ftp://github.example.com', 'is no http or https address'],
    ['github.example.com', 'is no http or https address'],
  ])('the address %s is refused, and not repeated', async (address, reason) => {
    const env = await start();
    expect(await post('github', { ...env, GITHUB_API_URL: address })).toEqual({
      told: [],
      outcome: { kind: 'failed', message: `not posted: GITHUB_API_URL ${reason}` },
    });
  });
});

describe('what the job must say', () => {
  const refused = async (env: Record<string, string>) => {
    const { outcome, told } = await post('github', env);
    expect([told, server.requests]).toEqual([[], []]);
    return outcome;
  };

  test('a token, from one of two variables', async () => {
    const { GITHUB_TOKEN, ...env } = await start();
    const message =
      'not posted: no token: set GITHUB_TOKEN (or GH_TOKEN) to one with the permission `pull-requests: write`';
    expect(await refused(env)).toEqual({ kind: 'failed', message });
    expect(await refused({ ...env, GITHUB_TOKEN: ' ', GH_TOKEN: '' })).toEqual({ kind: 'failed', message });
    expect((await post('github', { ...env, GH_TOKEN: `${GITHUB_TOKEN}\n` })).outcome.kind).toBe('created');
  });

  test('a token that can be one', async () => {
    const env = await start();
    for (const token of [`${TOKEN}\nx`, `${TOKEN} ${TOKEN}`, `${TOKEN}é`]) {
      expect(await refused({ ...env, GITHUB_TOKEN: token })).toEqual({
        kind: 'failed',
        message: 'not posted: GITHUB_TOKEN holds white space or characters that no token has',
      });
    }
  });

  test('the repository', async () => {
    const env = await start();
    for (const repository of ['', 'octo-repo', 'a/b/c', '../user', 'a/..', 'a/b?c', 'octo-org/{x}']) {
      expect(await refused({ ...env, GITHUB_REPOSITORY: repository })).toEqual({
        kind: 'failed',
        message: 'not posted: no repository: set GITHUB_REPOSITORY to owner/name, as GitHub Actions does',
      });
    }
  });

  describe('the pull request', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-event-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const event = async (content: unknown) => {
      const file = join(folder, 'event.json');
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return { ...(await start()), GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_PATH: file };
    };

    test.each([
      ['pull_request', { pull_request: { number: 12 } }],
      ['issue_comment', { issue: { number: 12, pull_request: { url: 'https://example.com' } } }],
      ['workflow_run', { workflow_run: { pull_requests: [{ number: 12 }, { number: 14 }] } }],
    ])('is that of the event %s', async (_, content) => {
      const env = await event(content);
      expect((await post('github', env)).outcome.kind).toBe('created');
    });

    test('is that of the ref where the event names none', async () => {
      const env = await event({});
      expect((await post('github', { ...env, GITHUB_REF: 'refs/pull/12/head' })).outcome.kind).toBe('created');
    });

    test.each([
      ['a push', { ref: 'refs/heads/main' }],
      ['a comment on an issue', { issue: { number: 12 } }],
      ['the run for a fork, of which GitHub names no pull request', { workflow_run: { pull_requests: [] } }],
      ['a number that is none', { pull_request: { number: '12/../../1' } }],
      ['a number below one', { pull_request: { number: -1 } }],
      ['a list', []],
      ['damage', '{"pull_request":{"number":12'],
    ])('is missed in an event of %s', async (_, content) => {
      const env = await event(content);
      expect(await refused(env)).toEqual({
        kind: 'failed',
        message:
          'not posted: no pull request: neither GITHUB_EVENT_PATH nor GITHUB_REF names one. Run on `pull_request`, or give ' +
          '--pull-request',
      });
      rmSync(env.GITHUB_EVENT_PATH);
      expect((await refused(env)).kind).toBe('failed');
    });
  });
});

test.each([
  ['letters', 'x'],
  ['characters outside of the basic plane', '😀'],
  ['characters of three bytes', '日'],
])(
  'a document of too many %s is cut to what GitHub takes, and stays the same on the next run',
  async (_, character) => {
    const env = await start();
    const markdown = `**2 clients fail**\n\n${`## ${character.repeat(40)}\n\n${character.repeat(400)}\n\n`.repeat(400)}`;
    const request = { markdown, fullReport: 'in the summary of the job' };
    expect((await post('github', env, request)).outcome.kind).toBe('created');
    const body = server.comments[0]?.body ?? '';
    expect([...body].length).toBeLessThanOrEqual(65_000);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(262_144);
    expect(body.startsWith(ours('**2 clients fail**\n\n## '))).toBe(true);
    expect(body).toMatch(
      /\n> \*\*Cut to fit into a comment:\*\* \d+ sections are left out\. The whole report is in the summary of the job\.$/,
    );
    expect((await post('github', env, request)).outcome.kind).toBe('unchanged');
  },
);
