import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import templateFiles from '../../lib/init/template-files.json';
import { jobsWith } from '../action/gitlab-job';
import { cli, type Files, inFolder, ROOT } from '../cli/run-cli';
import { forHost, HOST } from '../helpers/host';

const yaml: { load(text: string): unknown } = require('js-yaml');

const GITHUB = '.github/workflows/genesys-scopes.yml';
const CDKTF: Files = { '.git/config': '', 'cdktf.json': '{"language":"typescript"}' };
const manifest = (content: object) => ({ 'package.json': JSON.stringify(content) });
const WITH_CLI = manifest({ devDependencies: { 'cdktf-cli': '1', 'cdktf-genesyscloud-scopes': '1' } });

/** What init writes for a CI system. */
function written(files: Files, args: readonly string[], file: string): Promise<string> {
  return inFolder(files, async () => {
    const { code, stderr } = await cli(['init', ...args]);
    expect([code, stderr]).toEqual([0, '']);
    return readFileSync(file, 'utf8');
  });
}

const workflow = z.object({
  name: z.string(),
  jobs: z.object({
    review: z.object({
      defaults: z.object({ run: z.object({ 'working-directory': z.string() }) }).optional(),
      steps: z.array(z.object({ run: z.string().optional(), env: z.record(z.string(), z.string()).optional() })),
    }),
  }),
});

function commandsOf(text: string): string[] {
  return workflow.parse(yaml.load(text)).jobs.review.steps.flatMap(({ run }) => run ?? []);
}

const SHOW = (path: string) =>
  `git show "$BASE:${path}" > "$RUNNER_TEMP/before.json" || echo '{}' > "$RUNNER_TEMP/before.json"`;
const REVIEW = 'genesys-scopes review cdktf.out --policy-base "$RUNNER_TEMP/before.json" --post github --format github';

const REVIEW_HERE = REVIEW.replace('genesys-scopes review cdktf.out', 'review .');
const INSTALL = `mkdir "$RUNNER_TEMP/tool"
cd "$RUNNER_TEMP/tool"
echo '{ "private": true }' > package.json
npm install --prefix . --cache cache --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel error ${HOST.package}@0.1.0
`;
/** That a plan would tell more than what is read. */
const KNOWS_MORE = '# Reads the configuration, which needs no credentials. A plan knows more: ';

