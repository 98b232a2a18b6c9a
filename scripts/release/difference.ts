import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { run, succeed } from './process';

export const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** In what two tarballs differ, or nothing when they are the same bytes. */
export function differenceOf(one: string, other: string): string | undefined {
  if (sha256(one) === sha256(other)) return undefined;
  const folders = [one, other].map((tarball) => {
    const folder = `${tarball}.unpacked`;
    mkdirSync(folder);
    succeed(folder, 'tar', ['-xzf', tarball]);
    return folder;
  });
  try {
    return (
      run('/', 'diff', ['-rq', ...folders]).stdout.trim() ||
      'the files are the same: their order, modes or times differ'
    );
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
}
