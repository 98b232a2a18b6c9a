import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentOf } from '../../scripts/release/content';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/release/node-binaries';
import { folderOf, manifestOf, RELEASED, type Tarball } from '../../scripts/release/package';
import { type Ended, ROOT, run, succeed } from '../../scripts/release/process';
import { gzipped, passedLimits, sizeOf } from '../../scripts/release/sizes';
import { packOnce } from '../package/once';
import { expectReviewed } from './reviewed';

jest.setTimeout(180_000);

/** The files that a page links to, beside it. */
function linksIn(markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*/, ''));
  return targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

/** Each Node with its program; one that cannot be had is skipped by name, and fails in CI. */
const nodes = [
  { version: process.version, found: { path: process.execPath } },
  ...NODE_VERSIONS.map((version) => ({ version, found: nodeBinary(version) })),
];

describe.each(RELEASED)('the package in %s', (released) => {
  const { name, peerDependencies = {} } = manifestOf(released);
  const [host = ''] = Object.keys(peerDependencies).filter((peer) => peer !== 'constructs');
  let temp: string;
  let tarball: Tarball;
  /** A folder that was empty before the package was installed in it, without running any script. */
  let home: string;
  const installed = (...path: readonly string[]) => join(home, 'node_modules', ...path);

  beforeAll(() => {
    temp = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-release-')));
    tarball = packOnce(folderOf(released));
    home = join(temp, 'empty');
    mkdirSync(home);
    succeed(home, 'npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', tarball.path]);
  });

  afterAll(() => {
    if (temp !== undefined) rmSync(temp, { recursive: true, force: true });
  });

  test('holds the files that were reviewed', () => {
    expectReviewed(join(__dirname, `${name}.tarball.txt`), contentOf(tarball));
  });

  test('has what its documents link to', () => {
    const pages = ['README.md', 'RULES.md', ...readdirSync(installed(name, 'docs')).map((file) => `docs/${file}`)];
    const broken = pages.flatMap((page) =>
      linksIn(readFileSync(installed(name, page), 'utf8'))
        .filter((link) => !existsSync(installed(name, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(pages.length).toBeGreaterThan(5);
    expect(broken).toEqual([]);
  });

  test('is below its limits, and so is what it installs', () => {
    const own = (file: string) => installed(name, file);
    const all = sizeOf(installed());
    const bytes = (file: string) => readFileSync(own(file)).length;
    const parts = readdirSync(own('dist')).filter((file) => /^cli.*\.js$/.test(file));
    const sizes = {
      'the tarball': tarball.size,
      'the package, unpacked': tarball.unpackedSize,
      'an install, without the host library': all - sizeOf(installed(host)) - sizeOf(installed('constructs')),
      'an install': all,
      'the command line, all parts': parts.reduce((sum, file) => sum + bytes(join('dist', file)), 0),
      'dist/undici.js': bytes('dist/undici.js'),
      'dist/index.js': bytes('dist/index.js'),
      'dist/jest.js': bytes('dist/jest.js'),
      'dist/browser.js, compressed': gzipped(own('dist/browser.js')),
      'dist/browser.mjs, compressed': gzipped(own('dist/browser.mjs')),
    };
    const limits = JSON.parse(readFileSync(join(__dirname, 'limits.json'), 'utf8'));
    expect(passedLimits(sizes, limits)).toEqual([]);
  });

  test('installs without scripts in an empty folder, and npm finds nothing wrong with the tree', () => {
    const { status, output } = run(home, 'npm', ['ls', '--all']);
    const wrong = output.split('\n').filter((line) => /UNMET (?!OPTIONAL)|invalid|extraneous|npm error/.test(line));
    expect({ status, wrong }).toEqual({ status: 0, wrong: [] });
    expect(readdirSync(installed())).toEqual(expect.arrayContaining([name, host, 'constructs']));
  });

  test('needs no script of any package that it installs', () => {
    const { packages } = JSON.parse(readFileSync(installed('.package-lock.json'), 'utf8'));
    const tree = Object.entries<{ hasInstallScript?: boolean }>(packages);
    expect(tree.length).toBeGreaterThan(5);
    expect(tree.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)).toEqual([]);
  });

  describe.each(nodes)('under Node $version', ({ version, found }) => {
    const skipped = 'reason' in found && !process.env.CI;
    if (skipped) process.stderr.write(`skipped: ${name} under Node ${version}: ${found.reason}\n`);
    const named = skipped ? test.skip : test;

    const under = (args: readonly string[]): Ended => {
      if ('reason' in found) throw new Error(found.reason);
      return run(home, found.path, args);
    };
    const cli = (...args: readonly string[]) => under([installed(name, 'bin/genesys-scopes.js'), ...args]);

    named('every entry loads and answers', () => {
      cpSync(join(__dirname, 'stranger/smoke.js'), join(home, 'smoke.js'));
      expect(under(['-p', 'process.version']).stdout.trim().replace(/^v/, '')).toBe(version.replace(/^v/, ''));
      const { status, stdout, output } = under(['smoke.js', name, host]);
      if (status !== 0) throw new Error(output);
      expect(JSON.parse(stdout)).toEqual({
        generated: ['webphone:use', 'interaction:read', 'routing:user', 'interaction:write', 'digital:read'],
        refused: expect.stringContaining('lacks the required scope "interaction:read"'),
        missing: ['interaction:read', 'routing:user'],
        missingInBrowsers: ['interaction:read', 'routing:user'],
        matchers: ['toHaveRequiredScopes'],
      });
    });

    named('the command line passes what is right and refuses what is wrong', () => {
      const attributes = 'name = "x"\n  authorized_grant_type = "CODE"';
      const client = (scopes: string) =>
        `resource "genesyscloud_oauth_client" "x" {\n  ${attributes}\n  scopes = [${scopes}]\n}\n`;
      writeFileSync(join(home, 'good.tf'), client('"webphone:use", "interaction:read", "routing:user"'));
      writeFileSync(join(home, 'bad.tf'), client('"webphone:use", "interaction:read"'));
      expect(cli('--version')).toEqual({
        status: 0,
        stdout: `${manifestOf(released).version}\n`,
        output: expect.any(String),
      });
      expect(cli('check', 'good.tf')).toMatchObject({ status: 0 });
      expect(cli('check', 'bad.tf')).toMatchObject({
        status: 1,
        output: expect.stringContaining('lacks the required scope "routing:user"'),
      });
    });
  });

  describe('under TypeScript 5.9', () => {
    const compiler = createRequire(join(ROOT, 'package.json')).resolve('typescript/bin/tsc');
    const main = `import { TerraformStack, App } from '${host}';
import { MigratedProfileClient, type ProfileInput } from '${name}';
import { matchers } from '${name}/jest';
import { OauthClient } from '${name}/provider/oauth-client';
import { missingScopes } from '${name}/scopes';

const profile: ProfileInput = 'agent';
// @ts-expect-error what is no profile is refused, so the types were found
export const wrong: ProfileInput = 'agnet';
const stack = new TerraformStack(new App(), 'prod');
const client = new MigratedProfileClient(stack, 'x', { profile, name: 'x', authorizedGrantType: 'CODE' });
export const all: readonly unknown[] = [client.clientId, missingScopes([], profile), OauthClient, matchers];
`;

    test.each(['commonjs', 'nodenext'])('every entry has types in a project of the kind %s', (kind) => {
      const project = join(home, kind);
      cpSync(join(ROOT, 'test/package/consumer', kind), project, { recursive: true });
      writeFileSync(join(project, 'main.ts'), main);
      expect(succeed(project, process.execPath, [compiler, '--version'])).toMatch(/^Version 5\.9\./);
      expect(run(project, process.execPath, [compiler, '-p', '.', '--skipDefaultLibCheck'])).toMatchObject({
        status: 0,
        output: '',
      });
    });
  });
});

test('a limit that is passed is named with the excess, and so is one that limits nothing or is missing', () => {
  const limits = { 'dist/cli.js': 2_000_000, 'dist/index.js': 300_000, 'the tarball': 9_000_000, gone: 1 };
  const sizes = { 'dist/cli.js': 2_012_345, 'dist/index.js': 300_000, 'the tarball': 1_000_000, fresh: 1 };
  expect(passedLimits(sizes, limits)).toEqual([
    'dist/cli.js: 2,012,345 bytes, 12,345 bytes above its limit of 2,000,000 bytes',
    'the tarball: 1,000,000 bytes, far below its limit of 9,000,000 bytes: lower it',
    'fresh has no limit',
    'gone has a limit and no size',
  ]);
});

test('files that are many and alike become a pattern with a count', () => {
  const files = [
    'provider/a.js',
    'provider/b.js',
    'dist/model/a.d.ts',
    'dist/index.d.ts',
    'bin/x.js',
    'provider/a.map',
  ];
  const withModes = files.map((path) => ({ path, size: 1, mode: path.startsWith('bin') ? 0o755 : 0o644 }));
  expect(contentOf({ files: withModes })).toBe(`bin/x.js  (executable)
dist/index.d.ts
dist/model/*.d.ts  × 1
provider/*.js  × 2
provider/a.map
`);
});
