import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, type Expression, loadHcl } from '../../lib/hcl';
import { publicText } from '../../lib/model';

const FILE = publicText('main.tf');

async function parse(text: string, ...rest: [((type: string, labels: readonly string[]) => boolean)?]): Promise<Body> {
  const body = (await loadHcl()).parse(text, FILE, ...rest);
  if ('message' in body) throw new Error(body.message);
  return body;
}

/** The value of `a` in a text. */
async function valueIn(text: string): Promise<Expression> {
  const value = (await parse(text)).attributes.get('a')?.value;
  if (value === undefined) throw new Error('there is no a');
  return value;
}

/** An expression without its spans. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === 'span' ? undefined : inner)));
}

const literal = (value: unknown) => ({ kind: 'literal', value });
const reference = (name: string, path = name.split('.')) => ({ kind: 'reference', path, name });
const other = (...references: string[]) => ({ kind: 'other', references });
const call = (name: string, ...args: unknown[]) => ({
  kind: 'call',
  name,
  args: args.map((value) => ({ value, expands: false })),
});

test.each<[string, unknown]>([
  ['"b"', literal('b')],
  ['""', literal('')],
  ['" b "', literal(' b ')],
  ['"\\n\\r\\t\\"\\\\\\u00e9\\U0001F600"', literal('\n\r\t"\\é😀')],
  ['"\\u0024{b} \\u0025{c}"', literal('${b} %{c}')],
  ['"$${b} %%{c} $ $$ % {"', literal('${b} %{c} $ $$ % {')],
  ['"$$$${b}"', literal('$$${b}')],
  ['"\\ud83d"', literal('\ufffd')],
  ['1', literal(1)],
  ['1.5e-3', literal(0.0015)],
  ['true', literal(true)],
  ['null', literal(null)],
  ['["b", 1, null]', { kind: 'list', elements: ['b', 1, null].map(literal) }],
  ['[["b"],]', { kind: 'list', elements: [{ kind: 'list', elements: [literal('b')] }] }],
  [
    '{ b = 1, "c" : 2 }',
    {
      kind: 'object',
      entries: [
        { key: 'b', value: literal(1) },
        { key: 'c', value: literal(2) },
      ],
    },
  ],
  [
    '{ (b) = 1, "${c}" = 2, true = 3, 4 = 5 }',
    {
      kind: 'object',
      entries: [
        { value: literal(1) },
        { value: literal(2) },
        { key: 'true', value: literal(3) },
        { key: '4', value: literal(5) },
      ],
    },
  ],
  ['f()', call('f')],
  ['f("b", g(1))', call('f', literal('b'), call('g', literal(1)))],
  ['provider::x::f(1)', call('provider::x::f', literal(1))],
  [
    'f(b.c, d.e...)',
    {
      kind: 'call',
      name: 'f',
      args: [
        { value: reference('b.c'), expands: false },
        { value: reference('d.e'), expands: true },
      ],
    },
  ],
  ['b', reference('b')],
  ['b.c.d', reference('b.c.d')],
  ['b["c"].d', reference('b[""].d', ['b', 'c', 'd'])],
  ['(b.c)', reference('b.c')],
  ['"${b.c}"', reference('b.c')],
  ['"${~ b.c ~}"', reference('b.c')],
  ['b[0].c', other('b[0].c')],
  ['b.0.c', other('b.0.c')],
  ['b[c.d].e', other('b[c.d].e', 'c.d')],
  ['b["secret ${c.d}"]', other('b[""]', 'c.d')],
  ['b.*.c', other('b.*.c')],
  ['b[*].c', other('b[*].c')],
  ['f(b).c', other('an expression')],
  ['f(b.d).c', other('b.d')],
  ['"b${c.d}"', other('c.d')],
  ['"${c.d}${e.f}"', other('c.d', 'e.f')],
  ['"%{ if b.c }${d.e}%{ else }f%{ endif }"', other('b.c', 'd.e')],
  ['"%{ for i, b in c.d }${b.x}${i.y}%{ endfor }"', other('c.d')],
  ['b.c ? [d.e] : f', other('b.c', 'd.e')],
  ['!b.c', other('b.c')],
  ['-1', other('an expression')],
  ['"${f(\n  "b", "c"\n)}"', call('f', literal('b'), literal('c'))],
  ['["${\n  b.c\n}", "d e", "f"]', { kind: 'list', elements: [reference('b.c'), literal('d e'), literal('f')] }],
  ['"${f("${\n  b.c\n}" , "d" )}"', call('f', reference('b.c'), literal('d'))],
  ['1 + b.c * 2', other('b.c')],
  ['[for k, v in b.c : v.x if k.y != d.e]', other('b.c', 'd.e')],
  ['{ for k, v in b.c : k => v... }', other('b.c')],
  ['[ # c\n b.c /* ] */\n, // d\n]', { kind: 'list', elements: [reference('b.c')] }],
  ['<<E\nb\n  "c" \\n $${d}\nE', literal('b\n  "c" \\n ${d}\n')],
  ['<<E\nE', literal('')],
  ['<<-E\n    b\n      c\n\n  d\n    E', literal('  b\n    c\n\nd\n')],
  ['<<-E\n\t\tb\n\tc\n  E', literal('\tb\nc\n')],
  ['<<E\n${b.c}\nE', other('b.c')],
  ['[<<E\nb\nE\n, f(<<-F\n  c\n  F\n)]', { kind: 'list', elements: [literal('b\n'), call('f', literal('c\n'))] }],
])('%s', async (expression, expected) => {
  expect(plain(await valueIn(`a = ${expression}\n`))).toEqual(expected);
});

