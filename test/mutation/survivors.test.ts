import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import survivors from './survivors.json';

const ROOT = join(__dirname, '../..');

test.each(survivors)('the line of a survivor that is explained still stands: $file: $on', ({ file, on, mutant }) => {
  const lines = readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .map((each) => each.trim());
  expect(lines).toContain(on);
  expect(mutant).toContain(' → ');
});

test.each(survivors)('a survivor has an explanation: $file: $mutant', ({ why }) => {
  expect(why).toMatch(/^[A-Z“].{20,}\.$/);
});