describe('the workflow of GitHub', () => {
  test('is the example as it is, for a project that is as in the example', async () => {
    const files = { ...CDKTF, ...WITH_CLI, 'package-lock.json': '{}' };
    expect(await written(files, ['--ci', 'github'], GITHUB)).toBe(
      readFileSync(join(ROOT, 'examples/ci/github/without-action.yml'), 'utf8'),
    );
  });

  test.each<[string, Files, string[]]>([
    ['npm without a lock', { ...CDKTF, ...WITH_CLI }, ['npm install', 'npx cdktf synth', `npx ${REVIEW}`]],
    [
      'pnpm',
      { ...CDKTF, ...WITH_CLI, 'pnpm-lock.yaml': '' },
      ['corepack enable', 'pnpm install --frozen-lockfile', 'pnpm exec cdktf synth', `pnpm exec ${REVIEW}`],
    ],
    [
      'yarn',
      { ...CDKTF, ...WITH_CLI, 'yarn.lock': '' },
      ['corepack enable', 'yarn install --frozen-lockfile', 'yarn run cdktf synth', `yarn run ${REVIEW}`],
    ],
    [
      'a synth of its own',
      { ...CDKTF, ...manifest({ scripts: { synth: 'tsx main.ts' } }), 'package-lock.json': '' },
      ['npm ci', 'npm run synth', `npx ${REVIEW}`],
    ],
    [
      'a synth that counts on a command line of somebody',
      { ...CDKTF, ...manifest({ scripts: { synth: 'cdktf synth' } }), 'package-lock.json': '' },
      ['npm ci', `npx --yes ${HOST.commandLine} synth`, `npx ${REVIEW}`],
    ],
    [
      'an output folder of its own',
      { ...CDKTF, ...WITH_CLI, 'cdktf.json': '{"language":"typescript","output":"build/tf"}' },
      ['npm install', 'npx cdktf synth', `npx ${REVIEW.replace('cdktf.out', 'build/tf')}`],
    ],
    ['nothing yet', { '.git/config': '' }, ['npm ci', 'npm run synth', `npx ${REVIEW}`]],
    [
      'HCL and no manifest',
      { '.git/config': '', 'main.tf': '' },
      [INSTALL, `node "$RUNNER_TEMP/tool/node_modules/.bin/genesys-scopes" ${REVIEW_HERE}`],
    ],
    [
      'HCL and a manifest that is not about this package',
      { '.git/config': '', 'main.tf': '', ...manifest({ scripts: { postinstall: 'x' } }), 'package-lock.json': '' },
      [INSTALL, `node "$RUNNER_TEMP/tool/node_modules/.bin/genesys-scopes" ${REVIEW_HERE}`],
    ],
    [
      'HCL and the package',
      {
        '.git/config': '',
        'main.tf': '',
        ...manifest({ devDependencies: { [HOST.package]: '1' } }),
        'package-lock.json': '',
      },
      ['npm ci', `npx genesys-scopes ${REVIEW_HERE}`],
    ],
  ])('installs, synthesizes and reviews in a project with %s', async (_, files, expected) => {
    const commands = commandsOf(await written(files, ['--ci', 'github'], GITHUB));
    expect(commands).toEqual([...expected.slice(0, -1), SHOW('genesys-scopes.json'), ...expected.slice(-1)]);
  });

  test.each<[boolean, Files]>([
    [true, { '.git/config': '', 'main.tf': '' }],
    [false, { ...CDKTF, ...WITH_CLI }],
  ])('says that plans know more where it reads configuration: %s', async (says, files) => {
    expect((await written(files, ['--ci', 'github'], GITHUB)).includes(`      ${KNOWS_MORE}`)).toBe(says);
    expect((await written(files, ['--ci', 'gitlab'], '.gitlab-ci.yml')).includes(`      ${KNOWS_MORE}`)).toBe(says);
  });

  test('of a project below the root works there, with a name and a comment of its own', async () => {
    const files = {
      '.git/config': '',
      'package-lock.json': '',
      'projects/voice/cdktf.json': '{"language":"typescript"}',
      'projects/voice/package.json': WITH_CLI['package.json'],
    };
    const file = '.github/workflows/genesys-scopes-projects-voice.yml';
    const text = await written(files, ['projects/voice', '--ci', 'github'], file);
    expect(workflow.parse(yaml.load(text))).toMatchObject({
      name: 'scopes of projects/voice',
      jobs: { review: { defaults: { run: { 'working-directory': 'projects/voice' } } } },
    });
    expect(commandsOf(text)).toEqual([
      'npm ci',
      'npx cdktf synth',
      SHOW('projects/voice/genesys-scopes.json'),
      `npx ${REVIEW.replace('--post github', '--post github --comment-key projects-voice')}`,
    ]);
    const atRoot = { ...files, 'genesys-scopes.json': '{}' };
    expect(commandsOf(await written(atRoot, ['projects/voice', '--ci', 'github'], file))).toContain(
      SHOW('genesys-scopes.json'),
    );
  });

  test.each(['a${{ x }}', 'a b', "a'b", '-x', 'a;b', 'ä'])('is not written for a folder called %s', (folder) =>
    inFolder({ '.git/config': '', [`${folder}/main.tf`]: '' }, async () => {
      const { code, stdout } = await cli(['init', '--ci', 'github', `./${folder}`]);
      expect([code, stdout]).toEqual([
        0,
        expect.stringContaining('no CI file: its path has characters that are no plain text'),
      ]);
      expect(stdout).not.toContain('.yml');
    }),
  );
});

const pipeline = z.object({
  stages: z.array(z.string()).optional(),
  include: z.tuple([z.object({ local: z.string(), inputs: z.record(z.string(), z.string()) })]),
  synth: z.object({ script: z.array(z.string()), artifacts: z.object({ paths: z.array(z.string()) }) }).optional(),
});

