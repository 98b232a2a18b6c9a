import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

test('what skips values is what its source compiles to', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, ...args] = scripts.wasm.split(' ');
  const folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-wasm-'));
  try {
    const compiler = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [compiler, ...args.slice(0, -1), join(folder, 'skip.wasm')], { cwd: ROOT });
    expect(readFileSync(join(folder, 'skip.wasm'))).toEqual(readFileSync(join(ROOT, 'lib/scan/skip.wasm')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
