import { spawnSync } from 'node:child_process';
import { join, relative, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '../..');

function listed(...args: readonly string[]): string[] {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const { stdout } = spawnSync(process.execPath, [jest, '--listTests', '--json', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const files: string[] = JSON.parse(stdout);
  return files.map((file) => relative(ROOT, file).split(sep).join('/')).sort();
}

/** What needs no second run. */
const ONCE = [
  // An agent's softphone, which logs in with a client that Terraform made: end-to-end/terraform makes it with either library.
  'test/end-to-end/softphone.test.ts',
  'test/end-to-end/browser.test.ts',
  // Runs apps of both itself.
  'test/cdktn/moved.test.ts',
  // Load the main entry, and make no app.
  'test/browser/missing-scopes.test.ts',
  'test/scopes/types.test.ts',
];

test('every test that makes an app is run with cdktn too', () => {
  const makers = listed('--findRelatedTests', 'test/helpers/app.ts', 'lib/constructs/index.ts');
  const second = new Set(listed('--config', 'jest.cdktn.config.js'));
  expect(makers.length).toBeGreaterThan(10);
  expect(makers.filter((file) => !second.has(file) && !ONCE.includes(file))).toEqual([]);
});
