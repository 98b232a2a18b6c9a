import { type Location, type Problem, printed, type Text } from '../model';
import { terminal } from '../reporters';
import { EXIT, type ExitCode, type Io } from './io';

/** A place as compilers write it, which terminals and editors make a link of. */
function placeText({ file, line, column }: Location): Text {
  return line === undefined ? file : printed`${file}:${line}:${column ?? 1}`;
}

/** Where something is wrong, what, and what to do about it. */
export function problemText({ message, remedy, at }: Problem): Text {
  const said = printed`${placeText(at)}: ${message}`;
  return remedy === undefined ? said : printed`${said}. ${remedy}`;
}

/** Ends a command that reads everything before it writes anything. */
export function refuse(problems: readonly Problem[], io: Io): ExitCode {
  for (const problem of problems) io.stderr(`error: ${terminal(problemText(problem))}\n`);
  io.stderr('nothing was written\n');
  return EXIT.input;
}
