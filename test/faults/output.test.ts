import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Files, inFolder } from '../cli/run-cli';
import { asUser, BAD, GOOD, LARGE, onLinux } from './files';
import { program, runProgram, runShell } from './program';

jest.setTimeout(300_000);

const FILES: Files = { 'good.json': GOOD, 'bad.json': BAD };
const write = (target: string, plan = 'good.json') => runProgram(['check', plan, '--output', `json=${target}`]);
const refused = (target: string, code: string) => ({ code: 2, stderr: `error: cannot write ${target} (${code})\n` });
const told = ({ code, stderr }: ReturnType<typeof write>) => ({ code, stderr });
/** The clients of the report in a file: it has to be a whole one. */
const clientsIn = (file: string): number => JSON.parse(readFileSync(file, 'utf8')).summary.clients;

describe('a full disk leaves the old report, and nothing beside it', () => {
  test.each([0, 1, 1_000])('after %i bytes', async (room) => {
    await inFolder({ ...FILES, 'out/report.json': 'the old report' }, () => {
      const outcome = runProgram(['check', 'bad.json', '--output', 'json=out/report.json'], {
        node: ['-r', join(__dirname, 'full-disk.js')],
        env: { ...(process.env as Record<string, string>), ROOM: String(room) },
      });
      expect(told(outcome)).toEqual(refused('out/report.json', 'ENOSPC'));
      // What was found is not lost with it.
      expect(outcome.stdout).toContain('error missing-scope');
      expect(readdirSync('out')).toEqual(['report.json']);
      expect(readFileSync('out/report.json', 'utf8')).toBe('the old report');
    });
  });

  onLinux('where the system limits the size of files', async () => {
    await inFolder({ 'large.json': LARGE, 'out/report.json': 'the old report' }, () => {
      const outcome = runShell(
        'ulimit -f 8; $CLI check large.json --output json=out/report.json | tail -1; exit $PIPESTATUS',
      );
      expect(told(outcome)).toEqual(refused('out/report.json', 'EFBIG'));
      expect(readdirSync('out')).toEqual(['report.json']);
      expect(readFileSync('out/report.json', 'utf8')).toBe('the old report');
    });
  });

  onLinux('where the target is a device that is full, and stays a device', async () => {
    await inFolder(FILES, () => {
      expect(told(write('/dev/full'))).toEqual(refused('/dev/full', 'ENOSPC'));
      expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
    });
  });
});

describe('a process that is killed while it writes', () => {
  const kill = async (signal: NodeJS.Signals, wait: number): Promise<void> => {
    const args = ['check', 'large.json', '--output', 'json=out/report.json', '--output', 'html=out/report.html'];
    const child = spawn(process.execPath, [program(), ...args], { stdio: 'ignore' });
    await new Promise((done) => setTimeout(done, wait));
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('exit', done));
  };

  test.each<NodeJS.Signals>(['SIGKILL', 'SIGTERM', 'SIGINT'])(
    'by %s leaves the old report or the new one',
    async (signal) => {
      await inFolder({ ...FILES, 'large.json': LARGE, 'out/report.json': '' }, async () => {
        write('out/report.json');
        for (let wait = 100; wait < 900; wait += 160) {
          await kill(signal, wait);
          expect([1, 2_000]).toContain(clientsIn('out/report.json'));
          if (existsSync('out/report.html')) expect(readFileSync('out/report.html', 'utf8')).toMatch(/<\/html>\s*$/);
        }
      });
    },
  );

  test('leaves a file that goes with a later report, when nobody can be at work on it', async () => {
    const [old, new_] = ['out/.genesys-scopes-00000000deadbeef.tmp', 'out/.genesys-scopes-00000000cafebabe.tmp'];
    await inFolder({ ...FILES, [old]: 'half', [new_]: 'half' }, () => {
      const anHourAgo = Date.now() / 1000 - 3_700;
      utimesSync(old, anHourAgo, anHourAgo);
      expect(write('out/report.json').code).toBe(0);
      expect(readdirSync('out').sort()).toEqual(['.genesys-scopes-00000000cafebabe.tmp', 'report.json']);
    });
  });
});

test('of runs that write the same report at once one wins, whole', async () => {
  await inFolder({ ...FILES, 'large.json': LARGE, 'out/report.json': '' }, async () => {
    const run = (plan: string) =>
      new Promise<number | null>((done) => {
        const child = spawn(process.execPath, [program(), 'check', plan, '--output', 'json=out/report.json'], {
          stdio: 'ignore',
        });
        child.once('exit', done);
      });
    for (let round = 0; round < 2; round += 1) {
      const codes = await Promise.all(['good.json', 'large.json', 'good.json', 'large.json'].map(run));
      expect(codes).toEqual([0, 1, 0, 1]);
      expect([1, 2_000]).toContain(clientsIn('out/report.json'));
      expect(readdirSync('out')).toEqual(['report.json']);
    }
  });
});

