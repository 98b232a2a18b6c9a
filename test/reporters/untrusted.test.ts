import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { publicText, type Report } from '../../lib/model';
import { seen } from '../../lib/reporters/escape';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { planReading, render, reportOf } from './reports';
import { readLogLine } from './runner';
import { type Element, parseXml } from './xml';

/** Names by which a plan could try to become more than text in one form of output or another. */
const HOSTILE = [
  '`x` | <img src=x onerror=alert(1)> @team ::error:: ',
  '::error file=a.ts::forged',
  '  ::warning::forged',
  '##[set-output name=verdict]pass',
  '%0A::error::forged%0D%0A',
  'a,title=forged::b',
  '\u001b[31mred\u001b]52;c;aGk=\u0007',
  'new\nline\r\n::error::forged',
  '\u202efdp.exe\u2066',
  ']]> --> <!-- <![CDATA[ &amp; &#10; <?xml?>',
  '${{ secrets.X }} {0} {{1}}',
  '</script></style></title><script>alert(1)</script>',
  '" onmouseover="alert(1)" x="',
  "' onmouseover='alert(1)",
  '[click](https://example.com) ![x](y)',
  '[[ATTACHMENT|/etc/passwd]] [[attachment|x]]',
  'zero\u0000byte \ufffe \uffff \ud800 half',
  'עברית العربية',
];

/** A client of which everything that a plan can name is hostile. */
function hostileReport(text: string): Report {
  const client = entry(
    text,
    {
      actions: ['update'],
      before: body({ name: text, scopes: [`${text} before`, ...LACKS_USERS] }),
      after: body({ name: text, scopes: [text, ...LACKS_USERS], registered_redirect_uris: [`http://${text}`] }),
      after_unknown: { description: true },
    },
    { previous_address: `${text} moved` },
  );
  const other = entry(`${TYPE}.other[${JSON.stringify(text)}]`, {
    after: body({ name: text, authorized_grant_type: text }),
  });
  const report = reportOf(planReading([client, other], text), planReading([client], 'other.json', { errored: true }));
  const at = { file: publicText(text), line: 1, column: 2, excerpt: publicText(text) };
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, location: at })),
    accepted: report.findings.slice(0, 1).map((finding) => ({
      ...finding,
      acknowledgment: { rule: finding.rule, reason: text, until: '2027-01-31' },
    })),
    problems: [{ message: publicText(`is ${text}`), remedy: publicText(`Mend ${text}.`), at }],
  };
}

/** The text of the report that a reader must find unchanged but for what cannot be seen. */
function told(report: Report): string[] {
  return report.findings.map(({ message }) => message);
}

const withoutHalves = (text: string) => Buffer.from(text).toString();

