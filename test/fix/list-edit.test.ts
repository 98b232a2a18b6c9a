import fc from 'fast-check';
import { listInJson } from '../../lib/files';
import { editsOfList, type ListChange } from '../../lib/fix/list-edit';
import { applyEdits } from '../../lib/fix/text-edit';

const RUNS = Number(process.env.RUNS ?? 300);

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const blanks = fc.constantFrom('', ' ', '\n  ', '\r\n\t', '\n\n    ');

/** A JSON list in any layout, and what it holds. */
const lists = fc
  .tuple(
    fc.uniqueArray(names, { maxLength: 5 }),
    fc.array(fc.tuple(blanks, blanks), { minLength: 6, maxLength: 6 }),
    blanks,
  )
  .map(([held, around, end]) => {
    const elements = held.map((name, index) => `${around[index]?.[0]}"${name}"${around[index]?.[1]}`);
    return { held, text: `{ "before": 1, "scopes": [${elements.join(',')}${end}], "behind": "]" }` };
  });

/** A change of such a list: every name is kept, renamed to a new one, or removed; and some are added. */
const changes = fc
  .tuple(
    fc.dictionary(names, fc.constantFrom('keep', 'rename', 'remove'), { noNullPrototype: true }),
    fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  )
  .map(([fates, added]): ListChange => {
    const of = (fate: string) => Object.keys(fates).filter((name) => fates[name] === fate);
    return {
      renamed: new Map(of('rename').map((name) => [name, `new-${name}`])),
      removed: new Set(of('remove')),
      added,
    };
  });

test('a changed list is JSON, holds what it should, and nothing around it moves', () => {
  const seen = { removedLast: 0, emptied: 0, filled: 0 };
  fc.assert(
    fc.property(lists, changes, ({ held, text }, change) => {
      const list = listInJson(text, ['scopes']);
      if (list === undefined) throw new Error('there is a list');
      const result = applyEdits(text, editsOfList(text, list, change, 'json'));
      const { scopes, ...rest } = JSON.parse(result);
      const kept = held.filter((name) => !change.removed.has(name)).map((name) => change.renamed.get(name) ?? name);
      expect([...scopes].sort()).toEqual([...kept, ...change.added].sort());
      // What stays keeps its order.
      expect(scopes.filter((name: string) => kept.includes(name))).toEqual(kept);
      expect(rest).toEqual({ before: 1, behind: ']' });
      expect(result.startsWith(text.slice(0, list.start))).toBe(true);
      expect(result.endsWith(text.slice(list.end))).toBe(true);
      if (change.removed.has(held.at(-1) ?? '')) seen.removedLast += 1;
      if (held.length > 0 && kept.length === 0) seen.emptied += 1;
      if (held.length === 0 && change.added.length > 0) seen.filled += 1;
    }),
    { numRuns: RUNS },
  );
  expect(Object.entries(seen).filter(([, count]) => count < RUNS / 100)).toEqual([]);
});

test('without a change nothing is edited', () => {
  fc.assert(
    fc.property(lists, ({ text }) => {
      const list = listInJson(text, ['scopes']);
      const none = { renamed: new Map(), removed: new Set<string>(), added: [] };
      expect(list && editsOfList(text, list, none, 'json')).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
