import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode } from '../files';
import { UsageError } from './io';

/** Writes a whole file or none: what was there before stays until the new content is complete. */
export function writeWhole(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, content, { flag: 'wx' });
  } catch (error) {
    throw notWritten(path, error);
  }
  try {
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw notWritten(path, error);
  }
}

function notWritten(path: string, error: unknown): UsageError {
  return new UsageError(`cannot write ${path} (${errorCode(error)})`);
}
