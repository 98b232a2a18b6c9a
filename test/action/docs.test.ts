import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VERSION } from '../../lib/version';
import { cli, inFolder, ROOT } from '../cli/run-cli';
import { ACTIONS, startGithub } from '../review/loopback/github';
import { type Inputs, jobsWith } from './gitlab-job';
import { LACKING } from './jobs';
import { PAGES, renderPage } from './pages';
import { ACTION } from './runner';
import { readYaml } from './yaml';

const EXAMPLES = ['github', 'gitlab'].flatMap((folder) =>
  readdirSync(join(ROOT, 'examples/ci', folder)).map((file) => `examples/ci/${folder}/${file}`),
);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test.each(Object.keys(PAGES))('%s shows the files and the tables as they are', (path) => {
  expect(read(path)).toBe(renderPage(path));
});

test('every YAML of the pages is a file, and every example is on a page', () => {
  const pages = Object.keys(PAGES).map(read).join('\n');
  expect(pages.match(/(?<!-->\n)^```ya?ml$/gm)).toBeNull();
  const shown = [...pages.matchAll(/^<!-- file: (.+?) -->$/gm)].map(([, file]) => file);
  expect(shown.sort()).toEqual([...EXAMPLES, 'examples/ci/CODEOWNERS'].sort());
});

const workflow = z.object({
  on: z.unknown(),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      permissions: z.record(z.string(), z.string()).optional(),
      steps: z.array(
        z.object({
          id: z.string().optional(),
          uses: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
        }),
      ),
    }),
  ),
});

/** The commit of each action that the examples use, with its version. */
const PINS: Readonly<Record<string, string>> = {
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  'actions/upload-artifact': '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1',
  'actions/download-artifact': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
  'hashicorp/setup-terraform': '5e8dbf3c6d9deaf4193ca7a8fb23f2ac83bb6c85 # v4.0.0',
  // Stands for the copy that an organisation has.
  'your-org/cdktf-genesyscloud-scopes': 'v0.1.0',
};

describe.each(EXAMPLES.filter((path) => path.includes('/github/')))('%s', (path) => {
  const text = read(path);
  const { permissions, jobs } = workflow.parse(readYaml(path));

  test('gives the action inputs that it has, and reads outputs that it has', () => {
    for (const { steps } of Object.values(jobs)) {
      for (const { uses = '', with: inputs = {} } of steps) {
        if (!uses.includes('/cdktf-genesyscloud-scopes@')) continue;
        expect(Object.keys(inputs).filter((name) => !(name in ACTION.inputs))).toEqual([]);
        expect(inputs).toHaveProperty('plans');
      }
    }
    const outputs = [...text.matchAll(/steps\.scopes\.outputs\.([\w-]+)/g)].map(([, name]) => name ?? '');
    expect(outputs.filter((name) => !(name in ACTION.outputs))).toEqual([]);
  });

  test('gives each job no more than it needs', () => {
    expect(Object.values(permissions).filter((access) => access === 'write')).toEqual([]);
    for (const { permissions: own = {}, steps } of Object.values(jobs)) {
      const inputs = steps.flatMap(({ uses, with: given }) => (uses?.startsWith('your-org/') ? [given ?? {}] : []));
      const comments =
        inputs.some(({ comment, 'report-only': only }) => comment !== false && only !== true) ||
        steps.some(({ run }) => run?.includes('--post'));
      expect(own['pull-requests'] === 'write').toBe(comments);
      expect(own['security-events'] === 'write').toBe(inputs.some(({ sarif }) => sarif === true));
    }
  });

  test('pins every action to a commit, and takes Terraform without its wrapper', () => {
    const pins = [...text.matchAll(/ uses: (.+?)@(.+)$/gm)].map(([, name = '', pin]) => [name, pin, PINS[name]]);
    expect(pins.filter(([, pin, expected]) => pin !== expected)).toEqual([]);
    for (const { uses, with: inputs } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      if (uses === undefined) continue;
      if (uses.startsWith('hashicorp/setup-terraform@')) expect(inputs).toMatchObject({ terraform_wrapper: false });
    }
  });

  test('has no expression in a script', () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = '' }) => run));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

test('the job that judges by a baseline runs nothing of the pull request', () => {
  const { review } = workflow.parse(readYaml('examples/ci/github/baseline.yml')).jobs;
  const head = review?.steps.findLastIndex(({ uses }) => uses?.startsWith('actions/checkout@')) ?? -1;
  expect(review?.steps[0]?.with).toEqual({ ref: 'refs/heads/${{ github.event.pull_request.base.ref }}' });
  expect(review?.steps.slice(head).flatMap(({ run }) => run ?? [])).toEqual(['rm -rf cdktf.out']);
  const tool = review?.steps.filter(({ uses }) => uses?.startsWith('your-org/'));
  expect(tool?.map(({ with: inputs }) => inputs?.version)).toEqual([VERSION, VERSION]);
});

test('the workflow that comments for forks waits for the one that reviews them', () => {
  const { name } = z.object({ name: z.string() }).parse(readYaml('examples/ci/github/fork-review.yml'));
  expect(readYaml('examples/ci/github/fork-comment.yml')).toMatchObject({
    on: { workflow_run: { workflows: [name] } },
  });
});

const pipeline = z.object({
  include: z.array(z.object({ inputs: z.record(z.string(), z.string()) })),
});

test.each(EXAMPLES.filter((path) => path.includes('/gitlab/')))('%s gives the template inputs that it has', (path) => {
  const names = pipeline
    .parse(readYaml(path))
    .include.map(({ inputs }: { inputs: Inputs }) => Object.keys(jobsWith(inputs))[0]);
  expect(new Set(names).size).toBe(names.length);
});

test('every command line of the pages and examples is one', async () => {
  const commands = [...Object.keys(PAGES), 'templates/genesys-scopes.yml']
    .flatMap((path) => [...read(path).matchAll(/(?:^|npx )genesys-scopes ((?:check|review) [^$].*)$/gm)])
    .map(([, line = '']) => line.replaceAll('$RUNNER_TEMP/', '').replaceAll('"', '').split(' '));
  expect(commands.map(([name]) => name)).toEqual(['check', 'review', 'review']);
  const github = await startGithub({ token: 'token', account: ACTIONS });
  const env = {
    GITHUB_TOKEN: 'token',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REF: `refs/pull/${github.number}/merge`,
  };
  const synth = {
    resource: { genesyscloud_oauth_client: { chat: { name: 'chat', authorized_grant_type: 'CODE', scopes: [] } } },
  };
  const files = {
    'plan.json': LACKING,
    'test.json': LACKING,
    'before.json': '{}',
    'cdktf.out/stacks/prod/cdk.tf.json': JSON.stringify(synth),
  };
  try {
    await inFolder(files, async () => {
      for (const command of commands) {
        const { code, stderr } = await cli(command, { env });
        expect([command, code, stderr.includes('error:')]).toEqual([command, command.includes('never') ? 0 : 1, false]);
      }
    });
  } finally {
    await github.close();
  }
});
