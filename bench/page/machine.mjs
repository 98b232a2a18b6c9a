// What the figures were taken on.
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../data.mjs';

export function machine() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const library = JSON.parse(readFileSync(join(ROOT, 'node_modules/cdktf/package.json'), 'utf8')).version;
  return `${cpus().length} cores (${model.trim()}), ${memory} GB, ${type()} ${release().split('-')[0]}, Node ${process.versions.node}, cdktf ${library}`;
}