describe('a link stays, and what it points to is written', () => {
  test('in another folder', async () => {
    await inFolder({ ...FILES, 'there/report.json': 'the old report' }, () => {
      symlinkSync('there/report.json', 'link.json');
      expect(told(write('link.json'))).toEqual({ code: 0, stderr: '' });
      expect(readlinkSync('link.json')).toBe('there/report.json');
      expect(clientsIn('there/report.json')).toBe(1);
      expect(readdirSync('there')).toEqual(['report.json']);
    });
  });

  test('also where nothing is yet, by way of another link', async () => {
    await inFolder(FILES, () => {
      mkdirSync('there');
      symlinkSync('link.json', 'first.json');
      symlinkSync('there/report.json', 'link.json');
      expect(told(write('first.json'))).toEqual({ code: 0, stderr: '' });
      expect([lstatSync('first.json').isSymbolicLink(), clientsIn('there/report.json')]).toEqual([true, 1]);
    });
  });

  test.each([
    ['into a folder that is not there', 'absent/report.json', 'ENOENT'],
    ['to itself', 'link.json', 'ELOOP'],
    ['to a folder', '.', 'EISDIR'],
  ])('but one %s is refused', async (_, target, code) => {
    await inFolder(FILES, () => {
      symlinkSync(target, 'link.json');
      expect(told(write('link.json'))).toEqual(refused('link.json', code));
      expect(readdirSync('.').sort()).toEqual(['bad.json', 'good.json', 'link.json']);
    });
  });
});

describe('what is no file is written as it is', () => {
  onLinux.each(['/dev/null', '/dev/stderr'])('%s', async (target) => {
    await inFolder(FILES, () => {
      const before = statSync('/dev/null').ino;
      const { code, stderr } = write(target);
      expect(code).toBe(0);
      expect(stderr === '' ? 0 : JSON.parse(stderr).summary.clients).toBe(target === '/dev/null' ? 0 : 1);
      expect([statSync('/dev/null').ino, statSync('/dev/null').isCharacterDevice()]).toEqual([before, true]);
    });
  });

  onLinux('standard output that is a file keeps both reports', async () => {
    await inFolder(FILES, () => {
      expect(told(runShell('$CLI check good.json --output json=/dev/stdout > all.txt'))).toEqual({
        code: 0,
        stderr: '',
      });
      const text = readFileSync('all.txt', 'utf8');
      expect(text.startsWith('pass ')).toBe(true);
      expect(JSON.parse(text.slice(text.indexOf('{'))).summary.clients).toBe(1);
    });
  });

  onLinux('a pipe with a name', async () => {
    await inFolder(FILES, () => {
      const { code, stdout } = runShell(
        'mkfifo pipe; cat pipe > copy.json & $CLI check bad.json --output json=pipe; c=$?; wait; exit $c',
      );
      expect(code).toBe(1);
      expect(stdout).toContain('error missing-scope');
      expect([clientsIn('copy.json'), statSync('pipe').isFIFO()]).toEqual([1, true]);
    });
  });
});

describe('permissions', () => {
  test('of the old report are those of the new one', async () => {
    await inFolder({ ...FILES, 'report.json': 'the old report' }, () => {
      chmodSync('report.json', 0o640);
      expect(write('report.json').code).toBe(0);
      expect([statSync('report.json').mode & 0o777, clientsIn('report.json')]).toEqual([0o640, 1]);
    });
  });

  asUser('a file that may not be written is not replaced (skipped as root, who may write everything)', async () => {
    await inFolder({ ...FILES, 'report.json': 'the old report' }, () => {
      chmodSync('report.json', 0o444);
      expect(told(write('report.json'))).toEqual(refused('report.json', 'EACCES'));
      expect(readFileSync('report.json', 'utf8')).toBe('the old report');
    });
  });

  asUser('a folder that may not be written (skipped as root, who may write everything)', async () => {
    await inFolder({ ...FILES, 'out/kept.txt': 'kept' }, () => {
      chmodSync('out', 0o555);
      expect(told(write('out/report.json'))).toEqual(refused('out/report.json', 'EACCES'));
      chmodSync('out', 0o755);
      expect(readdirSync('out')).toEqual(['kept.txt']);
    });
  });
});

test.each(['-report.json', '-', 'ä 😀.json', `${'x'.repeat(250)}.json`])('a report may be called %s', async (name) => {
  await inFolder(FILES, () => {
    expect(told(write(name))).toEqual({ code: 0, stderr: '' });
    expect(clientsIn(name)).toBe(1);
    expect(readdirSync('.').sort()).toEqual([name, 'bad.json', 'good.json'].sort());
  });
});

test('a name that steers a terminal is printed as text', async () => {
  await inFolder(FILES, () => {
    expect(told(write('absent/\u001b[31m.json'))).toEqual(refused('absent/\\u{1b}[31m.json', 'ENOENT'));
  });
});
