import fc from 'fast-check';
import { checkFiles } from './check-files';
import { TYPE, WHOLE } from './inputs';
import { readingsOf } from './records';

const RUNS = Number(process.env.RUNS ?? 60);
jest.setTimeout(60_000 + RUNS * 500);

/** Text that no place may be thrown off by: tabs, two units a character, and what looks like syntax. */
const ODD = ['', ' ', '\t', 'é', '😀', '日本', '👩‍👧', 'e\u0301', '{', '"', '/*', '#', '[', '\u2028', '\u00a0'];
const odd = fc.array(fc.constantFrom(...ODD), { maxLength: 4 }).map((parts) => parts.join(''));
const comment = odd.map((text) => text.replaceAll('*/', ''));
const inString = odd.map((text) => text.replaceAll('"', '\\"'));

const comments = fc.oneof(
  fc.constant(''),
  comment.map((text) => `# ${text}\n`),
  comment.map((text) => `// ${text}\n`),
  comment.map((text) => `/* ${text}\n ${text} */ `),
  comment.map((text) => `/* ${text} */`),
);

const scopesLists = fc
  .tuple(
    fc.array(inString, { maxLength: 4 }),
    fc.constantFrom(' ', '\n', '\t', '\n    # "x" ]\n', ' /* , */ '),
    fc.boolean(),
  )
  .map(([names, gap, comma]) => {
    const elements = names.map((name) => `"${name}"`).join(`,${gap}`);
    return `[${gap}${elements}${comma && names.length > 0 ? ',' : ''}${gap}]`;
  });

const expressions = fc.oneof(
  { weight: 4, arbitrary: scopesLists },
  { weight: 1, arbitrary: scopesLists.map((list) => `toset(concat(${list}, var.more))`) },
  { weight: 1, arbitrary: fc.constantFrom('var.scopes', '"${var.scopes}"', 'local.a["😀"]', 'x ? [] : ["😀"]') },
);

const resources = fc.record({
  before: comments,
  indent: fc.constantFrom('', '  ', '\t', '/* 😀 */ '),
  label: fc.constantFrom('a', 'b-c', '_d', 'é日本', 'größe'),
  isQuoted: fc.boolean(),
  isOneLine: fc.boolean(),
  name: inString,
  scopes: fc.option(expressions, { nil: undefined }),
  equals: fc.constantFrom(' = ', '=', '\t=\t', ' /* 😀 */ = /* [ */ '),
});

type Resource = typeof resources extends fc.Arbitrary<infer R> ? R : never;

/** Writes the resources, and notes which stretch of the text each client's place must be. */
function write(all: readonly Resource[], newline: string): { text: string; places: [start: number, text: string][] } {
  const places: [number, string][] = [];
  let text = '';
  const put = (part: string) => {
    text += part.replaceAll('\n', newline);
  };
  const mark = (part: string) => {
    const start = text.length;
    put(part);
    places.push([start, text.slice(start)]);
  };
  all.forEach(({ before, indent, label, isQuoted, isOneLine, name, scopes, equals }, index) => {
    put(before.endsWith('\n') ? before : `${before}\n`);
    put(indent);
    const head = isQuoted
      ? `resource "genesyscloud_oauth_client" "${label}${index}"`
      : `resource genesyscloud_oauth_client ${label}${index}`;
    if (scopes === undefined) mark(head);
    else put(head);
    if (isOneLine && scopes !== undefined) put(' { scopes = ');
    else put(` {\n${indent}name = "${name}"\n${scopes === undefined ? '' : `${indent}scopes${equals}`}`);
    if (scopes !== undefined) mark(scopes);
    put(isOneLine && scopes !== undefined ? ' }\n' : '\n}\n');
  });
  return { text, places };
}

/** Line and column of an offset, counted from the start each time. */
function at(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

test('a client stands where its scopes are written, to the character, or at the head of its block', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(resources, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\ufeff'),
      async (all, newline, mark) => {
        const { text, places } = write(all, newline);
        const [reading] = await readingsOf({ 'main.tf': mark + text }, 'main.tf');
        expect(reading?.problems).toEqual([]);
        expect(reading?.clients.map((client) => client.at)).toEqual(
          places.map(([start, part]) => {
            const [from, to] = [at(text, start), at(text, start + part.length)];
            return {
              file: 'main.tf',
              ...from,
              endLine: to.line,
              endColumn: to.column,
              excerpt: part.split(/\r?\n/)[0],
            };
          }),
        );
      },
    ),
    { numRuns: RUNS },
  );
});

test('the places of 5,000 clients are right to the last', async () => {
  const one = (index: number) =>
    `resource "genesyscloud_oauth_client" "c${index}" {\n  name = "😀"\n  scopes = ["users"]\n}\n`;
  const [reading] = await readingsOf({ 'main.tf': Array.from({ length: 5000 }, (_, index) => one(index)).join('') });
  expect(reading?.clients.map(({ address, at }) => [address, at?.line, at?.column])).toEqual(
    Array.from({ length: 5000 }, (_, index) => [`genesyscloud_oauth_client.c${index}`, index * 4 + 3, 12]),
  );
});

test('what is wrong beside the scopes stands where it is written, in both syntaxes', async () => {
  const hcl = `resource "${TYPE}" "a" {
  name                          = "a"
  authorized_grant_type         = "TOKEN"
  access_token_validity_seconds = 5
  expose_client_secret          = true
  registered_redirect_uris      = ["http://agent.example.com"]
  scopes                        = ${JSON.stringify(WHOLE)}
  roles {
    role_id = "r"
  }
  lifecycle {
    ignore_changes = [scopes]
  }
}
`;
  const json = JSON.stringify(
    {
      resource: {
        [TYPE]: {
          a: {
            name: 'a',
            authorized_grant_type: 'TOKEN',
            access_token_validity_seconds: 5,
            expose_client_secret: true,
            registered_redirect_uris: ['http://agent.example.com'],
            scopes: WHOLE,
            roles: { role_id: 'r' },
            lifecycle: { ignore_changes: ['scopes'] },
          },
        },
      },
    },
    null,
    2,
  );
  const linesIn = async (file: string, text: string) => {
    const { report } = await checkFiles({ [file]: text });
    const lines = text.split('\n');
    return Object.fromEntries(
      report.findings.map(({ rule, location }) => [rule, /\w+/.exec(lines[(location?.line ?? 0) - 1] ?? '')?.[0]]),
    );
  };
  const expected = {
    'retiring-grant': 'authorized_grant_type',
    'token-lifetime': 'access_token_validity_seconds',
    'exposed-secret': 'expose_client_secret',
    'insecure-redirect-uri': 'registered_redirect_uris',
    'ineffective-setting': 'roles',
    'ignored-scopes': 'ignore_changes',
  };
  expect(await linesIn('main.tf', hcl)).toEqual(expected);
  expect(await linesIn('main.tf.json', json)).toEqual(expected);
});

test('what is not written has the place of the client', async () => {
  const { report } = await checkFiles({
    'main.tf': `resource "${TYPE}" "a" {\n  scopes = ${JSON.stringify(WHOLE)}\n}\n`,
  });
  expect(report.findings.map(({ rule, location }) => [rule, location?.line])).toEqual([['invalid-grant-type', 2]]);
});
