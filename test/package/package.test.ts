import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST, PACKAGE_HOME } from '../helpers/host';
import { type Installed, install, ONLY_OURS, root, run, succeed, tool } from './installed';

jest.setTimeout(180_000);

const bindings = `node_modules/@${HOST.library}/provider-genesyscloud`;
const stackFile = 'cdktf.out/stacks/zendesk-migration/cdk.tf.json';

/** Everything that may be in the package. */
const wanted = [
  /^(package\.json|README\.md|LICENSE|RULES\.md|CHANGELOG\.md)$/,
  /^docs\/[a-z]+\.md$/,
  /^genesys-scopes\.schema\.json$/,
  /^bin\/genesys-scopes\.js$/,
  /^data\/platform-operations\.json$/,
  /^dist\/.+\.(js|mjs|d\.ts|d\.mts|json|wasm)$/,
  /^(scopes|jest)\/package\.json$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^provider\/[a-z0-9-]+\.(js|d\.ts)$/,
  new RegExp(`^${bindings}/(package\\.json|README\\.md)$`),
  new RegExp(`^${bindings}/lib/.+\\.(js|d\\.ts)$`),
];
/** What must not be, although a pattern above would let it in. */
const unwanted = [/\.(test|spec)\./, /__\w+__/, /(^|\/)(fixtures|test)\//];

/** What lies between the first ```ts line of the README and the next ``` line. */
const example = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(PACKAGE_HOME, 'README.md'), 'utf8'))?.[1] ?? '';

let installed: Installed;

beforeAll(() => {
  installed = install();
});

afterAll(() => installed?.remove());

test('the package holds the library, the bindings, their stubs and the documents, and nothing else', () => {
  const { packed } = installed;
  const surplus = packed.filter((file) => !wanted.some((is) => is.test(file)) || unwanted.some((is) => is.test(file)));
  expect(surplus).toEqual([]);
  for (const is of [/^RULES\.md$/, /^LICENSE$/, /^bin\//, /^dist\/index\.js$/, /^dist\/index\.d\.ts$/]) {
    expect(packed).toContainEqual(expect.stringMatching(is));
  }
});

test('every binding has a stub, with types', () => {
  const { packed } = installed;
  const folder = `${bindings}/lib/`;
  const resources = packed
    .filter((file) => file.startsWith(folder) && /^[^/]+\/index\.js$/.test(file.slice(folder.length)))
    .map((file) => file.slice(folder.length, -'/index.js'.length));
  const expected = ['index', ...resources].flatMap((stub) => [`provider/${stub}.js`, `provider/${stub}.d.ts`]);
  expect(packed.filter((file) => file.startsWith('provider/')).sort()).toEqual(expected.sort());
  expect(resources).toEqual(expect.arrayContaining(['oauth-client', 'provider', 'routing-queue']));
});

test('no file carries a source map', () => {
  const scripts = installed.packed.filter((file) => /\.m?js$/.test(file));
  expect(scripts.filter((file) => installed.readFile(file).includes('# sourceMappingURL='))).toEqual([]);
});

test('no file loads the other library, or its bindings', () => {
  const other = HOST.library === 'cdktf' ? 'cdktn' : 'cdktf';
  const loads = new RegExp(`\\b(?:require\\(|from |import\\(|import )['"](?:@${other}/|${other}['"/-])`);
  const code = installed.packed.filter((file) => /\.(m?js|d\.m?ts)$/.test(file));
  expect(code.filter((file) => loads.test(installed.readFile(file)))).toEqual([]);
});

test('the manifest asks for the library, and says nothing of the other', () => {
  const { name, version, bin, peerDependencies, bundleDependencies } = JSON.parse(installed.readFile('package.json'));
  expect({ name, version, bin, peers: Object.keys(peerDependencies), bundleDependencies }).toEqual({
    name: HOST.package,
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    bin: { 'genesys-scopes': 'bin/genesys-scopes.js' },
    peers: [HOST.library, 'constructs'],
    bundleDependencies: [`@${HOST.library}/provider-genesyscloud`],
  });
});

test('publint has nothing to say', () => {
  const report = run(root, process.execPath, tool('publint/src/cli.js'), 'run', installed.tarball, '--strict');
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
  const report = run(
    root,
    process.execPath,
    tool('@arethetypeswrong/cli/dist/index.js'),
    installed.tarball,
    ...options,
  );
  expect(report).toMatchObject({ status: 0, output: expect.stringContaining('No problems found') });
});

describe.each(['commonjs', 'nodenext', 'esm'])('in a project of the kind %s', (kind) => {
  test.each(['5.4', 'newest'])('the example of the README compiles under TypeScript %s and synthesizes', (version) => {
    const home = installed.consumer(kind, `${kind}-${version}`, example);
    const compiled = run(home, process.execPath, tool(`typescript-${version}/bin/tsc`), '-p', '.', ...ONLY_OURS);
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
  const main = `import { oauthClient, routingQueue } from '${HOST.package}/provider';
console.log(oauthClient.OauthClient.tfResourceType, routingQueue.RoutingQueue.tfResourceType);
`;
  const home = installed.consumer('esm', 'all-bindings', main);
  const compiled = run(home, process.execPath, tool('typescript-newest/bin/tsc'), '-p', '.', ...ONLY_OURS);
  expect(compiled).toMatchObject({ status: 0, output: '' });
  expect(succeed(home, process.execPath, 'out/main.js')).toBe('genesyscloud_oauth_client genesyscloud_routing_queue\n');
});

test('an app with a client that lacks a scope is refused, and nothing is written', () => {
  const home = installed.consumer(
    'commonjs',
    'refused',
    readFileSync(join(root, 'examples/zendesk-migration/rejected.ts'), 'utf8'),
  );
  expect(run(home, process.execPath, tool('typescript-newest/bin/tsc'), '-p', '.', ...ONLY_OURS)).toMatchObject({
    status: 0,
    output: '',
  });
  const { status, output } = run(home, process.execPath, 'out/main.js');
  expect(status).toBe(1);
  expect(output).toContain('the app was not synthesized, and nothing was written');
  expect(output).toContain('lacks the required scope "webphone:use"');
  expect(existsSync(join(home, stackFile))).toBe(false);
});

test('the command line runs from the installed package', () => {
  const home = join(installed.project, 'commonjs-5.4');
  succeed(home, 'npx', '--no-install', 'genesys-scopes', 'check', stackFile);

  const text = readFileSync(join(home, stackFile), 'utf8');
  writeFileSync(join(home, 'bad.tf.json'), text.replaceAll('"routing:user"', '"users:readonly"'));
  expect(run(home, 'npx', '--no-install', 'genesys-scopes', 'check', 'bad.tf.json')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('missing-scope'),
  });
});
