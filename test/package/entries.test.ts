import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { JSDOM } from 'jsdom';
import { HOST } from '../helpers/host';
import { type Installed, install, ONLY_OURS, root, run, succeed, tool } from './installed';

jest.setTimeout(180_000);

let installed: Installed;

beforeAll(() => {
  installed = install();
});

afterAll(() => installed?.remove());

function compile(home: string, version: string, ...options: readonly string[]): void {
  const compiled = run(
    home,
    process.execPath,
    tool(`typescript-${version}/bin/tsc`),
    '-p',
    '.',
    ...ONLY_OURS,
    ...options,
  );
  expect(compiled).toMatchObject({ status: 0, output: '' });
}

describe('what client apps import', () => {
  /** What an app does after the login, with the types that it names. */
  const main = `import { defineProfile, type GrantedScopes, missingScopes, type Profile } from 'cdktf-genesyscloud-scopes/scopes';

const lead: Profile = defineProfile({ id: 'lead', capabilities: ['interaction'], scopes: ['analytics:readonly'] });
const answer: GrantedScopes = { authorizedScope: ['conversations'] };
export const missing: readonly (readonly string[])[] = [
  missingScopes('webphone:use routing:user', 'agent'),
  missingScopes(answer, lead, { vocabulary: 'platform' }),
  missingScopes(null, 'light-agent'),
];
`;
  const EXPECTED = [['interaction:read'], ['analytics:readonly'], []];

  describe.each(['commonjs', 'nodenext', 'esm', 'browser'])('in a project of the kind %s', (kind) => {
    test.each(['5.4', 'newest'])('compiles under TypeScript %s and runs', (version) => {
      const home = installed.consumer(kind, `scopes-${kind}-${version}`, main);
      compile(home, version);
      const show = "import('./out/main.js').then(({ missing }) => console.log(JSON.stringify(missing)))";
      expect(JSON.parse(succeed(home, process.execPath, '-e', show))).toEqual(EXPECTED);
    });
  });

  test('is refused by the compiler with a misspelt profile, and with a promise that was not awaited', () => {
    const wrong = `import { missingScopes } from 'cdktf-genesyscloud-scopes/scopes';
export const missing = [missingScopes([], 'chatagent'), missingScopes(Promise.resolve([]), 'agent')];
`;
    const home = installed.consumer('browser', 'scopes-wrong', wrong);
    const { status, output } = run(home, process.execPath, tool('typescript-newest/bin/tsc'), '-p', '.', ...ONLY_OURS);
    expect(status).not.toBe(0);
    expect(output).toContain(`Argument of type '"chatagent"' is not assignable`);
    expect(output).toContain("Argument of type 'Promise<never[]>' is not assignable");
  });

  test('comes from the main entry too', () => {
    const home = installed.consumer('commonjs', 'scopes-main', main.replace("-scopes/scopes'", "-scopes'"));
    compile(home, '5.4');
    const show = "console.log(JSON.stringify(require('./out/main.js').missing))";
    expect(JSON.parse(succeed(home, process.execPath, '-e', show))).toEqual(EXPECTED);
  });

  /** An app as a bundler makes it for browsers: of this package only what it imports can be in it. */
  function bundled(home: string, from: string) {
    const { outputFiles, metafile } = buildSync({
      stdin: {
        contents: `import { missing } from '${from}'; globalThis.missing = JSON.stringify(missing);`,
        resolveDir: home,
      },
      absWorkingDir: home,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'iife',
      logLevel: 'silent',
    });
    return { text: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
  }

  test('is put into a bundle for browsers without anything else, and runs in a page', () => {
    const home = installed.consumer('browser', 'scopes-bundle', main);
    compile(home, 'newest');
    const { text, inputs } = bundled(home, './out/main.js');
    expect(inputs).toEqual([expect.stringMatching(/scopes\/dist\/browser\.mjs$/), 'out/main.js', '<stdin>']);
    const { window } = new JSDOM('<!doctype html>', { runScripts: 'outside-only' });
    window.eval(text);
    expect(JSON.parse(window.missing)).toEqual(EXPECTED);
  });

  test('runs where there is nothing but the language', () => {
    const context = createContext({ module: { exports: {} }, console: undefined });
    runInContext(installed.readFile('dist/browser.js'), context);
    const call = "JSON.stringify(module.exports.missingScopes('webphone:use', 'agent'))";
    expect(runInContext(call, context)).toBe('["interaction:read","routing:user"]');
    expect(runInContext('typeof require + typeof process', context)).toBe('undefinedundefined');
  });

  test.each(['dist/browser.js', 'dist/browser.mjs'])('loads no other file and is small: %s', (file) => {
    const text = installed.readFile(file);
    expect(text).not.toMatch(/\brequire\(|\bimport\b/);
    expect(gzipSync(text).length).toBeLessThan(5_000);
  });
});

describe('the matcher', () => {
  const TESTS = `import 'cdktf-genesyscloud-scopes/jest';
import { App, TerraformStack, Testing } from 'cdktf';
import { MigratedProfileClient } from 'cdktf-genesyscloud-scopes';
import { OauthClient } from 'cdktf-genesyscloud-scopes/provider/oauth-client';
import { GenesyscloudProvider } from 'cdktf-genesyscloud-scopes/provider/provider';

function newStack(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'prod');
  new GenesyscloudProvider(stack, 'genesyscloud', { awsRegion: 'eu-central-1' });
  return stack;
}

test('passes', () => {
  const stack = newStack();
  new MigratedProfileClient(stack, 'Chat', { profile: 'chat-agent', name: 'x', authorizedGrantType: 'CODE' });
  expect(stack).toHaveRequiredScopes();
  expect(stack.node.root as App).toHaveRequiredScopes({ unknown: 'fail' });
  expect(Testing.synth(stack)).toHaveRequiredScopes();
  expect(stack).not.toHaveRequiredScopes({ vocabulary: 'platform' });
});

test('fails', () => {
  const stack = newStack();
  new OauthClient(stack, 'bad', { name: 'x', authorizedGrantType: 'CODE', scopes: ['webphone:use'] });
  expect(stack).toHaveRequiredScopes();
});
`;

  /** Runs the tests that were compiled, as a user's jest does. */
  function runJest(home: string) {
    const config = JSON.stringify({ testEnvironment: 'node', testMatch: ['**/out/main.js'], rootDir: home });
    return run(home, process.execPath, tool('jest/bin/jest.js'), '--config', config, '--ci', '--no-cache');
  }

  test.each(['5.4', 'newest'])('is there for who imports it, with types under TypeScript %s', (version) => {
    const home = installed.consumer('nodenext', `jest-${version}`, TESTS);
    // Not the declarations of jest's own types, which need others than an old compiler has.
    compile(home, version, '--typeRoots', join(root, 'node_modules/@types'), '--types', 'jest,node', '--skipLibCheck');
    const { status, output } = runJest(home);
    expect(output).toContain('✓ passes');
    expect(output).toContain('✕ fails');
    expect(output).toContain('lacks the required scope "routing:user" (to go on queue and see own queues)');
    expect(status).toBe(1);
  });

  test('has declarations that are sound for who has no types of jest at all', () => {
    const home = installed.consumer(
      'browser',
      'jest-alone',
      `import { matchers, type RequiredScopesMatchers } from 'cdktf-genesyscloud-scopes/jest';
export const names: string[] = Object.keys(matchers);
export type Mine = RequiredScopesMatchers<void>;
`,
    );
    compile(home, '5.4');
    compile(home, 'newest');
    const show = "import('./out/main.js').then(({ names }) => console.log(names.join()))";
    expect(succeed(home, process.execPath, '-e', show)).toBe('toHaveRequiredScopes\n');
  });

  test('is an ES module by name, for runners that load such', () => {
    const home = installed.consumer('esm', 'jest-esm', 'export {};\n');
    const show = `import { matchers } from '${HOST.package}/jest'; console.log(Object.keys(matchers).join());`;
    expect(succeed(home, process.execPath, '--input-type=module', '-e', show)).toBe('toHaveRequiredScopes\n');
  });

  test('asks for no jest: the package depends on none', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect(names.filter((name) => /jest|expect/.test(name))).toEqual([]);
  });
});
