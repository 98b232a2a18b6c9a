import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { OUTCOMES, reportZendeskExport, zendeskMigrationText } from '../../lib/zendesk';
import { FORMS, filesOf, writeFiles } from './export-writer';
import { ALL_KINDS, CUSTOM_ROLES, KIND_NAMES, type Made, make } from './people';

const RUNS = process.env.LONG ? 500 : 60;
jest.setTimeout(process.env.LONG ? 600_000 : 60_000);

/** A user, with the older records and the repetitions that an export has of them. */
const version = fc.record({
  older: fc.array(fc.constantFrom(...KIND_NAMES), { maxLength: 2 }),
  again: fc.integer({ min: 0, max: 2 }),
});

const world = fc.record({
  people: fc.array(fc.tuple(fc.constantFrom(...ALL_KINDS), version), { minLength: 1, maxLength: 30 }),
  form: fc.constantFrom(...FORMS),
  second: fc.constantFrom(...FORMS),
  size: fc.integer({ min: 1, max: 12 }),
  split: fc.integer({ min: 0, max: 40 }),
  order: fc.array(fc.nat(), { minLength: 120, maxLength: 120 }),
  packed: fc.boolean(),
  first: fc.constantFrom('a', 'z'),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function recordsOf(made: Made, { older, again }: World['people'][number][1]): Record<string, unknown>[] {
  const { user } = made;
  if (user === undefined) return [];
  const before = older.map((kind, index) => {
    const old = make(kind, 0)[0]?.user ?? {};
    return { ...old, id: user.id, email: user.email, updated_at: `2020-01-0${index + 1}T00:00:00Z` };
  });
  return [...before, ...Array.from({ length: again + 1 }, () => user)];
}

function shuffled<T>(items: readonly T[], order: readonly number[]): T[] {
  const keyed = items.map((item, index) => ({ item, key: order[index % order.length] ?? 0 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

function writeWorld(folder: string, { people, ...how }: World): Made[] {
  const made = people.map(([kind, versions], index) => ({ all: make(kind, index), versions }));
  const users = shuffled(
    made.flatMap(({ all, versions }) => all.flatMap((each) => recordsOf(each, versions))),
    how.order,
  );
  const all = made.flatMap((each) => each.all);
  const parts = [users.slice(0, how.split), users.slice(how.split)].filter((part) => part.length > 0);
  const ending = how.packed ? 'json.gz' : 'json';
  parts.forEach((part, half) => {
    for (const [page, text] of filesOf('users', part, half === 0 ? how.form : how.second, how.size).entries()) {
      writeFiles(folder, { [`m/${half}-${page}.${ending}`]: text });
    }
  });
  const answers = all.flatMap(({ user, entitlements }) =>
    user && entitlements ? [{ user_id: user.id, entitlements }] : [],
  );
  writeFiles(folder, {
    [`${how.first}/roles.json`]: JSON.stringify({ custom_roles: CUSTOM_ROLES }),
    [`${how.first}/agents.json`]: JSON.stringify(
      shuffled(
        all.flatMap(({ chatAgents = [] }) => chatAgents),
        how.order,
      ),
    ),
    [`${how.first}/entitlements.ndjson`]: `${answers.map((each) => JSON.stringify(each)).join('\n')}\n{"groups":[]}\n`,
  });
  return all;
}

test('everyone is counted exactly once and where they belong, whatever the form, order and overlap of the pages', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (each) => {
      const folder = mkdtempSync(join(tmpdir(), 'zendesk-'));
      try {
        const expected = writeWorld(join(folder, 'export'), each);
        const seen: string[] = [];
        const files = { html: join(folder, 'o.html'), csv: join(folder, 'o.csv') };
        const read = await reportZendeskExport(join(folder, 'export'), files, {
          onPerson: ({ userId, chatAgentIds, placement: { outcome, profile } }) =>
            void seen.push(`${userId ?? `chat ${chatAgentIds}`} ${outcome} ${profile}`),
        });
        expect(read.problems).toEqual([]);
        expect(seen.sort()).toEqual(
          expected
            .map(({ user, chatAgents, outcome, profile }) => {
              return `${user?.id ?? `chat ${chatAgents?.map(({ id }) => id)}`} ${outcome} ${profile}`;
            })
            .sort(),
        );
        expect(read.people).toBe(expected.length);
        expect(read.outcomes).toEqual(
          Object.fromEntries(OUTCOMES.map((name) => [name, expected.filter(({ outcome }) => outcome === name).length])),
        );
        const lines = readFileSync(files.csv, 'utf8').split('\r\n').length - 2;
        expect(lines).toBe(expected.length - read.outcomes['end-user']);
        expect(JSON.stringify(read) + zendeskMigrationText(read)).not.toMatch(/mark/i);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: RUNS },
  );
});
