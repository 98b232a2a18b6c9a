// Where the benchmark keeps what it makes, and how large that is.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
export const DATA = join(import.meta.dirname, '.data');
export const TOOLS = join(import.meta.dirname, '.tools');
export const PRODUCT = join(ROOT, 'bin/genesys-scopes.js');

/** QUICK=1: everything at a tenth of its size, to see that it runs. Its figures are not for the page. */
export const QUICK = Boolean(process.env.QUICK);

/** A size as it is measured this time. */
export function sized(size) {
  return QUICK ? Math.max(1, Math.round(size / 10)) : size;
}

mkdirSync(DATA, { recursive: true });
