import type { Io } from '../../lib/cli/io';
import { run } from '../../lib/cli/run';
import { PATIENCE } from '../../lib/http';

const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  color: false,
  today: '2026-11-25',
  env: process.env,
  patience: { ...PATIENCE, second: 20 },
};

run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
