import fc from 'fast-check';
import { cutDocument } from '../../lib/review/post';

const RUNS = Number(process.env.RUNS ?? 300);

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

test('a document that fits is not touched, but for its line ends', () => {
  expect(cutDocument('# Fine\r\n\r\nAll is well.\r\n', { limit: 100 })).toBe('# Fine\n\nAll is well.');
});

test('a document is cut at the end of a section, and says how much is left out and where the rest is', () => {
  const section = (index: number) => `## Stack ${index}\n\n${'x'.repeat(100)}\n`;
  const markdown = `**1 client fails**\n\n${lines(10, section)}`;
  expect(cutDocument(markdown, { limit: 500, fullReport: 'in the summary of the job' })).toBe(
    `**1 client fails**

## Stack 0

${'x'.repeat(100)}

## Stack 1

${'x'.repeat(100)}

> **Cut to fit into a comment:** 8 sections are left out. The whole report is in the summary of the job.`,
  );
});

test('one table that fills the comment is cut between rows', () => {
  const markdown = `# Missing\n\n| client | scope |\n| --- | --- |\n${lines(100, (i) => `| client ${i} | users |`)}\n\n## More\n\nText`;
  expect(cutDocument(markdown, { limit: 220 })).toBe(
    `# Missing

| client | scope |
| --- | --- |
| client 0 | users |
| client 1 | users |
| client 2 | users |

> **Cut to fit into a comment:** the rest of this section and 1 more section are left out.`,
  );
});

test('neither a fence nor details are cut, so one that does not fit is left out whole', () => {
  const diff = `\`\`\`diff\n${lines(100, (i) => `+ line ${i}`)}\n\`\`\``;
  expect(cutDocument(`# Missing\n\n${diff}\n`, { limit: 200 })).toBe(
    '# Missing\n\n> **Cut to fit into a comment:** the rest of this section is left out.',
  );
  const details = `<details><summary>All</summary>\n\n${diff}\n\n</details>`;
  expect(cutDocument(`# Missing\n\n${details}\n`, { limit: 200 })).toBe(
    '# Missing\n\n> **Cut to fit into a comment:** 1 section is left out.',
  );
});

test('what is never closed is not cut either', () => {
  for (const opening of ['```', '~~~~', '<details>', '<!--', '<pre>']) {
    expect(cutDocument(`# Missing\n\n${opening}\n${lines(100, String)}`, { limit: 200 })).toMatch(
      /^# Missing\n\n> \*\*Cut to fit into a comment:\*\* [^\n]*$/,
    );
  }
});

test('a first line that is too long is cut between characters', () => {
  const cut = cutDocument('😀'.repeat(300), { limit: 301 });
  expect(cut.split('\n')[0]).toMatch(/^(😀)+…$/u);
  expect(cut.length).toBeLessThanOrEqual(301);
});

test('a first line that opens a fence is left out, for it cannot be cut', () => {
  expect(cutDocument(`\`\`\`${'x'.repeat(500)}\ny\n\`\`\``, { limit: 200 })).toBe(
    '\n\n> **Cut to fit into a comment:** the rest of this section is left out.',
  );
});

/** A block of a document, with where it may be cut: lengths of its text that are whole. */
interface Block {
  readonly text: string;
  readonly cuts: readonly number[];
  readonly startsSection: boolean;
}

const whole = (text: string, startsSection = false): Block => ({ text, cuts: [text.length], startsSection });

/** A text that may be cut after any of its lines from a certain one on. */
function byLine(text: string, from = 1): Block {
  const ends = [...text.matchAll(/\n|$/g)].map(({ index }) => index);
  return { text, cuts: ends.slice(from - 1), startsSection: false };
}

/** Lines that look like markup, as they may stand in code. */
const codeLine = fc.constantFrom(
  '# no heading',
  '<details>',
  '</details>',
  '<!--',
  '| a | b |',
  '``',
  '~~',
  '/close',
  '',
  'x'.repeat(40),
);
const word = fc.stringMatching(/^[a-z]{1,30}$/);

