import { randomBytes } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  chmodSync,
  constants,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from '../files';
import { UsageError } from './io';

/**
 * Writes a whole file or none: what was there before stays until the new content is complete. A link stays, and what it
 * points to is written; so do pipes and devices, into which is written as it comes.
 */
export function writeWhole(path: string, content: string): void {
  try {
    const descriptor = openAs(path);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (descriptor !== undefined) appendFileSync(descriptor, content);
    else if (stats === undefined) replace(behindLinks(path), content);
    else if (stats.isFile()) {
      const file = realpathSync(path);
      // To put another file in its place would need no such permission.
      accessSync(file, constants.W_OK);
      replace(file, content, stats.mode & 0o777);
    } else appendFileSync(path, content);
  } catch (error) {
    throw new UsageError(`cannot write ${path} (${errorCode(error)})`);
  }
}

/** Names of what is open already: a file that is put in place of it nobody would see, and a socket has no other way in. */
const OPEN = /^\/(?:dev\/(?:(stdout)|(stderr)|fd\/(\d+))|proc\/self\/fd\/(\d+))$/;

function openAs(path: string): number | undefined {
  const [name, stdout, stderr, ...numbers] = OPEN.exec(resolve(path)) ?? [];
  if (name === undefined) return undefined;
  if (stdout !== undefined) return 1;
  return stderr === undefined ? Number(numbers.find((each) => each !== undefined)) : 2;
}

/** Where a file comes to be that is not there yet: a link may lead to it. One that leads in a circle has been refused. */
function behindLinks(path: string): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? behindLinks(resolve(realpathSync(dirname(path)), readlinkSync(path))) : path;
}

/** Names of files that are being written, up to what makes each its own. */
const UNFINISHED = '.genesys-scopes-';
const ENDING = '.tmp';

function replace(file: string, content: string, mode?: number): void {
  const folder = dirname(file);
  removeLeftovers(folder);
  // In the folder itself: to move it there cannot fail half-way for want of space.
  const unfinished = join(folder, UNFINISHED + randomBytes(8).toString('hex') + ENDING);
  try {
    writeFileSync(unfinished, content, { flag: 'wx' });
    if (mode !== undefined) chmodSync(unfinished, mode);
    renameSync(unfinished, file);
  } catch (error) {
    tryRemove(unfinished);
    throw error;
  }
}

/** A process that was killed leaves its unfinished file; one of an hour ago is nobody's any more. */
function removeLeftovers(folder: string): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(UNFINISHED) || !name.endsWith(ENDING)) continue;
    const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (stats?.isFile() && Date.now() - stats.mtimeMs > 3_600_000) tryRemove(join(folder, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // One may write into a folder that one may not list; and whatever else is wrong with it, writing will tell.
    return [];
  }
}

/** What cannot be removed stays: the reason for which it was to go is what matters. */
function tryRemove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}
