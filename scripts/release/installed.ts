import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from './package';
import { ROOT } from './process';

interface Locked extends Partial<Manifest> {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

type Packages = Readonly<Record<string, Locked>>;

/** Packages by `name@version`, each with those that it uses. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/**
 * What a package uses, by package-lock.json, and all that follows. (`npm sbom --omit=dev` leaves out what something else
 * uses for its development too, and takes two copies of one package for the same.)
 */
export function needsOf(names: readonly string[]): Needs {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Packages };
  return walk(packages, names);
}

function walk(packages: Packages, names: readonly string[]): Map<string, readonly string[]> {
  const needs = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    const next = usedBy(packages[path] ?? {}).flatMap(({ name, optional }) => resolved(packages, path, name, optional));
    const ref = referenceOf(packages, path);
    needs.set(
      ref,
      [...new Set([...(needs.get(ref) ?? []), ...next.map((each) => referenceOf(packages, each))])].sort(),
    );
    for (const each of next) visit(each);
  };
  for (const name of names) for (const path of resolved(packages, '', name, false)) visit(path);
  return needs;
}

function usedBy({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: Locked) {
  const isOptional = (name: string) =>
    Object.hasOwn(optionalDependencies ?? {}, name) || peerDependenciesMeta?.[name]?.optional === true;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names.map((name) => ({ name, optional: isOptional(name) }));
}

/** Where Node finds a package: beside the one that asks, or beside one that it lies in. */
function resolved(packages: Packages, from: string, name: string, optional: boolean): string[] {
  for (let base = from; ; base = base.slice(0, Math.max(base.lastIndexOf('/node_modules/'), 0))) {
    const path = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    const found = packages[path];
    if (found !== undefined) return [found.link === true ? (found.resolved ?? path) : path];
    if (base !== '') continue;
    if (optional) return [];
    throw new Error(`${from === '' ? 'the project' : from} needs ${name}, which package-lock.json lacks`);
  }
}

function referenceOf(packages: Packages, path: string): string {
  const { name, version } = packages[path] ?? {};
  return `${name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`;
}
