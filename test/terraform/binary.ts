import { execFileSync } from 'node:child_process';

/** The programs that do, with the oldest version of each. */
const PROGRAMS = [
  { command: 'terraform', oldest: [1, 11] },
  { command: 'tofu', oldest: [1, 10] },
] as const;

const NEEDED = 'terraform 1.11 or tofu 1.10 or newer on PATH';

/** The programs to run the tests with: each that is there and new enough. */
const FOUND: readonly string[] = PROGRAMS.filter(({ command, oldest: [major, minor] }) => {
  const [foundMajor = 0, foundMinor = 0] = versionOf(command);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}).map(({ command }) => command);

let current = FOUND[0];

/** The program that the tests of now run, or undefined where there is none. */
export function terraformCommand(): string | undefined {
  return current;
}

function versionOf(command: string): number[] {
  try {
    const options = {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: '1' },
      stdio: 'pipe',
    } as const;
    const { terraform_version } = JSON.parse(execFileSync(command, ['version', '-json'], options));
    return String(terraform_version).split('.').map(Number.parseFloat);
  } catch {
    return [];
  }
}

/**
 * `describe` for tests that run Terraform, once for each program that is there. Without one they are skipped, by name; in CI
 * they fail.
 */
export function terraformOrSkip(name: string, tests: () => void): void {
  for (const command of FOUND) {
    describe(`${command}: ${name}`, () => {
      beforeAll(() => {
        current = command;
      });
      tests();
    });
  }
  if (FOUND.length > 0) return;
  if (process.env.CI) {
    test(name, () => {
      throw new Error(`these tests need ${NEEDED}`);
    });
  } else {
    process.stderr.write(`skipped, for want of ${NEEDED}: ${name}\n`);
    describe.skip(name, tests);
  }
}
