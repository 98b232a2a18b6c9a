import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { covers } from '../../lib';

const ROOT = resolve(__dirname, '../..');

const OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ['node'],
};

let parsed: ts.Program | undefined;

/** Compiles a file as a user's compiler would, and returns what it says of it by line. What it imports is read once for all. */
function compile(file: string): Map<number, string> {
  const host = ts.createCompilerHost(OPTIONS);
  const program = ts.createProgram([file], OPTIONS, {
    ...host,
    getSourceFile: (path, ...rest) =>
      (path === file ? undefined : parsed?.getSourceFile(path)) ?? host.getSourceFile(path, ...rest),
  });
  parsed = program;
  const errors = new Map<number, string>();
  for (const { file: where, start, messageText } of ts.getPreEmitDiagnostics(program, program.getSourceFile(file))) {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (where?.fileName !== file || start === undefined) throw new Error(text);
    const line = where.getLineAndCharacterOfPosition(start).line + 1;
    errors.set(line, `${errors.get(line) ?? ''}${text}`);
  }
  return errors;
}

test('the compiler refuses exactly the lists that lack or misspell a scope, and names it', () => {
  const file = join(ROOT, 'test/types/lists.ts');
  const errors = compile(file);
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
    expect([...compile(file)]).toEqual([]);
    // The check can fail: turned round, each line is refused.
    writeFileSync(
      file,
      [
        `import type { Uncovered } from ${source};`,
        ...checks.map((line) => line.replace(/(true|false);$/, (v) => (v === 'true;' ? 'false;' : 'true;'))),
      ].join('\n'),
    );
    expect(compile(file).size).toBe(pairs.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
