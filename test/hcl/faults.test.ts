import { loadHcl } from '../../lib/hcl';
import { publicText } from '../../lib/model';

const GOOD = `# clients
resource "genesyscloud_oauth_client" "a" {
  name   = "a"
  scopes = ["users", "routing"]
}

resource "genesyscloud_oauth_client" "b" {
  name   = "b"
  scopes = [
    "users",
    "routing",
  ]
}
`;

/** What is said of a text: its place and message, or that it is read. */
async function said(text: string): Promise<string> {
  const result = (await loadHcl()).parse(text, publicText('main.tf'));
  if (!('message' in result)) return `${result.blocks.length} blocks, ${result.attributes.size} arguments`;
  expect(result.remedy).toBe('Mend the HCL; terraform fmt names the mistake too.');
  return `${result.at.line}:${result.at.column} ${result.message}`;
}

test('what is sound is read', async () => {
  expect(await said(GOOD)).toBe('2 blocks, 0 arguments');
  for (const empty of ['', '\n', ' \t\n', '# a comment', '/* one */', '// one\n']) {
    expect(await said(empty)).toBe('0 blocks, 0 arguments');
  }
});

const NOT_HCL = 'is not HCL';
const LINE = `${NOT_HCL}: a string in quotes does not end on its line`;

test.each<[string, [from: string | RegExp, to: string], string]>([
  ['a brace that is missing', [/\}\n\n/, '\n'], `2:1 ${NOT_HCL}: a block is not closed`],
  ['the last brace', [/\}\n$/, ''], `7:1 ${NOT_HCL}: a block is not closed`],
  ['a brace too many', [/$/, '}\n'], `14:1 ${NOT_HCL}`],
  ['a quote that is missing at the end', ['"a"\n', '"a\n'], `3:12 ${LINE}`],
  ['a quote that is missing at the beginning', ['"a"\n', 'a"\n'], `3:12 ${NOT_HCL}`],
  ['a quote of a label', ['client" "a"', 'client "a"'], `2:39 ${LINE}`],
  ['a string over two lines', ['"a"\n', '"a\n b"\n'], `3:12 ${LINE}`],
  ['a comma that is missing', ['"users",\n', '"users"\n'], `10:5 ${NOT_HCL}`],
  ['a bracket that is missing', ['"routing"]', '"routing"'], `5:1 ${NOT_HCL}: a closing bracket is missing`],
  ['a parenthesis that is missing', ['"a"\n', 'f("a"\n'], `4:3 ${NOT_HCL}: a closing parenthesis is missing`],
  ['an equals sign that is missing', ['scopes = ["', 'scopes ["'], `4:10 ${NOT_HCL}`],
  ['a colon', ['scopes = ["', 'scopes: ["'], `4:9 ${NOT_HCL}`],
  ['a value that is missing', ['= "a"', '='], `3:10 ${NOT_HCL}`],
  ['single quotes', ['"a"\n', "'a'\n"], `3:12 ${NOT_HCL}`],
  ['a semicolon', ['"a"\n', '"a";\n'], `3:12 ${NOT_HCL}`],
  ['an escape that there is not', ['"a"\n', '"a\\d"\n'], `3:13 ${NOT_HCL}`],
  ['an interpolation that does not end', ['"a"\n', '"${a"\n'], `3:16 ${LINE}`],
  ['a heredoc that does not end', ['"a"\n', '<<EOT\nabc\n'], `3:12 ${NOT_HCL}: a heredoc does not end`],
  ['a comment that does not end', ['# clients', '/* clients'], `1:1 ${NOT_HCL}`],
  [
    'a word before a block, which would be its type',
    ['# clients', 'clients'],
    `1:1 ${NOT_HCL}: the head of a block goes over several lines`,
  ],
  ['a brace on the next line', ['"a" {', '"a"\n{'], `2:1 ${NOT_HCL}: the head of a block goes over several lines`],
  [
    'two arguments on one line',
    ['"a"\n', '"a" state = "active"\n'],
    `3:16 ${NOT_HCL}: a line break is missing before an argument or a block`,
  ],
  ['two blocks on one line', [/\}\n\n/, '} '], `5:3 ${NOT_HCL}: a line break is missing before an argument or a block`],
  [
    'a value on the next line',
    ['= "a"', '=\n"a"'],
    `4:1 ${NOT_HCL}: a value does not begin on the line of its argument`,
  ],
  ['an argument that is set twice', ['"a"\n', '"a"\n  name = "b"\n'], `4:3 ${NOT_HCL}: an argument is set twice`],
  ['a label that is made by an expression', ['"a" {', '"${a}" {'], `2:38 ${NOT_HCL}: a label is made by an expression`],
  [
    'a merge conflict',
    ['  name   = "b"', '<<<<<<< HEAD\n  name = "b"\n=======\n  name = "c"\n>>>>>>> x'],
    '8:1 has the markers of a merge conflict',
  ],
  ['a cut file', [/"routing",\n[\s\S]*$/, ''], `11:5 ${NOT_HCL}`],
])('%s', async (_, [from, to], expected) => {
  expect(await said(GOOD.replace(from, to))).toBe(expected);
});

test.each<[string, string, string]>([
  ['YAML', 'resources:\n  - name: x\n', `1:1 ${NOT_HCL}`],
  ['prose', 'The plan for today is to do it.\n', `1:1 ${NOT_HCL}`],
  ['JSON', '{"resource": {}}', `1:1 ${NOT_HCL}: it holds a value where blocks belong`],
  [
    'places behind characters of two units',
    '/* 😀 */ a = "😀" b = 1\n',
    `1:19 ${NOT_HCL}: a line break is missing before an argument or a block`,
  ],
  [
    'places after line ends of Windows',
    'a = 1\r\nb = 1 c = 2\r\n',
    `2:7 ${NOT_HCL}: a line break is missing before an argument or a block`,
  ],
])('%s', async (_, text, expected) => {
  expect(await said(text)).toBe(expected);
});

describe('what is nested deeply is read or refused, and never a defect', () => {
  const deep = (depth: number): Readonly<Record<string, string>> => ({
    lists: `a = ${'['.repeat(depth)}${']'.repeat(depth)}\n`,
    objects: `a = ${'{ a = '.repeat(depth)}1${' }'.repeat(depth)}\n`,
    parentheses: `a = ${'('.repeat(depth)}1${')'.repeat(depth)}\n`,
    blocks: `${'a {\n'.repeat(depth)}${'}\n'.repeat(depth)}`,
    conditions: `a = ${'a ? b : '.repeat(depth)}c\n`,
    operations: `a = ${'1 + '.repeat(depth)}1\n`,
    templates: `a = ${'"${'.repeat(depth)}1${'}"'.repeat(depth)}\n`,
    'lists that do not end': `a = ${'['.repeat(depth)}`,
    'blocks that do not end': 'a {\n'.repeat(depth),
    quotes: '"'.repeat(depth),
  });

  test.each(Object.keys(deep(1)))('%s', async (kind) => {
    for (const depth of [100, 2000, 10_000]) {
      try {
        await said(deep(depth)[kind] ?? '');
      } catch (error) {
        expect((error as Error).name).toBe('RangeError');
      }
    }
    // What was refused has left nothing behind.
    expect(await said(GOOD)).toBe('2 blocks, 0 arguments');
  });
});
