import { type Stats, statSync } from 'node:fs';
import { errorCode } from '../files';
import type { Reading } from '../model';
import { cannotRead } from './configuration-files';
import { readFile, readStandardInput } from './documents';
import { broken, named, unreadable } from './names';

/** Reads whatever a path names: a file by its content, a folder by what is in it. Standard input is `-`. */
export async function readPath(path: string, label?: string): Promise<Reading[]> {
  try {
    return await readNamed(path, label);
  } catch (error) {
    // What was there a moment ago may be gone by now, anywhere below.
    if (!isOfFileSystem(error)) throw error;
    return [broken(named(path, label), cannotRead(path, error))];
  }
}

function isOfFileSystem(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

async function readNamed(path: string, label?: string): Promise<Reading[]> {
  if (path === '-') return [await readStandardInput(named('standard input', label))];
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return [unreadable(named(path, label), 'does not exist', 'Check the path and the folder you are in.')];
    }
    return [broken(named(path, label), cannotRead(path, error))];
  }
  if (!stats.isDirectory()) return [await readFile(path, label)];
  const { readFolder } = await import('./configuration');
  return await readFolder(path, label);
}
