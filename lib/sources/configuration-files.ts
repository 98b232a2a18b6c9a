import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { errorCode } from '../files';
import { type Problem, publicText } from '../model';
import { named } from './names';

/** Folders that never hold what a user wrote. */
const SKIPPED = new Set(['.terraform', 'node_modules', '.git']);

/** Files in Terraform's JSON syntax; `.tofu.json` is OpenTofu's own name for them. */
export function isTerraformJson(path: string): boolean {
  return /\.(tf|tofu)\.json$/.test(path);
}

/** Files in HCL that Terraform or OpenTofu reads; tools with a grammar of their own call theirs `.hcl`. */
export function isHcl(path: string): boolean {
  return /\.(tf|tofu)$/.test(path);
}

/** Files from which Terraform takes values of variables without being told to. */
export function isValues(path: string): boolean {
  return /^(terraform|.*\.auto)\.tfvars(\.json)?$/.test(basename(path));
}

/** Files from which Terraform takes values of variables where it is told to: those of one environment, mostly. */
function isNamedValues(path: string): boolean {
  return /\.tfvars(\.json)?$/.test(path);
}

/** A hidden file is none to Terraform either: editors leave such behind. */
export function isConfiguration(path: string): boolean {
  return !basename(path).startsWith('.') && (isTerraformJson(path) || isHcl(path));
}

/** Files that Terraform lays over the others. */
export function isOverride(path: string): boolean {
  return /(^|\/|_)override\.(tf|tofu)(\.json)?$/.test(path);
}

/** What a folder holds. */
export interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Links that are not followed, with the reason. `isPart`: it would be a part of the folder's module. */
  readonly unread: readonly { readonly link: string; readonly isPart: boolean; readonly problem: Problem }[];
}

/** Lists a folder. No link out of `roots` is followed, which are given by their real paths. */
export function list(folder: string, roots: readonly string[]): Listing | Problem {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !SKIPPED.has(name))
      .map((entry) => ({ entry, path: join(folder, entry.name) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const links = entries.filter(({ entry }) => entry.isSymbolicLink()).map(({ path }) => followed(path, roots));
    return {
      files: [
        ...entries.filter(({ entry }) => entry.isFile()).map(({ path }) => path),
        ...links.flatMap((link) => ('file' in link ? [link.file] : [])),
      ].sort(),
      folders: entries.filter(({ entry }) => entry.isDirectory()).map(({ path }) => path),
      unread: links.flatMap((link) => ('problem' in link ? [link] : [])),
    };
  } catch (error) {
    return cannotRead(folder, error);
  }
}

/** Files of values for the module of a folder. */
export interface ValueFiles {
  /** Those that Terraform takes by itself. */
  readonly taken: readonly string[];
  /** Those that it may be told to take: beside the others, or in a folder below that is no module. */
  readonly named: readonly string[];
}

export const NO_VALUES: ValueFiles = { taken: [], named: [] };

export function valueFilesOf({ files, folders }: Listing, roots: readonly string[]): ValueFiles {
  const below = folders.flatMap((folder) => {
    const listing = list(folder, roots);
    return 'message' in listing || listing.files.some(isConfiguration) ? [] : listing.files;
  });
  return {
    taken: files.filter(isValues),
    named: [...files.filter((file) => !isValues(file)), ...below].filter(isNamedValues),
  };
}

export function cannotRead(path: string, error: unknown): Problem {
  const { path: file } = named(path);
  return { message: publicText(`cannot be read (${errorCode(error)})`), at: { file } };
}

/** True for a path in one of the folders. */
export function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
}

type Followed = { readonly file: string } | { readonly ignored: string } | Listing['unread'][number];

/**
 * A link as Terraform sees it. One to a file inside the named folder is that file; a folder inside is read where it is; what
 * lies outside is not read, and that is said: a pull request could point anywhere.
 */
function followed(link: string, roots: readonly string[]): Followed {
  const isPart = isConfiguration(link) || isValues(link);
  let target: string;
  let stats: Stats;
  try {
    target = realpathSync(link);
    stats = statSync(link);
  } catch (error) {
    // What Terraform would not read either, such as a broken link of an editor, matters only as configuration.
    if (!isPart) return { ignored: link };
    return unread(link, isPart, `is a link that cannot be read (${errorCode(error)})`, 'Mend the link.');
  }
  if (isInside(target, roots)) {
    if (stats.isFile()) return { file: link };
    // To read a pipe could take for ever.
    return stats.isDirectory() || !isPart
      ? { ignored: link }
      : unread(link, isPart, 'is a link to no file', 'Mend the link.');
  }
  if (!stats.isDirectory() && !isPart) return { ignored: link };
  return unread(link, isPart, 'is a link out of the folder', nameIt(target));
}

/** What to do about something that is not read because it lies outside. */
export function nameIt(target: string): string {
  return `To read it, name it: ${relative(process.cwd(), target) || resolve(target)}`;
}

function unread(link: string, isPart: boolean, message: string, remedy: string): Listing['unread'][number] {
  const { path: file } = named(link);
  return { link, isPart, problem: { message: publicText(message), remedy: publicText(remedy), at: { file } } };
}
