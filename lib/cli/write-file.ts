import { lstatSync, readFileSync, rmSync, statSync } from 'node:fs';
import { CannotWrite, type WholeFile, wholeFile } from '../files';
import { UsageError } from './io';

/** Writes a whole file or none, as {@link wholeFile} does. */
export function writeWhole(path: string, content: string): void {
  let file: WholeFile | undefined;
  try {
    file = wholeFile(path);
    file.write(content);
    file.done();
  } catch (error) {
    throw asUsage(error);
  } finally {
    // Nothing is left of what did not come to its end.
    file?.abandon();
  }
}

/** What cannot be written is for the user to change. */
export function asUsage(error: unknown): unknown {
  return error instanceof CannotWrite ? new UsageError(error.message) : error;
}

/** A file and what is to be in it. */
export interface Written {
  readonly path: string;
  readonly content: string;
}

/** Writes all files or none: what was there before is put back when one cannot be written. */
export function writeAll(files: readonly Written[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const { path, content } of files) {
      const before = statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
      const isNew = lstatSync(path, { throwIfNoEntry: false }) === undefined;
      writeWhole(path, content);
      if (before !== undefined) undo.push(() => writeWhole(path, before));
      else if (isNew) undo.push(() => rmSync(path, { force: true }));
    }
  } catch (error) {
    for (const step of undo) step();
    throw error instanceof UsageError ? new UsageError(`${error.message}; nothing was written`) : error;
  }
}
