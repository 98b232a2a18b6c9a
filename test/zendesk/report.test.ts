import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { CannotWrite } from '../../lib/files';
import { reportZendeskExport, zendeskMigrationText } from '../../lib/zendesk';
import { forHost } from '../helpers/host';
import { writeFiles } from './export-writer';
import { make } from './people';

const FIXTURES = relative(process.cwd(), join(__dirname, '../fixtures/zendesk'));
const EXPECTED = join(__dirname, '../fixtures/zendesk-expected');

jest.setTimeout(60_000);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zendesk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function report(users: readonly unknown[], more: Readonly<Record<string, string>> = {}) {
  writeFiles(join(folder, 'export'), { 'users.json': JSON.stringify({ users, next_page: null }), ...more });
  const files = { html: join(folder, 'o.html'), csv: join(folder, 'o.csv') };
  const result = await reportZendeskExport(join(folder, 'export'), files);
  const { document } = new JSDOM(readFileSync(files.html, 'utf8')).window;
  const csv = existsSync(files.csv) ? readFileSync(files.csv, 'utf8') : undefined;
  return { result, document, csv, files };
}

const user = (number: number, more: Record<string, unknown> = {}) => ({ ...make('agent', number)[0]?.user, ...more });

test('the samples of the documents: the result, the page, the table and the code, as a whole', async () => {
  const files = { html: join(folder, 'people.html'), csv: join(folder, 'people.csv') };
  const result = await reportZendeskExport(FIXTURES, files);
  writeFileSync(join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(folder, 'zendesk-profiles.ts'), zendeskMigrationText(result) ?? '');
  const names = ['people.csv', 'people.html', 'result.json', 'zendesk-profiles.ts'];
  expect(readdirSync(folder).sort()).toEqual(names);
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (process.env.UPDATE_FIXTURES) writeFileSync(join(EXPECTED, name), text);
    expect(text).toBe(forHost(readFileSync(join(EXPECTED, name), 'utf8')));
  }
});

test('the page is built so that everyone can read it', async () => {
  const { document } = await report(
    [user(1, { role_type: 2 }), user(2, { email: null }), user(3, { suspended: true })],
    {
      'chat.json': '[{"id":1,"email":"alone@example.com","enabled":1}]',
      'broken.json': '{',
    },
  );
  expect([...document.querySelectorAll('h1, h2, h3')].map(({ textContent }) => textContent)).toEqual([
    'Incomplete: 1 problem in reading, so people may be missing',
    'What could not be read',
    'Profiles',
    'Who needs a look',
    'a Chat agent, and no Support user has this email address',
    'the user has no email address to be found by in Zendesk Chat and in Genesys Cloud',
    'works in Zendesk Chat, but no Chat agent has this email address',
    'the user is suspended and cannot sign in',
    'How people are placed',
  ]);
  const { window } = new JSDOM(document.documentElement.outerHTML, { runScripts: 'outside-only' });
  window.eval(axe.source);
  const { violations, passes } = (await window.eval(
    "axe.run({ rules: { 'color-contrast': { enabled: false } } })",
  )) as axe.AxeResults;
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
});

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '"=1', "'=1"];

test.each(FORMULAS)('a name that is a formula stays a text in the table: %j', async (name) => {
  const { csv = '' } = await report([user(1, { name })]);
  const [, row = ''] = csv.split('\r\n');
  const cell = /^1001,,("(?:[^"]|"")*"|[^",]*),/.exec(row)?.[1] ?? 'none';
  expect(cell.replace(/^"/, '')).toMatch(/^'|^""=1/);
});

