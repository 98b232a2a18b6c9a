import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isObject, type Json } from '../../lib/files';
import { publicText } from '../../lib/model';
import { Damage, prune, type Reader, scanner } from '../../lib/scan';
import { isPlan, readPlan } from '../../lib/sources/plan';
import { outlineOfPlan } from '../../lib/sources/plan-outline';

jest.setTimeout(120_000);

const PLANS = join(__dirname, '../fixtures/plans');
const WINDOWS = [1, 2, 7, 63, 64, 65, 4096];
const RUNS = Number(process.env.RUNS ?? 250);

/** Gives bytes as a pipe would: some at a time. */
function readerOf(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): Reader {
  let at = 0;
  return (into) => {
    const count = Math.min(into.length, bytes.length - at, most);
    into.set(bytes.subarray(at, at + count));
    at += count;
    return count;
  };
}

/** The JSON of sound UTF-8; undefined for damage of any kind. */
function parsed(bytes: Uint8Array): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as Json };
  } catch {
    return undefined;
  }
}

function isSound(bytes: Uint8Array, window: number): boolean {
  try {
    const text = scanner(readerOf(bytes), 'needle', window);
    text.skip();
    text.end();
    return true;
  } catch (error) {
    if (error instanceof Damage) return false;
    throw error;
  }
}

/** Bytes of JSON in which a few bytes are others: most are damaged, some only differ. */
const nearlyJson = (bytes: fc.Arbitrary<Uint8Array>) =>
  fc
    .tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...ODD_BYTES), fc.nat(2)), { maxLength: 3 }))
    .map(([sound, changes]) => {
      let changed = [...sound];
      for (const [place, byte, removed] of changes) {
        const at = place % (changed.length + 1);
        changed = [...changed.slice(0, at), ...(removed === 2 ? [] : [byte]), ...changed.slice(at + removed)];
      }
      return Uint8Array.from(changed);
    });

const ODD_BYTES = [...'"\\{}[]:,0123456789.-+eEtfnu \n\t']
  .map((char) => char.charCodeAt(0))
  .concat([0, 1, 0x1f, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff]);

const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).map((value) => JSON.stringify(value)),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value, null, 2)),
  fc.constantFrom(
    '-0',
    '1e5',
    '1E+5',
    '1.5e-3',
    '01',
    '1.',
    '.5',
    '-',
    '+1',
    '1e',
    '"\\u12G4"',
    '"\\u0041"',
    '"\\x"',
    'tru',
    'nul',
    'truee',
    '[1,]',
    '{"a":1,}',
    '{,}',
    '[,]',
    '{"a"}',
    '{"a":}',
    '{1:2}',
    '""',
    '[]',
    '{}',
    ' [ ] ',
    '[1 2]',
    '\u00a01',
    '"\u2028"',
    '"\ud83d\ude00"',
    '[[[[]]]]',
    '[}',
    '{]',
    '"a',
    '"\\',
    '\ufeff{}',
    '1 2',
    '{"a":1}}',
    'NaN',
    "'a'",
    '',
  ),
);

test('exactly what JSON.parse takes is sound, in windows of every size', () =>
  fc.assert(
    fc.property(nearlyJson(json.map((text) => Buffer.from(text))), fc.constantFrom(...WINDOWS), (bytes, window) => {
      expect(isSound(bytes, window)).toBe(parsed(bytes) !== undefined);
    }),
    { numRuns: RUNS },
  ));

test('values keep what they are, and what mentions the needle is known to', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('needle', { a: ['a needle, there'] }, 'needl')),
        {
          minLength: 1,
        },
      ),
      fc.constantFrom(...WINDOWS),
      (values, window) => {
        const text = scanner(
          readerOf(Buffer.from(values.map((value) => JSON.stringify(value)).join(' '))),
          'needle',
          window,
        );
        const found = values.map(() => {
          let mentions = false;
          const value = text.value((skipped) => {
            mentions = skipped.mentions;
            return true;
          });
          return { value, mentions };
        });
        text.end();
        expect(found.map(({ value }) => value)).toEqual(JSON.parse(JSON.stringify(values)));
        for (const { value, mentions } of found) {
          if (JSON.stringify(value).includes('needle')) expect(mentions).toBe(true);
          else if (!/\\u00[5-7]/.test(JSON.stringify(value))) expect(mentions).toBe(false);
        }
      },
    ),
    { numRuns: RUNS },
  ));

/** The text of an entry, and whether it could be one that is looked for. */
const entry = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .jsonValue({ maxDepth: 2 })
      .map((x) => [JSON.stringify({ x, type: 'other', y: [{ type: 'z' }] }), false] as const),
  },
  fc.constantFrom(
    ['{"type":"a","x":"needl"}', false] as const,
    ...[
      '{"type":"needle"}',
      '{"type":"a","x":["a needle"]}',
      '{"type":"a","type":"b"}',
      '{"type":"a","type":5}',
      '{"type":5}',
      '{"x":{"type":"a"}}',
      '{"type":"\\u0061"}',
      '["type"]',
      '"type"',
      'null',
      '7',
    ].map((text) => [text, true] as const),
  ),
);

