import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { body, entry, LACKS_USERS, plan } from '../sources/inputs';
import { childCli, cli, inFolder, MAIN, type Outcome, ROOT } from './run-cli';

const PLAN = join(ROOT, 'test/fixtures/plans/create-missing.plan.json');
// Each process loads the sources anew.
jest.setTimeout(60_000);

/** A report that is larger than what a pipe holds. */
const LARGE = plan(
  Array.from({ length: 2000 }, (_, index) =>
    entry(`genesyscloud_oauth_client.bad_${index}`, { after: body({ name: `client ${index}`, scopes: LACKS_USERS }) }),
  ),
);

/** Runs the command in a pipe whose reader is gone before the first byte comes. */
function withoutReader(args: readonly string[]): Promise<Pick<Outcome, 'code' | 'stderr'>> {
  const child = spawn(process.execPath, [...MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const stderr: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk));
  return new Promise((done) => child.on('close', (code) => done({ code, stderr: stderr.join('') })));
}

test('the process prints the same report as the command in process, and exits with its code', async () => {
  expect(childCli(['check', PLAN])).toEqual(await cli(['check', PLAN]));
});

test('standard input is read as a file is', async () => {
  const input = readFileSync(PLAN);
  const [child, file] = [childCli(['check', 'plan=-'], { input }), await cli(['check', `plan=${PLAN}`])];
  expect({ ...child, stdout: child.stdout.replaceAll('standard input', PLAN) }).toEqual(file);
});

test('standard input without a label is called so', () => {
  const { code, stdout } = childCli(['check', '-', '--format', 'json'], { input: readFileSync(PLAN) });
  expect(code).toBe(1);
  expect(JSON.parse(stdout).sources).toEqual([
    { label: 'standard input', path: 'standard input', kind: 'plan', complete: true, gap: null },
  ]);
});

test('Terraform JSON is read from standard input, both clients of a key that stands twice', () => {
  const client = (scopes: string[]) => JSON.stringify(body({ scopes }));
  const input = `{"resource":{"genesyscloud_oauth_client":{"a":${client(LACKS_USERS)},"a":${client(LACKS_USERS.slice(1))}}}}`;
  const { code, stdout } = childCli(['check', '-', '--format', 'json'], { input });
  expect(code).toBe(1);
  expect(JSON.parse(stdout).summary.clients).toBe(2);
});

test.each([
  ['nothing', '', 'cannot read standard input:1:1: is empty\n'],
  ['half a plan', '{"format_version":"1.2",', 'cannot read standard input:1:25: is cut off: the JSON ends too early\n'],
])('%s on standard input cannot be read', (_, input, message) => {
  const { code, stdout, stderr } = childCli(['check', '-'], { input });
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(stdout.startsWith(message)).toBe(true);
});

test('a pipe gets no colours, in a CI job neither', () => {
  const { stdout } = childCli(['check', PLAN], { env: { CI: 'true' } });
  expect(stdout).toContain('error missing-scope');
  expect(stdout).not.toContain('\u001b');
});

test('a reader that goes after the first line ends the command in silence, with the code of the findings', async () => {
  await inFolder({ 'large.json': LARGE }, async () => {
    const command = [process.execPath, ...MAIN, 'check', 'large.json'].map((word) => `'${word}'`).join(' ');
    const child = spawn('bash', ['-c', `${command} | head -1; exit "\${PIPESTATUS[0]}"`]);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, ...output }).toEqual({ code: 1, stdout: 'error missing-scope\n', stderr: '' });
  });
});

test('a reader that is gone from the start does not turn findings into exit code 0', async () => {
  expect(await withoutReader(['check', PLAN])).toEqual({ code: 1, stderr: '' });
});

test.each([
  [0, ['rules']],
  [2, ['check', PLAN, '--format', 'xml']],
  [3, ['check', 'absent.json', PLAN]],
])('the process exits with %i for %j', (code, args) => {
  expect(childCli(args).code).toBe(code);
});

// File system errors come from outside of Jest's own world, so these run in a process.
describe('what the file system refuses to give cannot be read', () => {
  const unread = (path: string, message: string) =>
    `cannot read ${path}: ${message}\n\n0 clients in ${path}: what could not be read may hold some\n`;

  const asUser = process.getuid?.() === 0 ? test.skip : test;

  asUser('a file without permission (skipped as root, who may read everything)', async () => {
    await inFolder({ 'plan.json': '{}' }, () => {
      chmodSync('plan.json', 0);
      expect(childCli(['check', 'plan.json'])).toEqual({
        code: 3,
        stdout: unread('plan.json', 'cannot be read (EACCES)'),
        stderr: '',
      });
    });
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;

  onLinux('a file that fails while it is read (skipped but on Linux)', () => {
    expect(childCli(['check', '/proc/self/mem'])).toEqual({
      code: 3,
      stdout: unread('/proc/self/mem', 'cannot be read (EIO)'),
      stderr: '',
    });
  });

  test('a symbolic link that points to itself', async () => {
    await inFolder({}, () => {
      symlinkSync('loop.json', 'loop.json');
      expect(childCli(['check', 'loop.json'])).toEqual({
        code: 3,
        stdout: unread('loop.json', 'cannot be read (ELOOP)'),
        stderr: '',
      });
    });
  });

  test('a name that is longer than names may be', () => {
    const name = 'x'.repeat(5000);
    const { code, stdout, stderr } = childCli(['check', name]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout.startsWith(`cannot read ${name}: cannot be read (ENAMETOOLONG)\n`)).toBe(true);
  });

  test('a path below a file', async () => {
    await inFolder({ 'plan.json': '{}' }, () => {
      const { code, stdout, stderr } = childCli(['check', 'plan.json/plan.json']);
      expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
      expect(stdout.startsWith('cannot read plan.json/plan.json: does not exist\n')).toBe(true);
    });
  });
});
