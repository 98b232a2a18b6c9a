// The share of the synth gate in a synth: measured inside one process, since CDKTF's own share is in it too.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { QUICK, ROOT } from '../data.mjs';

export async function synth() {
  process.stderr.write('synth\n');
  const env = { ...process.env, ...(QUICK && { SIZES: '1,10,100' }) };
  const options = { encoding: 'utf8', cwd: ROOT, env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bench/synth.mjs')], options);
  if (status !== 0) throw new Error(`bench/synth.mjs fails: ${stderr}`);
  return JSON.parse(stdout);
}
