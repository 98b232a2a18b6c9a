import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differenceOf } from '../../scripts/release/difference';
import { pack, packForRelease } from '../../scripts/release/package';
import { succeed } from '../../scripts/release/process';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'genesys-scopes-difference-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function tarball(name: string, text: string, seconds: number): string {
  mkdirSync(join(home, name));
  const file = join(home, name, 'index.js');
  writeFileSync(file, text);
  utimesSync(file, seconds, seconds);
  // Without a name or a time of its own in the compressed file.
  succeed(home, 'sh', ['-c', `tar -cf - -C ${name} index.js | gzip -n > ${name}.tgz`]);
  return join(home, `${name}.tgz`);
}

test('two tarballs of the same bytes do not differ', () => {
  expect(differenceOf(tarball('a', 'x', 1000), tarball('b', 'x', 1000))).toBeUndefined();
});

test('a file that differs is named', () => {
  const difference = differenceOf(tarball('a', '/home/a', 1000), tarball('b', '/home/b', 1000));
  expect(difference).toMatch(/a\.tgz\.unpacked\/index\.js .*b\.tgz\.unpacked\/index\.js/);
});

test('the same files with other times differ too', () => {
  const difference = differenceOf(tarball('a', 'x', 1000), tarball('b', 'x', 2000));
  expect(difference).toBe('the files are the same: their order, modes or times differ');
});

test('a package is packed for a release as git has it, whatever the umask of the checkout was', () => {
  const folder = join(home, 'package');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "x", "version": "1.0.0", "bin": "run.js" }');
  writeFileSync(join(folder, 'run.js'), '');
  const packed = (mode: number, by: typeof pack, name: string) => {
    chmodSync(join(folder, 'package.json'), mode);
    chmodSync(join(folder, 'run.js'), mode | 0o100);
    mkdirSync(join(home, name));
    return by(folder, join(home, name)).path;
  };
  expect(differenceOf(packed(0o644, pack, 'a'), packed(0o600, pack, 'b'))).toContain('their order, modes or times');
  expect(differenceOf(packed(0o644, packForRelease, 'c'), packed(0o600, packForRelease, 'd'))).toBeUndefined();
});
