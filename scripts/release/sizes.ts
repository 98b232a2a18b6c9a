import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Sizes = Readonly<Record<string, number>>;

/** Bytes of all files below a folder; links count nothing. */
export function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => lstatSync(join(folder, file)));
  return files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
}

export const gzipped = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;

/** A limit says nothing when it is more than half again what it limits. */
const ROOM = 1.5;

/** Which limits are passed and by how much, and which limit nothing. */
export function passedLimits(sizes: Sizes, limits: Sizes): string[] {
  const bytes = (count: number) => `${count.toLocaleString('en-US')} bytes`;
  return [...new Set([...Object.keys(sizes), ...Object.keys(limits)])].flatMap((what) => {
    const size = sizes[what];
    const limit = limits[what];
    if (limit === undefined) return [`${what} has no limit`];
    if (size === undefined) return [`${what} has a limit and no size`];
    if (size > limit) return [`${what}: ${bytes(size)}, ${bytes(size - limit)} above its limit of ${bytes(limit)}`];
    return limit > size * ROOM ? [`${what}: ${bytes(size)}, far below its limit of ${bytes(limit)}: lower it`] : [];
  });
}
