import { inFolder } from '../cli/run-cli';
import { BAD, GOOD, LARGE, onLinux } from './files';
import { runShell } from './program';

jest.setTimeout(120_000);

/** Runs a line beside a good, a bad and a large plan. */
function said(line: string) {
  return inFolder({ 'good.json': GOOD, 'bad.json': BAD, 'large.json': LARGE }, () => runShell(line));
}

describe('a reader that goes early does not change the exit code, and no line is printed for it', () => {
  test.each([
    ['good.json', 'text', 0],
    ['bad.json', 'text', 1],
    ['large.json', 'json', 1],
    ['large.json', 'html', 1],
    ['absent.json', 'text', 3],
  ])('of %s as %s', async (file, format, code) => {
    const outcome = await said(`$CLI check ${file} --format ${format} | head -c 1 > /dev/null; exit \${PIPESTATUS[0]}`);
    expect(outcome).toEqual({ code, stdout: '', stderr: '' });
  });
});

describe('a stream that is closed from the start does not change the exit code', () => {
  test.each([
    ['standard output', '$CLI check good.json >&-', 0],
    ['standard output, with findings', '$CLI check bad.json >&-', 1],
    ['standard error', '$CLI check bad.json 2>&- >/dev/null', 1],
    ['standard error, with wrong usage', '$CLI check bad.json --format xml 2>&-', 2],
    ['both', '$CLI check bad.json >&- 2>&-', 1],
    ['standard input', '$CLI check bad.json <&- >/dev/null', 1],
  ])('%s', async (_, line, code) => {
    expect(await said(line)).toEqual({ code, stdout: '', stderr: '' });
  });

  test('standard input that is read: nothing is no plan', async () => {
    expect((await said('$CLI check - <&-')).code).toBe(3);
  });
});

// To be told in one line, and not to be a pass: what was to be printed is nowhere.
describe('a disk that is full under standard output', () => {
  onLinux('is told in one line, and is no finding and no pass', async () => {
    const { code, stderr } = await said('$CLI check good.json > /dev/full');
    expect(stderr).toBe('error: cannot write standard output (ENOSPC)\n');
    expect(code).toBe(2);
  });

  onLinux('or under standard error leaves the exit code of wrong usage', async () => {
    expect(
      (await said('for i in 1 2 3; do $CLI check --format xml 2> /dev/full; test $? = 2 || exit 9; done')).code,
    ).toBe(0);
    expect((await said('$CLI check good.json 2> /dev/full > /dev/full')).code).toBe(2);
  });
});
