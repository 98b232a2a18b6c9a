import pc from 'picocolors';
import { today } from '../check';
import { run } from './run';

// Whoever reads the output may stop early (`| head`): that is no error of ours, and the exit code stays the verdict.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const io = {
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
  // Not what picocolors finds by itself: it colours in CI too, where a report may go to a file.
  color: pc.isColorSupported && process.stdout.isTTY === true,
  today: today(),
  env: process.env,
};

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
