import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from './error-code';

/** A file that is written bit by bit and comes to be as a whole, or not at all. Its methods throw {@link CannotWrite}. */
export interface WholeFile {
  write(text: string): void;
  /** Puts it in its place. */
  done(): void;
  /** Leaves what was there before. Does nothing to a file that is done. */
  abandon(): void;
}

/** A file could not be written: for whoever runs the command to change, and no defect. */
export class CannotWrite extends Error {
  public constructor(path: string, cause: unknown) {
    super(`cannot write ${path} (${errorCode(cause)})`);
  }
}

/** So much is held back before it is written. */
const BUFFERED = 65_536;

/**
 * Begins a file beside the one that it will replace: what was there before stays until the new content is complete. A link
 * stays, and what it points to is written; so do pipes and devices, into which is written as it comes.
 *
 * @param mode of a file that is new; one that is there keeps its own
 * @throws {@link CannotWrite}
 */
export function wholeFile(path: string, mode = 0o666): WholeFile {
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw new CannotWrite(path, error);
    }
  };
  const { descriptor, isOurs, finish, abandon } = attempt(() => begin(path, mode));
  let [waiting, isOpen] = ['', true];
  const flush = () => {
    const bytes = Buffer.from(waiting);
    waiting = '';
    for (let at = 0; at < bytes.length; ) at += attempt(() => writeSync(descriptor, bytes, at));
  };
  const close = () => {
    if (isOpen && isOurs) closeSync(descriptor);
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
      attempt(finish);
    },
    abandon() {
      close();
      abandon();
    },
  };
}

interface Begun {
  readonly descriptor: number;
  /** False for what was open before, and stays so. */
  readonly isOurs: boolean;
  readonly finish: () => void;
  readonly abandon: () => void;
}

const NOTHING = () => {};

function begin(path: string, mode: number): Begun {
  const open = openAs(path);
  if (open !== undefined) return { descriptor: open, isOurs: false, finish: NOTHING, abandon: NOTHING };
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isFile()) {
    return { descriptor: openSync(path, 'a'), isOurs: true, finish: NOTHING, abandon: NOTHING };
  }
  const target = stats === undefined ? behindLinks(path) : realpathSync(path);
  // To put another file in its place would need no such permission.
  if (stats !== undefined) accessSync(target, constants.W_OK);
  const folder = dirname(target);
  removeLeftovers(folder);
  // In the folder itself: to move it there cannot fail half-way for want of space.
  const unfinished = join(folder, `${UNFINISHED}${process.pid}-${process.hrtime.bigint()}${ENDING}`);
  // Two of one name cannot be: this opens nothing that is there.
  const descriptor = openSync(unfinished, 'wx', mode);
  // What a new file may be is cut by the mask of the process; what is there already keeps all it had.
  if (stats !== undefined) fchmodSync(descriptor, stats.mode & 0o777);
  return {
    descriptor,
    isOurs: true,
    finish: () => renameSync(unfinished, target),
    abandon: () => tryRemove(unfinished),
  };
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
