import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { errorCode } from '../files';
import { type Problem, publicText, type Text } from '../model';
import { unreadable } from './problems';

/** A file of the export. */
export interface ExportFile {
  readonly path: string;
  /** Path within the folder, with slashes. */
  readonly inside: string;
  /** The name that problems give it. */
  readonly name: Text;
  readonly size: number;
}

/** Something in the folder that the result does not rest on, and why. */
export interface UnusedFile {
  readonly file: Text;
  readonly why: Text;
}

export interface ExportFolder {
  /** The folder's own name, without the way to it. */
  readonly name: string;
  readonly files: readonly ExportFile[];
  readonly unused: readonly UnusedFile[];
  readonly problems: readonly Problem[];
}

/** Only these are opened; what is in them is found by their content. */
const ENDING = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/** The files of an export, in the order of their names, however deep. */
export function listFolder(folder: string): ExportFolder {
  const files: ExportFile[] = [];
  const unused: UnusedFile[] = [];
  const problems: Problem[] = [];
  const visit = (path: string) => {
    for (const entry of readdirSync(path).sort()) attempt(join(path, entry), look);
  };
  const look = (path: string) => {
    const stats = statSync(path);
    const why = whyNot(path, stats);
    const name = publicText(shown(path));
    if (why !== undefined) unused.push({ file: name, why: publicText(why) });
    else if (stats.isDirectory()) visit(path);
    else files.push({ path, inside: shown(relative(folder, path)), name, size: stats.size });
  };
  const attempt = (path: string, action: (path: string) => void) => {
    try {
      action(path);
    } catch (error) {
      problems.push(unreadable(publicText(shown(path)), errorCode(error)));
    }
  };
  attempt(folder, visit);
  return { name: basename(resolve(folder)), files, unused, problems };
}

function whyNot(path: string, stats: Stats): string | undefined {
  if (basename(path).startsWith('.')) return 'is hidden';
  // A link may lead back to where it stands.
  if (stats.isDirectory()) return lstatSync(path).isSymbolicLink() ? 'is a link to a folder' : undefined;
  if (!stats.isFile()) return 'is no file';
  return ENDING.test(path) ? undefined : 'is no .json, .ndjson or .jsonl file';
}

function shown(path: string): string {
  return path.split(sep).join('/');
}
