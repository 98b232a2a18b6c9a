import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf, pack, type Tarball } from '../../scripts/release/package';
import { ROOT, succeed } from '../../scripts/release/process';

/**
 * What several test files need of a package, and what takes longer to make than to use: made once for a build and a day. Not
 * in this project, where Node would find what the package fails to bring.
 */
const CACHE = join(tmpdir(), `genesys-scopes-installed-${digest(`${ROOT} ${process.getuid?.()}`)}`);

/** Newest versions of what each library goes with. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  'cdktf-genesyscloud-scopes': ['cdktf@0.21.0', 'constructs@10'],
  'cdktn-genesyscloud-scopes': ['cdktn@0.24.0', 'constructs@>=10.6.0 <10.8.0'],
};

/** Packs what was built in a folder, without building. */
export function packOnce(packageHome: string): Tarball {
  const folder = once(packageHome, 'packed', (into) => {
    writeFileSync(join(into, 'report.json'), JSON.stringify(pack(packageHome, into)));
  });
  const report: Tarball & { filename: string } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  return { ...report, path: join(folder, report.filename) };
}

/** A project that has installed the package, as a user does; others work in it too, so it is not to be changed. */
export function installOnce(packageHome: string): string {
  return once(packageHome, 'project', (into) => {
    writeFileSync(join(into, 'package.json'), '{ "private": true }\n');
    const tarball = packOnce(packageHome).path;
    const peers = PEERS[manifestOf(packageHome).name] ?? [];
    succeed(into, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...peers]);
  });
}

/** The folder that `make` fills, unless it has been for the same build today. */
function once(packageHome: string, what: string, make: (into: string) => void): string {
  const kind = `${manifestOf(packageHome).name}-${what}-`;
  const folder = join(CACHE, `${kind}${stateOf(packageHome)}`);
  if (existing().includes(folder)) return folder;
  for (const old of existing().filter((each) => each.startsWith(join(CACHE, kind)))) rmSync(old, { recursive: true });
  mkdirSync(CACHE, { recursive: true, mode: 0o700 });
  const unfinished = mkdtempSync(join(CACHE, 'unfinished-'));
  try {
    make(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    // Another worker may have been faster.
    if (!existing().includes(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

function existing(): string[] {
  try {
    return readdirSync(CACHE).map((name) => join(CACHE, name));
  } catch {
    return [];
  }
}

/** Changes with every file that can be in the package, and with the day: the registry may have something newer. */
function stateOf(packageHome: string): string {
  const state = [new Date().toISOString().slice(0, 10)];
  const { files, bundleDependencies = [] } = JSON.parse(readFileSync(join(packageHome, 'package.json'), 'utf8'));
  const bundled = bundleDependencies.map((name: string) => `node_modules/${name}`);
  for (const path of ['package.json', 'README.md', 'LICENSE', ...files, ...bundled]) {
    for (const file of filesAt(join(packageHome, path))) {
      const { size, mtimeMs, mode } = statSync(file);
      state.push(`${file} ${size} ${mtimeMs} ${mode}`);
    }
  }
  return digest(state.join('\n'));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  return entries.map((name) => join(path, name));
}
