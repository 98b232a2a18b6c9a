// npm run build [-- cdktf|cdktn]: the provider bindings, the stubs that re-export them, and the library; of both packages, unless
// one is named.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build, buildSync } from 'esbuild';
import { asCommonJs } from './common-js.mjs';
import { HOSTS, manifestFor, movedTo, root } from './hosts.mjs';

const require = createRequire(import.meta.url);

/** The grammar of HCL, which is loaded when there is some to read. */
const GRAMMAR = 'tree-sitter-terraform.wasm';
/** What goes over JSON that need not be parsed. */
const SKIPPER = 'skip.wasm';
/** Files of the repository that `init` writes from. */
const TEMPLATES = require('../lib/init/template-files.json');

/** In a process for each: they run side by side, and the generators get along with each other only so. */
async function buildProvider({ library }) {
  const child = spawn(process.execPath, [join(root, 'scripts/provider.mjs'), library], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  // It has said why.
  if (code !== 0) process.exit(1);
}

/**
 * Real files, one a resource: a TypeScript project that does not set `moduleResolution` reads no `exports` map, and the
 * bindings lie in this package's own node_modules, where a consumer cannot name them.
 */
function writeStubs({ bindings: from, bindingsHome, home }) {
  const folders = readdirSync(join(bindingsHome, 'lib'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const stubs = join(home, 'provider');
  rmSync(stubs, { recursive: true, force: true });
  mkdirSync(stubs);
  for (const [name, target] of [['index', from], ...names.map((name) => [name, `${from}/lib/${name}`])]) {
    writeFileSync(join(stubs, `${name}.js`), `module.exports = require('${target}');\n`);
    writeFileSync(join(stubs, `${name}.d.ts`), `export * from '${target}';\n`);
  }
}

/** The licences of the packages that are bundled: they ask to travel along. */
function licences(inputs) {
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = require(join(root, folder, 'package.json'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`;
  });
  const grammar = readFileSync(join(root, 'lib/hcl/GRAMMAR.md'), 'utf8').split('\n\nIt is kept')[0];
  return [...texts, `${grammar}\n`].join(`\n${'-'.repeat(80)}\n\n`);
}

const BUNDLE = { absWorkingDir: root, bundle: true, logLevel: 'warning', metafile: true };

/** What client apps import: it runs in browsers, so nothing of Node and no other package comes along. */
function bundleForClientApps(host) {
  for (const [format, name] of [
    ['cjs', 'browser.js'],
    ['esm', 'browser.mjs'],
  ]) {
    const { metafile } = buildSync({
      ...BUNDLE,
      entryPoints: ['lib/browser/index.ts'],
      outfile: join(host.home, 'dist', name),
      format,
      platform: 'neutral',
      target: 'es2020',
      // Parts of lib/scopes that are not taken import some; what is taken must not.
      external: Object.keys(manifestFor(host).dependencies),
    });
    const [{ imports }] = Object.values(metafile.outputs);
    if (imports.length > 0) throw new Error(`${name} imports ${imports.map(({ path }) => path).join(', ')}`);
  }
  // The types of an ES module: by a name of their own, or a compiler takes them for those of the other file.
  writeFileSync(join(host.home, 'dist/browser.d.mts'), "export * from './browser/index.js';\n");
}

/** What the command line loads for few users only: a large file of its own, so that the others need not compile it. */
const APART = 'undici';

const apart = {
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`^${APART}$`) }, () => ({ path: `./${APART}.js`, external: true })),
};

/** Commander loads it for commands that are programs of their own. We have none, and it takes Node a while. */
const WITHOUT_PROGRAMS = {
  name: 'without-programs',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /\/node_modules\/commander\//.test(importer) ? { path: 'programs', namespace: 'without-programs' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'without-programs' }, () => ({
      contents: "exports.spawn = (...all) => require('node:child_process').spawn(...all);",
    }));
  },
};

async function bundleForNode(host) {
  const { dependencies, peerDependencies } = manifestFor(host);
  const external = Object.keys({ ...dependencies, ...peerDependencies });
  const forNode = {
    ...BUNDLE,
    outdir: join(host.home, 'dist'),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { 'process.env.CDK_HOST': JSON.stringify(host.library) },
    alias: host === HOSTS.cdktf ? {} : { [HOSTS.cdktf.library]: host.library, [HOSTS.cdktf.bindings]: host.bindings },
  };
  const library = await build({
    ...forNode,
    entryPoints: { index: 'lib/index.ts', jest: 'lib/jest/index.ts' },
    // What a user installs anyway stays outside.
    external,
  });
  const mainFields = ['module', 'main'];
  // Without blanks it is read sooner; names stay, for who has to report a defect.
  const lean = { ...forNode, mainFields, minifyWhitespace: true, legalComments: 'none' };
  const fewNeed = await build({ ...lean, entryPoints: { [APART]: APART } });
  const commandLine = await bundleCommandLine({ ...forNode, mainFields, legalComments: 'none' });
  return [library, fewNeed, commandLine].flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/**
 * The command line with all that it needs, other packages too: what is not loaded before it is needed is in a file of its own.
 * esbuild takes ES modules apart only, and Node starts sooner with CommonJS.
 */
async function bundleCommandLine(forNode) {
  const modules = await build({
    ...forNode,
    entryPoints: { cli: 'lib/cli/main.ts' },
    format: 'esm',
    splitting: true,
    chunkNames: 'cli-[name]-[hash]',
    // Looks for its own file beside itself.
    external: ['web-tree-sitter'],
    plugins: [apart, WITHOUT_PROGRAMS],
    write: false,
  });
  const { outputs } = modules.metafile;
  for (const { path, text } of modules.outputFiles) {
    writeFileSync(path, asCommonJs(text, outputs[relative(root, path)].imports, forNode.target));
  }
  return modules;
}

/** Types for the compiler, which are the same for both but for the names of the library. */
function declarations() {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-types-'));
  try {
    const tsc = join(root, 'node_modules/typescript-newest/bin/tsc');
    const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', folder], {
      cwd: root,
      stdio: 'inherit',
    });
    // The compiler has said why: a stack trace of this script would only push that off the screen.
    if (status !== 0) process.exit(1);
    const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.d.ts'));
    console.log(`types     ${seconds(start)}`);
    return names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Types, and one file for each entry: they load and run faster than many. */
async function bundleLibrary(host, types) {
  const start = performance.now();
  const dist = join(host.home, 'dist');
  // A file that was renamed or deleted in lib/ must not stay in the package.
  rmSync(dist, { recursive: true, force: true });
  for (const [name, text] of types) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), movedTo(host, text));
  }
  const inputs = await bundleForNode(host);
  bundleForClientApps(host);
  writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(inputs));
  // The bundles look for these beside themselves.
  copyFileSync(join(root, 'lib/hcl', GRAMMAR), join(dist, GRAMMAR));
  copyFileSync(join(root, 'lib/scan', SKIPPER), join(dist, SKIPPER));
  const templates = TEMPLATES.map((path) => [path, readFileSync(join(root, path), 'utf8')]);
  writeFileSync(join(dist, 'templates.json'), `${JSON.stringify(Object.fromEntries(templates))}\n`);
  console.log(`library   ${host.package} ${seconds(start)}`);
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** What a package has besides what is made for it. The first is where it is made. */
function complete(host) {
  if (host.home === root) return;
  const manifest = manifestFor(host);
  writeFileSync(join(host.home, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'packages', host.package, 'README.md'), join(host.home, 'README.md'));
  const made = ['dist', 'provider'];
  for (const name of ['LICENSE', ...manifest.files.filter((each) => !made.includes(each))]) {
    rmSync(join(host.home, name), { recursive: true, force: true });
    cpSync(join(root, name), join(host.home, name), { recursive: true });
  }
}

const named = process.argv.slice(2);
const unknown = named.find((name) => HOSTS[name] === undefined);
if (unknown !== undefined) {
  console.error(`${unknown} is no library to build for: name one of ${Object.keys(HOSTS).join(', ')}`);
  process.exit(1);
}
const hosts = Object.values(HOSTS).filter(({ library }) => named.length === 0 || named.includes(library));
// The library's own types are made of the bindings for cdktf.
await Promise.all([...new Set([HOSTS.cdktf, ...hosts])].map(buildProvider));
const types = declarations();
for (const host of hosts) {
  writeStubs(host);
  await bundleLibrary(host, types);
  complete(host);
}
