import { cli, type Files, inFolder } from '../cli/run-cli';
import { checkFiles, digestOf } from './check-files';
import { body, declarations, LACKS_USERS, TYPE, tfJson } from './inputs';

const BAD = body({ scopes: LACKS_USERS });
const STACKS = 'project/cdktf.out/stacks';

function manifest(...stacks: string[]): string {
  return JSON.stringify({
    version: '0.21.0',
    stacks: Object.fromEntries(
      stacks.map((name) => [
        name,
        {
          name,
          synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
          workingDirectory: `stacks/${name}`,
          constructPath: name,
          dependencies: [],
        },
      ]),
    ),
  });
}

const positions = (clients: object) => JSON.stringify({ v: 1, clients });

/** What cdktf writes for an app of two stacks, with the file that we put beside the first. */
const APP: Files = {
  'project/cdktf.json': '{"language":"typescript","app":"npx tsx main.ts"}',
  'project/cdktf.out/manifest.json': manifest('prod', 'test'),
  [`${STACKS}/prod/cdk.tf.json`]: tfJson(
    { ChatAgents: BAD },
    declarations({ [`${TYPE}.ChatAgents`]: { profile: 'agent', vocabulary: 'platform' } }),
  ),
  [`${STACKS}/prod/genesys-scopes.map.json`]: positions({
    [`${TYPE}.ChatAgents`]: 'src/main.ts:42:3',
  }),
  [`${STACKS}/test/cdk.tf.json`]: tfJson({ ChatAgents: body() }),
};

test('each stack is a source, under its own name, and one finding does not hide in the other', async () => {
  const { report, code } = await checkFiles(APP, ['project/cdktf.out', '--fail-on', 'error']);
  expect(code).toBe(1);
  expect(report.sources).toEqual([
    { label: 'prod', path: `${STACKS}/prod/cdk.tf.json`, kind: 'terraform-json', complete: true, gap: null },
    { label: 'test', path: `${STACKS}/test/cdk.tf.json`, kind: 'terraform-json', complete: true, gap: null },
  ]);
  expect(report.clients.map(({ source, address, verdict, origin }) => [source, address, verdict, origin])).toEqual([
    ['prod', `${TYPE}.ChatAgents`, 'fail', 'construct'],
    ['test', `${TYPE}.ChatAgents`, 'pass', 'assumed'],
  ]);
});

test('the whole text of two stacks', async () => {
  const { text } = await checkFiles(APP, ['project/cdktf.out', '--quiet']);
  expect(text).toBe(`error missing-scope
  ${TYPE}.ChatAgents in prod (project/src/main.ts:42:3)
    lacks the required scope "users" (to go on queue and see own queues), which profile "agent" needs; it has "user-basic-info", "organization:readonly", "notifications", "conversations", "routing:readonly"

2 clients in 2 sources: 1 pass, 1 fail; catalogue of 2026-07-19 (published)
`);
});

test.each([
  ['from above', '.', 'project'],
  ['from the project', 'project', '.'],
  ['from within the output', 'project/cdktf.out', '.'],
])('the output is found %s', async (_, folder, path) => {
  await inFolder(APP, async () => {
    process.chdir(folder);
    const { code, stdout } = await cli(['check', path, '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).sources.map(({ label }: { label: string }) => label)).toEqual(['prod', 'test']);
  });
});

test('positions are relative to the working directory, with the project above the output', async () => {
  await inFolder(APP, async () => {
    process.chdir('project');
    const { stdout } = await cli(['check', 'cdktf.out', '--format', 'json']);
    expect(JSON.parse(stdout).findings[0].location).toEqual({ file: 'src/main.ts', line: 42, column: 3 });
  });
});

test('a label stands before the names of the stacks', async () => {
  const { report } = await checkFiles(APP, ['app=project/cdktf.out']);
  expect(report.sources.map(({ label }) => label)).toEqual(['app/prod', 'app/test']);
});

test.each<[string, string]>([
  ['cut off', '{"v":1,'],
  ['of a later version', JSON.stringify({ v: 2, clients: { [`${TYPE}.ChatAgents`]: 'a.ts:1:1' } })],
  ['without columns', positions({ [`${TYPE}.ChatAgents`]: 'a.ts:1' })],
  ['of something else', '[]'],
])('positions that are %s cost no finding: it points to the output', async (_, content) => {
  const { report, code } = await checkFiles({ ...APP, [`${STACKS}/prod/genesys-scopes.map.json`]: content }, [
    'project/cdktf.out',
  ]);
  expect(code).toBe(1);
  expect(report.problems).toEqual([]);
  expect(report.findings.map(({ rule, location }) => [rule, location?.file])).toEqual([
    ['missing-scope', `${STACKS}/prod/cdk.tf.json`],
    ['missing-recommended-scope', `${STACKS}/prod/cdk.tf.json`],
    ['missing-recommended-scope', `${STACKS}/prod/cdk.tf.json`],
  ]);
});

test('what somebody adds beside a stack belongs to it, as it does for Terraform', async () => {
  const files = { ...APP, [`${STACKS}/test/extra_override.tf.json`]: tfJson({ ChatAgents: { scopes: LACKS_USERS } }) };
  const { clients } = await digestOf(files, ['project/cdktf.out']);
  expect(clients).toEqual([`fail ${TYPE}.ChatAgents`, `fail ${TYPE}.ChatAgents`]);
});

test('a stack that the manifest no longer lists is not read', async () => {
  const files = { ...APP, [`${STACKS}/old/cdk.tf.json`]: tfJson({ Old: BAD }) };
  const { report } = await checkFiles(files, ['project/cdktf.out']);
  expect(report.sources.map(({ label }) => label)).toEqual(['prod', 'test']);
});

test('a stack whose output is cut off is a problem at its place, and the other is judged', async () => {
  const files = { ...APP, [`${STACKS}/test/cdk.tf.json`]: '{"resource":' };
  const digest = await digestOf(files, ['project/cdktf.out']);
  expect(digest).toMatchObject({
    code: 3,
    clients: [`fail ${TYPE}.ChatAgents`],
    problems: [`${STACKS}/test/cdk.tf.json:1:13: is cut off: the JSON ends too early`],
  });
});

test('an app without stacks has no clients, and that is said', async () => {
  const { code, text, report } = await checkFiles({ 'cdktf.out/manifest.json': manifest() }, ['cdktf.out']);
  expect({ code, text }).toEqual({
    code: 0,
    text: '0 clients in 0 sources: there was no genesyscloud_oauth_client to check\n',
  });
  expect(report.sources).toEqual([]);
});
