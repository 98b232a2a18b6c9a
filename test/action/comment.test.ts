import { readFileSync } from 'node:fs';
import { ACTIONS, type Github, startGithub } from '../review/loopback/github';
import { type ActionJob, OPEN, PROJECT, startJob } from './jobs';

jest.setTimeout(60_000);

const TOKEN = 'planted-token-4d1f+/=';
const COMMENT = 'https://github.com/octo-org/octo-repo/pull/12#issuecomment-1001';

let job: ActionJob;
let github: Github;
beforeAll(() => {
  job = startJob({ job: { ...PROJECT, 'open.json': OPEN } });
});
afterAll(() => job.remove());
beforeEach(async () => {
  github = await startGithub({ token: TOKEN, account: ACTIONS });
});
afterEach(() => github.close());

/** A run that comments as far as the action decides so by itself. */
function run(inputs: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) {
  return job.run({ comment: 'auto', ...inputs }, { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url, ...env });
}

test('a pull request gets one comment, which is the document, and which later runs keep up to date', async () => {
  const first = await run();
  const document = readFileSync(first.outputs['markdown-path'] ?? '', 'utf8').trimEnd();
  expect(first).toMatchObject({ code: 1, outputs: { verdict: 'fail', 'comment-url': COMMENT } });
  expect(github.comments).toEqual([{ id: 1001, user: ACTIONS, body: `<!-- genesys-scopes:review -->\n${document}` }]);
  const second = await run({ plans: 'open.json' });
  expect(second).toMatchObject({ code: 0, outputs: { verdict: 'open', 'comment-url': COMMENT } });
  expect(github.comments).toEqual([{ id: 1001, user: ACTIONS, body: expect.stringContaining('⏳') }]);
});

test('a job that stays green gets the same comment', async () => {
  const ran = await run({ 'fail-on': 'never' });
  expect(ran).toMatchObject({ outcome: 'success', outputs: { verdict: 'fail', 'comment-url': COMMENT } });
  expect(github.comments).toEqual([expect.objectContaining({ body: expect.stringContaining('**❌ Fails**') })]);
  expect(ran.log).not.toContain('title=genesys-scopes');
});

test('another key is another comment', async () => {
  await run();
  await run({ 'comment-key': 'stacks/voice' });
  expect(github.comments.map(({ body }) => body.split('\n', 1)[0])).toEqual([
    '<!-- genesys-scopes:review -->',
    '<!-- genesys-scopes:stacks/voice -->',
  ]);
});

test.each([
  ['on a push', {}, { GITHUB_EVENT_NAME: 'push' }, 0],
  ['on a push, where one is asked for', { comment: 'true' }, { GITHUB_EVENT_NAME: 'push' }, 1],
  ['on a push, where a pull request is named', { 'pull-request': '12' }, { GITHUB_EVENT_NAME: 'push' }, 1],
  ['on a pull request, where none is wanted', { comment: 'false' }, {}, 0],
])('comments are written %s: %#', async (_, inputs, env, count) => {
  await run(inputs, env);
  expect(github.comments).toHaveLength(count);
});

test('the read-only token of a fork changes nothing but that there is no comment', async () => {
  const fork = await startGithub({ token: TOKEN, account: ACTIONS, readOnly: true });
  try {
    const ran = await run({}, { GITHUB_API_URL: fork.url });
    expect(ran).toMatchObject({ code: 1, outputs: { verdict: 'fail', 'comment-url': '' } });
    expect(ran.summary).toMatch(/^\*\*❌ Fails/);
    expect(ran.log).toContain('not posted: ');
    expect(await run({ plans: 'open.json' }, { GITHUB_API_URL: fork.url })).toMatchObject({ outcome: 'success' });
  } finally {
    await fork.close();
  }
});

test('a comment that cannot be written fails the step, and leaves the verdict', async () => {
  const ran = await run({ plans: 'open.json' }, { GITHUB_TOKEN: 'another-token' });
  expect(ran).toMatchObject({ code: 3, outputs: { verdict: 'open', 'comment-url': '' } });
  expect(ran.log).toMatch(/^::error title=genesys-scopes::.*not posted: /m);
});

test('the token reaches GitHub and nothing else', async () => {
  const ran = await run();
  const files = Object.values(ran.outputs).filter((path) => path.startsWith(job.temp));
  expect(files).toHaveLength(4);
  expect(github.requests.map(({ headers }) => headers.authorization)).toContain(`token ${TOKEN}`);
  for (const text of [ran.log, ran.summary, ...files.map((file) => readFileSync(file, 'utf8'))]) {
    expect(text).not.toContain(TOKEN);
  }
});
