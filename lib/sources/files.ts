import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { errorCode } from '../files';
import { type Problem, publicText, type Reading } from '../model';
import { broken, isHcl, isTerraformJson, named, readBytes, readFile, readModule, unreadable } from './documents';
import { hasManifest, isSynthOutput, readPositions, readSynthOutput } from './synth-output';

/** Folders that never hold what a user wrote. */
const SKIPPED = new Set(['.terraform', 'node_modules', '.git']);

/** Reads whatever a path names: a file by its content, a folder by what is in it. Standard input is `-`. */
export async function readPath(path: string, label?: string): Promise<Reading[]> {
  if (path === '-') return [readBytes(() => readFileSync(0), named('standard input', label))];
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return [unreadable(named(path, label), 'does not exist', 'Check the path and the folder you are in.')];
    }
    return [broken(named(path, label), cannotRead(path, code))];
  }
  return stats.isDirectory() ? readFolder(path, label) : [readFile(path, label)];
}

function readFolder(folder: string, label?: string): Reading[] {
  if (hasManifest(folder)) return readSynthOutput(folder, label);
  const readings = walk(folder, realpathSync(folder), label);
  if (readings.length > 0) return readings;
  return [
    unreadable(
      named(folder, label),
      'holds no Terraform configuration and no synth output',
      'Name a plan (terraform show -json), a folder with .tf.json files, or cdktf.out after a synth.',
    ),
  ];
}

/** Reads a folder and those below it. `root` is the folder that the user named. */
function walk(folder: string, root: string, label?: string): Reading[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return [broken(named(folder, label), cannotRead(folder, errorCode(error)))];
  }
  const seen = entries.filter(({ name }) => !SKIPPED.has(name));
  const links = seen.filter((entry) => entry.isSymbolicLink()).map(({ name }) => followed(join(folder, name), root));
  const files = [
    ...seen.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name)),
    ...links.flatMap((link) => ('file' in link ? [link.file] : [])),
  ].sort();
  const own = files.filter((file) => isTerraformJson(file) || isHcl(file));
  return [
    ...(own.length > 0 ? [readModule(own, named(folder, label), readPositions(folder))] : []),
    ...links.flatMap((link) => ('reading' in link ? [link.reading] : [])),
    ...seen
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
      .flatMap((child) => (isSynthOutput(child) ? readSynthOutput(child) : walk(child, root))),
  ];
}

function cannotRead(path: string, code: string): Problem {
  return { message: publicText(`cannot be read (${code})`), at: { file: named(path).path } };
}

/**
 * A link as Terraform sees it. One to a file inside the named folder is that file; a folder inside is read where it is; what
 * lies outside is not read, and that is said: a pull request could point anywhere.
 */
function followed(link: string, root: string): { file: string } | { reading: Reading } | { folder: string } {
  let target: string;
  let stats: Stats;
  try {
    target = realpathSync(link);
    stats = statSync(link);
  } catch (error) {
    // What Terraform would not read either, such as a broken link of an editor, matters only as configuration.
    if (!isTerraformJson(link) && !isHcl(link)) return { folder: link };
    return {
      reading: unreadable(named(link), `is a link that cannot be read (${errorCode(error)})`, 'Mend the link.'),
    };
  }
  const isInside = target === root || target.startsWith(root + sep);
  if (isInside) return stats.isDirectory() ? { folder: link } : { file: link };
  if (!stats.isDirectory() && !isTerraformJson(link) && !isHcl(link)) return { folder: link };
  const where = relative(process.cwd(), target) || resolve(target);
  return { reading: unreadable(named(link), 'is a link out of the folder', `To read it, name it: ${where}`) };
}
