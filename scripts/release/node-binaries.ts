import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, succeed } from './process';

const CACHE = join(ROOT, 'node_modules/.cache/genesys-scopes/node');

/** The oldest Node that `engines` allows, and the newest of the later lines; the tests themselves run under one more. */
export const NODE_VERSIONS: readonly string[] = ['20.0.0', '22.23.3', '24.21.0'];

/** The program of that version, from the package registry and kept afterwards, or why there is none. */
export function nodeBinary(version: string): { readonly path: string } | { readonly reason: string } {
  const windows = process.platform === 'win32';
  const program = windows ? 'node.exe' : 'node';
  const path = join(CACHE, version, program);
  if (existsSync(path)) return { path };
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}@${version}`;
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, 'unfinished-'));
  try {
    const packed = run(work, 'npm', ['pack', name, '--json', '--prefer-offline']);
    if (packed.status !== 0) return { reason: `${name}: ${said(packed.output)}` };
    const [{ filename }] = JSON.parse(packed.stdout);
    succeed(work, 'tar', ['-xzf', filename, `package/bin/${program}`]);
    mkdirSync(join(CACHE, version), { recursive: true });
    renameSync(join(work, 'package/bin', program), path);
    return { path };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The first line of npm's that is neither a code nor the place of a log. */
function said(output: string): string {
  const lines = [...output.matchAll(/^npm error (?!code |A complete log)(.+)$/gm)];
  return lines[0]?.[1]?.trim() ?? 'npm pack failed and gave no reason';
}
