import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from '../../lib/cli/run';

/** What a command answered. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const ROOT = resolve(__dirname, '../..');

/** Runs the command line in this process. */
export async function cli(
  args: readonly string[],
  { color = false, env = {}, interactive = false } = {},
): Promise<Outcome> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const io = {
    stdout: (text: string) => void stdout.push(text),
    stderr: (text: string) => void stderr.push(text),
    color,
    interactive,
    today: '2026-11-25',
    env,
  };
  const code = await run(args, io);
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** Node's arguments that start the command line from its sources. */
export const MAIN = ['-r', join(__dirname, 'register.js'), join(ROOT, 'lib/cli/main.ts')];

/** {@link MAIN} that waits for short seconds between tries, where a test is not about the wait. */
export const HURRIED_MAIN = ['-r', join(__dirname, 'register.js'), join(__dirname, 'hurried-main.ts')];

/** Runs the command line in a process of its own. */
export function childCli(
  args: readonly string[],
  options: { input?: string | Uint8Array; env?: object } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...MAIN, ...args], {
    ...(options.input !== undefined && { input: options.input }),
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files into a new folder, works in it, and removes it: so paths in outputs are short and always the same. */
export async function inFolder<T>(files: Files, action: () => Promise<T> | T): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-cli-')));
  const before = process.cwd();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  process.chdir(folder);
  try {
    return await action();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}
