import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { cli, type Files, inFolder, type Outcome } from '../cli/run-cli';
import { document } from './judged';

/** A policy that shows by the profile in the report that it was read. */
const POLICY = JSON.stringify({ clients: [{ match: '**', scopes: ['users'] }] });
const OTHER = JSON.stringify({ clients: [{ match: '**', scopes: ['conversations'] }] });
const PLAIN = document({ a: {} });

/** The requirement that the client met, as a check from `folder` shows it. */
async function judgedBy(files: Files, folder: string, before = () => {}, ...args: string[]): Promise<string> {
  return inFolder({ 'repo/infra/main.tf.json': PLAIN, ...files }, async () => {
    before();
    process.chdir(folder);
    const { code, stdout, stderr } = await cli(['check', 'main.tf.json', '--format', 'json', ...args]);
    return code === 0 ? JSON.parse(stdout).clients[0].profile : stderr;
  });
}

const BY_POLICY = 'scopes of **';
const BY_NONE = 'agent';

describe('the policy file is found', () => {
  test('in the working directory', async () => {
    expect(await judgedBy({ 'repo/infra/genesys-scopes.json': POLICY }, 'repo/infra')).toBe(BY_POLICY);
  });

  test('in a folder above, up to the root of the repository', async () => {
    const files = { 'repo/genesys-scopes.json': POLICY, 'repo/.git/HEAD': '' };
    expect(await judgedBy(files, 'repo/infra')).toBe(BY_POLICY);
  });

  test('where the root of the repository is a work tree, whose .git is a file', async () => {
    const files = { 'repo/genesys-scopes.json': POLICY, 'repo/.git': 'gitdir: elsewhere' };
    expect(await judgedBy(files, 'repo/infra')).toBe(BY_POLICY);
  });

  test('the nearest one, of several', async () => {
    const files = { 'repo/infra/genesys-scopes.json': POLICY, 'repo/genesys-scopes.json': '{' };
    expect(await judgedBy(files, 'repo/infra')).toBe(BY_POLICY);
  });

  test('never above the root of the repository', async () => {
    const files = { 'genesys-scopes.json': POLICY, 'repo/.git/HEAD': '' };
    expect(await judgedBy(files, 'repo/infra')).toBe(BY_NONE);
    expect(await judgedBy({ 'genesys-scopes.json': POLICY, 'repo/infra/.git/HEAD': '' }, 'repo/infra')).toBe(BY_NONE);
  });

  test('not below the working directory, nor beside what is checked', async () => {
    expect(
      await inFolder({ 'infra/main.tf.json': PLAIN, 'infra/genesys-scopes.json': '{' }, () =>
        cli(['check', 'infra/main.tf.json']),
      ),
    ).toMatchObject({ code: 0, stderr: '' });
  });

  test('behind a symbolic link', async () => {
    const link = () => symlinkSync('../common.json', 'repo/genesys-scopes.json');
    expect(await judgedBy({ 'common.json': POLICY, 'repo/.git/HEAD': '' }, 'repo/infra', link)).toBe(BY_POLICY);
  });
});

describe('--policy', () => {
  test('names a file of any name, which comes before the one that is found', async () => {
    const files = { 'repo/infra/genesys-scopes.json': '{', 'repo/strict.json': POLICY };
    expect(await judgedBy(files, 'repo/infra', () => {}, '--policy', '../strict.json')).toBe(BY_POLICY);
  });

  test('that names no file is refused', async () => {
    expect(await judgedBy({ 'repo/infra/genesys-scopes.json': POLICY }, 'repo/infra', () => {}, '--policy', 'x')).toBe(
      'error: x: cannot be read (ENOENT)\n',
    );
  });

  test('that names a wrong file is refused by the path as it was typed', async () => {
    const files = { 'repo/strict.json': '{\n  "unmatched": 1\n}' };
    expect(await judgedBy(files, 'repo/infra', () => {}, '--policy', '../strict.json')).toBe(
      'error: ../strict.json:2:16: unmatched: allowed: base, warn, ignore\n',
    );
  });

  test('with a path that steers a terminal is told as text', async () => {
    const { code, stderr } = await inFolder({ 'main.tf.json': PLAIN }, () =>
      cli(['check', 'main.tf.json', '--policy', '\u001b[31m\n::error::x']),
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: \\u{1b}[31m\\u{a}::error::x: cannot be read (ENOENT)\n',
    });
  });
});

describe('something that lies in the place of the policy file and cannot be read is refused', () => {
  const refusal = (message: string): Outcome => ({
    code: 2,
    stdout: '',
    stderr: `error: genesys-scopes.json: ${message}\n`,
  });
  const outcome = (make: () => void) =>
    inFolder({ 'main.tf.json': PLAIN }, () => {
      make();
      return cli(['check', 'main.tf.json']);
    });

  test('a folder', async () => {
    expect(await outcome(() => mkdirSync('genesys-scopes.json'))).toEqual(refusal('cannot be read (EISDIR)'));
  });

  // Otherwise clients would be judged as if nobody had written a policy.
  test('a link to nothing', async () => {
    expect(await outcome(() => symlinkSync('gone.json', 'genesys-scopes.json'))).toEqual(
      refusal('cannot be read (ENOENT)'),
    );
  });

  test('a link to itself', async () => {
    expect(await outcome(() => symlinkSync('genesys-scopes.json', 'genesys-scopes.json'))).toEqual(
      refusal('cannot be read (ELOOP)'),
    );
  });
});

test('with a wrong policy file no output file is written', async () => {
  await inFolder({ 'main.tf.json': PLAIN, 'genesys-scopes.json': '{' }, async () => {
    const { code, stdout } = await cli(['check', 'main.tf.json', '--output', 'json=report.json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync('report.json')).toBe(false);
  });
});

test('an input that cannot be read does not hide a wrong policy file', async () => {
  const files = { 'bad.json': '{', 'genesys-scopes.json': '{}' };
  expect((await inFolder(files, () => cli(['check', 'bad.json']))).code).toBe(3);
  expect((await inFolder({ ...files, 'genesys-scopes.json': '{' }, () => cli(['check', 'bad.json']))).code).toBe(2);
});

test('a base policy that is wrong is refused, by its own name', async () => {
  const files = { 'main.tf.json': PLAIN, 'base.json': '{ "rules": 1 }', 'genesys-scopes.json': OTHER };
  expect(await inFolder(files, () => cli(['check', 'main.tf.json', '--policy-base', 'base.json']))).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: base\.json:1:12: rules: /),
  });
});