test('of a list only the entries of something else are left out, in windows of every size', () =>
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 30 }),
      fc.constantFrom(',', ' ,', ', \n', '\n, '),
      fc.constantFrom(...WINDOWS),
      (list, comma, window) => {
        const bytes = Buffer.from(`[${list.map(([text]) => text).join(comma)}] `);
        const text = scanner(readerOf(bytes), 'needle', window);
        const found = prune(text, { each: 'entry' });
        text.end();
        const expected = list.flatMap(([each, isKept]) => (isKept ? [JSON.parse(each)] : []));
        // A key that the window cuts may be "type": then one more may be kept.
        if (window === 4096) expect(found).toEqual(expected);
        else expect(found).toEqual(expect.arrayContaining(expected));
      },
    ),
    { numRuns: RUNS },
  ));

const source = { label: publicText('plan'), path: publicText('plan.json') };

/** What a reader of the outline sees; undefined for damage. */
function outlined(bytes: Uint8Array, window: number, most?: number) {
  try {
    return { plan: outlineOfPlan(readerOf(bytes, most), window) };
  } catch (error) {
    if (error instanceof Damage) return undefined;
    throw error;
  }
}

const plans = readdirSync(PLANS).map((name) => readFileSync(join(PLANS, name)));

test.each(WINDOWS)('of every plan the outline reads as the whole does, in windows of %d', (window) => {
  expect(plans.length).toBeGreaterThan(5);
  for (const bytes of plans) {
    const whole = readPlan(JSON.parse(bytes.toString()), source);
    const outline = outlineOfPlan(readerOf(bytes, 65), window);
    expect(readPlan(outline, source)).toEqual(whole);
  }
});

test('a plan that is damaged anywhere has no outline, and one that only differs reads as the whole does', () => {
  let sound = 0;
  fc.assert(
    fc.property(
      nearlyJson(fc.constantFrom(...plans)),
      fc.constantFrom(...WINDOWS),
      fc.constantFrom(1, 100, 1e9),
      (bytes, window, most) => {
        const whole = parsed(bytes);
        const outline = outlined(bytes, window, most);
        expect(outline === undefined).toBe(whole === undefined);
        if (whole === undefined || outline === undefined) return;
        sound++;
        const { value } = whole;
        expect(outline.plan === undefined).toBe(!isObject(value));
        if (!isObject(value) || outline.plan === undefined) return;
        expect(isPlan(outline.plan)).toBe(isPlan(value));
        if (isPlan(value)) expect(readPlan(outline.plan, source)).toEqual(readPlan(value, source));
      },
    ),
    { numRuns: RUNS },
  );
  expect(sound).toBeGreaterThan(RUNS / 10);
});

test.each<[string, string]>([
  [
    'a name that is written with escapes',
    '{"type": "genesyscloud_o\\u0061uth_client", "address": "genesyscloud_oauth_client.a", "change": {"actions": ["create"], "after": {}}}',
  ],
  [
    'a key that is written with escapes',
    '{"t\\u0079pe": "genesyscloud_oauth_cl\\u0069ent", "address": "x", "change": {"actions": ["create"]}}',
  ],
  ['a second type', '{"type": "other", "type": "genesyscloud_oauth_client", "address": "x", "change": {}}'],
  [
    'a second type that hides the first',
    '{"type": "genesyscloud_oauth_client", "type": "other", "address": "x", "change": {}}',
  ],
  ['no type', '{"address": "x"}'],
  ['a type that is no text', '{"type": 5}'],
  ['nothing', 'null'],
  ['a list', '[{"type": "genesyscloud_oauth_client", "address": "genesyscloud_oauth_client.a", "change": {}}]'],
  [
    'a client in a text only',
    '{"type": "tf_export", "address": "x", "change": {"after": {"filter": ["genesyscloud_oauth_client::a"]}}}',
  ],
])('an entry with %s reads as in the whole', (_, entry) => {
  for (const key of ['resource_changes', 'resource_drift']) {
    const text = `{"format_version":"1.2","planned_values":{},"resource_changes":[],"${key}":[{"type":"a"},${entry},{"type":"b"}]}`;
    for (const window of WINDOWS) {
      const outline = outlineOfPlan(readerOf(Buffer.from(text)), window);
      expect(readPlan(outline, source)).toEqual(readPlan(JSON.parse(text), source));
    }
  }
});

test('nesting of any depth is gone over, or told', () => {
  const deep = (levels: number) => Buffer.from('['.repeat(levels) + ']'.repeat(levels));
  expect(isSound(deep(1_000_000), 4096)).toBe(true);
  expect(() => scanner(readerOf(deep(2_000_000)), 'x').skip()).toThrow(new Damage('depth', 1_048_576));
});
