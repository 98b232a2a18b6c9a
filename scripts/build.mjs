// npm run build: the provider bindings, the stubs that re-export them, and the library.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { buildProvider } from './provider.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** The grammar of HCL, which is loaded when there is some to read. */
const GRAMMAR = 'tree-sitter-terraform.wasm';
/** What goes over JSON that need not be parsed. */
const SKIPPER = 'skip.wasm';
const { dependencies, peerDependencies } = require('../package.json');
/** Files of the repository that `init` writes from. */
const TEMPLATES = require('../lib/init/template-files.json');

/**
 * Real files, one a resource: a TypeScript project that does not set `moduleResolution` reads no `exports` map, and the
 * bindings lie in this package's own node_modules, where a consumer cannot name them.
 */
function writeStubs() {
  const from = '@cdktf/provider-genesyscloud';
  const folders = readdirSync(join(root, 'packages/provider-genesyscloud/lib'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const stubs = join(root, 'provider');
  rmSync(stubs, { recursive: true, force: true });
  mkdirSync(stubs);
  for (const [name, target] of [['index', from], ...names.map((name) => [name, `${from}/lib/${name}`])]) {
    writeFileSync(join(stubs, `${name}.js`), `module.exports = require('${target}');\n`);
    writeFileSync(join(stubs, `${name}.d.ts`), `export * from '${target}';\n`);
  }
  console.log(`stubs     ${names.length + 1} in provider/`);
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
function bundleForClientApps() {
  for (const [format, outfile] of [
    ['cjs', 'dist/browser.js'],
    ['esm', 'dist/browser.mjs'],
  ]) {
    const { metafile } = buildSync({
      ...BUNDLE,
      entryPoints: ['lib/browser/index.ts'],
      outfile,
      format,
      platform: 'neutral',
      target: 'es2020',
      // Parts of lib/scopes that are not taken import some; what is taken must not.
      external: Object.keys(dependencies),
    });
    const { imports } = metafile.outputs[outfile];
    if (imports.length > 0) throw new Error(`${outfile} imports ${imports.map(({ path }) => path).join(', ')}`);
  }
  // The types of an ES module: by a name of their own, or a compiler takes them for those of the other file.
  writeFileSync(join(root, 'dist/browser.d.mts'), "export * from './browser/index.js';\n");
}

/** Types for the compiler, and one file for each entry: they load and run faster than many. */
function compileLibrary() {
  const start = performance.now();
  // A file that was renamed or deleted in lib/ must not stay in the package.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  // The compiler has said why: a stack trace of this script would only push that off the screen.
  if (status !== 0) process.exit(1);
  const { metafile } = buildSync({
    ...BUNDLE,
    entryPoints: { index: 'lib/index.ts', cli: 'lib/cli/main.ts', jest: 'lib/jest/index.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // What a user installs anyway stays outside; what only one command needs comes along, without its own dependencies.
    external: Object.keys({ ...dependencies, ...peerDependencies }),
  });
  bundleForClientApps();
  writeFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licences(Object.keys(metafile.inputs)));
  // The bundles look for these beside themselves.
  copyFileSync(join(root, 'lib/hcl', GRAMMAR), join(root, 'dist', GRAMMAR));
  copyFileSync(join(root, 'lib/scan', SKIPPER), join(root, 'dist', SKIPPER));
  const templates = TEMPLATES.map((path) => [path, readFileSync(join(root, path), 'utf8')]);
  writeFileSync(join(root, 'dist/templates.json'), `${JSON.stringify(Object.fromEntries(templates))}\n`);
  console.log(`library   compile ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

await buildProvider();
writeStubs();
compileLibrary();
