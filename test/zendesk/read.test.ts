import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type PersonRow, readZendeskExport } from '../../lib/zendesk';
import { writeFiles } from './export-writer';
import { make } from './people';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zendesk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(files: Readonly<Record<string, string | Uint8Array>>) {
  writeFiles(folder, files);
  const people: PersonRow[] = [];
  const result = await readZendeskExport(folder, { onPerson: (person) => void people.push(person) });
  const problems = result.problems.map(({ message, at: { file, line, column } }) => {
    return `${relative(folder, file)}${line === undefined ? '' : `:${line}:${column}`} ${message}`;
  });
  return { result, problems, people: people.map(({ userId, placement: { rule } }) => `${userId} ${rule}`) };
}

const user = (more: Record<string, unknown> = {}) => ({ ...make('agent', 1)[0]?.user, id: 1, ...more });
const page = (...users: unknown[]) =>
  JSON.stringify({ users, next_page: null, previous_page: null, count: users.length });

test('entitlements are taken by user_id, by the file name and by the folder name', async () => {
  const talk = { entitlements: { chat: null, talk: { is_active: true, name: 'agent' } } };
  const users = [1, 2, 3, 4, 5].map((id) => user({ id, email: `${id}@example.com` }));
  const { result, problems, people } = await read({
    'users.json': page(...users),
    'all.ndjson': JSON.stringify({ user_id: 1, ...talk }),
    'list.json': JSON.stringify([{ user_id: '2', ...talk }]),
    'user-3-entitlements.json': JSON.stringify(talk),
    'users/4/entitlements/full.json': JSON.stringify(talk),
    'of-nobody.json': JSON.stringify(talk),
    '2026-5.json': JSON.stringify(talk),
  });
  expect(people).toEqual(['1', '2', '3', '4'].map((id) => `${id} talk-entitlement`).concat('5 agent'));
  expect(problems).toEqual([
    '2026-5.json:1:1 has entitlements and does not say whose',
    'of-nobody.json:1:1 has entitlements and does not say whose',
  ]);
  expect(result.complete).toBe(false);
});

test('of several records of a user the latest holds, wherever it stands', async () => {
  const { people, result } = await read({
    'a.json': page(user({ updated_at: '2026-03-01T00:00:00Z', role_type: 4, role: 'admin' })),
    'b.json': page(user({ updated_at: '2026-02-01T00:00:00Z', active: false }), user({ updated_at: 'never' })),
    'c.json': page(user({ updated_at: '2026-03-01T02:00:00+02:00', role_type: 3 })),
  });
  expect(people).toEqual(['1 contributor']);
  expect(result.repeated).toBe(3);
});

test('an address is the same in any case, with blanks and with composed accents, and another one with a plus', async () => {
  const agents = ['  JÖHNNY@Example.com', 'a+chat@example.com', 'ÄDA@example.com'].map((email, id) => ({
    ...{ id, email, enabled: 1, departments: [] },
  }));
  const { people } = await read({
    'chat.json': JSON.stringify(agents),
    'users.json': page(
      user({ id: 1, email: 'jo\u0308hnny@example.com' }),
      user({ id: 2, email: 'a@example.com' }),
      user({ id: 3, email: 'äda@EXAMPLE.com\t' }),
    ),
  });
  expect(people).toEqual(['1 chat-agent-enabled', '2 agent', '3 chat-agent-enabled', 'null chat-agent-alone']);
});

test.each<[string, string | Uint8Array, readonly string[], readonly string[]]>([
  ['cut off within a user', page(user()).slice(0, -80), [], ['x.json:1:503 is cut off: the JSON ends too early']],
  [
    'cut off after a user',
    `{"users":[${JSON.stringify(user())},`,
    ['1 agent'],
    ['x.json:1:534 is cut off: the JSON ends too early'],
  ],
  [
    'with a comma too many',
    '{"users":[\n {"id":1,"role":"agent","email":"a@b"},\n]}',
    ['1 agent'],
    ['x.json:2:40 is not JSON: a value is missing'],
  ],
  ['with a bad value', '{"users":[{"id":1,"role":"MARK" oops}]}', [], ['x.json:1:33 is not JSON']],
  ['with a bad envelope', `${page(user()).slice(0, -1)}, oops}`, ['1 agent'], ['x.json:1:588 is not JSON']],
  ['with text after it', `${page(user())}\nMARK`, ['1 agent'], ['x.json:2:1 is not JSON']],
  ['that is no text', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), [], ['x.json:1:2 is not UTF-8 text']],
  ['that is empty', ' \n', [], ['x.json is empty']],
  [
    'with a user without id',
    page(user({ id: null }), user()),
    ['1 agent'],
    ['x.json:1:11 has a user without an id that is a whole number'],
  ],
  [
    'with an id that JSON cannot hold',
    page(user()).replace('"id":1', '"id":90071992547409930'),
    [],
    ['x.json:1:11 has a user without an id that is a whole number'],
  ],
  ['with something else than users', '{"users":[1,"MARK"]}', [], ['x.json:1:11 has an element that is no record']],
  [
    'with a list that ends as an object',
    '{"users":[{"id":1,"role":"agent","email":"a@b"}}',
    ['1 agent'],
    ['x.json:1:48 is not JSON: a list is not closed'],
  ],
])('a file %s', async (_, content, expected, told) => {
  const { result, problems, people } = await read({ 'x.json': content });
  expect(result.complete).toBe(false);
  expect(people).toEqual(expected);
  expect(problems).toEqual(told);
  expect(JSON.stringify(result)).not.toMatch(/mark/i);
});

