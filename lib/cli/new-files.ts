import { closeSync, lstatSync, mkdirSync, openSync, realpathSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { errorCode } from '../files';
import { UsageError } from './io';

/** A file that is to be written where there is none. */
export interface FileToWrite {
  /** The whole path. */
  readonly path: string;
  /** The path as the user knows it. */
  readonly shown: string;
  readonly text: string;
}

/** True when something has that name, be it a folder or a link to nothing. */
export function isTaken({ path }: FileToWrite): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A file stands where a folder is needed: writing says so.
    return false;
  }
}

/** Writes new files, all or none. What is there already is never overwritten, and no link leads out of `root`. */
export function writeNew(files: readonly FileToWrite[], root: string): void {
  const undo: (() => void)[] = [];
  for (const file of files) {
    try {
      makeFolder(dirname(file.path), root, undo);
      // Fails for what is there by now, a link to nothing too.
      const descriptor = openSync(file.path, 'wx');
      undo.push(() => rmSync(file.path));
      try {
        writeFileSync(descriptor, file.text);
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      for (const step of undo.reverse()) tryTo(step);
      const reason = error instanceof UsageError ? error.message : errorCode(error);
      throw new UsageError(`cannot write ${file.shown} (${reason}); nothing was written`);
    }
  }
}

function makeFolder(folder: string, root: string, undo: (() => void)[]): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) {
    // Of a project that is new the root is not there yet: its folder is made in one above it.
    if (isInside(root, folder) || isInside(realpathSync(folder), realpathSync(root))) return;
    throw new UsageError('its folder is a link out of the project');
  }
  makeFolder(dirname(folder), root, undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** What cannot be taken back stays: that something could not be written is what matters. */
function tryTo(step: () => void): void {
  try {
    step();
  } catch {}
}
