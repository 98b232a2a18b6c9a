import { realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { guarded } from '../../files';
import type { Block } from '../../hcl';
import { type Problem, publicText, type Reading } from '../../model';
import {
  isConfiguration,
  isHcl,
  isInside,
  type Listing,
  list,
  NO_VALUES,
  nameIt,
  type ValueFiles,
} from '../configuration-files';
import { broken, type Named, named } from '../names';
import type { ModuleFile } from './module-file';
import { moduleFiles } from './module-files';
import { overlaid } from './module-overrides';
import { type Module, type Positions, readModules, sourceOf } from './module-reader';
import { readValues } from './module-values';

/** What one reading of modules shares. */
export interface Loader {
  /** The folders that the user named, by their real paths: no link is followed out of them. */
  readonly roots: readonly string[];
  /** The modules so far, by the real paths of their folders: each is read once. */
  readonly loaded: Map<string, Module>;
}

export function loaderFor(roots: readonly string[]): Loader {
  return { roots, loaded: new Map() };
}

/** The module of a folder, with those beside it that it calls. */
export async function moduleOfFolder(loader: Loader, folder: string, listing: Listing): Promise<Module> {
  const real = realpathSync(folder);
  const known = loader.loaded.get(real);
  if (known !== undefined) return known;
  const { files, problems } = await moduleFiles(listing.files.filter(isConfiguration));
  const unread = listing.unread.flatMap(({ isPart, problem }) => (isPart ? [problem] : []));
  const called = new Map<string, Module | Problem>();
  const hasHcl = listing.files.some(isHcl);
  const module = {
    files,
    hasHcl,
    problems: [...unread, ...mixedLanguages(folder, listing.files), ...problems],
    called,
  };
  // Before its calls are followed, which may come back to it.
  loader.loaded.set(real, module);
  await followCalls(loader, files, folder, called);
  return module;
}

/**
 * Terraform reads none of OpenTofu's files, and OpenTofu reads them in place of those of the same name: two configurations,
 * of which one could lack what the other has.
 */
function mixedLanguages(folder: string, files: readonly string[]): Problem[] {
  const own = files.filter(isConfiguration);
  const isMixed = own.some((file) => /\.tofu(\.json)?$/.test(file)) && own.some((file) => /\.tf(\.json)?$/.test(file));
  if (!isMixed) return [];
  return [
    {
      message: publicText('holds .tofu files beside .tf files, which Terraform and OpenTofu read differently'),
      remedy: publicText('Check the plan of the program that you run: show -json of it.'),
      at: { file: named(folder).path },
    },
  ];
}

/** A module of this file and of those that override it, in the folder from which its calls are followed. */
export async function moduleOfFile(
  loader: Loader,
  file: ModuleFile,
  { hasHcl, path, overrides }: { hasHcl: boolean; path: string; overrides: readonly string[] },
): Promise<Module> {
  const folder = dirname(path);
  const called = new Map<string, Module | Problem>();
  const { files: over, problems } = await moduleFiles(overrides);
  const files = [file, ...over];
  await followCalls(loader, files, folder, called);
  return { files, hasHcl, problems: [...mixedLanguages(folder, [path, ...overrides]), ...problems], called };
}

async function followCalls(
  loader: Loader,
  files: Module['files'],
  folder: string,
  called: Map<string, Module | Problem>,
): Promise<void> {
  for (const block of overlaid(files)) {
    const source = block.type === 'module' ? sourceOf(block) : undefined;
    if (source !== undefined && isLocal(source) && !called.has(source)) {
      called.set(source, await follow(loader, block, source, folder));
    }
  }
}

async function follow(loader: Loader, call: Block, source: string, folder: string): Promise<Module | Problem> {
  // Terraform takes a backslash for a slash on every system.
  const steps = source.replaceAll('\\', '/');
  const written = resolve(realpathSync(folder), steps);
  const target = realFolder(written);
  if (target === undefined) return cannotFollow(call, source, 'is not there', 'Check the path in `source`.');
  if (target !== written && !isInside(target, loader.roots)) {
    return cannotFollow(call, source, 'is a link out of the folder', nameIt(target));
  }
  // Behind a linked folder `..` leads elsewhere than the path says.
  const beside = join(folder, steps);
  const path = realFolder(beside) === target ? beside : target;
  const listing = list(path, [...loader.roots, target]);
  if ('message' in listing) return listing;
  const isModule = listing.files.some(isConfiguration) || listing.unread.some(({ isPart }) => isPart);
  if (isModule) return moduleOfFolder(loader, path, listing);
  return cannotFollow(call, source, 'holds no Terraform configuration', 'Check the path in `source`.');
}

/** What lies beside the caller. All other sources are fetched from somewhere. */
function isLocal(source: string): boolean {
  return /^\.{1,2}([/\\]|$)/.test(source);
}

function realFolder(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function cannotFollow({ labels, body }: Block, source: string, reason: string, remedy: string): Problem {
  return {
    message: publicText(`calls module "${labels[0]}" in ${source}, which ${reason}`),
    remedy: publicText(remedy),
    at: body.attributes.get('source')?.at?.() ?? { file: publicText(source) },
  };
}

/** Reads a module as the one in which Terraform is run: with the values beside it. */
export async function readRoot(
  module: Module,
  source: Named,
  valueFiles: ValueFiles = NO_VALUES,
  positions?: Positions,
): Promise<Reading> {
  const { given, written, problems } = await readValues(valueFiles);
  return guarded(
    source.path,
    () => {
      const reading = readModules(module, source, { given, values: written, positions });
      return { ...reading, problems: [...problems, ...reading.problems] };
    },
    (problem) => broken(source, problem),
  );
}
