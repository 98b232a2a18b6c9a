import { git, type PullRequest, type PullRequestOptions, write } from './checkout';
import { serveGit } from './git-server';
import { type ActionJob, PROJECT, pullRequestEvent, SILENCING, STRICT, startJob } from './jobs';
import type { Ran } from './runner';

jest.setTimeout(60_000);

const POLICY = 'genesys-scopes.json';
const IN_INFRA = Object.fromEntries(Object.entries(PROJECT).map(([path, text]) => [`infra/${path}`, text]));

let jobs: ActionJob[] = [];
afterEach(() => {
  for (const job of jobs) job.remove();
  jobs = [];
});

function start(...args: Parameters<typeof startJob>): ActionJob {
  const job = startJob(...args);
  jobs.push(job);
  return job;
}

/** Whether the review saw that the change silences the finding. */
function silenced({ code, outputs, summary }: Ran): boolean {
  expect([code, outputs.verdict]).toEqual(summary.includes('### Silenced in this change') ? [1, 'fail'] : [0, 'pass']);
  return code === 1;
}

const weakened: PullRequestOptions = { before: { [POLICY]: STRICT }, change: { [POLICY]: SILENCING } };

test.each<[string, Partial<PullRequestOptions>, Record<string, string>]>([
  ['checked out as the merge, with one commit', weakened, {}],
  ['checked out as its head', { ...weakened, checkout: 'head' }, {}],
  ['checked out with all commits', { ...weakened, whole: true }, {}],
  ['with the first policy of the repository', { before: {}, change: { [POLICY]: SILENCING } }, {}],
  [
    'with a policy nearer to the project than the one that there was',
    { before: { [POLICY]: STRICT }, change: { [`infra/${POLICY}`]: SILENCING }, job: IN_INFRA },
    { 'working-directory': 'infra' },
  ],
  [
    'with the policy moved away from the project',
    {
      before: { [`infra/${POLICY}`]: STRICT },
      change: { [`infra/${POLICY}`]: null, [POLICY]: SILENCING },
      job: IN_INFRA,
    },
    { 'working-directory': 'infra' },
  ],
  [
    'with a policy of another name',
    { before: { 'policies/ours.json': STRICT }, change: { 'policies/ours.json': SILENCING }, job: IN_INFRA },
    { 'working-directory': 'infra', policy: '../policies/ours.json' },
  ],
  [
    'with a policy to which a link leads',
    { before: { 'policies/ours.json': STRICT }, change: { 'policies/ours.json': SILENCING }, links: { l: 'policies' } },
    { policy: 'l/ours.json' },
  ],
])('what a pull request silences, %s, still fails', async (_, options, inputs) => {
  expect(silenced(await start(options).run(inputs))).toBe(true);
});

test.each<[string, Partial<PullRequestOptions>, Record<string, string>]>([
  ['the policy of before silences too', { before: { [POLICY]: SILENCING }, change: { 'main.tf': '' } }, {}],
  [
    'the base branch came to silence since',
    { before: { [POLICY]: STRICT }, change: { 'main.tf': '' }, meanwhile: { [POLICY]: SILENCING } },
    {},
  ],
  [
    'the policy of before only moves nearer to the project',
    {
      before: { [POLICY]: SILENCING },
      change: { [POLICY]: null, [`infra/${POLICY}`]: SILENCING },
      job: IN_INFRA,
    },
    { 'working-directory': 'infra' },
  ],
  ['reviewers trust the new policy', weakened, { 'trust-head-policy': 'true' }],
  ['nothing is to be compared', weakened, { 'policy-base': 'off' }],
  ['a file is named to compare with', weakened, { 'policy-base': POLICY }],
  ['the policy is a file of the job', { job: { ...PROJECT, 'ours.json': SILENCING } }, { policy: 'ours.json' }],
])('nothing is silenced by the change where %s', async (_, options, inputs) => {
  const ran = await start(options).run(inputs);
  expect(ran.outputs.verdict).toBe('pass');
});

test('a pull request that deletes the policy is judged by it all the same', async () => {
  const asksMore = JSON.stringify({ clients: [{ match: '**', profile: 'chat-agent' }] });
  const job = start({ before: { [POLICY]: asksMore }, change: { [POLICY]: null } });
  const { summary } = await job.run();
  expect(summary).toMatch(/### Silenced in this change[^#]+digital:read/);
});

test('a merge queue compares with what it merges into', async () => {
  const payload = ({ commits }: PullRequest) => ({ merge_group: { base_sha: commits.tip, head_sha: commits.merge } });
  const job = start(weakened, { name: 'merge_group', payload });
  expect(silenced(await job.run())).toBe(true);
});

test('without a checkout and without a policy there is nothing to compare', async () => {
  const job = start({ checkout: 'nothing' });
  expect(await job.run()).toMatchObject({ code: 1, outputs: { verdict: 'fail' } });
});

test('a push compares with nothing', async () => {
  const job = start(weakened, { name: 'push', payload: () => ({ ref: 'refs/heads/main' }) });
  expect(silenced(await job.run())).toBe(false);
});

test.each<[string, Partial<PullRequestOptions>, (pull: PullRequest) => unknown]>([
  [
    'the commit from before the change cannot be fetched',
    { ...weakened, checkout: 'head' },
    () => ({ pull_request: { base: { sha: 'f'.repeat(40) }, head: { sha: 'e'.repeat(40) } } }),
  ],
  [
    'the event names none',
    weakened,
    () => ({ pull_request: { base: { sha: '--upload-pack=touch x' }, head: { sha: '' } } }),
  ],
  [
    'there is a policy, but no checkout',
    { checkout: 'nothing', job: { ...PROJECT, [POLICY]: SILENCING } },
    pullRequestEvent,
  ],
])('the review does not go on without the policy of before, where %s', async (_, options, payload) => {
  const job = start(options, { payload });
  const ran = await job.run();
  expect(ran).toMatchObject({ code: 2, outputs: { verdict: 'unread' }, summary: '' });
  expect(ran.log).toMatch(/^::error title=genesys-scopes::policy-base: .*\n$/);
});

test('the review does not go on where the policy is a link out of the checkout', async () => {
  const job = start({ links: { 'ours.json': '../temp/ours.json' } });
  write(job.temp, 'ours.json', SILENCING);
  expect(await job.run({ policy: 'ours.json' })).toMatchObject({
    code: 2,
    outputs: { verdict: 'unread' },
    log: expect.stringMatching(
      /^::error title=genesys-scopes::policy-base: Git cannot read ours\.json in the commit \w+, /,
    ),
  });
});

test('a checkout that keeps no credentials is no hindrance: the token fetches, and shows nowhere', async () => {
  const token = 'planted-token-4d1f';
  const job = start(weakened);
  const server = await serveGit(job.server, token);
  try {
    // What is left of a checkout with `persist-credentials: false`.
    git(job.workspace, 'remote', 'set-url', 'origin', `${server.url}/octo-org/octo-repo`);
    const env = { GITHUB_SERVER_URL: server.url };
    expect((await job.run({}, env)).outputs.verdict).toBe('unread');
    const ran = await job.run({}, { ...env, GITHUB_TOKEN: token });
    expect(silenced(ran)).toBe(true);
    expect(JSON.stringify(ran)).not.toContain(token);
  } finally {
    server.close();
  }
});
