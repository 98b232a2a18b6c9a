import { basename, dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publicText, type SourcePosition } from '../model';
import { projectOf } from '../sources';

/** The code of this package, bundled into one folder or not: what called it from outside is the user's. */
const OWN_FOLDER = (basename(__dirname) === 'constructs' ? dirname(__dirname) : __dirname) + sep;

/** Deep trees of constructs call one another; the user's frame may be far up. */
const FRAMES = 50;

/** The nearest frame on the stack that is neither this package's, nor a dependency's, nor Node's own. */
export function sourcePosition(): SourcePosition | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  for (const frame of stack.split('\n').slice(1)) {
    const match = /\((.+):(\d+):(\d+)\)$/.exec(frame) ?? /^\s+at (?:async )?(.+):(\d+):(\d+)$/.exec(frame);
    if (match?.[1] === undefined || match[1].startsWith('node:')) continue;
    const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1];
    if (file.startsWith(OWN_FOLDER) || file.includes(`${sep}node_modules${sep}`)) continue;
    const project = currentProject();
    return {
      file: publicText(relative(project, file).split(sep).join('/')),
      line: Number(match[2]),
      column: Number(match[3]),
    };
  }
  return undefined;
}

/** Where the project was found last: it is looked for on disk, and an app has thousands of clients. */
let found: { readonly cwd: string; readonly project: string } | undefined;

function currentProject(): string {
  const cwd = process.cwd();
  if (found?.cwd !== cwd) found = { cwd, project: projectOf(cwd) };
  return found.project;
}
