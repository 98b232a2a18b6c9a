import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../..');
const name = 'cdktf-genesyscloud-scopes';
const bindings = 'node_modules/@cdktf/provider-genesyscloud';
const stackFile = 'cdktf.out/stacks/zendesk-migration/cdk.tf.json';

/** Everything that may be in the package. */
const wanted = [
  /^(package\.json|README\.md|LICENSE|RULES\.md|CHANGELOG\.md)$/,
  /^genesys-scopes\.schema\.json$/,
  /^bin\/genesys-scopes\.js$/,
  /^dist\/.+\.(js|d\.ts|json|wasm)$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^provider\/[a-z0-9-]+\.(js|d\.ts)$/,
  /^node_modules\/@cdktf\/provider-genesyscloud\/(package\.json|README\.md)$/,
  /^node_modules\/@cdktf\/provider-genesyscloud\/lib\/.+\.(js|d\.ts)$/,
];
/** What must not be, although a pattern above would let it in. */
const unwanted = [/\.(test|spec)\./, /__\w+__/, /(^|\/)(fixtures|test)\//];

/** What lies between the first ```ts line of the README and the next ``` line. */
const example = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';

let temp: string | undefined;
let tarball: string;
let project: string;
let packed: string[];

/** Both streams in one, so that a failing expectation shows what the command said. */
function run(cwd: string, command: string, ...args: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error) throw error;
  return { status, stdout, output: stdout + stderr };
}

function succeed(...command: Parameters<typeof run>) {
  const { status, stdout, output } = run(...command);
  if (status !== 0) throw new Error(`${command.slice(1).join(' ')} exited with ${status}\n${output}`);
  return stdout;
}

const tool = (path: string) => join(root, 'node_modules', path);

function newest(folder: string): number {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => statSync(join(root, folder, file)).mtimeMs));
}

/** A copy of one of the consumer projects, inside the folder that has the package installed. */
function consumer(kind: string, folder: string, main: string): string {
  const home = join(project, folder);
  cpSync(join(__dirname, 'consumer', kind), home, { recursive: true });
  writeFileSync(join(home, 'main.ts'), main);
  return home;
}

beforeAll(() => {
  if (newest('lib') > newest('dist')) throw new Error('dist is older than lib: run `npm run build` first');
  // The real path, because macOS reaches its temporary folder through a link.
  temp = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-package-')));
  const [report] = JSON.parse(succeed(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', temp));
  tarball = join(temp, report.filename);
  packed = report.files.map((file: { path: string }) => file.path);

  project = join(temp, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
  succeed(project, 'npm', 'install', ...quiet, tarball, 'cdktf@0.21.0', 'constructs@10');
});

afterAll(() => {
  if (temp) rmSync(temp, { recursive: true, force: true });
});

test('the package holds the library, the bindings, their stubs and the documents, and nothing else', () => {
  const surplus = packed.filter((file) => !wanted.some((is) => is.test(file)) || unwanted.some((is) => is.test(file)));
  expect(surplus).toEqual([]);
  for (const is of [/^RULES\.md$/, /^LICENSE$/, /^bin\//, /^dist\/index\.js$/, /^dist\/index\.d\.ts$/]) {
    expect(packed).toContainEqual(expect.stringMatching(is));
  }
});

test('every binding has a stub, with types', () => {
  const folder = `${bindings}/lib/`;
  const resources = packed
    .filter((file) => file.startsWith(folder) && /^[^/]+\/index\.js$/.test(file.slice(folder.length)))
    .map((file) => file.slice(folder.length, -'/index.js'.length));
  const expected = ['index', ...resources].flatMap((stub) => [`provider/${stub}.js`, `provider/${stub}.d.ts`]);
  expect(packed.filter((file) => file.startsWith('provider/')).sort()).toEqual(expected.sort());
  expect(resources).toEqual(expect.arrayContaining(['oauth-client', 'provider', 'routing-queue']));
});

test('no file carries a source map', () => {
  const installed = join(project, 'node_modules', name);
  const scripts = packed.filter((file) => file.endsWith('.js'));
  expect(scripts.filter((file) => readFileSync(join(installed, file), 'utf8').includes('# sourceMappingURL='))).toEqual(
    [],
  );
});

test('publint has nothing to say', () => {
  const report = run(root, process.execPath, tool('publint/src/cli.js'), 'run', tarball, '--strict');
  expect(report).toMatchObject({ status: 0, output: expect.stringContaining('All good!') });
});

test('attw finds the types right in every way of resolving modules', () => {
  const entries = ['provider/oauth-client', 'provider/provider'];
  const options = [
    '--format',
    'ascii',
    '--no-color',
    '--no-emoji',
    '--no-definitely-typed',
    '--include-entrypoints',
    ...entries,
  ];
  const report = run(root, process.execPath, tool('@arethetypeswrong/cli/dist/index.js'), tarball, ...options);
  expect(report).toMatchObject({ status: 0, output: expect.stringContaining('No problems found') });
});

describe.each(['commonjs', 'nodenext', 'esm'])('in a project of the kind %s', (kind) => {
  test.each(['5.4', 'newest'])('the example of the README compiles under TypeScript %s and synthesizes', (version) => {
    const home = consumer(kind, `${kind}-${version}`, example);
    const compiled = run(home, process.execPath, tool(`typescript-${version}/bin/tsc`), '-p', '.');
    expect(compiled).toMatchObject({ status: 0, output: '' });
    succeed(home, process.execPath, 'out/main.js');

    const stack = JSON.parse(readFileSync(join(home, stackFile), 'utf8'));
    expect(stack.terraform.required_providers.genesyscloud).toEqual({
      source: 'mypurecloud/genesyscloud',
      version: '1.82.0',
    });
    const { ChatAgents: client } = stack.resource.genesyscloud_oauth_client;
    expect([...client.scopes].sort()).toEqual([
      'digital:read',
      'interaction:read',
      'interaction:write',
      'routing:user',
      'webphone:use',
    ]);
  });
});

test('the declarations of all bindings are sound, and an ES module can import them by name from the index', () => {
  const main = `import { oauthClient, routingQueue } from '${name}/provider';
console.log(oauthClient.OauthClient.tfResourceType, routingQueue.RoutingQueue.tfResourceType);
`;
  const home = consumer('esm', 'all-bindings', main);
  const compiled = run(home, process.execPath, tool('typescript-newest/bin/tsc'), '-p', '.');
  expect(compiled).toMatchObject({ status: 0, output: '' });
  expect(succeed(home, process.execPath, 'out/main.js')).toBe('genesyscloud_oauth_client genesyscloud_routing_queue\n');
});

test('the command line runs from the installed package', () => {
  const home = join(project, 'commonjs-5.4');
  succeed(home, 'npx', '--no-install', 'genesys-scopes', 'check', stackFile);

  const text = readFileSync(join(home, stackFile), 'utf8');
  writeFileSync(join(home, 'bad.tf.json'), text.replaceAll('"routing:user"', '"users:readonly"'));
  expect(run(home, 'npx', '--no-install', 'genesys-scopes', 'check', 'bad.tf.json')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('missing-scope'),
  });
});