const fence = fc
  .tuple(fc.constantFrom('`', '~'), fc.integer({ min: 3, max: 6 }), fc.array(codeLine, { maxLength: 8 }))
  .map(([mark, length, code]) => {
    const marks = mark.repeat(length);
    // A shorter fence, and one of the other kind, are only text in it.
    const inner = [
      mark.repeat(length - 1),
      (mark === '`' ? '~' : '`').repeat(3),
      `${marks} not the end`,
      `    ${marks}`,
      ...code,
    ];
    return [`${marks}js`, ...inner, marks].join('\n');
  });
const table = fc
  .array(word, { minLength: 1, maxLength: 12 })
  .map((rows) =>
    ['| client | scope |', '| :--- | --- |', ...rows.map((row) => `| ${row} | \`<details>\` |`)].join('\n'),
  );
const paragraph = fc.array(word, { minLength: 1, maxLength: 5 }).map((texts) => texts.join('\n'));
const comment = fc
  .array(codeLine, { maxLength: 4 })
  .map((code) => ['<!-- hidden', ...code.filter((line) => line !== '<!--'), '-->'].join('\n'));
const listed = fence.map((code) => `- item\n\n  ${code.replaceAll('\n', '\n  ')}`);
const { details } = fc.letrec<{ details: string; inner: string }>((tie) => ({
  inner: fc.oneof({ maxDepth: 2 }, paragraph, fence, table, comment, tie('details')),
  details: fc
    .array(tie('inner'), { maxLength: 3 })
    .map((inner) => `<details><summary>More</summary>\n\n${inner.join('\n\n')}\n\n</details>`),
}));

const block: fc.Arbitrary<Block> = fc.oneof(
  word.map((text) => whole(`## ${text}`, true)),
  details.map((text) => whole(text, true)),
  fence.map((text) => whole(text)),
  comment.map((text) => whole(text)),
  paragraph.map((text) => byLine(text)),
  table.map((text) => byLine(text, 3)),
  listed.map((text) => ({ ...whole(text), cuts: ['- item'.length, text.length] })),
);

test('any document is cut to the limit after something whole, and counts what is left out', () => {
  const arbitrary = fc.tuple(
    word,
    fc.array(block, { minLength: 1, maxLength: 30 }),
    fc.integer({ min: 200, max: 3000 }),
  );
  fc.assert(
    fc.property(arbitrary, ([verdict, blocks, limit]) => {
      const head = `**${verdict}**`;
      const markdown = [head, ...blocks.map(({ text }) => text)].join('\n\n');
      const cut = cutDocument(markdown, { limit });
      if (markdown.length <= limit) return cut === markdown;

      expect(cut.length).toBeLessThanOrEqual(limit);
      const end = cut.lastIndexOf('\n\n> **Cut to fit into a comment:** ');
      const ends = [head.length];
      const starts: number[] = [];
      let offset = head.length;
      for (const { text, cuts, startsSection } of blocks) {
        offset += 2;
        if (startsSection) starts.push(offset);
        ends.push(...cuts.map((length) => offset + length));
        offset += text.length;
      }
      expect(markdown.startsWith(cut.slice(0, end))).toBe(true);
      expect(ends).toContain(end);
      const left = starts.filter((start) => start > end).length;
      expect(Number(/(\d+) (?:more )?sections?/.exec(cut.slice(end))?.[1] ?? 0)).toBe(left);
      return true;
    }),
    { numRuns: RUNS },
  );
});

const ROWS = lines(40_000, (i) => `| client ${i} | \`users:readonly\` |`);

test.each([
  ['rows', ROWS] as const,
  ...['`', '<!--', '|-', '- ', '>', '~', '<pre '].map((text) => [text, `${text.repeat(200_000)}x`] as const),
])('a document of a megabyte is cut in no time, one of %s too', (_, text) => {
  const start = performance.now();
  expect(cutDocument(`# Missing\n\n${text}\n`, { limit: 65_000 }).length).toBeLessThanOrEqual(65_000);
  expect(performance.now() - start).toBeLessThan(5000);
});
