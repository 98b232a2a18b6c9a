import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isObject, type Json, type JsonObject, readJsonFile } from '../files';
import { HOST, HOSTS, type Host } from '../host';
import { type Problem, publicText } from '../model';
import { isHcl, isTerraformJson } from '../sources';
import { CI_SYSTEMS, type CiSystem, type Found, type PackageManager } from './found';

/** Finds out what there is in a folder, which need not be there yet, or says which file of it cannot be read. */
export function findOut(folder: string): Found | Problem {
  const at = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const root = above(at).find((each) => existsSync(join(each, '.git')));
  const files = filesBelow(at);
  const project = readJson(join(at, 'cdktf.json'));
  const manifest = readJson(join(at, 'package.json'));
  for (const read of [project, manifest]) if (read !== undefined && 'message' in read) return read;
  const cdktf = objectIn(project);
  const output = typeof cdktf?.output === 'string' ? posix(cdktf.output) : 'cdktf.out';
  const below = files.filter((file) => file.endsWith(`${sep}cdktf.json`)).map((file) => posix(dirname(file)));
  const synthesized = existsSync(join(at, output, 'manifest.json'));
  const { manifest: ofNode } = manifestOf(objectIn(manifest));
  const host = hostOf(ofNode);
  const readable = synthesized || files.some((file) => isHcl(file) || isTerraformJson(file));
  return {
    folder: at,
    kind: cdktf !== undefined ? 'cdktf' : readable || below.length > 0 ? 'terraform' : 'new',
    typescript: cdktf === undefined || cdktf.language === 'typescript',
    output,
    synthesized,
    readable,
    below: below.map(publicText),
    ...(root !== undefined && { root }),
    inRoot: root === undefined ? '' : posix(relative(root, at)),
    ci: root === undefined ? [] : ciOf(root),
    ...managerOf(at, root),
    host,
    ...(ofNode !== undefined && { manifest: ofNode }),
    ...installedIn(at, host),
  };
}

/** A folder and those above it. */
function above(folder: string): string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...above(dirname(folder))];
}

function readJson(path: string): { value: Json } | Problem | undefined {
  return existsSync(path) ? readJsonFile(path, publicText(posix(relative(process.cwd(), path)))) : undefined;
}

function objectIn(read: { value: Json } | Problem | undefined): JsonObject | undefined {
  if (read === undefined || 'message' in read) return undefined;
  return isObject(read.value) ? read.value : {};
}

const SKIPPED = new Set(['node_modules', '.git', '.terraform', 'cdktf.out', '.gen']);
/** Deeper no project begins; a folder that is searched by mistake, such as a home, must not take for ever. */
const DEPTH = 6;

function filesBelow(folder: string, depth = 0): string[] {
  if (depth > DEPTH) return [];
  const entries = (() => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      // What cannot be listed the reader of the configuration tells.
      return [];
    }
  })();
  return entries
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(join(folder, entry.name), depth + 1).map((file) => join(entry.name, file))
        : [entry.name],
    );
}

/** By the files that a system reads; by the address of the repository where there are none. */
function ciOf(root: string): CiSystem[] {
  const files = { github: '.github', gitlab: '.gitlab-ci.yml' } satisfies Record<CiSystem, string>;
  const byFiles = CI_SYSTEMS.filter((system) => existsSync(join(root, files[system])));
  if (byFiles.length === 1) return byFiles;
  const hosts = remoteHosts(root);
  const byHost = CI_SYSTEMS.filter((system) => hosts.some((host) => host.includes(system)));
  return byHost.length > 0 ? byHost : byFiles;
}

/** Only the hosts: an address may hold a password. */
function remoteHosts(root: string): string[] {
  try {
    const config = readFileSync(join(root, '.git/config'), 'utf8');
    return [...config.matchAll(/^\s*url\s*=\s*(?:\w+:\/\/)?(?:[^@/\s]*@)?([\w.-]+)[:/]/gm)].map(([, host = '']) =>
      host.toLowerCase(),
    );
  } catch {
    return [];
  }
}

const LOCKS: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** By the nearest lock file, which in a repository of many projects may be at its root. */
function managerOf(folder: string, root: string | undefined): Pick<Found, 'manager' | 'locked'> {
  const folders = above(folder);
  for (const each of root === undefined ? [folder] : folders.slice(0, folders.indexOf(root) + 1)) {
    const found = LOCKS.find(([lock]) => existsSync(join(each, lock)));
    if (found !== undefined) return { manager: found[1], locked: true };
  }
  return { manager: 'npm', locked: false };
}

function manifestOf(value: JsonObject | undefined): Pick<Found, 'manifest'> {
  if (value === undefined) return {};
  const entries = (part: Json | undefined) => (isObject(part) ? Object.entries(part) : []);
  const dependencies = [...entries(value.dependencies), ...entries(value.devDependencies)].map(([name]) => name);
  const scripts = entries(value.scripts).map(([name, script]) => [name, String(script)] as const);
  return { manifest: { dependencies: new Set(dependencies), scripts: new Map(scripts) } };
}

/** By what the project has: classes of one library fail in an app of the other. */
function hostOf(manifest: Found['manifest']): Host {
  const isThere = (name: string) => manifest?.dependencies.has(name);
  return HOSTS.find((host) => isThere(host.library) || isThere(host.package)) ?? HOST;
}

function installedIn(folder: string, host: Host): Pick<Found, 'installed'> {
  const place = above(folder)
    .map((each) => join(each, 'node_modules', host.package))
    .find((each) => existsSync(join(each, 'package.json')));
  return place === undefined ? {} : { installed: posix(relative(folder, place)) };
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
