import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGitlab } from '../review/loopback/gitlab';
import { openPullRequest, type PullRequest, type PullRequestOptions, write } from './checkout';
import { INPUTS, type Inputs, JOBS, jobsWith, runGitlabJob } from './gitlab-job';
import { LACKING, OPEN, SILENCING, STRICT } from './jobs';
import { plant, startRegistry } from './registry';

jest.setTimeout(60_000);

const POLICY = 'genesys-scopes.json';
const PLANS = { 'plan.json': LACKING, 'open.json': OPEN };

let opened: PullRequest[] = [];
afterEach(() => {
  for (const each of opened) each.remove();
  opened = [];
});

interface Start {
  readonly inputs?: Inputs;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: Partial<PullRequestOptions>;
  readonly realNpm?: boolean;
  /** What else happens before the job. */
  readonly before?: (merge: PullRequest) => void;
}

/** Runs the job in the pipeline of a merge request. */
async function run({ inputs = {}, env = {}, options = {}, realNpm = false, before = () => {} }: Start) {
  const merge = openPullRequest({ before: {}, change: {}, job: PLANS, checkout: 'head', ...options });
  opened.push(merge);
  before(merge);
  const common = { CI_MERGE_REQUEST_IID: '3', CI_MERGE_REQUEST_DIFF_BASE_SHA: merge.commits.base };
  const merged = { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: merge.commits.tip };
  const ran = await runGitlabJob(merge, {
    inputs: { plans: 'plan.json', ...inputs },
    env: { ...common, ...(options.checkout === 'merge' && merged), ...env },
    realNpm,
  });
  const folder = join(merge.workspace, 'genesys-scopes-report');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { ...ran, folder, read };
}

