import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Compares with a file that people review when it changes; `UPDATE_FIXTURES=1` writes it. */
export function expectReviewed(file: string, text: string): void {
  if (process.env.UPDATE_FIXTURES) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}
