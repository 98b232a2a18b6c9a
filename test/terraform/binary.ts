import { execFileSync } from 'node:child_process';

/** The programs that do, with the oldest version of each. */
const PROGRAMS = [
  { command: 'terraform', oldest: [1, 11] },
  { command: 'tofu', oldest: [1, 10] },
] as const;

const NEEDED = 'terraform 1.11 or tofu 1.10 or newer on PATH';

/** Name of the program to run, or undefined where there is none that is new enough. */
export const TERRAFORM = PROGRAMS.find(({ command, oldest: [major, minor] }) => {
  const [foundMajor = 0, foundMinor = 0] = versionOf(command);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
})?.command;

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

/** `describe` for tests that run Terraform. Without it they are skipped, by name; in CI they fail. */
export function terraformOrSkip(name: string, tests: () => void): void {
  if (TERRAFORM !== undefined) {
    describe(name, tests);
  } else if (process.env.CI) {
    test(name, () => {
      throw new Error(`these tests need ${NEEDED}`);
    });
  } else {
    process.stderr.write(`skipped, for want of ${NEEDED}: ${name}\n`);
    describe.skip(name, tests);
  }
}
