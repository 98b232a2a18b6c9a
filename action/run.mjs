import { spawnSync } from 'node:child_process';

/** Runs the command line with this Node, and hands on what it says. `show` makes of its output what the log shows. */
export function runCommand(args, { env, show }) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw error;
  process.stdout.write(inert(stderr));
  process.stdout.write(show(stdout));
  return { code: status ?? 70, stderr };
}

/** The exit codes of the command line, the least first: of two the greater one stands. */
const ORDER = [0, 1, 3, 2, 70];

export function worse(a, b) {
  return ORDER.indexOf(a) > ORDER.indexOf(b) && ORDER.includes(b) ? a : b;
}

/** Text in which the runner finds no command of its own: `::` at the start of a line, `##[` anywhere. */
export function inert(text) {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}

/** An annotation of the whole step. */
export function annotateError(message) {
  const data = message
    .trim()
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll('##[', '## [');
  process.stdout.write(`::error title=genesys-scopes::${data}\n`);
}
