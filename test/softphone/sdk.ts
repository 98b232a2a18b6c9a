import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Genesys's own client, as npm has it. Its sum is that of npm's records: another file is not taken. */
const SDK = {
  version: '9.2.4',
  integrity: 'sha512-mjZ4AK1g2Oa9pzlTJFKugS/DnHY3SsbjrzLjRlpXFeDnKlGosm+goeG0vbBVh0t+4NH0ll3vNNBv1u4SVYYoQg==',
  file: 'package/dist/v9/genesys-cloud-webrtc-sdk.min.js',
} as const;

export const SDK_NAME = `genesys-cloud-webrtc-sdk ${SDK.version}`;

const CACHE = join(__dirname, '../../node_modules/.cache/genesys-scopes');
const KEPT = join(CACHE, `genesys-cloud-webrtc-sdk-${SDK.version}.js`);

/**
 * The text of the softphone SDK, unmodified; or why it cannot be had. One file of its package serves: to install the
 * whole of it would bring 230 MB of headset drivers and source maps.
 */
export function softphoneSdk(): { readonly text: string } | { readonly reason: string } {
  try {
    if (!existsSync(KEPT)) download();
    return { text: readFileSync(KEPT, 'utf8') };
  } catch (error) {
    return { reason: `${SDK_NAME} could not be fetched from the package registry: ${firstLine(error)}` };
  }
}

/** All or nothing: an interrupted run must not leave half a file. */
function download(): void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'unfinished-'));
  try {
    const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe', timeout: 120_000 } as const;
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['pack', `genesys-cloud-webrtc-sdk@${SDK.version}`, '--silent'], options);
    const tarball = `genesys-cloud-webrtc-sdk-${SDK.version}.tgz`;
    const sum = createHash('sha512')
      .update(readFileSync(join(folder, tarball)))
      .digest('base64');
    if (`sha512-${sum}` !== SDK.integrity) throw new Error(`${tarball} has another sum than the one on record`);
    execFileSync('tar', ['-xzf', tarball, SDK.file], options);
    renameSync(join(folder, SDK.file), KEPT);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