describe('the pipeline of GitLab', () => {
  const read = async (files: Files, ...args: readonly string[]) =>
    pipeline.parse(yaml.load(await written(files, [...args, '--ci', 'gitlab'], '.gitlab-ci.yml')));

  test('synthesizes, and reviews the output by the template', async () => {
    const { stages, include, synth } = await read({ ...CDKTF, ...WITH_CLI, 'package-lock.json': '' });
    expect(stages).toEqual(['synth', 'test']);
    expect(include).toEqual([{ local: '.gitlab/genesys-scopes.yml', inputs: { plans: 'cdktf.out' } }]);
    expect(synth).toEqual({ script: ['npm ci', 'npx cdktf synth'], artifacts: { paths: ['cdktf.out/'] } });
  });

  test('reviews configuration as it is, and works below the root, with inputs that the template has', async () => {
    const { include, synth } = await read({ '.git/config': '', 'infra/eu/main.tf': '' }, 'infra/eu');
    expect(synth).toBeUndefined();
    const jobs = jobsWith(include[0].inputs);
    expect(Object.keys(jobs)).toEqual(['infra-eu scopes']);
    expect(Object.values(jobs)[0]?.variables).toMatchObject({
      GENESYS_SCOPES_PLANS: '.',
      GENESYS_SCOPES_FOLDER: 'infra/eu',
      GENESYS_SCOPES_COMMENT_KEY: 'infra-eu',
    });
  });

  test('has the template as it is, and a pipeline that is there is left alone and told what to include', () =>
    inFolder({ '.git/config': '', '.gitlab-ci.yml': 'mine: {}\n', 'main.tf': '' }, async () => {
      const { stdout } = await cli(['init']);
      expect(readFileSync('.gitlab/genesys-scopes.yml', 'utf8')).toBe(
        forHost(readFileSync(join(ROOT, 'templates/genesys-scopes.yml'), 'utf8')),
      );
      expect(readFileSync('.gitlab-ci.yml', 'utf8')).toBe('mine: {}\n');
      expect(stdout).toMatch(
        /^To add to \.gitlab-ci\.yml:\n {2}include:\n {4}- local: \.gitlab\/genesys-scopes\.yml\n {6}inputs:\n(?: {8}# .*\n)+ {8}plans: \.\n/m,
      );
    }));
});

describe('the system', () => {
  const url = (address: string) => ({ '.git/config': `[remote "origin"]\n\turl = ${address}\n`, 'main.tf': '' });
  test.each<[string, Files, string]>([
    ['a folder of GitHub', { '.git/config': '', 'main.tf': '', '.github/x': '' }, `created  ${GITHUB}`],
    ['a pipeline of GitLab', { '.git/config': '', 'main.tf': '', '.gitlab-ci.yml': '' }, 'created  .gitlab/'],
    ['an address by HTTP', url('https://github.com/a/b.git'), `created  ${GITHUB}`],
    ['an address by SSH', url('git@gitlab.example.com:a/b.git'), 'created  .gitlab/'],
    ['files before the address', { ...url('https://github.com/a/b'), '.gitlab-ci.yml': '' }, 'created  .gitlab/'],
    [
      'the address where there are files of both',
      { ...url('ssh://git@github.com/a/b'), '.github/x': '', '.gitlab-ci.yml': '' },
      `created  ${GITHUB}`,
    ],
    [
      'no sign',
      url('https://example.com/a/b'),
      'no CI file: nothing shows which system is used: say --ci github or --ci gitlab',
    ],
    [
      'signs of both',
      { '.git/config': '', 'main.tf': '', '.github/x': '', '.gitlab-ci.yml': '' },
      'no CI file: the repository shows signs of both',
    ],
    [
      'an app in Python',
      { '.git/config': '', '.github/x': '', 'cdktf.json': '{"language":"python"}' },
      `no CI file: let a job synthesize, and then run: npx --yes --package ${HOST.package}@0.1.0 genesys-scopes review cdktf.out`,
    ],
    [
      'projects below',
      { '.git/config': '', '.github/x': '', 'a/cdktf.json': '{}', 'b/cdktf.json': '{}' },
      'no CI file: run init in the folder of each project: a, b',
    ],
  ])('is found out from %s', (_, files, text) =>
    inFolder(files, async () => {
      const { code, stdout } = await cli(['init']);
      expect([code, stdout]).toEqual([0, expect.stringContaining(text)]);
    }),
  );
});

test('the package has every file of the repository that init writes from', () => {
  const used = ['init/ci.ts', 'init/project.ts', 'host.ts'].flatMap((file) => [
    ...readFileSync(join(ROOT, 'lib', file), 'utf8').matchAll(/'((?:examples|templates)\/[^']+)'/g),
  ]);
  expect(used.map(([, path]) => path).sort()).toEqual([...templateFiles].sort());
});
