import fc from 'fast-check';

/** A way in which a name is written, perhaps several times, perhaps so that it still covers what it stood for. */
type Spelling = (name: string) => readonly string[];

/** Letters that look like others: Cyrillic, Greek and full-width ones. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'ο', i: 'і', ':': '：', s: 'ｓ' };

/** Most are no longer the name; some still are it, or cover it: the oracle tells. */
export const SPELLINGS: Readonly<Record<string, Spelling>> = {
  'left out': () => [],
  'in capitals': (name) => [name.toUpperCase()],
  'with a capital': (name) => [name.replace(/^./, (first) => first.toUpperCase())],
  'after a blank': (name) => [` ${name}`],
  'before a blank': (name) => [`${name} `],
  'with a line break': (name) => [`${name}\n`],
  'with a blank inside': (name) => [name.replace(/[:-]/, ' $&')],
  'cut short': (name) => [name.slice(0, -1)],
  'in the plural': (name) => [`${name}s`],
  'with two letters swapped': (name) => [name.replace(/(.)(.)$/, '$2$1')],
  'with a letter that looks alike': (name) => [name.replace(/[aeo]/, (letter) => LOOK_ALIKES[letter] ?? '')],
  'in letters that look alike': (name) => [name.replaceAll(/[aeois:]/g, (letter) => LOOK_ALIKES[letter] ?? '')],
  'with a space of no width': (name) => [`${name.slice(0, 3)}\u200b${name.slice(3)}`],
  'with a mark of the text direction': (name) => [`\u202e${name}`],
  'with a combining accent': (name) => [`${name}\u0301`],
  'with a mark of the byte order': (name) => [`\ufeff${name}`],
  'with a null character': (name) => [`${name}\0`],
  twice: (name) => [name, name],
  'as the read-write form': (name) => [name.replace(/:readonly$/, '')],
  'as a readonly form': (name) => [`${name}:readonly`],
  'with another suffix': (name) => [name.replace(/:readonly$/, ':read')],
  'with a wildcard': (name) => [`${name}:*`],
  'joined with another': (name) => [`${name},users`],
  'as a permission': (name) => [`${name.split(':')[0]}:queue:view`],
  quoted: (name) => [`"${name}"`],
};

const spellings = fc.oneof(
  { weight: 40, arbitrary: fc.constant<Spelling>((name) => [name]) },
  { weight: 4, arbitrary: fc.constantFrom(...Object.values(SPELLINGS)) },
);

/** None of these is required by a built-in profile in any form that covers. */
const EXTRA = [
  'analytics',
  'authorization',
  'presence',
  'stations:readonly',
  'quality',
  'users:readonly',
  'routing',
  '__proto__',
  'constructor',
  'toString',
  'all',
  '*',
  '',
  ' ',
  'routing:queue:join',
  'x'.repeat(300),
];

/** The names in any order, each as it is or in some spelling, with others beside them. */
export function spelled(names: readonly string[]): fc.Arbitrary<string[]> {
  return fc
    .tuple(fc.tuple(...names.map(() => spellings)), fc.subarray(EXTRA, { maxLength: 3 }))
    .chain(([made, extra]) => {
      const all = [...names.flatMap((name, index) => made[index]?.(name) ?? []), ...extra];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });
}
