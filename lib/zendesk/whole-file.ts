import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../files';

/** A file that is written bit by bit and comes to be as a whole, or not at all. */
export interface WholeFile {
  write(text: string): void;
  /** Puts it in its place. */
  done(): void;
  /** Leaves what was there before. Does nothing to a file that is done. */
  abandon(): void;
}

/** A report could not be written: for whoever runs the command to change, and no defect. */
export class CannotWrite extends Error {
  public constructor(path: string, cause: unknown) {
    super(`cannot write ${path} (${errorCode(cause)})`);
  }
}

const BUFFERED = 65_536;

/**
 * Begins a file beside the one that it will replace, readable for its owner only: it is about people. Into pipes and devices
 * is written as it comes.
 * @throws {@link CannotWrite}, as do its methods
 */
export function wholeFile(path: string): WholeFile {
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw new CannotWrite(path, error);
    }
  };
  const { target, unfinished, mode } = attempt(() => placesOf(path));
  const descriptor = attempt(() => openSync(unfinished ?? target, unfinished === undefined ? 'a' : 'wx', mode));
  let [waiting, isOpen] = ['', true];
  const flush = () => {
    const bytes = Buffer.from(waiting);
    waiting = '';
    for (let at = 0; at < bytes.length; ) at += attempt(() => writeSync(descriptor, bytes, at));
  };
  const close = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write(text) {
      waiting += text;
      if (waiting.length > BUFFERED) flush();
    },
    done() {
      flush();
      close();
      if (unfinished !== undefined) attempt(() => renameSync(unfinished, target));
    },
    abandon() {
      close();
      if (unfinished !== undefined) rmSync(unfinished, { force: true });
    },
  };
}

/** What is written in the end, and the file beside it that is written until then; none for what is no file. */
function placesOf(path: string): { target: string; unfinished?: string; mode: number } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isFile()) return { target: path, mode: 0o600 };
  // A link stays, and what it points to is written.
  const target = stats === undefined ? path : realpathSync(path);
  if (stats !== undefined) accessSync(target, constants.W_OK);
  // In the same folder: to move it there cannot fail half-way for want of space.
  const unfinished = join(dirname(target), `.genesys-scopes-${randomBytes(8).toString('hex')}.tmp`);
  return { target, unfinished, mode: stats === undefined ? 0o600 : stats.mode & 0o777 };
}
