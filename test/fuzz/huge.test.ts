import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, ROOT } from '../cli/run-cli';
import { runProgram, runShell } from '../faults/program';
import { entry } from '../sources/inputs';
import { IS_LONG } from './runs';

const PLAN = JSON.parse(readFileSync(join(ROOT, 'test/fixtures/plans/create-missing.plan.json'), 'utf8'));
const onLong = IS_LONG ? test : test.skip;
const onLinux = process.platform === 'linux' ? test : test.skip;

/** A plan with something large before its own client, which fails. */
function planWith(large: string): string {
  const own = JSON.stringify(PLAN.resource_changes[0]);
  const rest = { ...PLAN, planned_values: { root_module: {} }, resource_changes: ['LARGE'] };
  return JSON.stringify(rest).replace('"LARGE"', () => `${large},${own}`);
}

const user = (rest: object) => JSON.stringify({ type: 'genesyscloud_user', address: 'genesyscloud_user.u', ...rest });

/** Runs with as little memory as given, in megabytes; the first line and the exit code. */
function said(args: readonly string[], memory: number): [code: number | null, line: string] {
  const { code, stdout, stderr } = runProgram(args, { node: [`--max-old-space-size=${memory}`] });
  expect(stderr).toBe('');
  return [code, stdout.split('\n')[0] ?? ''];
}

test.each<[string, () => string, number, [number, string]]>([
  [
    'a plan of 50 MB',
    () =>
      planWith(
        Array(100_000)
          .fill(user({ change: { after: 'x'.repeat(420) } }))
          .join(),
      ),
    300,
    [1, 'error missing-scope'],
  ],
  ['a line of 10 MB', () => planWith(user({ change: 'x'.repeat(10_000_000) })), 100, [1, 'error missing-scope']],
  [
    'a million keys',
    () => planWith(`{"type":"x","change":{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`)}}}`),
    500,
    [1, 'error missing-scope'],
  ],
  ['50 MB of blanks', () => ' '.repeat(50_000_000), 200, [3, 'cannot read plan.json:1:1: is empty']],
  ['50 MB of line breaks', () => '\n'.repeat(50_000_000), 200, [3, 'cannot read plan.json:1:1: is empty']],
  [
    'a plan of 20 MB that is cut off',
    () =>
      planWith(
        Array(40_000)
          .fill(user({ change: { after: 'x'.repeat(420) } }))
          .join(),
      ).slice(0, -200),
    300,
    [
      3,
      expect.stringMatching(/^cannot read plan\.json:1:\d+: is cut off: the JSON ends too early$/) as unknown as string,
    ],
  ],
])('%s is read in little memory', async (_, content, memory, expected) => {
  await inFolder({ 'plan.json': content() }, () => {
    expect(said(['check', 'plan.json'], memory)).toEqual(expected);
  });
});

test('a file of 200 MB of zeros is refused by its first bytes', async () => {
  await inFolder({ 'plan.json': '', 'main.tf': '' }, () => {
    writeFileSync('plan.json', Buffer.alloc(200_000_000));
    const expected = [3, 'cannot read plan.json: is not text: byte 0 is 0'];
    expect(said(['check', 'plan.json'], 100)).toEqual(expected);
  });
});

describe('what has no end is not read for ever', () => {
  onLinux.each([
    ['zeros in a file', '$CLI check /dev/zero', 'cannot read /dev/zero: is not text: byte 0 is 0'],
    ['zeros on standard input', '$CLI check - < /dev/zero', 'cannot read standard input: is not text: byte 0 is 0'],
  ])('%s', (_, line, expected) => {
    const { code, stdout, stderr } = runShell(line, { timeout: 20_000 });
    expect({ code, stderr, line: stdout.split('\n')[0] }).toEqual({ code: 3, stderr: '', line: expected });
  });

  test('text on standard input, at half a gigabyte', () => {
    const { code, stdout } = runShell(`yes | $CLI check -; exit "\${PIPESTATUS[1]}"`, { timeout: 60_000 });
    expect([code, stdout.split('\n')[0]]).toEqual([3, 'cannot read standard input: cannot be read (EFBIG)']);
  });
});

onLong('20,000 clients in each form (skipped but in long runs)', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `c${index}`);
  const scopes = ['users'];
  const files = {
    'plan.json': JSON.stringify({
      ...PLAN,
      planned_values: {},
      resource_changes: names.map((name) => entry(`genesyscloud_oauth_client.${name}`, { after: { name, scopes } })),
    }),
    'main.tf.json': JSON.stringify({
      resource: { genesyscloud_oauth_client: Object.fromEntries(names.map((name) => [name, { name, scopes }])) },
    }),
    'sub/main.tf': names
      .map((name) => `resource "genesyscloud_oauth_client" "${name}" {\n  name = "${name}"\n  scopes = ["users"]\n}\n`)
      .join('\n'),
  };
  await inFolder(files, () => {
    for (const file of Object.keys(files)) {
      const { code, stdout } = runProgram(['check', file], { node: ['--max-old-space-size=1000'] });
      expect([file, code]).toEqual([file, 1]);
      expect(stdout).toContain('20000 clients in');
    }
  });
});
