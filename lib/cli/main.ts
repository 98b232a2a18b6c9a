import pc from 'picocolors';
import { run } from './run';

// Whoever reads the output may stop early (`| head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const io = {
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
  color: pc.isColorSupported && process.stdout.isTTY,
  today: new Date().toISOString().slice(0, 10),
};

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
