import type { Report } from '../../lib/model';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { everything, planReading, render, reportOf, reportOfPlan } from './reports';
import { type Logged, readLogLine } from './runner';

function linesOf(report: Report): Logged[] {
  return render('github', report).trimEnd().split('\n').map(readLogLine);
}

function commandsOf(report: Report) {
  return linesOf(report).flatMap((line) => ('command' in line ? [line] : []));
}

test('problems, findings and what is to be said of a source are annotations, errors first; a summary is last', async () => {
  const report = await everything();
  const shown = commandsOf(report).map(({ command, properties: { title, ...place }, data }) => [
    `${command} ${title}: ${data.split('\n')[0]?.slice(0, 60)}`,
    place,
  ]);
  expect(shown).toEqual([
    ['error cannot read: broken.json:2:16 is not JSON', { file: 'broken.json', line: '2', col: '16' }],
    [
      'error missing-scope: genesyscloud_oauth_client.fails in app lacks the required sc',
      { file: 'app/main.tf.json', line: '22', endLine: '28' },
    ],
    ['error missing-scope: genesyscloud_oauth_client.each["eu"] in plan.json lacks the ', {}],
    ['error removed-scope: genesyscloud_oauth_client.each["eu"] in plan.json loses "not', {}],
    ['warning source: plan.json is a partial plan (-target, or deferred changes): ', {}],
    [
      'notice missing-scope (not known yet): genesyscloud_oauth_client.waits in app: scopes is not known ',
      { file: 'app/main.tf.json', line: '38', endLine: '38', col: '19', endColumn: '34' },
    ],
    [
      'notice missing-recommended-scope: genesyscloud_oauth_client.accepts in app lacks the scope "pr',
      { file: 'app/main.tf.json', line: '7', endLine: '14' },
    ],
  ]);
  expect(linesOf(report).at(-1)).toEqual({
    text: '6 clients in 3 sources: 1 pass, 2 fail, 1 open, 1 accepted, 1 ignored; catalogue of 2026-07-19 (published)',
  });
});

test('what one rule says of a client is one annotation, with the remedy last', async () => {
  const [, , , annotation] = commandsOf(await everything());
  expect(annotation?.data.split('\n').length).toBe(2);
  const [, , missing] = commandsOf(await everything());
  expect(missing?.data.split('\n').map((line) => line.slice(0, 48))).toEqual([
    'genesyscloud_oauth_client.each["eu"] in plan.jso',
    'lacks the required scope "users" (to go on queue',
    'Add the scope to `scopes`, or name a profile wit',
  ]);
});

test('of each kind as many are commands as GitHub shows; the rest are lines, which a line counts', () => {
  const entries = Array.from({ length: 14 }, (_, index) =>
    entry(`${TYPE}.c${String(index).padStart(2, '0')}`, {
      after: body({ name: `n${index}`, scopes: LACKS_USERS, registered_redirect_uris: ['http://a.example.com'] }),
    }),
  );
  const lines = linesOf(reportOf(planReading(entries)));
  expect(lines.slice(0, 20).map((line) => 'command' in line && line.command)).toEqual([
    ...Array.from({ length: 10 }, () => 'error'),
    ...Array.from({ length: 10 }, () => 'warning'),
  ]);
  const texts = lines.slice(20).map((line) => ('text' in line ? line.text : ''));
  const rest = ['10', '11', '12', '13'];
  expect(texts).toEqual([
    ...rest.map((n) => expect.stringMatching(`^error missing-scope: ${TYPE}\\.c${n} lacks the required scope "users"`)),
    ...rest.map((n) => expect.stringMatching(`^warning insecure-redirect-uri: ${TYPE}\\.c${n} redirects to `)),
    '4 errors, 4 warnings more than the 10 of a kind that GitHub shows for a step: see the lines above',
    '14 clients in plan.json: 14 fail; catalogue of 2026-07-19 (published)',
  ]);
});

test('what failed in Terraform is an error, and what the baseline has is a notice', async () => {
  const failed = await reportOfPlan('postcondition-fails');
  expect(commandsOf(failed)[0]).toMatchObject({ command: 'error', properties: { title: 'source' } });
  const report = await reportOfPlan('declared');
  const known = { ...report, findings: report.findings.map((finding) => ({ ...finding, baseline: true })) };
  expect(commandsOf(known).map(({ command }) => command)).toEqual(['notice', 'notice', 'notice']);
});
