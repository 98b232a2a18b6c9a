import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { forHost, HOST, PACKAGE_HOME } from '../helpers/host';
import { installOnce, packOnce } from './once';

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
  const tarball = packOnce(PACKAGE_HOME);
  // The real path, because macOS reaches its temporary folder through a link.
  const shared = realpathSync(installOnce(PACKAGE_HOME));
  const project = mkdtempSync(join(shared, 'project-'));
  return {
    tarball: tarball.path,
    packed: tarball.files.map((file) => file.path),
    project,
    readFile: (path) => readFileSync(join(shared, 'node_modules', HOST.package, path), 'utf8'),
    consumer(kind, folder, main) {
      const home = join(project, folder);
      cpSync(join(__dirname, 'consumer', kind), home, { recursive: true });
      writeFileSync(join(home, 'main.ts'), forHost(main));
      return home;
    },
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}

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

/** Options of the compiler: all declarations are checked but those that it brings itself, which takes half of the time. */
export const ONLY_OURS = ['--skipDefaultLibCheck'];
