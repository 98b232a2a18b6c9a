import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './record/cases';
import { outputOf } from './verdicts';

const FOLDER = join(__dirname, 'fixtures/recorded');
const FORMS = ['har', 'console.log', 'sdk.log'] as const;

test('each case was recorded in each form', () => {
  const names = Object.keys(CASES).flatMap((name) => FORMS.map((form) => `${name}.${form}`));
  const found = readdirSync(FOLDER).filter((name) => !name.endsWith('.out'));
  expect(found.sort()).toEqual(names.sort());
});

test.each(Object.keys(CASES))('what the genuine SDK left of: %s', async (name) => {
  const outputs: string[] = [];
  for (const form of FORMS) {
    const file = `${name}.${form}`;
    outputs.push(`$ genesys-scopes diagnose ${file}\n${await outputOf(readFileSync(join(FOLDER, file)), file)}`);
  }
  const [path, output] = [join(FOLDER, `${name}.out`), outputs.join('\n')];
  if (process.env.UPDATE_FIXTURES) writeFileSync(path, output);
  expect(readFileSync(path, 'utf8')).toBe(output);
});

test('no recording shows a token that could be of an organisation', () => {
  const fake = /token-(?:[0-9a-f-]{36})|redacted|eyJhbGciOiJub25lIn0\./;
  for (const name of readdirSync(FOLDER)) {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const bearers = text.match(/Bearer [^"\\]+|"(?:authToken|jwt|Authorization)":"[^"]+/g) ?? [];
    expect(bearers.filter((each) => !fake.test(each))).toEqual([]);
  }
});
