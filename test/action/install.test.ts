import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../../lib/version';
import { write } from './checkout';
import { type ActionJob, LACKING, PROJECT, startJob } from './jobs';
import { packageFiles } from './package';
import { plant, startRegistry } from './registry';

jest.setTimeout(60_000);

let job: ActionJob;
afterEach(() => job.remove());

/** Puts an npm before the real one. It notes down where it ran with what, and does what the script says. */
function withNpm(script: string) {
  const log = join(job.temp, 'npm.log');
  write(job.temp, 'bin/npm', `#!/bin/sh\necho "$PWD $* token=$GITHUB_TOKEN" >> '${log}'\n${script}\n`);
  chmodSync(join(job.temp, 'bin/npm'), 0o755);
  return {
    env: { PATH: `${join(job.temp, 'bin')}:${process.env.PATH}`, GITHUB_TOKEN: 'planted' },
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
  };
}

/** An npm that lays the package where it is to be. */
function installingNpm() {
  for (const [path, text] of Object.entries(packageFiles('package'))) write(job.temp, path, text);
  return withNpm(`mkdir -p node_modules && cp -r '${job.temp}/package' node_modules/cdktf-genesyscloud-scopes`);
}

/** Matches a call in a new folder beside the files of the job. */
function callOf(version: string): unknown {
  const place = '--prefix=. --cache=cache';
  const flags = '--omit=peer --ignore-scripts --no-audit --no-fund --loglevel=error';
  const asked = `install ${place} ${flags} cdktf-genesyscloud-scopes@${version} token=`;
  const folder = join(job.temp, 'genesys-scopes/npm-');
  return expect.stringMatching(new RegExp(`^${folder}\\w{6} ${asked.replaceAll('.', '\\.')}$`));
}

test('a project with the package is reviewed by its own', async () => {
  job = startJob();
  const { env, calls } = installingNpm();
  expect(await job.run({}, env)).toMatchObject({ code: 1, outputs: { verdict: 'fail' } });
  expect(calls()).toEqual([]);
});

test('a project below the one that has the package uses it', async () => {
  job = startJob({ job: { ...PROJECT, 'stacks/voice/plan.json': LACKING } });
  const { env, calls } = installingNpm();
  expect(await job.run({ 'working-directory': 'stacks/voice' }, env)).toMatchObject({ code: 1 });
  expect(calls()).toEqual([]);
});

test('without the package in the project, that of the version of the action is installed, outside of the checkout', async () => {
  job = startJob({ job: { 'plan.json': LACKING } });
  const { env, calls } = installingNpm();
  expect(await job.run({}, env)).toMatchObject({ code: 1, outputs: { verdict: 'fail' } });
  expect(calls()).toEqual([callOf(VERSION)]);
  expect(existsSync(join(job.workspace, 'node_modules'))).toBe(false);
});

test('what was installed before is not counted on', async () => {
  job = startJob({ job: { 'plan.json': LACKING } });
  // Where a step before can guess that it would be looked for.
  plant(join(job.temp, 'genesys-scopes/npm', VERSION), 'http://127.0.0.1:9');
  const { env, calls } = installingNpm();
  for (const _ of [1, 2]) expect(await job.run({ version: VERSION }, env)).toMatchObject({ code: 1 });
  expect(calls()).toEqual([callOf(VERSION), callOf(VERSION)]);
  expect(new Set(calls()).size).toBe(2);
});

test('with a version, nothing that the change brings runs as the package, and the registry of the user is asked', async () => {
  job = startJob({ job: { 'plan.json': LACKING } });
  const [ours, theirs] = [await startRegistry('package'), await startRegistry('planted')];
  try {
    plant(job.workspace, theirs.url);
    write(job.temp, '.npmrc', `registry=${ours.url}\n`);
    const { code, log } = await job.run({ version: VERSION });
    expect(log).not.toContain('planted package runs');
    expect([code, ours.requests, theirs.requests]).toEqual([1, ['/cdktf-genesyscloud-scopes', '/package.tgz'], []]);
  } finally {
    ours.close();
    theirs.close();
  }
});

test('a version that is named comes before what the change has in node_modules', async () => {
  job = startJob();
  const { env, calls } = installingNpm();
  expect(await job.run({ version: '0.2.0-rc.1' }, env)).toMatchObject({ code: 1, outputs: { verdict: 'fail' } });
  expect(calls()).toEqual([callOf('0.2.0-rc.1')]);
});

test('what cannot be installed is an error that says what to do', async () => {
  job = startJob({ job: { 'plan.json': LACKING } });
  const { env } = withNpm('echo "npm error 404 Not Found" >&2; exit 1');
  expect(await job.run({}, env)).toMatchObject({
    code: 2,
    outputs: { verdict: 'unread' },
    log:
      `::error title=genesys-scopes::cannot install cdktf-genesyscloud-scopes@${VERSION}: npm error 404 Not Found. ` +
      'Make it a dependency of the project and run npm ci before this step, or name another version\n',
  });
});

test.each(['1.0.0; touch pwned', '$(touch pwned)', '../../package', '--registry=https://example.com'])(
  'the version %s is none, and nothing runs',
  async (version) => {
    job = startJob();
    const { env, calls } = installingNpm();
    expect(await job.run({ version }, env)).toMatchObject({
      code: 2,
      log: `::error title=genesys-scopes::version: "${version}" is no version of a package\n`,
    });
    expect(calls()).toEqual([]);
  },
);

test('without Node the step says so', async () => {
  job = startJob();
  const ran = await job.run({}, { PATH: join(job.temp, 'nothing') });
  expect(ran).toMatchObject({ outcome: 'failure' });
  expect(ran.log).toContain('::error title=genesys-scopes::Node 20 or newer is needed: add actions/setup-node');
});