describe.each(HOSTILE)('%j stays text', (text) => {
  const report = hostileReport(text);

  test('in SARIF', () => {
    const output = render('sarif', report);
    expect(controls(output)).toEqual([]);
    const { results } = JSON.parse(output).runs[0];
    const messages: string[] = results.map(({ message }: { message: { text: string } }) => message.text);
    for (const each of told(report)) {
      const shown = seen(each).replaceAll('](', '] (');
      expect(messages.filter((message) => message.includes(shown))).not.toEqual([]);
    }
    expect(messages.filter((message) => /\]\(/.test(message))).toEqual([]);
    expect(messages.flatMap(controls)).toEqual([]);
    for (const { locations } of results) {
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w.~!*'()%/-]+$/);
    }
  });

  test('in JUnit XML', () => {
    const output = render('junit', report);
    expect(controls(output)).toEqual([]);
    expect(output).not.toMatch(/\[\[attachment\|/i);
    const root = parseXml(output);
    expect(new Set(namesOf(root))).toEqual(
      new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'skipped', 'error']),
    );
    for (const each of told(report)) expect(root.text).toContain(xmlText(each));
    const names = root.children.flatMap(({ children }) => children.map(({ attributes }) => attributes.name));
    expect(names).toContain(xmlText(text));
  });

  test('in a code quality report', () => {
    const output = render('gitlab', report);
    expect(controls(output)).toEqual([]);
    const descriptions: string[] = JSON.parse(output).map(({ description }: { description: string }) => description);
    for (const each of told(report)) {
      expect(descriptions.filter((description) => description.includes(seen(each)))).not.toEqual([]);
    }
    expect(descriptions.flatMap(controls)).toEqual([]);
  });

  test('in workflow commands', () => {
    const output = render('github', report);
    expect(controls(output)).toEqual([]);
    const lines = output.trimEnd().split('\n').map(readLogLine);
    const commands = lines.flatMap((line) => ('command' in line ? [line] : []));
    const data = commands.map((line) => line.data).join('\n');
    for (const each of told(report)) expect(data).toContain(inert(each));
    for (const { command, properties } of commands) {
      expect(command).toMatch(/^(error|warning|notice)$/);
      expect(properties.title).toMatch(/^[a-z- ]+( \(not known yet\))?$/);
      if (properties.title !== 'source') {
        expect(properties).toEqual({ file: inert(text), line: '1', col: '2', title: properties.title });
      }
    }
    expect(lines.length - commands.length).toBe(1);
  });

  test('in HTML', () => {
    const output = render('html', report);
    expect(controls(output)).toEqual([]);
    // As it is in a file: halves of surrogate pairs have no bytes.
    const { document } = new JSDOM(Buffer.from(output)).window;
    const page = document.body.textContent ?? '';
    for (const each of told(report)) expect(page).toContain(withoutHalves(seen(each)));
    const elements = [...document.querySelectorAll('*')];
    const foreign = elements.filter(({ tagName }) =>
      /^(IMG|A|SCRIPT|STYLE|LINK|META|IFRAME|SVG|BASE|FORM)$/.test(tagName),
    );
    const harmless = new JSDOM(render('html', hostileReport('harmless'))).window.document;
    expect(foreign.map(({ tagName }) => tagName)).toEqual(
      [...harmless.querySelectorAll('img,a,script,style,link,meta,iframe,svg,base,form')].map(({ tagName }) => tagName),
    );
    const attributes = new Set(elements.flatMap((element) => element.getAttributeNames()));
    expect([...attributes].filter((name) => /^(on|style$|src$|srcdoc$)/.test(name))).toEqual([]);
  });
});

test('whatever a name is, each output is well-formed and has a place for it', () => {
  const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(any, (text) => {
      const report = hostileReport(text);
      expect(JSON.parse(render('sarif', report)).runs[0].results.length).toBeGreaterThan(0);
      expect(JSON.parse(render('gitlab', report)).length).toBeGreaterThan(0);
      const root = parseXml(render('junit', report));
      expect(root.children.map(({ attributes }) => attributes.name)).toContain(xmlText(text));
      const outputs = (['sarif', 'junit', 'gitlab', 'github', 'html'] as const).map((format) => render(format, report));
      expect(outputs.flatMap(controls)).toEqual([]);
      const logged = render('github', report).trimEnd().split('\n').map(readLogLine);
      expect(logged.filter((line) => 'text' in line).length).toBe(1);
    }),
    { numRuns: Number(process.env.RUNS ?? 50) },
  );
}, 120_000);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** What steers a terminal, or reorders or hides text. */
function controls(output: string): string[] {
  return output.match(CONTROLS) ?? [];
}

function namesOf({ name, children }: Element): string[] {
  return [name, ...children.flatMap(namesOf)];
}

/** A text as a log of GitHub shows it. */
function inert(text: string): string {
  return seen(text).replaceAll('##[', '##\\u{5b}');
}

/** A text as JUnit XML shows it. */
function xmlText(text: string): string {
  return seen(text)
    .replaceAll(/[\ufffe\uffff]|\p{Surrogate}/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll(/\[\[(?=attachment\|)/gi, '[\\u{5b}');
}
