import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { HOST, PACKAGE_HOME } from '../helpers/host';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../..');
let folder: string;

/** What a new project asks for, laid where an installation would put it. */
const INSTALLED = {
  [HOST.package]: PACKAGE_HOME,
  ...Object.fromEntries(
    [HOST.library, 'constructs', 'tsx', 'typescript', '@types/node'].map((name) => [
      name,
      join(ROOT, 'node_modules', name),
    ]),
  ),
};

function newest(path: string): number {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => statSync(join(path, file)).mtimeMs));
}

function run(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const tool = (path: string) => join(ROOT, 'node_modules', path);
const COMMAND = join(PACKAGE_HOME, 'bin/genesys-scopes.js');

beforeAll(() => {
  if (newest(join(ROOT, 'lib')) > newest(join(PACKAGE_HOME, 'dist')))
    throw new Error('dist is older than lib: run `npm run build` first');
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-init-')));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a project that the built command starts in an empty folder compiles, synthesizes and passes', () => {
  expect(run(COMMAND, 'init', '--ci', 'github')).toMatchObject({ status: 0, stderr: '' });
  const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(Object.keys({ ...dependencies, ...devDependencies }).sort()).toEqual(Object.keys(INSTALLED).sort());
  for (const [name, target] of Object.entries(INSTALLED)) {
    const path = join(folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }

  expect(scripts).toEqual({ synth: 'tsx main.ts', typecheck: 'tsc', check: 'genesys-scopes check cdktf.out' });
  expect(run(tool('typescript/bin/tsc'))).toMatchObject({ status: 0, stdout: '' });
  expect(run(tool('tsx/dist/cli.mjs'), 'main.ts')).toMatchObject({ status: 0 });
  expect(run(COMMAND, 'check', 'cdktf.out')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 client in zendesk-migration: 1 pass'),
  });

  const again = run(COMMAND, 'init', '--ci', 'github');
  expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing to write') });
  expect(again.stdout).toContain(
    'pass     genesyscloud_oauth_client.ChatAgents "Zendesk chat agents": no entry: its code says it',
  );
});
