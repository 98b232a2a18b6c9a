import { readFileSync } from 'node:fs';
import { entry, plan } from '../sources/inputs';
import { type ActionJob, LACKING, OPEN, PROJECT, SILENCING, startJob } from './jobs';

jest.setTimeout(60_000);

/** A plan with one client that has its scopes, of which Terraform says that it is not the whole. */
const PARTIAL = plan([entry('genesyscloud_oauth_client.a')], { complete: false });

let job: ActionJob;
beforeAll(() => {
  const policies = { 'silencing.json': SILENCING, 'broken.json': '{ "clients": 1 }' };
  job = startJob({
    job: { ...PROJECT, ...policies, 'open.json': OPEN, 'half.json': LACKING.slice(0, 2000), 'partial.json': PARTIAL },
  });
});
afterAll(() => job.remove());

test.each([
  ['a client lacks a scope', {}, 'fail', 1, '1'],
  ['the job is to stay green', { 'fail-on': 'never' }, 'fail', 0, '1'],
  ['only a report is wanted', { 'report-only': 'true' }, 'fail', 0, '1'],
  ['the policy leaves the client out', { policy: 'silencing.json' }, 'pass', 0, '0'],
  ['not all is known', { plans: 'open.json' }, 'open', 0, '0'],
  ['what is not known fails', { plans: 'open.json', unknown: 'fail' }, 'fail', 1, '0'],
  ['a plan shows a part only', { plans: 'partial.json' }, 'open', 0, '0'],
  ['what is not seen fails', { plans: 'partial.json', unknown: 'fail' }, 'fail', 1, '0'],
  ['a plan is cut off', { plans: 'half.json' }, 'unread', 3, '0'],
  ['a plan is not there', { plans: 'plan.json none.json' }, 'unread', 3, '1'],
  ['a plan is cut off, and the job is to stay green', { plans: 'half.json', 'fail-on': 'never' }, 'unread', 3, '0'],
  ['a plan of a report-only job is cut off', { plans: 'half.json', 'report-only': 'true' }, 'unread', 3, '0'],
  ['the policy is wrong', { policy: 'broken.json' }, 'unread', 2, ''],
  ['an option is wrong', { unknown: 'perhaps' }, 'unread', 2, ''],
  ['there is no client where one is required', { plans: 'policy.json', 'require-clients': 'true' }, 'unread', 3, '0'],
  ['no plan is named', { plans: ' ' }, 'unread', 2, ''],
])('when %s, the outputs and the exit code say so', async (_, inputs, verdict, code, missing) => {
  const ran = await job.run(inputs);
  expect(ran).toMatchObject({
    outcome: code === 0 ? 'success' : 'failure',
    code,
    outputs: { verdict, 'missing-count': missing },
  });
  if (verdict === 'unread') expect(ran.log).toContain('::error ');
});

test('the files hold the report in the forms that the outputs name, and the summary is the document', async () => {
  const { outputs, summary } = await job.run();
  const read = (name: string) => readFileSync(outputs[name] ?? '', 'utf8');
  expect(JSON.parse(read('report-path')).format).toBe('genesys-scopes/report@1');
  expect(JSON.parse(read('sarif-path')).version).toBe('2.1.0');
  expect(read('html-path')).toMatch(/^<!doctype html>/);
  expect(read('markdown-path')).toMatch(/^\*\*❌ Fails\*\*: 2 clients in plan\.json: /);
  expect(summary).toBe(read('markdown-path'));
  for (const name of ['report-path', 'sarif-path', 'html-path', 'markdown-path'])
    expect(outputs[name]).toContain(job.temp);
});

test('a job that only writes a report shows nothing outside of its log', async () => {
  const ran = await job.run({ 'report-only': 'true', sarif: 'true', comment: 'true' }, { GITHUB_TOKEN: 'token' });
  expect(ran).toMatchObject({ outcome: 'success', summary: '', used: [], outputs: { 'comment-url': '' } });
  expect(ran.log).toContain('lacks the required scope "webphone:use"');
  expect(ran.log).not.toMatch(/^::/m);
});

test('reports of other jobs are reviewed as their plans are', async () => {
  const made = await job.run({ plans: 'prod=plan.json', 'report-only': 'true' });
  const reviewed = await job.run({ plans: made.outputs['report-path'] ?? '' });
  const direct = await job.run({ plans: 'prod=plan.json' });
  expect(reviewed).toMatchObject({ code: 1, log: direct.log, summary: direct.summary });
});

test('SARIF is uploaded where it is asked for and all was read, and the verdict comes after the upload', async () => {
  const upload = 'github/codeql-action/upload-sarif';
  const { outputs, used } = await job.run({ sarif: 'true' }, { GITHUB_TOKEN: 'planted' });
  const given = { sarif_file: outputs['sarif-path'], token: 'planted' };
  expect(used).toEqual([[expect.stringMatching(new RegExp(`^${upload}@[0-9a-f]{40}$`)), given]]);
  expect((await job.run()).used).toEqual([]);
  expect((await job.run({ sarif: 'true', plans: 'half.json' })).used).toEqual([]);
});

test('a defect of the action is called one, and is no finding', async () => {
  expect(await job.run({}, { GITHUB_EVENT_PATH: `${job.workspace}/README.md` })).toMatchObject({
    code: 70,
    outputs: { verdict: 'unread' },
    log: '::error title=genesys-scopes::the action has a defect (SyntaxError): please report it\n',
  });
});

test('an upload that fails fails the step, and the verdict is told all the same', async () => {
  const failing = ['github/codeql-action/upload-sarif'];
  const found = await job.run({ sarif: 'true' }, {}, failing);
  expect(found).toMatchObject({ outcome: 'failure', code: 1, outputs: { verdict: 'fail' } });
  const passed = await job.run({ sarif: 'true', policy: 'silencing.json' }, {}, failing);
  expect(passed).toMatchObject({ outcome: 'failure', code: 0, outputs: { verdict: 'pass' } });
});

test('the summary stays below what GitHub shows', async () => {
  const plan = JSON.parse(LACKING);
  const [change] = plan.resource_changes;
  plan.resource_changes = Array.from({ length: 50 }, (_, index) => {
    const name = `client_${index}_${'x'.repeat(20_000)}`;
    return { ...change, address: `genesyscloud_oauth_client.${name}`, name };
  });
  const large = startJob({ job: { ...PROJECT, 'plan.json': JSON.stringify(plan) } });
  try {
    const { summary, outputs } = await large.run();
    const whole = readFileSync(outputs['markdown-path'] ?? '', 'utf8');
    expect(Buffer.byteLength(whole)).toBeGreaterThan(1024 * 1024);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    const end = summary.lastIndexOf('\n\n> **Cut to fit into a summary:**');
    expect(end).toBeGreaterThan(900_000);
    expect(whole.startsWith(summary.slice(0, end))).toBe(true);
    expect(summary.split('<details').length).toBe(summary.split('</details>').length);
  } finally {
    large.remove();
  }
});