test('the job writes what GitLab shows, and ends with the exit code of the review', async () => {
  const { code, log, npm, folder, read } = await run({ inputs: { plans: 'prod=plan.json test=open.json' } });
  expect(code).toBe(1);
  expect(npm).toBe(
    'install --prefix . --cache cache --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel error ' +
      '-- cdktf-genesyscloud-scopes@0.1.0',
  );
  expect(readdirSync(folder).sort()).toEqual([
    'code-quality.json',
    'junit.xml',
    'review.html',
    'review.json',
    'review.md',
  ]);
  expect(log).toContain('error missing-scope');
  expect(log).toContain('no comment: the job has no GITLAB_TOKEN\n');
  expect(JSON.parse(read('review.json')).sources.map(({ label }: { label: string }) => label)).toEqual([
    'prod',
    'test',
  ]);
  const [job] = Object.values(jobsWith({ plans: 'plan.json' }));
  expect(job?.artifacts.reports).toEqual({
    codequality: 'genesys-scopes-report/code-quality.json',
    junit: 'genesys-scopes-report/junit.xml',
  });
  expect(job?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
});

test.each<[string, number, Inputs]>([
  ['nothing fails', 0, { 'fail-on': 'never' }],
  ['not all is known', 0, { plans: 'open.json' }],
  ['what is not known fails', 1, { plans: 'open.json', unknown: 'fail' }],
  ['a plan is not there', 3, { plans: 'none.json' }],
  ['the policy is not there', 2, { policy: 'none.json', 'policy-base': 'off' }],
  ['a pattern stands for the plans', 1, { plans: '*.json' }],
  ['a plan has the name of an option', 3, { plans: '--all' }],
])('where %s, the job ends with %i', async (_, code, inputs) => {
  expect((await run({ inputs })).code).toBe(code);
});

const weakened: Partial<PullRequestOptions> = { before: { [POLICY]: STRICT }, change: { [POLICY]: SILENCING } };
const infra = { job: { 'infra/plan.json': LACKING } };

test.each<[string, 0 | 1, Start]>([
  ['weakens the policy', 1, { options: weakened }],
  ['weakens the policy, in a pipeline for merged results', 1, { options: { ...weakened, checkout: 'merge' } }],
  ['brings the first policy', 1, { options: { change: { [POLICY]: SILENCING } } }],
  [
    'puts a policy nearer to the project',
    1,
    {
      options: { ...infra, before: { [POLICY]: STRICT }, change: { [`infra/${POLICY}`]: SILENCING } },
      inputs: { 'working-directory': 'infra' },
    },
  ],
  [
    'weakens a policy of another name',
    1,
    {
      options: { ...infra, before: { 'policies/ours.json': STRICT }, change: { 'policies/ours.json': SILENCING } },
      inputs: { 'working-directory': 'infra', policy: '../policies/ours.json' },
    },
  ],
  [
    'weakens a policy that is named from the root of the file system',
    1,
    { options: weakened, inputs: { policy: `$CI_PROJECT_DIR/${POLICY}` } },
  ],
  [
    'weakens a policy that is named from the root of the file system, below which the project is',
    1,
    {
      options: { ...weakened, ...infra },
      inputs: { 'working-directory': 'infra', policy: `$CI_PROJECT_DIR/${POLICY}` },
    },
  ],
  [
    'weakens a policy to which a link leads',
    1,
    {
      options: {
        before: { 'policies/ours.json': STRICT },
        change: { 'policies/ours.json': SILENCING },
        links: { link: 'policies' },
      },
      inputs: { policy: 'link/ours.json' },
    },
  ],
  [
    'weakens a policy that is a link',
    1,
    {
      options: {
        before: { 'ours.json': STRICT },
        change: { 'ours.json': SILENCING },
        links: { [POLICY]: 'ours.json' },
      },
    },
  ],
  ['changes no policy', 0, { options: { before: { [POLICY]: SILENCING }, change: { 'main.tf': '' } } }],
  [
    'is merged into a branch that came to silence since',
    0,
    {
      options: {
        before: { [POLICY]: STRICT },
        change: { 'main.tf': '' },
        meanwhile: { [POLICY]: SILENCING },
        checkout: 'merge',
      },
    },
  ],
  ['weakens the policy, which reviewers trust', 0, { options: weakened, inputs: { 'trust-head-policy': 'true' } }],
  ['weakens the policy, and nothing is compared', 0, { options: weakened, inputs: { 'policy-base': 'off' } }],
])('a merge request that %s is judged by the policy of before: exit code %i', async (_, code, start) => {
  const ran = await run(start);
  expect(ran.code).toBe(code);
  if (code === 1) expect(ran.read('review.md')).toContain('### Silenced in this change');
});

const brought: Start = { options: { job: { ...PLANS, [POLICY]: SILENCING } } };
const elsewhere: Start = {
  inputs: { policy: '$CI_PROJECT_DIR/../temp/ours.json' },
  before: ({ temp }) => write(temp, 'ours.json', SILENCING),
};

test.each<[string, Start, string]>([
  [
    'the commit from before the change is not there',
    { options: weakened, env: { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'f'.repeat(40) } },
    'the commit from before the change cannot be fetched, so .*; set GIT_DEPTH: 0, give the policy .* policy-base: off',
  ],
  ['the pipeline brought the policy', brought, 'no commit has the policy, which the pipeline brought, so .*'],
  [
    'the policy is outside of the checkout',
    { ...elsewhere, inputs: { policy: '/nowhere/ours.json' } },
    '/nowhere/ours.json is outside of the checkout, so .*',
  ],
  ['the way to the policy leads out of the checkout', elsewhere, 'Git cannot look for ../temp/ours.json in .*'],
  [
    'the policy is a link out of the checkout',
    {
      ...elsewhere,
      inputs: { policy: 'ours.json' },
      options: { links: { 'ours.json': '../temp/ours.json' }, job: PLANS },
    },
    'ours.json is a link out of the commit .*',
  ],
  [
    'the policy is a folder',
    { inputs: { policy: 'ours' }, options: { before: { 'ours/x.json': STRICT } } },
    'ours in the commit .* is no file, so .*',
  ],
])('the job does not go on without the policy of before, where %s', async (_, start, said) => {
  const { code, log } = await run(start);
  expect([code, log]).toEqual([2, expect.stringMatching(new RegExp(`^policy-base: ${said}$`, 'm'))]);
});

test.each([brought, elsewhere])('a policy from elsewhere is taken where nothing is to be compared', async (start) => {
  expect((await run({ ...start, inputs: { ...start.inputs, 'policy-base': 'off' } })).code).toBe(0);
});

test.each(['.', 'infra'])('nothing that the change brings runs as the package, in the folder %s', async (folder) => {
  const [ours, theirs] = [await startRegistry('package'), await startRegistry('planted')];
  try {
    const { code, log } = await run({
      inputs: { 'working-directory': folder },
      options: { job: { [`${folder}/plan.json`]: LACKING } },
      realNpm: true,
      before: ({ workspace, temp }) => {
        for (const each of ['.', folder]) plant(join(workspace, each), theirs.url);
        write(temp, '.npmrc', `registry=${ours.url}\n`);
      },
    });
    expect(log).not.toContain('planted package runs');
    expect([code, ours.requests, theirs.requests]).toEqual([1, ['/cdktf-genesyscloud-scopes', '/package.tgz'], []]);
  } finally {
    ours.close();
    theirs.close();
  }
});

test('a report that the change brings is none of the job', async () => {
  const { code, log } = await run({
    inputs: { package: 'none@1' },
    options: { job: { ...PLANS, 'genesys-scopes-report/review.json': '{}' } },
  });
  expect([code, log]).toEqual([70, expect.stringContaining('the package none@1 cannot be run\n')]);
});

test('a package that cannot be run is no finding', async () => {
  const { code, log } = await run({ inputs: { package: 'none@1' } });
  expect([code, log]).toEqual([70, expect.stringContaining('the package none@1 cannot be run\n')]);
});

test('places are told from the root of the repository', async () => {
  const { read } = await run({ options: infra, inputs: { 'working-directory': 'infra' } });
  const paths = JSON.parse(read('code-quality.json')).map(
    ({ location }: { location: { path: string } }) => location.path,
  );
  expect([...new Set(paths)]).toEqual(['infra/plan.json']);
});

test('with a token the merge request gets a comment', async () => {
  const server = await startGitlab({ token: 'planted', user: { id: 40, username: 'project_77_bot' } });
  try {
    const env = {
      GITLAB_TOKEN: 'planted',
      CI_API_V4_URL: `${server.url}/api/v4`,
      CI_PROJECT_ID: server.project,
      CI_PROJECT_URL: 'https://gitlab.example.com/group/project',
    };
    const { code, log, read } = await run({ env, inputs: { 'comment-key': 'infra' } });
    expect(code).toBe(1);
    expect(server.notes.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^<!-- genesys-scopes:infra -->\n\*\*❌ Fails/),
    ]);
    expect(log + read('review.json')).not.toContain('planted');
    await run({ env, inputs: { comment: 'false' } });
    expect(server.notes).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test('every input is used and described, and reaches the script only as a variable', () => {
  const body = JSON.stringify(JOBS);
  const used = [...body.matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)].map(([, name]) => name);
  expect([...new Set(used)].sort()).toEqual(Object.keys(INPUTS).sort());
  for (const { script } of Object.values(JOBS)) expect(script.join('\n')).not.toContain('$[[');
});
