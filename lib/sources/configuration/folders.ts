import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Block } from '../../hcl';
import type { Problem, Reading } from '../../model';
import { isConfiguration, isValues, type Listing, list, valueFilesOf } from '../configuration-files';
import { broken, named, unreadable } from '../names';
import { readPositions } from '../positions';
import type { Module } from './module-reader';
import { loaderFor, moduleOfFolder, readRoot } from './modules';
import { hasManifest, isSynthOutput, readSynthOutput, STACKS } from './synth-output';

/** Reads the configuration and the synth output in a folder and those below it. */
export async function readFolder(folder: string, label?: string): Promise<Reading[]> {
  const roots = [realpathSync(folder)];
  const found = walk(folder, roots, label);
  if (found.length > 0) return readFound(found, roots);
  // It says what is wrong with it.
  if (hasManifest(folder)) return readSynthOutput(folder, label);
  return [
    unreadable(
      named(folder, label),
      'holds no Terraform configuration and no synth output',
      'Name a plan (terraform show -json), a folder with .tf or .tf.json files, or cdktf.out after a synth.',
    ),
  ];
}

/** What is come across in a folder and those below it. */
type Found =
  | { readonly is: 'module'; readonly folder: string; readonly listing: Listing; readonly label: string | undefined }
  | { readonly is: 'synth'; readonly folder: string; readonly label: string | undefined }
  | { readonly is: 'problem'; readonly path: string; readonly problem: Problem; readonly label: string | undefined };

function walk(folder: string, roots: readonly string[], label?: string): Found[] {
  const listing = list(folder, roots);
  if ('message' in listing) return [{ is: 'problem', path: folder, problem: listing, label }];
  const isModule = listing.files.some(isConfiguration);
  const isSynth = isSynthOutput(folder);
  const alone = listing.unread.filter(({ isPart }) => !(isModule && isPart));
  return [
    ...(isSynth ? [{ is: 'synth' as const, folder, label }] : []),
    ...(isModule ? [{ is: 'module' as const, folder, listing, label }] : []),
    ...alone.map(({ link, problem }) => ({ is: 'problem' as const, path: link, problem, label: undefined })),
    // Of the stacks those count that the manifest lists; an earlier synth may have left others.
    ...listing.folders
      .filter((child) => !(isSynth && basename(child) === STACKS))
      .flatMap((child) => walk(child, roots)),
  ];
}

async function readFound(all: readonly Found[], searched: readonly string[]): Promise<Reading[]> {
  const loader = loaderFor(searched);
  const outputs = await Promise.all(
    all.map((found) => (found.is === 'synth' ? readSynthOutput(found.folder, found.label) : [])),
  );
  // What lies beside a manifest is read too: it is a file that anybody can add.
  const listed = new Set(outputs.flat().map(({ source }) => dirname(source.path)));
  const loaded: { readonly found: Found; readonly module?: Module; readonly isStack: boolean }[] = [];
  for (const found of all) {
    if (found.is !== 'module') loaded.push({ found, isStack: false });
    else {
      const module = await moduleOfFolder(loader, found.folder, found.listing);
      loaded.push({ found, module, isStack: listed.has(named(found.folder).path) });
    }
  }
  const roots = rootsOf(loaded.flatMap(({ module }) => module ?? []));
  const readings: Reading[] = [...outputs.flat()];
  for (const { found, module, isStack } of loaded) {
    if (found.is === 'problem') readings.push(broken(named(found.path, found.label), found.problem));
    else if (found.is === 'module' && module !== undefined && !isStack) {
      const { folder, listing, label } = found;
      if (!roots.has(module) && !isRunItself(folder, listing, module)) continue;
      const values = valueFilesOf(listing, searched);
      readings.push(await readRoot(module, named(folder, label), values, readPositions(folder)));
    }
  }
  return readings;
}

/** Whether Terraform is run in the folder although another module calls it: what only such folders have shows that. */
function isRunItself(folder: string, { files }: Listing, module: Module): boolean {
  return (
    files.some(isValues) ||
    existsSync(join(folder, '.terraform.lock.hcl')) ||
    module.files.some(({ body }) => body.blocks.some(isOfRoot))
  );
}

/** Only where Terraform is run are providers configured, and is it said where the state is. */
function isOfRoot({ type, body }: Block): boolean {
  if (type !== 'terraform') return type === 'provider';
  return ['backend', 'cloud'].some(
    (name) => body.attributes.has(name) || body.blocks.some((block) => block.type === name),
  );
}

/**
 * The modules in which Terraform is run: those that no other calls. Of modules that call each other in a circle the first
 * stands for them, so that none is left out.
 */
function rootsOf(modules: readonly Module[]): Set<Module> {
  const called = new Set(modules.flatMap((module) => [...calledBy(module)].filter((other) => other !== module)));
  const roots = new Set(modules.filter((module) => !called.has(module)));
  const reached = new Set([...roots].flatMap((root) => [...reachedFrom(root)]));
  for (const module of modules) {
    if (reached.has(module)) continue;
    roots.add(module);
    for (const each of reachedFrom(module)) reached.add(each);
  }
  return roots;
}

function calledBy({ called }: Module): Module[] {
  return [...called.values()].flatMap((each) => ('message' in each ? [] : [each]));
}

function reachedFrom(module: Module, reached = new Set<Module>()): Set<Module> {
  if (reached.has(module)) return reached;
  reached.add(module);
  for (const each of calledBy(module)) reachedFrom(each, reached);
  return reached;
}