test('names are text on the page and in the table, whatever they hold', async () => {
  const name = '<script>alert(1)</script>"\' &amp; \u202egnp\u001b[2J, "x"\r\nnext';
  const { document, csv, result } = await report([user(1, { name, email: '"><img src=x>@b', role_type: 6 })]);
  expect(document.querySelectorAll('script, img, main a')).toHaveLength(0);
  const shown = '<script>alert(1)</script>"\' &amp; \\u{202e}gnp\\u{1b}[2J, "x"\\u{d}\\u{a}next';
  expect(document.querySelector('tbody bdi')?.textContent).toBe(result.profiles.length === 0 ? shown : '');
  expect(csv?.split('\r\n')[1]).toBe(
    `1001,,"${shown.replaceAll('"', '""')}","""><img src=x>@b",unplaced,,the user has no email address to be found by in Zendesk Chat and in Genesys Cloud,,agent,,,,,restricted; tickets: groups`,
  );
});

test('of a large export the page shows the first of each kind, and the table has all', async () => {
  const users = Array.from({ length: 400 }, (_, index) => user(index, { suspended: true }));
  const { document, csv = '' } = await report(users);
  expect(document.querySelectorAll('#attention ~ details tbody tr')).toHaveLength(250);
  expect(document.querySelector('#attention ~ details > p')?.textContent).toBe(
    'And 150 people more, who are in the CSV file.',
  );
  expect(csv.split('\r\n')).toHaveLength(402);
});

test('of an incomplete export there is no table, and the one from before stays', async () => {
  writeFileSync(join(folder, 'o.csv'), 'from before');
  const { csv, result } = await report([user(1)], { 'broken.json': '{' });
  expect([result.complete, csv]).toEqual([false, 'from before']);
  expect(readdirSync(folder).sort()).toEqual(['export', 'o.csv', 'o.html']);
});

test('a report is written as a whole, for its owner only, and through a link', async () => {
  writeFileSync(join(folder, 'real.csv'), 'from before');
  chmodSync(join(folder, 'real.csv'), 0o640);
  symlinkSync('real.csv', join(folder, 'o.csv'));
  const { files } = await report([user(1)]);
  const mode = (name: string) => (statSync(name).mode & 0o777).toString(8);
  expect([mode(files.html), mode(join(folder, 'real.csv'))]).toEqual(['600', '640']);
  expect(readFileSync(join(folder, 'real.csv'), 'utf8')).toContain('1001,');
  expect(readdirSync(folder).sort()).toEqual(['export', 'o.csv', 'o.html', 'real.csv']);
});

test('a report that cannot be written leaves nothing behind', async () => {
  writeFiles(join(folder, 'export'), { 'users.json': JSON.stringify({ users: [user(1)] }) });
  const files = { csv: join(folder, 'o.csv'), html: join(folder, 'nowhere/o.html') };
  await expect(reportZendeskExport(join(folder, 'export'), files)).rejects.toThrow(
    new CannotWrite(files.html, { code: 'ENOENT' }),
  );
  expect(readdirSync(folder)).toEqual(['export']);
});

test('when whoever takes the people fails, it is no problem of the export', async () => {
  writeFiles(join(folder, 'export'), { 'users.json': JSON.stringify({ users: [user(1)] }) });
  const failing = reportZendeskExport(
    join(folder, 'export'),
    { csv: join(folder, 'o.csv') },
    {
      onPerson() {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      },
    },
  );
  await expect(failing).rejects.toThrow('full');
  expect(readdirSync(folder)).toEqual(['export']);
});

test('when nobody needs a client there is no code', async () => {
  const { result } = await report([user(1, { role_type: 1 })]);
  expect([result.people, zendeskMigrationText(result)]).toEqual([1, undefined]);
});

test('the name of the folder cannot leave the comment', async () => {
  const { result } = await report([user(1)]);
  const text = zendeskMigrationText({ ...result, folder: 'x\n*/ evil();\u2028//' as never }) ?? '';
  expect(text.split('\n')[0]).toBe(
    '// Made by genesys-scopes adopt --zendesk from the export "x\\u{a}*/ evil();\\u{2028}//": 1 person, of whom',
  );
});