test('every part of a list has its span, so that it can be edited in its place', async () => {
  const text = '# 😀\na = toset(concat([\n  "b", # c\n  local.d,\n], (["e"])))\n';
  const spans: string[] = [];
  const visit = (expression: Expression) => {
    const { start = 0, end = 0 } = expression.span ?? {};
    spans.push(text.slice(start, end));
    if (expression.kind === 'list') expression.elements.forEach(visit);
    if (expression.kind === 'call') expression.args.map(({ value }) => value).forEach(visit);
  };
  visit(await valueIn(text));
  expect(spans).toEqual([
    'toset(concat([\n  "b", # c\n  local.d,\n], (["e"])))',
    'concat([\n  "b", # c\n  local.d,\n], (["e"]))',
    '[\n  "b", # c\n  local.d,\n]',
    '"b"',
    'local.d',
    '["e"]',
    '"e"',
  ]);
});

describe('blocks', () => {
  test('have types, labels, places and bodies', async () => {
    const { blocks } = await parse(
      'a {}\n  b "c" d /* x */ "e\\"f" { # y\n    g = 1\n    h {\n      i = 2\n    }\n  }\n',
    );
    expect(
      blocks.map(({ type, labels, body, at }) => [
        type,
        labels,
        [...body.attributes.keys()],
        body.blocks.map((block) => [block.type, [...block.body.attributes.keys()]]),
        at?.(),
      ]),
    ).toEqual([
      ['a', [], [], [], { file: 'main.tf', line: 1, column: 1, endLine: 1, endColumn: 2, excerpt: 'a' }],
      [
        'b',
        ['c', 'd', 'e"f'],
        ['g'],
        [['h', ['i']]],
        { file: 'main.tf', line: 2, column: 3, endLine: 2, endColumn: 25, excerpt: 'b "c" d /* x */ "e\\"f"' },
      ],
    ]);
  });

  test('that are not wanted are left out, whatever is in them', async () => {
    const { blocks } = await parse(
      'a "b" { secret = "x" }\na "c" { d = 1 }\ne {}\n',
      (type, labels) => type === 'a' && labels[0] === 'c',
    );
    expect(blocks.map(({ type, labels }) => [type, labels])).toEqual([['a', ['c']]]);
    expect(JSON.stringify(blocks)).not.toContain('secret');
  });
});

describe('a string of the JSON syntax', () => {
  test.each<[string, unknown]>([
    ['plain "text" \\n', literal('plain "text" \\n')],
    ['$${a}', literal('${a}')],
    ['${a.b}', reference('a.b')],
    ['${f(["a"], b.c)}', call('f', { kind: 'list', elements: [literal('a')] }, reference('b.c'))],
    [' ${a.b}', other('a.b')],
    ['${a.b}\n', other('a.b')],
    ['${a.b}${c.d}', other('a.b', 'c.d')],
    ['%{ if a.b }c%{ endif }', other('a.b')],
  ])('%j is a template', async (text, expected) => {
    expect(plain((await loadHcl()).parseTemplate(text))).toEqual(expected);
  });

  test.each(['${', '${a.', '%{ if a.b }c', '${a}\nEND_OF_TEMPLATE\n'])('%j is none', async (text) => {
    expect((await loadHcl()).parseTemplate(text)).toBeUndefined();
  });
});

test('the grammar is the file that its note names', () => {
  const folder = join(__dirname, '../../lib/hcl');
  const sum = createHash('sha256')
    .update(readFileSync(join(folder, 'tree-sitter-terraform.wasm')))
    .digest('hex');
  expect(readFileSync(join(folder, 'GRAMMAR.md'), 'utf8')).toContain(`| SHA-256 | \`${sum}\` |`);
});
