import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { bytesOf, isObject, parseJson, textOf } from '../../files';
import type { Reading } from '../../model';
import { list, valueFilesOf } from '../configuration-files';
import { broken, named, unreadable } from '../names';
import { readPositions } from '../positions';
import { loaderFor, moduleOfFolder, readRoot } from './modules';

/** The file in `cdktf.out` that lists the stacks, and the folder that holds them. */
const MANIFEST = 'manifest.json';
export const STACKS = 'stacks';

/** True for a folder with a manifest, as the user names one. */
export function hasManifest(folder: string): boolean {
  return existsSync(join(folder, MANIFEST));
}

/** True for a folder as cdktf writes it: with a folder of stacks, or a manifest that lists some. A web app has a manifest.json too. */
export function isSynthOutput(folder: string): boolean {
  if (!hasManifest(folder)) return false;
  return existsSync(join(folder, STACKS)) || /"stacks"\s*:\s*\{\s*"/.test(manifestText(folder));
}

function manifestText(folder: string): string {
  try {
    return Buffer.from(bytesOf(join(folder, MANIFEST))).toString('utf8');
  } catch {
    // The reader of the output says what is wrong with it.
    return '';
  }
}

/** Reads each stack that the manifest of `cdktf.out` lists, under the stack's name or, with a label, below that. */
export async function readSynthOutput(folder: string, label?: string): Promise<Reading[]> {
  const manifest = join(folder, MANIFEST);
  const source = named(folder, label);
  const file = named(manifest).path;
  const text = textOf(() => bytesOf(manifest), file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  if ('message' in parsed) return [broken(source, parsed)];
  const stacks = isObject(parsed.value) && isObject(parsed.value.stacks) ? parsed.value.stacks : undefined;
  if (stacks === undefined) {
    return [unreadable(source, 'has a manifest.json that lists no stacks', 'Synthesize again.')];
  }
  const read = Object.entries(stacks).map(([name, stack]) =>
    readStack(
      folder,
      label === undefined ? name : `${label}/${name}`,
      isObject(stack) ? stack.synthesizedStackPath : '',
    ),
  );
  return Promise.all(read);
}

async function readStack(folder: string, label: string, listed: unknown): Promise<Reading> {
  const inside = relative(resolve(folder), resolve(folder, String(listed)));
  if (typeof listed !== 'string' || listed === '' || inside.startsWith('..')) {
    return unreadable(named(folder, label), 'has a path outside the folder in manifest.json', 'Synthesize again.');
  }
  const path = join(folder, inside);
  const source = named(path, label);
  if (!existsSync(path)) {
    return unreadable(
      named(folder, label),
      `lacks ${source.path}, which manifest.json lists`,
      'Synthesize again; the folder is not whole.',
    );
  }
  const roots = [realpathSync(folder)];
  const listing = list(dirname(path), roots);
  if ('message' in listing) return broken(source, listing);
  // Terraform reads every configuration file of the folder, not only the one that cdktf wrote.
  const module = await moduleOfFolder(loaderFor(roots), dirname(path), listing);
  return readRoot(module, source, valueFilesOf(listing, roots), readPositions(dirname(path)));
}
