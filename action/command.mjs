import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { usage } from './failure.mjs';

/** The package of each host library; the command line is the same. The first is installed where a project has neither. */
const NAMES = ['cdktf-genesyscloud-scopes', 'cdktn-genesyscloud-scopes'];
const [NAME] = NAMES;

/** The script of the command line: the project's own, or one that is installed beside the job's files. */
export function findCommand(version, env) {
  const own = version === '' ? NAMES.map((name) => scriptFrom(process.cwd(), name)).find(Boolean) : undefined;
  return own ?? installed(version || ownVersion(), env);
}

function scriptFrom(folder, name = NAME) {
  try {
    const manifest = createRequire(join(folder, 'any.js')).resolve(`${name}/package.json`);
    return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin['genesys-scopes']);
  } catch {
    return undefined;
  }
}

/** The action at a tag uses the package of the same version. */
function ownVersion() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

function installed(version, env) {
  if (!/^[0-9A-Za-z][0-9A-Za-z.+-]*$/.test(version)) throw usage(`version: "${version}" is no version of a package`);
  const folder = newFolder(env);
  install(version, folder, env);
  const script = scriptFrom(folder);
  if (script === undefined) throw usage(`${NAME}@${version} has no command line`);
  return script;
}

/** A new one each time: what lies in a folder of another step, a step before may have put there. */
function newFolder({ RUNNER_TEMP: temp }) {
  const base = join(temp, 'genesys-scopes');
  mkdirSync(base, { recursive: true });
  return mkdtempSync(join(base, 'npm-'));
}

/**
 * Without the peer dependencies, which only the constructs need, and without scripts of packages. With a cache of its own,
 * since one that is kept from job to job may have been filled by a change.
 */
function install(version, folder, env) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const place = ['--prefix=.', '--cache=cache'];
  const flags = ['--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr, error } = spawnSync('npm', ['install', ...place, ...flags, `${NAME}@${version}`], {
    cwd: folder,
    env,
    encoding: 'utf8',
    // On Windows npm is a batch file, which starts only by way of a shell. No argument has anything that it would read.
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const said = (error?.message ?? stderr).trim().split('\n').slice(0, 5).join(' ');
  throw usage(
    `cannot install ${NAME}@${version}: ${said}. ` +
      `Make it a dependency of the project and run npm ci before this step, or name another version`,
  );
}
