import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, ROOT } from '../cli/run-cli';

/** In the project, where the package that stays outside of the bundle, as in what is shipped, is found; of this process, as others bundle too. */
const FOLDER = join(ROOT, 'node_modules/.cache/genesys-scopes-faults', String(process.pid));

let bundled: string | undefined;

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** The command line as it is shipped, in one file: a process of it starts in a fraction of the time that the sources take. */
export function program(): string {
  if (bundled !== undefined) return bundled;
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, 'cli.js');
  // By its own program: within Jest it does not recognise its own arrays of bytes.
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [
    join(ROOT, 'lib/cli/main.ts'),
    '--bundle',
    '--platform=node',
    '--target=node20',
    '--format=cjs',
    '--main-fields=module,main',
    '--minify-whitespace',
    '--external:web-tree-sitter',
    '--log-level=error',
    `--outfile=${file}`,
  ]);
  copyFileSync(join(ROOT, 'lib/hcl/tree-sitter-terraform.wasm'), join(FOLDER, 'tree-sitter-terraform.wasm'));
  bundled = file;
  return file;
}

interface How {
  readonly input?: string | Uint8Array;
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

/** Runs the program in a process of its own. One that does not end in time has the code null. */
export function runProgram(args: readonly string[], { node = [], timeout = 120_000, ...how }: How = {}): Outcome {
  return outcomeOf(
    spawnSync(process.execPath, [...node, program(), ...args], {
      ...how,
      encoding: 'utf8',
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: 100_000_000,
    }),
  );
}

/** Runs a line of the shell, in which `$CLI` stands for the program. */
export function runShell(line: string, { timeout = 120_000 }: How = {}): Outcome {
  const env = { ...process.env, CLI: `${process.execPath} ${program()}` };
  return outcomeOf(spawnSync('bash', ['-c', line], { env, encoding: 'utf8', timeout, killSignal: 'SIGKILL' }));
}

function outcomeOf({ status, stdout, stderr }: SpawnSyncReturns<string>): Outcome {
  return { code: status, stdout, stderr };
}
