import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { renderDocuments } from '../scripts/documents';

const ROOT = resolve(__dirname, '..');

test('the documents show what the code says and what the commands print', async () => {
  const documents = await renderDocuments();
  expect(documents.map(([file]) => relative(ROOT, file))).toEqual([
    'RULES.md',
    'genesys-scopes.schema.json',
    'README.md',
    'docs/live.md',
  ]);
  for (const [file, text] of documents) expect(readFileSync(file, 'utf8')).toBe(text);
}, 60_000);
