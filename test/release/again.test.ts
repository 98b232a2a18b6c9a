import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differenceOf } from '../../scripts/release/difference';
import { packForRelease } from '../../scripts/release/package';
import { ROOT, succeed } from '../../scripts/release/process';

jest.setTimeout(300_000);

/** What a build makes, and what is no part of the sources. */
const MADE = ['.git', 'node_modules', 'dist', 'build', 'provider', 'bench', 'cdktf.out', 'reports', 'coverage'];
const BINDINGS = join('packages', 'provider-genesyscloud', 'lib');

let temp: string;
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'genesys-scopes-again-'));
});
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** The same files under other names, which takes no time; whoever writes one of them puts a new one in its place. */
function link(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [one, other] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === '.cache') continue;
    if (entry.isDirectory()) link(one, other);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(one), other);
    else linkOrCopy(one, other);
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Another file system.
    copyFileSync(from, to);
  }
}

// From new bindings on. npm run release:reproduce does it for both packages, and from new installs.
test('a build in another place, with another mask, zone and language, packs the same bytes', () => {
  const home = join(temp, 'another place');
  mkdirSync(home);
  for (const name of readdirSync(ROOT).filter((each) => !MADE.includes(each))) {
    cpSync(join(ROOT, name), join(home, name), {
      recursive: true,
      filter: (path) => path !== join(ROOT, BINDINGS) && !path.endsWith('cdktf.out'),
    });
  }
  link(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  const before = process.umask(0o077);
  try {
    const env = { ...process.env, TZ: 'Pacific/Auckland', LC_ALL: 'de_DE.UTF-8' };
    expect(succeed(home, process.execPath, ['scripts/build.mjs', 'cdktf'], env)).toContain('compile');
  } finally {
    process.umask(before);
  }
  const packed = [ROOT, home].map((folder, index) => {
    const into = join(temp, String(index));
    mkdirSync(into);
    return packForRelease(folder, into).path;
  });
  expect(differenceOf(packed[0] as string, packed[1] as string)).toBeUndefined();
});
