import { publicText, type Report, type Text } from '../model';
import { TOOL } from '../version';
import { escapingTag, type Markup, seen } from './escape';
import { type Outcome, suitesOf, type TestCase, type TestSuite } from './junit-cases';

/** What XML 1.0 forbids beside control characters: halves of surrogate pairs, and two characters that are none. */
const ILLEGAL = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** GitLab and Jenkins take `[[ATTACHMENT|path]]` in a result as the order to publish a file: no text may give it. */
const xml = escapingTag('xml', (text) =>
  seen(text)
    .replaceAll(ILLEGAL, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll(/\[\[(?=attachment\|)/gi, '[\\u{5b}')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? ''),
);

/**
 * The report as JUnit XML: a suite for each source, with a test for each client and one for the source as a whole. What is
 * open, accepted or ignored is skipped, with the reason: viewers show that neither as passed nor as failed. A test has one
 * outcome, told in its content: GitLab reads the first, and no attribute of it.
 */
export function renderJunit(report: Report): string {
  const suites = suitesOf(report);
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const document = xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${publicText(TOOL)}" ${counts}>
${suites.map(suiteXml)}</testsuites>
`;
  return document.text;
}

function suiteXml({ name, cases }: TestSuite): Markup<'xml'> {
  return xml`  <testsuite name="${name}" ${countsOf(cases)}>
${cases.map((each) => caseXml(name, each))}  </testsuite>
`;
}

/** Nothing is timed, so that a report has the same bytes on each run; some viewers want the attribute all the same. */
function countsOf(cases: readonly TestCase[]): Markup<'xml'> {
  const count = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length;
  return xml`tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}" time="0"`;
}

function caseXml(suite: Text, { name, outcome, reason, lines, at }: TestCase): Markup<'xml'> {
  const file = at === undefined ? xml`` : xml` file="${at.file}"`;
  const line = at?.line === undefined ? xml`` : xml` line="${at.line}"`;
  const start = xml`    <testcase classname="${suite}" name="${name}"${file}${line} time="0"`;
  // What fails is told by its lines; of what is skipped they may say nothing.
  const told = outcome === 'skipped' ? [reason, ...lines.filter((each) => each !== reason)] : lines;
  const details = told.map((each) => xml`${each}\n`);
  if (outcome !== 'passed') {
    return xml`${start}>
      <${publicText(outcome)} message="${reason}">${details}</${publicText(outcome)}>
    </testcase>
`;
  }
  if (lines.length === 0) return xml`${start}/>\n`;
  return xml`${start}>
      <system-out>${details}</system-out>
    </testcase>
`;
}
