import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readingsOf, shown } from './records';

const FIXTURES = join(__dirname, 'fixtures/hcl');
const names = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.tf'))
  .map((name) => name.replace('.tf', ''));

const read = (name: string) => readFileSync(join(FIXTURES, name), 'utf8');

async function show(content: string): Promise<string> {
  return (await readingsOf({ 'main.tf': content }, 'main.tf')).map(shown).join('\n');
}

describe.each(names)('%s.tf is read as its .out says', (name) => {
  test('as it is', async () => {
    expect(await show(read(`${name}.tf`))).toBe(read(`${name}.out`));
  });

  test('with a byte order mark', async () => {
    expect(await show(`\ufeff${read(`${name}.tf`)}`)).toBe(read(`${name}.out`));
  });

  test('with line ends of Windows, which only texts over several lines keep', async () => {
    const windows = await show(read(`${name}.tf`).replaceAll('\n', '\r\n'));
    expect(windows.replaceAll('\r\n', '\n')).toBe(read(`${name}.out`));
  });
});
