import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  /** Both streams, so that a failing expectation shows what the command said. */
  readonly output: string;
}

export function run(
  cwd: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
  });
  if (error) throw error;
  return { status, stdout, output: stdout + stderr };
}

export function succeed(...call: Parameters<typeof run>): string {
  const { status, stdout, output } = run(...call);
  const [, command, args] = call;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${status}\n${output}`);
  return stdout;
}
