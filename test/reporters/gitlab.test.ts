import type { Report } from '../../lib/model';
import { everything, render, reportOfPlan } from './reports';

interface Issue {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: { path: string; lines: { begin: number; end?: number } };
}

function issuesOf(report: Report): Issue[] {
  return JSON.parse(render('gitlab', report));
}

test('each finding is an issue, and so is what keeps the check from being whole; what is accepted is left out', async () => {
  const shown = issuesOf(await everything()).map(
    ({ severity, check_name, location: { path, lines } }) =>
      `${severity} ${check_name} ${path}:${lines.begin}${lines.end === undefined ? '' : `-${lines.end}`}`,
  );
  expect(shown).toEqual([
    'blocker unreadable-input broken.json:2',
    'major incomplete-source plan.json:1',
    'critical missing-scope app/main.tf.json:22-28',
    'critical missing-scope plan.json:1',
    'critical missing-scope plan.json:1',
    'critical removed-scope plan.json:1',
    'minor missing-scope app/main.tf.json:38',
    'info missing-recommended-scope app/main.tf.json:7-14',
    'info missing-recommended-scope app/main.tf.json:7-14',
  ]);
});

test('a description tells who, what is wrong and what to do', async () => {
  const descriptions = issuesOf(await everything()).map(({ description }) => description);
  expect(descriptions[0]).toBe('cannot read: is not JSON. Mend the JSON.');
  expect(descriptions[5]).toMatch(
    /^genesyscloud_oauth_client\.each\["eu"\] in plan\.json loses "notifications", which it requires\. Keep the scope: /,
  );
  expect(descriptions[6]).toMatch(/^not known yet: genesyscloud_oauth_client\.waits in app: scopes is not known yet /);
});

test('what failed in Terraform is a blocker', async () => {
  expect(issuesOf(await reportOfPlan('postcondition-fails'))[0]).toMatchObject({
    check_name: 'failed-in-terraform',
    severity: 'blocker',
  });
});

test('what the baseline has is minor', async () => {
  const report = await reportOfPlan('declared');
  const known = { ...report, findings: report.findings.map((finding) => ({ ...finding, baseline: true })) };
  expect(issuesOf(known).map(({ severity }) => severity)).toEqual(['minor', 'minor', 'minor']);
});

test('fingerprints are those of the last run, and no two are the same', async () => {
  const report = await everything();
  const of = (each: Report) => issuesOf(each).map(({ fingerprint }) => fingerprint);
  expect(new Set(of(report)).size).toBe(9);
  expect(of(await everything())).toEqual(of(report));
  const doubled = {
    ...report,
    problems: [...report.problems, ...report.problems],
    findings: report.findings.flatMap((finding) => [finding, finding]),
  };
  expect(new Set(of(doubled)).size).toBe(17);
});

test('without findings the report is an empty list', async () => {
  const report = await reportOfPlan('declared');
  expect(render('gitlab', { ...report, findings: [] })).toBe('[]\n');
});
