// Runs whole processes: how long one takes, how much memory, and what it says.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA } from './data.mjs';

/** Seconds after which a process is ended, and megabytes above which it is. */
export const LIMITS = {
  seconds: Number(process.env.LIMIT_SECONDS ?? 90),
  megabytes: Number(process.env.LIMIT_MEGABYTES ?? 8000),
};
const GNU_TIME = '/usr/bin/time';
const OUT = join(DATA, 'stdout.txt');
const ERR = join(DATA, 'stderr.txt');
const PEAK = join(DATA, 'peak.txt');

// A command is in a group of its own, which the keyboard does not reach.
let running;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (running) process.kill(-running.pid, 'SIGKILL');
    process.exit(1);
  });
}

/**
 * Runs a command to its end or to a limit. `sample` says how often its memory is looked at, in milliseconds: often where it is
 * what is asked, seldom where the time is.
 */
function execute([command, ...args], sample) {
  return new Promise((done) => {
    const files = [OUT, ERR].map((file) => openSync(file, 'w'));
    const start = performance.now();
    const child = spawn(command, args, {
      cwd: DATA,
      detached: true, // a group of its own, so that all of it can be ended
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', ...files],
    });
    running = child;
    let ended;
    let peak = 0;
    const end = (reason) => {
      ended ??= reason;
      process.kill(-child.pid, 'SIGKILL');
    };
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMegabytes(child.pid));
      if (peak > LIMITS.megabytes) end(`needs more than ${LIMITS.megabytes} MB`);
      else if (performance.now() - start > LIMITS.seconds * 1000) end(`not done after ${LIMITS.seconds} s`);
    }, sample);
    const finish = (status) => {
      const seconds = (performance.now() - start) / 1000;
      clearInterval(watch);
      running = undefined;
      for (const file of files) closeSync(file);
      done({ seconds, status, ended, peak });
    };
    child.on('error', ({ message }) => {
      ended = message;
      finish(null);
    });
    child.on('exit', finish);
  });
}

/** Memory of a process and all that it started, as it is at this moment. */
function residentMegabytes(pid) {
  try {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return own + children.reduce((sum, child) => sum + residentMegabytes(child), 0);
  } catch {
    return 0; // it has ended meanwhile, or this is no Linux
  }
}

/** Runs a command for what it says and the most memory that it takes at once. */
export async function runOnce(argv) {
  const isTimed = existsSync(GNU_TIME);
  const wrapped = isTimed ? [GNU_TIME, '--quiet', '--format=%M', `--output=${PEAK}`, ...argv] : argv;
  const { peak, ...run } = await execute(wrapped, 50);
  const largest = isTimed && !run.ended ? Number(readFileSync(PEAK, 'utf8').trim()) / 1024 : 0;
  // Looking now and then misses a peak; what the kernel kept is of the largest process alone.
  const megabytes = Math.max(peak, largest);
  return { ...run, megabytes, stdout: readFileSync(OUT, 'utf8'), stderr: readFileSync(ERR, 'utf8') };
}

/** Runs a command for its time. */
export function runTimed(argv) {
  return execute(argv, 500);
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
