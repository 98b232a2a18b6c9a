// npm run release:reproduce: builds and packs twice, from two clean copies in different places, and compares the bytes.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { differenceOf, sha256 } from './difference';
import { manifestOf, packForRelease, RELEASED } from './package';
import { ROOT, succeed } from './process';

/** What must not show in the result: where it is built, who may read the files, the zone and the language. */
const COPIES = [
  { folder: 'a', umask: 0o022, env: { TZ: 'UTC', LC_ALL: 'C' } },
  { folder: 'another/place/with a blank', umask: 0o077, env: { TZ: 'Pacific/Auckland', LC_ALL: 'de_DE.UTF-8' } },
];

/** The files that git knows, or would if they were added: what a fresh clone has. */
function sources(): string[] {
  const list = succeed(ROOT, 'git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']);
  const gone = succeed(ROOT, 'git', ['ls-files', '-z', '--deleted']).split('\0');
  return list.split('\0').filter((file) => file !== '' && !gone.includes(file));
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function build(home: string, files: string, { umask, env }: (typeof COPIES)[number]): string[] {
  const before = process.umask(umask);
  try {
    cpSync(files, home, { recursive: true });
    const all = { ...process.env, ...env };
    succeed(home, 'npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], all);
    succeed(home, 'npm', ['run', 'build'], all);
    return RELEASED.map((released) => packForRelease(join(home, released), home).path);
  } finally {
    process.umask(before);
  }
}

function main() {
  const work = mkdtempSync(join(tmpdir(), 'genesys-scopes-reproduce-'));
  try {
    // Once, so that nobody's edit comes in between.
    const files = join(work, 'files');
    for (const file of sources()) copy(join(ROOT, file), join(files, file));
    const [first = [], second = []] = COPIES.map((way) => {
      const start = performance.now();
      const packed = build(join(work, way.folder), files, way);
      console.log(`built in ${way.folder}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
      return packed;
    });
    RELEASED.forEach((released, index) => {
      const [one, other] = [first[index], second[index]];
      if (one === undefined || other === undefined) throw new Error(`${released} was not packed`);
      const difference = differenceOf(one, other);
      const { name } = manifestOf(released);
      console.log(`${name}: ${difference === undefined ? 'the same bytes' : 'differs'}`);
      console.log(`  ${sha256(one)}\n  ${sha256(other)}`);
      if (difference === undefined) return;
      console.log(difference);
      process.exitCode = 1;
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main();