test('a packed file that is damaged, and one that is cut off', async () => {
  const packed = gzipSync(page(user()));
  const { problems } = await read({
    'bad.json.gz': new Uint8Array([...packed.subarray(0, 12), 0xff, 0xff, 0xff, ...packed.subarray(15)]),
    'cut.json.gz': packed.subarray(0, -20),
    'not-by-name.json': packed,
  });
  expect(problems).toEqual([
    expect.stringMatching(/^bad\.json\.gz cannot be unpacked \(Z_DATA_ERROR\)$/),
    'cut.json.gz cannot be unpacked (Z_BUF_ERROR)',
  ]);
});

test('what is not used is named, and nothing is followed in a circle', async () => {
  symlinkSync(folder, join(mkdtempSync(join(folder, 'sub-')), 'circle'));
  const { result, problems } = await read({
    'users.json': page(user()),
    'notes.txt': 'MARK',
    '.hidden/users.json': page(user()),
    'plan.json': '{"format_version":"1.2","resource_changes":[]}',
    'error.json': '{"error":"MARK"}',
    'calls.json': '{"availability":{"agent_state":"online","via":"client"}}',
  });
  expect(problems).toEqual([]);
  expect(result.unused.map(({ file, why }) => `${relative(folder, file).replace(/sub-\w+/, 'sub')} ${why}`)).toEqual([
    '.hidden is hidden',
    'notes.txt is no .json, .ndjson or .jsonl file',
    'sub/circle is a link to a folder',
    'calls.json has the availability for calls, which says nothing of a profile',
    'error.json has nothing that is known',
    'plan.json has nothing that is known',
  ]);
});

test.each([
  ['an empty folder', {}],
  ['a folder without people', { 'groups.json': '{"groups":[{"id":1,"name":"x"}],"next_page":null}' }],
])('%s is a problem', async (_, files) => {
  const { problems } = await read(files);
  expect(problems).toEqual([' has neither users nor Chat agents']);
});

test('a folder that is not there is a problem', async () => {
  const { problems, complete } = await readZendeskExport(join(folder, 'nowhere'));
  expect(complete).toBe(false);
  expect(problems.map(({ message }) => message)).toEqual(['cannot be read (ENOENT)']);
});

test('signs of missing pages are told', async () => {
  const { result } = await read({
    'a.json': JSON.stringify({ users: [user()], next_page: 'x', count: 5 }),
    'b.json': JSON.stringify({ users: [user()], meta: { has_more: true } }),
    'c.json': JSON.stringify({ users: [user()], end_of_stream: true }),
    'd.json': JSON.stringify({ users: [], next_page: null, count: 5 }),
    'e.json': JSON.stringify({ users: [user()], end_of_stream: false }),
  });
  expect(result.doubts).toEqual([
    'the pages of users say that there are 5, and 1 are in the folder',
    'the last page is not in the folder (user records, pages by cursor): people may be missing',
  ]);
});

test('progress is told in figures only, and comes to its end', async () => {
  writeFiles(folder, { 'users.json': page(user()), 'chat.json': '[]' });
  const steps: string[] = [];
  const total = Buffer.byteLength(page(user())) + 2;
  await readZendeskExport(folder, {
    onProgress: ({ phase, bytes, allBytes, people }) =>
      void steps.push(`${phase} ${total - bytes} ${allBytes} ${people}`),
  });
  expect(steps.at(-1)).toBe(`placing 2 ${total - 2} 0`);
  expect(steps.slice(0, 2)).toEqual([`reading ${total - 2} ${total} 0`, `reading 0 ${total} 0`]);
});
