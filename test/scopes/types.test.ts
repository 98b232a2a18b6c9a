import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { covers } from '../../lib';

const ROOT = resolve(__dirname, '../..');

/** Compiles files as a user's compiler would, and returns what it says by line. */
function compile(files: readonly string[]): Map<number, string> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options =
    '--noEmit --strict --skipLibCheck --target ES2022 --module Node16 --moduleResolution Node16 --types node';
  const errors = new Map<number, string>();
  try {
    execFileSync(process.execPath, [tsc, ...options.split(' '), ...files], { cwd: ROOT, encoding: 'utf8' });
  } catch (error) {
    const { stdout } = error as { stdout: string };
    for (const message of stdout.split(/\n(?=\S)/)) {
      const match = /^[^(]+\((\d+),\d+\): error (.*)$/s.exec(message);
      if (match?.[1] !== undefined) errors.set(Number(match[1]), `${errors.get(Number(match[1])) ?? ''}${match[2]}`);
      else if (message.trim() !== '') throw new Error(message);
    }
  }
  return errors;
}

test('the compiler refuses exactly the lists that lack or misspell a scope, and names it', () => {
  const file = join(ROOT, 'test/types/lists.ts');
  const errors = compile([file]);
  const lines = readFileSync(file, 'utf8').split('\n').slice(1);
  const expected = new Map(
    lines.flatMap((line, index) => {
      const text = / \/\/ error: (.*)$/.exec(line)?.[1];
      return text === undefined ? [] : [[index + 2, text] as const];
    }),
  );
  expect([...errors.keys()].sort((a, b) => a - b)).toEqual([...expected.keys()]);
  for (const [line, text] of expected) expect(errors.get(line)).toContain(text);
});

test('Covering and covers mean the same for every pair of names', () => {
  const names = [
    ...[
      'users',
      'users:readonly',
      'audits',
      'audits:readonly',
      'billing',
      'billing:readonly',
      'quality',
      'quality:readonly',
    ],
    ...[
      'search:readonly',
      'notifications',
      'organization:readonly',
      'organization',
      'webphone:use',
      'webphone',
      'routing:user',
    ],
  ];
  const pairs = names.flatMap((held) => names.map((needed) => ({ held, needed })));
  const checks = pairs.map(
    ({ held, needed }) =>
      `export const a${pairs.findIndex((each) => each.held === held && each.needed === needed)}: ` +
      `[Uncovered<${JSON.stringify(held)}, ${JSON.stringify(needed)}>] extends [never] ? true : false = ${covers(held, needed)};`,
  );
  const folder = mkdtempSync(join(ROOT, 'node_modules/.cache-types-'));
  try {
    const file = join(folder, 'pairs.ts');
    const source = JSON.stringify(join(ROOT, 'lib/scopes'));
    writeFileSync(file, [`import type { Uncovered } from ${source};`, ...checks].join('\n'));
    expect([...compile([file])]).toEqual([]);
    // The check can fail: turned round, each line is refused.
    writeFileSync(
      file,
      [
        `import type { Uncovered } from ${source};`,
        ...checks.map((line) => line.replace(/(true|false);$/, (v) => (v === 'true;' ? 'false;' : 'true;'))),
      ].join('\n'),
    );
    expect(compile([file]).size).toBe(pairs.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
