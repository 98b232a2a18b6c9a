import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT, succeed } from './process';

/** Folders of the packages that are released, from the root of the repository. */
export const RELEASED: readonly string[] = ['.', 'build/cdktn-genesyscloud-scopes'];

/** What the checks read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bundleDependencies?: readonly string[];
  readonly description?: string;
  readonly license?: string;
}

export interface Tarball {
  readonly path: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[];
}

export const folderOf = (released: string) => resolve(ROOT, released);

export function manifestOf(released: string): Manifest {
  return JSON.parse(readFileSync(join(folderOf(released), 'package.json'), 'utf8'));
}

/** Packs what was built, without building. */
export function pack(released: string, into: string): Tarball {
  const [report] = npmPack(released, '--pack-destination', into);
  return { ...report, path: join(into, report.filename) };
}

/** As `pack`, with the modes that git knows: npm takes over what the umask of a checkout has left of them. */
export function packForRelease(released: string, into: string): Tarball {
  const [{ files }] = npmPack(released, '--dry-run');
  for (const { path } of files as Tarball['files']) {
    const file = join(folderOf(released), path);
    chmodSync(file, (statSync(file).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
  return pack(released, into);
}

function npmPack(released: string, ...options: readonly string[]) {
  return JSON.parse(succeed(folderOf(released), 'npm', ['pack', '--json', '--ignore-scripts', ...options]));
}

/** Manifests of the packages that are made here and packed along: the bindings. */
export function packedAlong(released: string): Manifest[] {
  return (manifestOf(released).bundleDependencies ?? []).map((name) =>
    JSON.parse(readFileSync(join(folderOf(released), 'node_modules', name, 'package.json'), 'utf8')),
  );
}
