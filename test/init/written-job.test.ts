import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openPullRequest, type PullRequest, write } from '../action/checkout';
import { plant, type Registry, startRegistry } from '../action/registry';
import { childCli } from '../cli/run-cli';
import { ACTIONS, type startGithub as Start, startGithub } from '../review/loopback/github';

const yaml: { load(text: string): unknown } = require('js-yaml');

jest.setTimeout(60_000);

const LACKING = `resource "genesyscloud_oauth_client" "agent" {
  name                  = "Agent"
  authorized_grant_type = "CODE"
  registered_redirect_uri = ["https://example.com/"]
  scope                 = ["users"]
}
`;
const SILENCING = JSON.stringify({ clients: [{ match: '**', ignore: 'the chat team will see to it' }] });

const workflow = z.object({
  jobs: z.object({
    review: z.object({
      defaults: z.object({ run: z.object({ 'working-directory': z.string() }) }).optional(),
      steps: z.array(z.object({ run: z.string().optional() })),
    }),
  }),
});

/** Runs the steps of the workflow that are scripts, as the runner does, up to one that fails. */
async function runScripts({ workspace, temp, commits }: PullRequest, file: string, env: Record<string, string>) {
  const { defaults, steps } = workflow.parse(yaml.load(readFileSync(join(workspace, file), 'utf8'))).jobs.review;
  const [cwd, ran] = [join(workspace, defaults?.run['working-directory'] ?? ''), { code: 0, log: '' }];
  for (const { run } of steps) {
    if (run === undefined || ran.code !== 0) continue;
    const child = spawn('/bin/bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', run], {
      cwd,
      env: { PATH: process.env.PATH, HOME: temp, CI: 'true', RUNNER_TEMP: temp, BASE: commits.base, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        ran.log += text;
      });
    }
    ran.code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? -1)));
  }
  return ran;
}

let [ours, theirs]: Registry[] = [];
let github: Awaited<ReturnType<typeof Start>>;
let pull: PullRequest | undefined;
beforeAll(async () => {
  [ours, theirs] = [await startRegistry('sources'), await startRegistry('planted')];
  github = await startGithub({ token: 'token', account: ACTIONS });
});
afterAll(async () => {
  ours?.close();
  theirs?.close();
  await github.close();
});
afterEach(() => pull?.remove());

test.each(['', 'infra'])(
  'the workflow for plain Terraform runs nothing of the change, in the folder "%s"',
  async (folder) => {
    const name = ['genesys-scopes', folder].filter(Boolean).join('-');
    pull = openPullRequest({
      before: { [join(folder, 'main.tf')]: LACKING },
      change: { [join(folder, 'genesys-scopes.json')]: SILENCING },
      whole: true,
    });
    const { workspace, temp } = pull;
    expect(childCli(['init', join(workspace, folder), '--ci', 'github']).code).toBe(0);
    for (const each of ['', folder]) plant(join(workspace, each), theirs?.url ?? '');
    write(temp, '.npmrc', `registry=${ours?.url}\n`);
    const { code, log } = await runScripts(pull, `.github/workflows/${name}.yml`, {
      GITHUB_TOKEN: 'token',
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_REF: `refs/pull/${github.number}/merge`,
    });
    expect(log).not.toContain('planted package runs');
    expect([code, log, theirs?.requests]).toEqual([1, expect.stringContaining('missing-scope'), []]);
  },
);
