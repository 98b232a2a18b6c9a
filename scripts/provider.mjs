// node scripts/provider.mjs cdktf|cdktn: generates and compiles the provider bindings for that library, from
// packages/provider-genesyscloud/schema.json.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOSTS, manifestFor, movedTo, root } from './hosts.mjs';

/** The schema, and the manifest and the page of the bindings for cdktf. */
const source = join(root, 'packages/provider-genesyscloud');
const require = createRequire(import.meta.url);

// With a host name in front, OpenTofu would fetch the provider from Terraform's registry instead of its own.
const provider = 'mypurecloud/genesyscloud';

const compilerOptions = {
  target: 'ES2022',
  module: 'CommonJS',
  moduleResolution: 'bundler',
  strict: true,
  declaration: true,
  skipLibCheck: true,
  types: [],
  rootDir: 'src',
  outDir: 'lib',
};

/** Brings the bindings for a library up to date. */
async function buildProvider(host) {
  const log = (text) => console.log(`provider  ${host.bindings} ${text}`);
  const lib = join(host.bindingsHome, 'lib');
  const stampFile = join(lib, '.stamp');
  const stamp = fingerprint(host);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    log('up to date');
    return;
  }
  // Outside the tree, so that an interrupted build leaves nothing behind in it.
  const work = mkdtempSync(join(tmpdir(), 'provider-genesyscloud-'));
  try {
    await timed(log, 'generate', () => generate(host, work));
    await timed(log, 'compile', () => compile(work));
    // First and last: an interruption in between must not look like a finished build.
    rmSync(stampFile, { force: true });
    rmSync(lib, { recursive: true, force: true });
    cpSync(join(work, 'lib'), lib, { recursive: true });
    describe(host);
    writeFileSync(stampFile, stamp);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The manifest and the page of the bindings; those for cdktf are kept. */
function describe(host) {
  if (host.bindingsHome === source) return;
  const manifest = bindingsManifest(host);
  writeFileSync(join(host.bindingsHome, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const page = `# ${host.bindings}\n\n${manifest.description} A part of \`${host.package}\`.\n`;
  writeFileSync(join(host.bindingsHome, 'README.md'), page);
}

function bindingsManifest(host) {
  const own = JSON.parse(movedTo(host, readFileSync(join(source, 'package.json'), 'utf8')));
  return host.bindingsHome === source ? own : { ...own, peerDependencies: manifestFor(host).peerDependencies };
}

/** Everything that the result depends on. */
function fingerprint(host) {
  const hash = createHash('sha256').update(JSON.stringify(bindingsManifest(host)));
  for (const file of [join(source, 'schema.json'), fileURLToPath(import.meta.url)]) hash.update(readFileSync(file));
  for (const name of [host.generatorPackage, host.library, 'typescript-newest']) {
    hash.update(`${name}@${require(`${name}/package.json`).version}\n`);
  }
  return hash.digest('hex');
}

async function generate(host, work) {
  // Before the require: the generator looks for a terraform binary and calls home while it loads.
  process.env.CHECKPOINT_DISABLE = '1';
  process.env.TERRAFORM_BINARY_NAME = 'true';
  const { TerraformProviderGenerator } = require(host.generator);
  const { CodeMaker } = require('codemaker');

  const schema = JSON.parse(readFileSync(join(source, 'schema.json'), 'utf8'));
  const [key] = Object.keys(schema.provider_schemas);
  schema.provider_versions = { [key]: require(join(source, 'package.json')).version };

  const generator = new TerraformProviderGenerator(new CodeMaker(), schema);
  generator.generate({ name: 'genesyscloud', source: provider });
  await generator.save(work);
  cpSync(join(work, 'providers/genesyscloud'), join(work, 'src'), { recursive: true });
}

function compile(work) {
  const index = lazyIndex(readFileSync(join(work, 'src/lazy-index.ts'), 'utf8'));
  rmSync(join(work, 'src/lazy-index.ts'));
  writeFileSync(join(work, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  // The generated code imports the library and constructs.
  symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'), 'junction');
  // Of `import *` the compiler makes a copy of the whole library in each file; of the older form just a call of `require`.
  replaceIn(join(work, 'src'), /^import \* as (\w+) from '(\w+)';$/gm, "import $1 = require('$2');");
  const tsc = join(root, 'node_modules/typescript-newest/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', work], { stdio: 'inherit' });
  // Which an ES module must not have, and so no declarations that one reads.
  replaceIn(join(work, 'lib'), /^import (\w+) = require\('(\w+)'\);$/gm, "import * as $1 from '$2';");
  writeFileSync(join(work, 'lib/index.js'), index);
}

/** Replaces something in the TypeScript below a folder, declarations too. */
function replaceIn(folder, pattern, replacement) {
  for (const name of readdirSync(folder, { recursive: true }).filter((each) => each.endsWith('.ts'))) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(pattern, replacement);
    if (changed !== text) writeFileSync(file, changed);
  }
}

/** The generator's lazy index, in a form that ES modules can import names from and `import *` helpers can enumerate. */
function lazyIndex(text) {
  const entries = [...text.matchAll(/exports, '(\w+)'.*require\('(.+)'\)/g)];
  return `'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const load = {
${entries.map(([, name, path]) => `  ${name}: () => require('${path}'),`).join('\n')}
};
for (const name of Object.keys(load)) Object.defineProperty(exports, name, { enumerable: true, get: load[name] });
// Never runs: Node.js reads from the text which names an ES module can import.
0 && (module.exports = { ${entries.map(([, name]) => name).join(', ')} });
`;
}

async function timed(log, what, action) {
  const start = performance.now();
  await action();
  log(`${what} ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

await buildProvider(HOSTS[process.argv[2]]);
