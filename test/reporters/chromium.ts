import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ROOT = join(__dirname, '../..');

/** The browser that npm brought, unpacked; or why there is none to be had. No other one is looked for. */
export function findChromium(): { path: string } | { reason: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `the browser from npm is for linux x64, and this is ${process.platform} ${process.arch}` };
  }
  const path = unpack();
  if (path === undefined) return { reason: 'the browser from npm could not be unpacked' };
  const { status, stderr, error } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  if (status === 0) return { path };
  const said = (error?.message ?? stderr).trim().split('\n')[0] ?? '';
  return { reason: `the browser from npm does not start here: ${said}` };
}

/** Unpacks once per version, and all or nothing: an interrupted run must not leave half a browser. */
function unpack(): string | undefined {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const cache = join(ROOT, 'node_modules/.cache/genesys-scopes');
  const folder = join(cache, `chromium-${version}`);
  const path = join(folder, 'chromium');
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, 'unfinished-'));
  const script = "require('@sparticuz/chromium').executablePath()";
  const { status } = spawnSync(process.execPath, ['-e', script], {
    cwd: ROOT,
    // The package unpacks into the folder for temporary files.
    env: { ...process.env, TMPDIR: unfinished },
    timeout: 120_000,
  });
  if (status === 0 && !existsSync(folder)) renameSync(unfinished, folder);
  rmSync(unfinished, { recursive: true, force: true });
  return existsSync(path) ? path : undefined;
}

export async function launch(path: string): Promise<Browser> {
  return await chromium.launch({
    executablePath: path,
    // As root, and without a graphics card.
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--in-process-gpu',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
}
