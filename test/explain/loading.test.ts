import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MAIN, ROOT } from '../cli/run-cli';

// Each process loads the sources anew.
jest.setTimeout(60_000);

const PLAN = join(ROOT, 'test/fixtures/plans/create-missing.plan.json');

/** What a process of the command line has read of data/. */
function dataReadBy(args: readonly string[]): { code: number | null; read: string | undefined } {
  const spied = ['-r', join(__dirname, 'file-spy.js'), ...MAIN, ...args];
  const { status, stderr } = spawnSync(process.execPath, spied, { encoding: 'utf8' });
  return { code: status, read: /^read: (.*)$/m.exec(stderr)?.[1] };
}

test.each([
  [0, ['rules']],
  [0, ['rules', 'missing-scope']],
  [0, ['explain', 'missing-scope']],
  [0, ['explain', '--help']],
  [1, ['check', PLAN]],
])('the table of operations is not read, exit code %i: %j', (code, args) => {
  expect(dataReadBy(args)).toEqual({ code, read: '' });
});

test.each([
  [0, ['explain', 'conversations']],
  [0, ['explain', 'routing:queue:join']],
  [2, ['explain', 'GET', '/api/v2/nothing']],
])('the table of operations is read where the answer stands in it, exit code %i: %j', (code, args) => {
  expect(dataReadBy(args)).toEqual({ code, read: 'platform-operations.json' });
});
