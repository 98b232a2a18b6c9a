import type { Report } from '../../lib/model';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { everything, planReading, render, reportOf, reportOfPlan } from './reports';
import { type Element, parseXml } from './xml';

function suitesOf(report: Report): Element[] {
  return [...parseXml(render('junit', report)).children];
}

/** Tests as a viewer lists them: suite, name, and what came of it. */
function outcomes(report: Report): string[] {
  return suitesOf(report).flatMap(({ children }) =>
    children.map(({ attributes, children: [outcome] }) => {
      const word = outcome === undefined || outcome.name === 'system-out' ? 'passed' : outcome.name;
      return `${attributes.classname} / ${attributes.name}: ${word}`;
    }),
  );
}

test('a test passes only where the client does; what is open, accepted or ignored is skipped', async () => {
  expect(outcomes(await everything())).toEqual([
    'input / broken.json: error',
    'app / the source as a whole: passed',
    `app / ${TYPE}.accepts: skipped`,
    `app / ${TYPE}.fails: failure`,
    `app / ${TYPE}.left_out: skipped`,
    `app / ${TYPE}.waits: skipped`,
    'broken.json / the source as a whole: skipped',
    'plan.json / the source as a whole: skipped',
    `plan.json / ${TYPE}.each["eu"]: failure`,
    `plan.json / ${TYPE}.each["us"]: passed`,
  ]);
});

test('a passed test is a client of verdict pass, in every genuine plan', async () => {
  for (const plan of [
    'create-missing',
    'credentials',
    'declared',
    'lifecycle',
    'postcondition-fails',
    'unknown-whole',
  ]) {
    const report = await reportOfPlan(plan);
    const passed = outcomes(report).flatMap((line) => / \/ (genesyscloud_.+): passed$/.exec(line)?.[1] ?? []);
    const expected = report.clients.filter(({ verdict }) => verdict === 'pass').map(({ address }) => address);
    expect(passed).toEqual(expected);
  }
});

test('the numbers are those of the tests, in each suite and in all', async () => {
  const root = parseXml(render('junit', await everything()));
  const suites = root.children;
  for (const { attributes, children } of suites) {
    const count = (name: string) => children.filter((test) => test.children[0]?.name === name).length;
    expect(attributes).toEqual({
      name: attributes.name,
      tests: `${children.length}`,
      failures: `${count('failure')}`,
      errors: `${count('error')}`,
      skipped: `${count('skipped')}`,
      time: '0',
    });
  }
  expect(root.attributes).toEqual({
    name: 'genesys-scopes',
    tests: '10',
    failures: '2',
    errors: '1',
    skipped: '5',
    time: '0',
  });
});

test('each test has one outcome at most, and what a viewer shows of it is its content', async () => {
  const tests = suitesOf(await everything()).flatMap(({ children }) => children);
  expect(tests.filter(({ children }) => children.length > 1)).toEqual([]);
  for (const { children } of tests) {
    const [outcome] = children;
    if (outcome?.name === 'skipped') expect(outcome.text).toContain(outcome.attributes.message);
    if (outcome?.name === 'failure') expect(outcome.text).toMatch(/^error missing-scope: lacks the required scope/);
  }
});

test('what failed in Terraform fails the source', async () => {
  const [suite] = suitesOf(await reportOfPlan('postcondition-fails'));
  expect(suite?.children[0]?.children[0]).toMatchObject({
    name: 'failure',
    attributes: { message: `failed in Terraform: ${TYPE}.guarded` },
  });
});

test('a client whose errors are all in the baseline neither fails nor passes', async () => {
  const report = await reportOfPlan('declared');
  const known = { ...report, findings: report.findings.map((finding) => ({ ...finding, baseline: true })) };
  expect(outcomes(known).slice(1)).toEqual([
    expect.stringContaining('ChatAgents: skipped'),
    expect.stringContaining('VoiceAgents: passed'),
  ]);
});

test('tests of one name are told apart, since viewers pass over the second', () => {
  const name = 'the source as a whole';
  const report = reportOf(planReading([entry(name, { after: body({ scopes: LACKS_USERS }) })]));
  expect(outcomes(report)).toEqual([`plan.json / ${name}: passed`, `plan.json / ${name} (2): failure`]);
});

test('a report of nothing is a document with one test', () => {
  expect(outcomes(reportOf(planReading([])))).toEqual(['plan.json / the source as a whole: passed']);
});
