import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Report } from '../../lib/model';
import { RULES } from '../../lib/rules';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { everything, planReading, render, reportOf, reportOfPlan } from './reports';

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  kind?: string;
  baselineState: string;
  message: { text: string };
  locations: [{ physicalLocation: { artifactLocation: { uri: string }; region: Record<string, unknown> } }];
  partialFingerprints: { primaryLocationLineHash: string };
  suppressions?: unknown[];
}

interface Run {
  tool: { driver: { rules: Record<string, unknown>[] } };
  automationDetails: { id: string };
  invocations: [
    { executionSuccessful: boolean; toolExecutionNotifications: { level: string; message: { text: string } }[] },
  ];
  results: Result[];
}

function runOf(report: Report): Run {
  return JSON.parse(render('sarif', report)).runs[0];
}

test('every rule is listed with its texts, whether it found something or not', async () => {
  const { rules } = runOf(await reportOfPlan('declared')).tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
  for (const [index, rule] of RULES.entries()) {
    expect(rules[index]).toMatchObject({
      shortDescription: { text: rule.description },
      fullDescription: { text: `${rule.description} ${rule.rationale}` },
      help: {
        text: `${rule.rationale}\n\nWhat to do: ${rule.remedy}`,
        markdown: expect.stringMatching(/Reported:\n\n```.+```\n\nNot reported:\n\n```.+```$/s),
      },
      defaultConfiguration: { level: rule.severity },
    });
    // The most that GitHub shows.
    expect(`${rule.description} ${rule.rationale}`.length).toBeLessThanOrEqual(1024);
  }
});

test('a score of security is below what stops a pull request in GitHub, and only where security is the matter', async () => {
  const { rules } = runOf(await reportOfPlan('declared')).tool.driver;
  const scored = rules.flatMap(({ id, properties }) => {
    const { 'security-severity': score, tags } = properties as { 'security-severity'?: string; tags: string[] };
    expect(tags.includes('security')).toBe(score !== undefined);
    return score === undefined ? [] : [[id, Number(score) < 7]];
  });
  expect(Object.fromEntries(scored)).toEqual({
    'secret-in-plan': true,
    'exposed-secret': true,
    'insecure-redirect-uri': true,
    'retiring-grant': true,
    'excess-scope': true,
  });
});

test('each finding has a level, and what is open or accepted says so in a note', async () => {
  const { results } = runOf(await everything());
  const shown = results.map(({ ruleId, level, message, suppressions }) => [
    `${level} ${ruleId}`,
    message.text.slice(0, message.text.indexOf(' ', 12)),
    suppressions?.length,
  ]);
  expect(shown).toEqual([
    ['error missing-scope', 'genesyscloud_oauth_client.fails', 0],
    ['error missing-scope', 'genesyscloud_oauth_client.each["eu"]', 0],
    ['error missing-scope', 'genesyscloud_oauth_client.each["eu"]', 0],
    ['error removed-scope', 'genesyscloud_oauth_client.each["eu"]', 0],
    ['note missing-scope', 'Not known yet:', 0],
    ['note missing-recommended-scope', 'genesyscloud_oauth_client.accepts', 0],
    ['note missing-recommended-scope', 'genesyscloud_oauth_client.accepts', 0],
    ['note insecure-redirect-uri', 'Accepted, inside', 1],
  ]);
  // SARIF allows no level beside another kind, and viewers hide what has none.
  expect(results.filter(({ kind }) => kind !== undefined)).toEqual([]);
});

test('an accepted finding bears its reason; without one no result has the property', async () => {
  const [accepted] = runOf(await everything()).results.slice(-1);
  expect(accepted?.suppressions).toEqual([
    { kind: 'external', status: 'accepted', justification: 'inside the office only (until 2027-01-31)' },
  ]);
  const others = runOf(await reportOfPlan('lifecycle')).results;
  expect(others.filter((result) => 'suppressions' in result)).toEqual([]);
});

test('what was so before the change is unchanged', async () => {
  const { results } = runOf(await reportOfPlan('lifecycle'));
  const states = results
    .filter(({ ruleId }) => ruleId === 'missing-scope')
    .map(({ baselineState, message }) => `${baselineState} ${message.text.split(' ')[0]?.split('.')[1]}`);
  expect(states).toEqual([
    'new adopted',
    'new adopted',
    'new adopted',
    'new adopted',
    'new adopted',
    'unchanged broken_before',
    'unchanged broken_before',
    'new loses',
  ]);
});

