import pc from 'picocolors';
import { today } from '../check';
import { EXIT } from './io';
import { run } from './run';

let hasFailed = false;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may stop early (`| head`): that is no error of ours, and the exit code stays the verdict.
  if (error.code === 'EPIPE' || hasFailed) return;
  hasFailed = true;
  process.exitCode = EXIT.usage;
  process.stderr.write(`error: cannot write standard output (${error.code})\n`);
});

// There is nobody left to tell.
process.stderr.on('error', () => {});

const io = {
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
  // Not what picocolors finds by itself: it colours in CI too, where a report may go to a file.
  color: pc.isColorSupported && process.stdout.isTTY === true,
  interactive: process.stderr.isTTY === true,
  today: today(),
  env: process.env,
};

/** Comes when the command has ended. */
export const ended = run(process.argv.slice(2), io).then((code) => {
  process.exitCode = hasFailed ? EXIT.usage : code;
});
