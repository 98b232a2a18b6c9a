import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../../lib/version';
import { cli, inFolder, ROOT } from './run-cli';

const PLANS = 'test/fixtures/plans';

beforeAll(() => process.chdir(ROOT));

function expected(file: string): string {
  return readFileSync(join(__dirname, 'fixtures', file), 'utf8').replaceAll('VERSION', VERSION);
}

describe.each(['declared', 'create-missing'])('the report of %s.plan.json', (name) => {
  const path = `${PLANS}/${name}.plan.json`;

  test('as text', async () => {
    expect(await cli(['check', path])).toEqual({ code: 1, stdout: expected(`${name}.out`), stderr: '' });
  });

  test('as JSON', async () => {
    const outcome = await cli(['check', path, '--format', 'json']);
    expect(outcome).toEqual({ code: 1, stdout: expected(`${name}.json`), stderr: '' });
  });
});

// Read off the plans by DESIGN.md 2 and 6, client by client.
test.each([
  {
    plan: 'create-missing',
    verdicts: {
      zendesk_chat: 'fail', // lacks webphone:use
      zendesk_voice: 'pass',
    },
  },
  {
    plan: 'create-missing.opentofu',
    verdicts: { zendesk_chat: 'fail', zendesk_voice: 'pass' },
  },
  {
    plan: 'credentials',
    verdicts: {
      ci: 'pass', // CLIENT-CREDENTIALS: nothing is asked of it
      ci_with_scopes: 'pass', // its scopes and exposed secret are warnings
      disabled: 'fail', // WebPhone:Use, interaction:raed, "routing:user "
      empty_scopes: 'fail',
      implicit: 'fail', // 200,000 seconds
      no_scopes: 'fail',
    },
  },
  {
    plan: 'declared',
    verdicts: {
      ChatAgents: 'fail', // chat-agent without digital:read
      VoiceAgents: 'pass',
    },
  },
  {
    plan: 'lifecycle',
    verdicts: {
      adopted: 'fail', // keeps conversations only
      broken_before: 'fail', // unchanged, and broken all the same
      drifts: 'pass', // what drifted is put back
      gains: 'pass',
      goes: 'ignored', // deleted
      guarded: 'pass',
      loses: 'fail', // interaction:read goes
      renamed_to: 'pass',
      stays: 'pass',
    },
  },
  { plan: 'postcondition-fails', verdicts: { guarded: 'fail' } }, // lacks routing:user
  { plan: 'unknown-whole', verdicts: { late: 'open' } },
])('the verdicts of $plan.plan.json', async ({ plan, verdicts }) => {
  const { stdout, code } = await cli(['check', `${PLANS}/${plan}.plan.json`, '--format', 'json']);
  const found = JSON.parse(stdout).clients.map((client: { address: string; verdict: string }) => [
    client.address,
    client.verdict,
  ]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(
      Object.entries(verdicts).map(([name, verdict]) => [`genesyscloud_oauth_client.${name}`, verdict]),
    ),
  );
  expect(code).toBe(Object.values<string>(verdicts).includes('fail') ? 1 : 0);
});

test('a finding is new only where the plan brings it', async () => {
  const { stdout } = await cli(['check', `${PLANS}/lifecycle.plan.json`, '--format', 'json']);
  const findings: { id: string; new: boolean }[] = JSON.parse(stdout).findings;
  const missing = findings.filter(({ id }) => id.startsWith('missing-scope/'));
  expect(missing.map((finding) => `${finding.new ? 'new' : 'old'} ${finding.id.split('.').pop()}`)).toEqual([
    'new adopted/notifications',
    'new adopted/organization:readonly',
    'new adopted/routing:readonly',
    'new adopted/user-basic-info',
    'new adopted/users',
    'old broken_before/interaction:read',
    'old broken_before/routing:user',
    'new loses/interaction:read',
  ]);
});

test('Terraform and OpenTofu give the same report of the same configuration', async () => {
  const report = async (plan: string) => {
    const { stdout } = await cli(['check', `same=${PLANS}/${plan}.plan.json`, '--format', 'json']);
    return stdout.replaceAll(`${plan}.plan.json`, 'PLAN');
  };
  expect(await report('create-missing.opentofu')).toBe(await report('create-missing'));
});

test('the literal secret of a provider block is announced and never printed', async () => {
  const marker = 'M4RKER-of-a-secret';
  const original = readFileSync(`${PLANS}/create-missing.plan.json`, 'utf8');
  const planted = original.replace('"constant_value":"secret"', `"constant_value":"${marker}"`);
  expect(planted).toContain(marker);
  await inFolder({ 'plan.json': planted }, async () => {
    const [text, json] = [await cli(['check', 'plan.json']), await cli(['check', 'plan.json', '--format', 'json'])];
    expect(text.stdout).toContain('oauthclient_secret is written in the provider block genesyscloud');
    expect(text.stdout + json.stdout).not.toContain(marker);
  });
});