test('the category is the source, or the tool where there are several', async () => {
  const category = async (report: Report) => runOf(report).automationDetails.id;
  expect(await category(await reportOfPlan('declared'))).toBe('genesys-scopes/test/fixtures/plans/declared.plan.json/');
  expect(await category(await everything())).toBe('genesys-scopes/');
});

test('a finding without a place points at its source, and a place of lines at these', async () => {
  const { results } = runOf(await everything());
  const places = results.map(({ locations: [{ physicalLocation }] }) => {
    const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
    return `${physicalLocation.artifactLocation.uri} ${startLine}:${startColumn}-${endLine}:${endColumn}`;
  });
  expect(places.slice(0, 5)).toEqual([
    'app/main.tf.json 22:19-28:10',
    'plan.json 1:1-1:1',
    'plan.json 1:1-1:1',
    'plan.json 1:1-1:1',
    'app/main.tf.json 38:19-38:34',
  ]);
});

test.each([
  ['plans/a b#c?d%.json', 'plans/a%20b%23c%3Fd%25.json'],
  ['./plan.json', 'plan.json'],
  ['javascript:alert(1)', 'javascript%3Aalert(1)'],
  ['/build/plan.json', 'file:///build/plan.json'],
  ['C:\\build\\plan.json', 'file:///C:/build/plan.json'],
  ['../other/plan.json', '../other/plan.json'],
  ['half \ud800.json', 'half%20%EF%BF%BD.json'],
])('the path %j is the address %s', async (path, uri) => {
  const { results } = runOf(
    reportOf(planReading([entry(`${TYPE}.a`, { after: body({ scopes: LACKS_USERS }) })], path)),
  );
  expect(results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri)).toEqual([uri]);
});

test('a fingerprint stays while the words and the place change, and tells all results apart', async () => {
  const report = await everything();
  const fingerprints = (of: Report) =>
    runOf(of).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  const moved = {
    ...report,
    findings: report.findings.map(
      (finding): Finding => ({
        ...finding,
        message: `${finding.message}, in other words` as Finding['message'],
        ...(finding.location && { location: { ...finding.location, line: 1000 } }),
      }),
    ),
  };
  expect(fingerprints(moved)).toEqual(fingerprints(report));
  expect(new Set(fingerprints(report)).size).toBe(8);
  const twice = { ...report, findings: report.findings.flatMap((finding) => [finding, finding]) };
  expect(new Set(fingerprints(twice)).size).toBe(15);
});

test('a fingerprint stays when another client of the same resource comes or goes', () => {
  const client = (key: string) => entry(`${TYPE}.a["${key}"]`, { after: body({ name: key, scopes: LACKS_USERS }) });
  const fingerprint = (key: string, ...keys: readonly string[]) => {
    const { results } = runOf(reportOf(planReading(keys.map(client))));
    return results.find(({ message }) => message.text.includes(`["${key}"]`))?.partialFingerprints;
  };
  expect(fingerprint('y', 'x', 'y')).toEqual(fingerprint('y', 'y'));
  expect(fingerprint('x', 'x', 'y')).not.toEqual(fingerprint('y', 'x', 'y'));
});

test('an input that cannot be read makes the run unsuccessful, with the reason', async () => {
  const [{ executionSuccessful, toolExecutionNotifications }] = runOf(await everything()).invocations;
  expect(executionSuccessful).toBe(false);
  expect(toolExecutionNotifications.map(({ level, message }) => `${level} ${message.text}`)).toEqual([
    'error broken.json is not JSON. Mend the JSON.',
    'warning plan.json is a partial plan (-target, or deferred changes): clients that it leaves out were not checked',
  ]);
  expect(runOf(await reportOfPlan('declared')).invocations[0]).toEqual({
    executionSuccessful: true,
    toolExecutionNotifications: [],
  });
});

test('what GitHub would not take is counted, and the most important is kept', async () => {
  const report = await reportOfPlan('declared');
  const [error, ...others] = report.findings as [Finding, ...Finding[]];
  const findings = [...Array.from({ length: 25_000 }, () => error), ...others];
  const { results, invocations } = runOf({ ...report, findings });
  expect(results.length).toBe(25_000);
  expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['error']));
  expect(invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
    '2 results more than the 25000 that GitHub takes are left out.',
  ]);
}, 60_000);

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  expect(runOf(await reportOfPlan('declared')).tool.driver).toMatchObject({ semanticVersion: version });
});
