import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { forHost, HOST, PACKAGE_HOME } from '../helpers/host';

export const root = resolve(__dirname, '../..');

/** The package as npm packs it, in a project that has installed it. */
export interface Installed {
  readonly tarball: string;
  /** Every file that is in it. */
  readonly packed: readonly string[];
  /** The folder of the project. */
  readonly project: string;
  readFile(path: string): string;
  /**
   * Makes a project of that kind, below the one that has the package installed; returns its folder. The code is for cdktf, and
   * is moved to the library under test.
   */
  consumer(kind: string, folder: string, main: string): string;
  remove(): void;
}

/** Packs what was built, and installs it as a user does. */
export function install(): Installed {
  if (newest(join(root, 'lib')) > newest(join(PACKAGE_HOME, 'dist')))
    throw new Error('dist is older than lib: run `npm run build` first');
  // The real path, because macOS reaches its temporary folder through a link.
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-package-')));
  const [report] = JSON.parse(
    succeed(PACKAGE_HOME, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', temp),
  );
  const tarball = join(temp, report.filename);
  const project = join(temp, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
  succeed(project, 'npm', 'install', ...quiet, tarball, ...PEERS[HOST.library]);
  return {
    tarball,
    packed: report.files.map((file: { path: string }) => file.path),
    project,
    readFile: (path) => readFileSync(join(project, 'node_modules', HOST.package, path), 'utf8'),
    consumer(kind, folder, main) {
      const home = join(project, folder);
      cpSync(join(__dirname, 'consumer', kind), home, { recursive: true });
      writeFileSync(join(home, 'main.ts'), forHost(main));
      return home;
    },
    remove: () => rmSync(temp, { recursive: true, force: true }),
  };
}

/** Newest versions of what each library goes with. */
const PEERS = {
  cdktf: ['cdktf@0.21.0', 'constructs@10'],
  cdktn: ['cdktn@0.24.0', 'constructs@>=10.6.0 <10.8.0'],
} as const;

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => statSync(join(folder, file)).mtimeMs));
}

/** Both streams in one, so that a failing expectation shows what the command said. */
export function run(cwd: string, command: string, ...args: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error) throw error;
  return { status, stdout, output: stdout + stderr };
}

export function succeed(...command: Parameters<typeof run>) {
  const { status, stdout, output } = run(...command);
  if (status !== 0) throw new Error(`${command.slice(1).join(' ')} exited with ${status}\n${output}`);
  return stdout;
}

/** A script of a package that this repository has installed. */
export const tool = (path: string) => join(root, 'node_modules', path);
