import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isObject, parseJson } from '../files';
import { type Reading, readPosition, SOURCE_MAP_FILE, sourceMapSchema } from '../model';
import { broken, isHcl, isTerraformJson, named, notYet, readModule, textOf, unreadable } from './documents';
import type { Positions } from './terraform-json';

/** The file in `cdktf.out` that lists the stacks, and the folder that holds them. */
const MANIFEST = 'manifest.json';
const STACKS = 'stacks';

/** True for a folder with a manifest, as the user names one. */
export function hasManifest(folder: string): boolean {
  return existsSync(join(folder, MANIFEST));
}

/** True for a folder as cdktf writes it. One that is only come across must be whole: a web app has a manifest.json too. */
export function isSynthOutput(folder: string): boolean {
  return hasManifest(folder) && existsSync(join(folder, STACKS));
}

/** Reads each stack that the manifest of `cdktf.out` lists, under the stack's name or, with a label, below that. */
export function readSynthOutput(folder: string, label?: string): Reading[] {
  const manifest = join(folder, MANIFEST);
  const source = named(folder, label);
  const file = named(manifest).path;
  const text = textOf(() => readFileSync(manifest), file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  if ('message' in parsed) return [broken(source, parsed)];
  const stacks = isObject(parsed.value) && isObject(parsed.value.stacks) ? parsed.value.stacks : undefined;
  if (stacks === undefined) {
    return [unreadable(source, 'has a manifest.json that lists no stacks', 'Synthesize again.')];
  }
  return Object.entries(stacks).map(([name, stack]) =>
    readStack(
      folder,
      label === undefined ? name : `${label}/${name}`,
      isObject(stack) ? stack.synthesizedStackPath : '',
    ),
  );
}

function readStack(folder: string, label: string, listed: unknown): Reading {
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
  return isTerraformJson(path)
    ? readModule([path, ...otherDocuments(path)], source, readPositions(dirname(path)))
    : notYet(source, 'HCL');
}

/** Terraform reads every configuration file of the folder, not only the one that cdktf wrote. */
function otherDocuments(stackFile: string): string[] {
  return readdirSync(dirname(stackFile))
    .filter((name) => (isTerraformJson(name) || isHcl(name)) && name !== basename(stackFile))
    .sort()
    .map((name) => join(dirname(stackFile), name));
}

/** The places that stand beside the configuration in a folder, if cdktf wrote it. */
export function readPositions(folder: string): Positions {
  const path = join(folder, SOURCE_MAP_FILE);
  if (!existsSync(path)) return new Map();
  const file = named(path).path;
  const text = textOf(() => readFileSync(path), file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  // Places are a help: without them the findings stand all the same.
  const map = 'message' in parsed ? undefined : sourceMapSchema.safeParse(parsed.value).data;
  const project = projectOf(folder);
  const positions = Object.entries(map?.clients ?? {}).map(([address, text]) => [address, readPosition(text)] as const);
  return new Map(
    positions.flatMap(([address, position]) => {
      if (position === undefined) return [];
      const place = named(relative(process.cwd(), resolve(project, position.file))).path;
      return [[address, { ...position, file: place }] as const];
    }),
  );
}

/** The folder of the nearest `cdktf.json` upwards, else the working directory. */
export function projectOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'cdktf.json'))) return at;
    if (dirname(at) === at) return process.cwd();
  }
}
