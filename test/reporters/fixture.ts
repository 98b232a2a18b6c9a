import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION } from '../../lib/version';

/**
 * Compares a whole output with its file. `UPDATE_FIXTURES=1` writes the files instead, for who changed a text and will look
 * at the difference.
 */
export function expectFixture(file: string, output: string): void {
  const path = join(__dirname, 'fixtures', file);
  if (process.env.UPDATE_FIXTURES) writeFileSync(path, output.replaceAll(VERSION, 'VERSION'));
  expect(output).toBe(readFileSync(path, 'utf8').replaceAll('VERSION', VERSION));
}
