import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from './io';

/** Writes a whole file or none: what was there before stays until the new content is complete. */
export function writeWhole(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, content, { flag: 'wx' });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(`cannot write ${path} (${code})`);
  }
}
