import { type ActionJob, startJob } from './jobs';
import { packageFiles } from './package';

jest.setTimeout(60_000);

let job: ActionJob | undefined;
afterEach(() => job?.remove());

/** What a synth writes of one client. */
const synth = (scopes: readonly string[]) =>
  JSON.stringify({
    resource: { genesyscloud_oauth_client: { chat: { name: 'chat', authorized_grant_type: 'CODE', scopes } } },
  });
const SYNTH = 'cdktf.out/stacks/prod/cdk.tf.json';
const PACKAGE = packageFiles('node_modules/cdktf-genesyscloud-scopes');

test.each<[string, number, string]>([
  ['has what the base branch lacks too', 0, synth(['users'])],
  ['takes a scope away', 1, synth([])],
])('a pull request that %s ends with %i against the report of the base branch', async (_, code, after) => {
  const before = startJob({ job: { ...PACKAGE, [SYNTH]: synth(['users']) } });
  job = startJob({ job: { ...PACKAGE, [SYNTH]: after } });
  try {
    const options = { plans: 'cdktf.out', 'policy-base': 'off', 'report-only': 'true' };
    const { outputs } = await before.run(options);
    expect(outputs.verdict).toBe('fail');
    const ran = await job.run({ plans: 'cdktf.out', baseline: outputs['report-path'] ?? '' });
    expect([ran.code, ran.outputs.verdict]).toEqual([code, code === 0 ? 'pass' : 'fail']);
  } finally {
    before.remove();
  }
});
