import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { MAIN } from '../cli/run-cli';
import { HOST } from '../helpers/host';
import { type Files, write } from './checkout';
import { packageFiles } from './package';

const NAME = HOST.package;
const FOLDER = `node_modules/${NAME}`;
const RUN = 'process.stdout.write("planted package runs\\n"); process.exit(0);\n';

/** A package of the name that says when it runs. */
function plantedFiles(folder: string): Files {
  const manifest = { name: NAME, version: '0.1.0', bin: { 'genesys-scopes': 'x.js' } };
  return { [`${folder}/package.json`]: JSON.stringify(manifest), [`${folder}/x.js`]: `#!/usr/bin/env node\n${RUN}` };
}

/** What a change may bring to have its own code run as the package: installed, and from a registry of its own. */
export function plant(workspace: string, registry: string): void {
  const files = {
    ...plantedFiles(FOLDER),
    'node_modules/.bin/genesys-scopes': `#!/usr/bin/env node\n${RUN}`,
    '.npmrc': `registry=${registry}\ncache=.npm\n`,
  };
  for (const [path, text] of Object.entries(files)) write(workspace, path, text);
  for (const path of ['node_modules/.bin/genesys-scopes', `${FOLDER}/x.js`]) chmodSync(join(workspace, path), 0o755);
}

export interface Registry {
  readonly url: string;
  /** What was asked for. */
  readonly requests: readonly string[];
  close(): void;
}

/** The package as {@link packageFiles} has it, but able to read HCL, of which the parser is a file of its own. */
function sourceFiles(folder: string): Files {
  const [flag, register, main] = MAIN;
  if (flag !== '-r' || register === undefined || main === undefined) throw new Error('the sources start otherwise');
  const lines = [register, main].map((file) => `require(${JSON.stringify(file)});\n`);
  return { ...packageFiles(folder), [`${folder}/bin/genesys-scopes.js`]: `#!/usr/bin/env node\n${lines.join('')}` };
}

const CONTENTS = { package: packageFiles, sources: sourceFiles, planted: plantedFiles };

/** A registry of npm that has the package, or one that passes for it. */
export async function startRegistry(content: keyof typeof CONTENTS): Promise<Registry> {
  const tarball = packed(CONTENTS[content]('package'));
  const { manifest } = tarball;
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    if (url.endsWith('.tgz')) return void response.end(tarball.bytes);
    if (url !== `/${NAME}`) return void response.writeHead(404).end();
    const dist = { tarball: `${address()}/package.tgz`, integrity: tarball.integrity };
    const version = { ...manifest, dist };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: NAME, 'dist-tags': { latest: '0.1.0' }, versions: { '0.1.0': version } }));
  });
  const address = () => {
    const at = server.address();
    if (at === null || typeof at === 'string') throw new Error('the registry does not listen');
    return `http://127.0.0.1:${at.port}`;
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: address(), requests, close: () => void server.close() };
}

function packed(files: Files) {
  const folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-registry-'));
  for (const [path, text] of Object.entries(files)) write(folder, path, text);
  execFileSync('tar', ['-czf', 'package.tgz', 'package'], { cwd: folder });
  const bytes = readFileSync(join(folder, 'package.tgz'));
  rmSync(folder, { recursive: true });
  const manifest = z.record(z.string(), z.unknown()).parse(JSON.parse(files['package/package.json'] ?? ''));
  return { bytes, manifest, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` };
}
