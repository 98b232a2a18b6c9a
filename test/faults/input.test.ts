import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, inFolder } from '../cli/run-cli';
import { BAD, GOOD, HCL, LARGE, onLinux } from './files';
import { runProgram, runShell } from './program';

jest.setTimeout(120_000);

describe('a file that changes while it is read', () => {
  /** Runs while another process does something to plan.json again and again. */
  const during = (change: string, runs = 3) =>
    runShell(
      `cp bad.json plan.json; (while true; do ${change}; done) & w=$!; ` +
        `for i in $(seq ${runs}); do $CLI check plan.json --format json > out.json; c=$?; ` +
        `echo "$c $(grep -c '"verdict": "pass"' out.json) $(grep -c 'has a defect' out.json)"; done; kill $w; wait 2>/dev/null`,
    );

  onLinux.each<[string, string]>([
    ['grows', 'cat bad.json > plan.json; sleep 0.02; cat bad.json >> plan.json; sleep 0.02'],
    ['is cut', 'cat bad.json > plan.json; sleep 0.02; head -c 500 bad.json > plan.json; sleep 0.02'],
    ['is replaced', 'cp bad.json x.json; mv x.json plan.json; cp large.json x.json; mv x.json plan.json'],
    ['comes and goes', 'rm -f plan.json; sleep 0.02; cp bad.json plan.json; sleep 0.02'],
    [
      'becomes a folder',
      'rm -rf plan.json; mkdir plan.json; sleep 0.02; rmdir plan.json; cp bad.json plan.json; sleep 0.02',
    ],
  ])('and %s gives findings or cannot be read', async (_, change) => {
    await inFolder({ 'bad.json': BAD, 'large.json': LARGE }, () => {
      const { stdout, stderr } = during(change);
      const runs = stdout.trim().split('\n');
      expect(runs).toHaveLength(3);
      for (const run of runs) expect(run).toMatch(/^[13] 0 0$/);
      expect(stderr).not.toContain('defect');
    });
  });

  onLinux('a folder that goes and comes while it is walked', async () => {
    await inFolder({ 'main.tf': HCL }, () => {
      const { stdout } = runShell(
        '(while true; do mkdir -p a/b/c; cp main.tf a/b/c/; cp main.tf a/b/; rm -rf a; done) & w=$!; ' +
          'for i in $(seq 5); do $CLI check . > out.txt 2>&1; echo $?; done; kill $w; wait 2>/dev/null',
      );
      for (const code of stdout.trim().split('\n')) expect(['1', '3']).toContain(code);
    });
  });
});

describe('names', () => {
  test.each([
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['a sequence for terminals', 'a\u001b[31m', 'a\\u{1b}[31m'],
    ['a workflow command', '\n::error::x', '\\u{a}::error::x'],
    ['a dash in front', '-a', '-a'],
    ['dots in front', '..a', '..a'],
    ['a character of four bytes', '😀', '😀'],
  ])('with %s are printed as text', async (_, name, printed) => {
    await inFolder({ [`${name}/main.tf`]: 'a = ', [`${name}.json`]: '{' }, async () => {
      const folder = await cli(['check', '.']);
      const file = await cli(['check', '--', `${name}.json`]);
      expect([folder.code, file.code]).toEqual([3, 3]);
      expect(folder.stdout.split('\n')[0]).toBe(`cannot read ${printed}/main.tf:1:5: is not HCL`);
      expect(file.stdout.split('\n')[0]).toBe(`cannot read ${printed}.json:1:2: is cut off: the JSON ends too early`);
    });
  });

  onLinux('that are no text are told, and the others are read', async () => {
    await inFolder({ 'main.tf': HCL }, async () => {
      writeFileSync(Buffer.concat([Buffer.from('bad'), Buffer.from([0xff]), Buffer.from('.tf')]), HCL);
      const { code, stdout } = await cli(['check', '.']);
      expect(code).toBe(3);
      expect(stdout).toContain('cannot read bad\ufffd.tf: cannot be read (ENOENT)\n');
      expect(stdout).toMatch(/\n\d+ clients in \.: /);
    });
  });
});

describe('folders', () => {
  test('of 20,000 files are walked to their end', async () => {
    await inFolder({ 'main.tf': HCL }, async () => {
      mkdirSync('many');
      for (let index = 0; index < 20_000; index += 1) writeFileSync(join('many', `f${index}.txt`), '');
      expect((await cli(['check', '.'])).code).toBe(1);
    });
  }, 120_000);

  test('with links out of them do not lead there', async () => {
    await inFolder({ 'in/main.tf': HCL, 'out/other.tf': 'a = ' }, async () => {
      symlinkSync('../out', 'in/folder');
      symlinkSync('../out/other.tf', 'in/file.tf');
      symlinkSync('/dev/zero', 'in/zero.tf');
      const { code, stdout } = await cli(['check', 'in']);
      expect(code).toBe(3);
      expect(stdout.match(/^cannot read .*$/gm)).toEqual([
        'cannot read in/file.tf: is a link out of the folder',
        'cannot read in/folder: is a link out of the folder',
        'cannot read in/zero.tf: is a link out of the folder',
      ]);
    });
  });

  onLinux('with a link to a pipe are not waited for', async () => {
    await inFolder({ 'main.tf': HCL }, () => {
      const { code, stdout } = runShell('mkfifo pipe; ln -s pipe link.tf; $CLI check .', { timeout: 20_000 });
      expect([code, stdout.split('\n')[0]]).toEqual([3, 'cannot read link.tf: is a link to no file']);
    });
  });
});

describe('surroundings', () => {
  test('without a home and a place for temporary files', async () => {
    await inFolder({ 'good.json': GOOD }, () => {
      const bare = { PATH: process.env.PATH ?? '' };
      const plain = runProgram(['check', 'good.json', '--output', 'json=a.json'], { env: bare });
      expect([plain.code, plain.stderr]).toEqual([0, '']);
      const env = { ...bare, HOME: '/absent', TMPDIR: '/absent', XDG_CACHE_HOME: '/absent' };
      expect(runProgram(['check', 'good.json', '--output', 'json=b.json'], { env })).toEqual(plain);
      expect(readdirSync('.').sort()).toEqual(['a.json', 'b.json', 'good.json']);
    });
  });

  onLinux('in a working directory that is gone: wrong usage, and no defect', async () => {
    await inFolder({ 'good.json': GOOD }, () => {
      const { code, stderr } = runShell('mkdir gone; cd gone; rmdir ../gone; $CLI check ../good.json');
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'error: the working directory is not there any more\n',
      });
    });
  });
});
