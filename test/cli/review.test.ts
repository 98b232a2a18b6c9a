import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import MarkdownIt from 'markdown-it';
import { readReportDocument } from '../../lib/model';
import { renderJson } from '../../lib/reporters/json';
import { renderMarkdown } from '../../lib/reporters/markdown';
import { VERSION } from '../../lib/version';
import { PLATFORM_BASE_SCOPES as WHOLE } from '../helpers/scopes';
import { MIGRATED, planOf, run, update } from '../policy/judged';
import { body, declarations, entry, LACKS_USERS, plan, TYPE } from '../sources/inputs';
import { cli, type Files, inFolder, ROOT } from './run-cli';

const RUNS = Number(process.env.RUNS ?? 200);
jest.setTimeout(60_000 + RUNS * 200);

const PLANS = join(ROOT, 'test/fixtures/plans');
const lacking = planOf({ [`${TYPE}.a`]: { after: body({ scopes: LACKS_USERS }) } });
const good = planOf({ [`${TYPE}.a`]: {} });
const unchanged = planOf({ [`${TYPE}.a`]: { actions: ['no-op'], before: body(), after: body() } });
const brokenBefore = planOf({
  [`${TYPE}.a`]: update({ scopes: LACKS_USERS }, { scopes: LACKS_USERS, description: 'new' }),
});

/** Writes the report of a plan, as another job would. */
async function report(label: string, json: string, file = `${label}.report`): Promise<string> {
  writeFileSync('one.plan', json);
  await cli(['check', `${label}=one.plan`, '--output', `json=${file}`]);
  return readFileSync(file, 'utf8');
}

const review = (...args: string[]) => cli(['review', ...args]);

/** The text under a heading, up to the next part. */
function sectionOf(markdown: string, heading: string): string | undefined {
  const parts = markdown.split(/^(?=### |<details>|<\/details>)/m);
  return parts
    .find((part) => part.startsWith(`### ${heading}\n`) || part.startsWith(`<details><summary>${heading} (`))
    ?.split('\n')
    .slice(1)
    .join('\n')
    .trim();
}

const headlineOf = (markdown: string) => markdown.split('\n')[0] ?? '';

// Whole documents --------------------------------------------------------------------------------------------------------

test.each(['lifecycle', 'unknown-whole', 'declared'])('the document of the genuine plan %s', async (name) => {
  const path = `test/fixtures/plans/${name}.plan.json`;
  process.chdir(ROOT);
  const { stdout, stderr } = await review(path);
  const expected = readFileSync(join(__dirname, 'fixtures/review', `${name}.md`), 'utf8');
  expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
});

test('the document of plans and of reports that were written of them is the same', async () => {
  await inFolder({ 'prod.json': lacking, 'test.json': brokenBefore, 'dev.json': unchanged }, async () => {
    const named = ['prod=prod.json', 'test=test.json', 'dev=dev.json'];
    for (const each of named) await cli(['check', each, '--output', `json=${each.split('=')[0]}.report`]);
    const reports = ['prod.report', 'test.report', 'dev.report'];
    const whole = await review(...named);
    expect(await review(...reports)).toEqual(whole);
    expect(await review('prod.report', 'test=test.json', 'dev.report')).toEqual(whole);
    expect(whole.code).toBe(1);
  });
});

test('reports, plans and folders may stand in any order', async () => {
  await inFolder({ 'c.json': brokenBefore }, async () => {
    await report('a', lacking);
    await report('b', good);
    const inputs = ['a.report', 'b.report', 'c.json'];
    const expected = await review(...inputs);
    for (const order of [
      [2, 1, 0],
      [1, 0, 2],
      [1, 2, 0],
      [0, 2, 1],
      [2, 0, 1],
    ]) {
      expect(await review(...order.map((index) => inputs[index] as string))).toEqual(expected);
    }
  });
});

test('catalogues of one day are told the same in whatever order', async () => {
  await inFolder({}, async () => {
    const text = await report('a', lacking);
    writeFileSync('b.report', text.replaceAll('"a"', '"b"').replace('"published"', '"organisation"'));
    expect(await review('b.report', 'a.report')).toEqual(await review('a.report', 'b.report'));
  });
});

test('of catalogues of several days the oldest is told', async () => {
  await inFolder({}, async () => {
    const text = await report('a', good);
    writeFileSync('b.report', text.replaceAll('"a"', '"b"').replace('2026-07-19', '2025-01-01'));
    expect(headlineOf((await review('a.report', 'b.report')).stdout)).toContain('catalogue of 2025-01-01');
  });
});

test('a report that is named twice is read once', async () => {
  await inFolder({}, async () => {
    await report('a', lacking);
    expect(await review('a.report', 'a.report')).toEqual(await review('a.report'));
  });
});

// Labels -----------------------------------------------------------------------------------------------------------------

describe('the sources of a review', () => {
  const labels = async (...args: string[]) =>
    JSON.parse((await review(...args, '--format', 'json')).stdout).sources.map(({ label }: { label: string }) => label);

  test('of one label are told apart by their files', async () => {
    await inFolder({}, async () => {
      await report('prod', lacking, 'eu.report');
      await report('prod', good, 'us.report');
      expect(await labels('eu.report', 'us.report')).toEqual(['prod (eu.report)', 'prod (us.report)']);
      const { clients, findings } = JSON.parse((await review('eu.report', 'us.report', '--format', 'json')).stdout);
      expect(clients.map(({ source, verdict }: Record<string, string>) => [source, verdict])).toEqual([
        ['prod (eu.report)', 'fail'],
        ['prod (us.report)', 'pass'],
      ]);
      expect(findings.map(({ source }: Record<string, string>) => source)).toEqual(['prod (eu.report)']);
    });
  });

  test('of one label, of a plan and a report, are told apart by their files', async () => {
    await inFolder({ 'plan.json': good }, async () => {
      await report('prod', lacking, 'eu.report');
      expect(await labels('prod=plan.json', 'eu.report')).toEqual(['prod (eu.report)', 'prod (plan.json)']);
    });
  });

  test('are called as the user says', async () => {
    await inFolder({}, async () => {
      await report('prod', lacking, 'eu.report');
      await report('prod', good, 'us.report');
      expect(await labels('eu=eu.report', 'us=us.report')).toEqual(['eu', 'us']);
      expect(await labels('same=eu.report', 'same=us.report')).toEqual(['same (eu.report)', 'same (us.report)']);
    });
  });

  test('of which a report has several stand below the label', async () => {
    await inFolder({ 'a.json': lacking, 'b.json': good }, async () => {
      await cli(['check', 'x=a.json', 'y=b.json', '--output', 'json=both.report']);
      expect(await labels('prod=both.report')).toEqual(['prod/x', 'prod/y']);
      expect(await labels('both.report')).toEqual(['x', 'y']);
    });
  });
});

// What cannot be read ----------------------------------------------------------------------------------------------------

describe('a report that cannot be read', () => {
  test.each<[string, (text: string) => string, string]>([
    ['of another version', (text) => text.replace('report@1', 'report@2'), 'is a report of another version'],
    ['that is cut off', (text) => text.slice(0, 400), 'is cut off: the JSON ends too early'],
    ['with a part of another type', (text) => text.replace(/"clients": \d+/, '"clients": "x"'), 'is no sound report'],
    ['without a part', (text) => text.replace('"findings":', '"finding":'), 'is no sound report'],
    [
      'with a verdict that is none',
      (text) => text.replace('"verdict": "fail"', '"verdict": "fine"'),
      'is no sound report',
    ],
    ['that is nested too deeply', (text) => `${text.slice(0, 60)}"x":${'['.repeat(200_000)}`, 'is '],
  ])('%s is an input that cannot be read: the others are shown all the same', async (_, damage, message) => {
    await inFolder({ 'good.json': good }, async () => {
      writeFileSync('bad.report', damage(await report('bad', lacking)));
      const { code, stdout } = await review('good.json', 'bad.report');
      expect(code).toBe(3);
      expect(headlineOf(stdout)).toMatch(/^\*\*❌ Cannot be judged in whole\*\*/);
      expect(sectionOf(stdout, 'Cannot be read')).toContain(`<code>bad.report`);
      expect(sectionOf(stdout, 'Cannot be read')).toContain(message);
      expect(stdout).toContain('<code>good.json</code>');
    });
  });

  test('does not steer the terminal', async () => {
    await inFolder({}, async () => {
      const text = await report('bad', lacking);
      writeFileSync('bad.report', text.replace('"kind": "plan"', '"kind": "\\u001b[31m\\n::error::x"'));
      const { stdout, stderr } = await review('bad.report');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^::/m);
    });
  });

  test('is none that is missing, a folder or another JSON', async () => {
    await inFolder({ 'other.json': '{"format":"x"}' }, async () => {
      for (const path of ['absent.report', '.', 'other.json']) expect((await review(path)).code).toBe(3);
    });
  });
});

test('what another job could not read is not lost', async () => {
  await inFolder({ 'bad.json': '{', 'good.json': good }, async () => {
    await cli(['check', 'bad.json', 'good.json', '--output', 'json=all.report']);
    const { code, stdout } = await review('all.report');
    expect(code).toBe(3);
    expect(headlineOf(stdout)).toBe(
      '**❌ Cannot be judged in whole**: 1 client in 2 sources: 1 pass; catalogue of 2026-07-19 (published)',
    );
    expect(sectionOf(stdout, 'Cannot be read')).toContain('<code>bad.json:1:2</code>: is cut off');
  });
});

test.each([
  ['that is whole', {}, '✅ Nothing fails', 0],
  ['that shows a part', { complete: false }, '⏳ Nothing fails, but not all is seen', 1],
  ['that ended with an error', { errored: true }, '⏳ Nothing fails, but not all is seen', 1],
])('of a plan %s no more is said than is seen', async (_, rest, verdict, counted) => {
  await inFolder({ 'plan.json': plan([entry(`${TYPE}.a`)], rest) }, async () => {
    const { code, stdout } = await review('plan.json');
    expect({ code, headline: headlineOf(stdout) }).toEqual({
      code: 0,
      headline: `**${verdict}**: 1 client in plan.json: 1 pass; catalogue of 2026-07-19 (published)`,
    });
    expect((await review('plan.json', '--unknown', 'fail')).code).toBe(counted);
    const page = (await review('plan.json', '--format', 'html')).stdout;
    const whole = verdict === '✅ Nothing fails';
    expect(/<h1[^>]*>([^<]*)/.exec(page)?.[1]).toBe(
      whole ? 'The client passes' : '1 of 1 client passes, but not all is seen',
    );
  });
});

// What fails -------------------------------------------------------------------------------------------------------------

describe('what was so before the change', () => {
  test('does not fail, and stands apart', async () => {
    await inFolder({ 'plan.json': brokenBefore }, async () => {
      const { code, stdout } = await review('plan.json');
      expect(code).toBe(0);
      expect(sectionOf(stdout, 'Found in this change')).toBeUndefined();
      expect(sectionOf(stdout, 'It was so before')).toContain('lacks the required scope "users"');
    });
  });

  test('fails with --all', async () => {
    await inFolder({ 'plan.json': brokenBefore }, async () => {
      expect((await review('plan.json', '--all')).code).toBe(1);
      await report('a', brokenBefore);
      expect((await review('a.report')).code).toBe(0);
      expect((await review('a.report', '--all')).code).toBe(1);
    });
  });

  test('is no reason to say that nothing fails of a client that fails', async () => {
    await inFolder({ 'plan.json': brokenBefore }, async () => {
      const { stdout } = await review('plan.json');
      expect(headlineOf(stdout)).toContain('1 fail');
      expect(headlineOf(stdout)).not.toContain('Nothing fails');
    });
  });

  test('does not hide what is new beside it', async () => {
    const worse = planOf({ [`${TYPE}.a`]: update({ scopes: LACKS_USERS }, { scopes: LACKS_USERS.slice(1) }) });
    await inFolder({ 'plan.json': worse }, async () => {
      const { code, stdout } = await review('plan.json');
      expect(code).toBe(1);
      expect(sectionOf(stdout, 'Found in this change')).toContain('"user-basic-info"');
      expect(sectionOf(stdout, 'It was so before')).toContain('lacks the required scope "users"');
    });
  });

  test('of clients that nobody touched and of what is between them, is not found in this change', async () => {
    const twins = planOf(
      Object.fromEntries(
        ['a', 'b'].map((name) => [
          `${TYPE}.${name}`,
          { actions: ['no-op'], before: body({ scopes: LACKS_USERS }), after: body({ scopes: LACKS_USERS }) },
        ]),
      ),
    );
    await inFolder({ 'plan.json': twins }, async () => {
      const { code, stdout } = await review('plan.json', '--fail-on', 'warning');
      expect(sectionOf(stdout, 'Found in this change')).toBeUndefined();
      expect(code).toBe(0);
    });
  });
});

describe('the exit code of a review', () => {
  const open = planOf({ [`${TYPE}.a`]: { after: body({ scopes: undefined }), after_unknown: { scopes: true } } });
  const warned = planOf({ [`${TYPE}.a`]: { after: body({ authorized_grant_type: 'TOKEN' }) } });
  const failedChecks = [
    {
      address: { kind: 'check', to_display: 'check.scopes', name: 'scopes' },
      status: 'fail',
      instances: [],
    },
  ];
  test.each<[string, string, string[], number]>([
    ['of a good plan', good, [], 0],
    ['of a plan without changes', unchanged, [], 0],
    ['of a plan without clients', plan([]), [], 0],
    ['of a plan without clients where some are required', plan([]), ['--require-clients'], 3],
    ['of a client that fails', lacking, [], 1],
    ['of a client that fails, where nothing may', lacking, ['--fail-on', 'never'], 0],
    ['of what is open', open, [], 0],
    ['of what is open, where it counts', open, ['--unknown', 'fail'], 1],
    ['of a warning', warned, [], 0],
    ['of a warning, where it counts', warned, ['--fail-on', 'warning'], 1],
    ['of a check that Terraform found failing', plan([entry(`${TYPE}.a`)], { checks: failedChecks }), [], 1],
  ])('%s', async (_, json, args, code) => {
    await inFolder({ 'plan.json': json }, async () => {
      const document = await review('plan.json', ...args);
      expect(document.code).toBe(code);
      // The same of the report of another job.
      await report('plan.json', json, 'a.report');
      expect({ ...(await review('a.report', ...args)), stdout: '' }).toEqual({ ...document, stdout: '' });
      // Nothing that fails, is open or is not there is told by a tick.
      const isGood = code === 0 && !/\d (open|fail)|^\*\*No client/.test(headlineOf(document.stdout));
      expect(document.stdout.startsWith('**✅')).toBe(isGood);
    });
  });

  test('is the worst of several inputs', async () => {
    await inFolder({ 'bad.json': '{', 'lacking.json': lacking, 'good.json': good }, async () => {
      expect((await review('good.json', 'lacking.json')).code).toBe(1);
      expect((await review('good.json', 'lacking.json', 'bad.json')).code).toBe(3);
    });
  });

  test('without an input is wrong usage', async () => {
    expect(await review()).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the options of a review of reports', () => {
  test('take a baseline', async () => {
    await inFolder({}, async () => {
      await report('a', lacking);
      expect((await review('a.report')).code).toBe(1);
      expect((await review('a.report', '--baseline', 'a.report')).code).toBe(0);
    });
  });

  test.each(['--policy', '--policy-base', '--baseline'])('refuse a file of %s that is not there', async (option) => {
    await inFolder({}, async () => {
      await report('a', good);
      expect(await review('a.report', option, 'absent.json')).toMatchObject({ code: 2, stdout: '' });
    });
  });
});

// One document for many ---------------------------------------------------------------------------------------------------

describe('a review of many sources', () => {
  const STACKS = Array.from({ length: 12 }, (_, index) => `stack${String(index).padStart(2, '0')}`);
  const STAGES = ['dev', 'int', 'test', 'pre', 'prod-eu', 'prod-us'];
  const rows = (text: string | undefined) => text?.split('\n').filter((line) => line.startsWith('- ')) ?? [];

  test('of 12 stacks in 6 stages, all alike, has one row for each finding and client', async () => {
    await inFolder({}, async () => {
      const text = await report('LABEL', lacking);
      const files = STACKS.flatMap((stack) => STAGES.map((stage) => `${stack}.${stage}`));
      for (const file of files) writeFileSync(file, text.replaceAll('LABEL', file));
      const { code, stdout } = await review(...files);
      expect(code).toBe(1);
      expect(headlineOf(stdout)).toBe(
        '**❌ Fails**: 72 clients in 72 sources: 72 fail; catalogue of 2026-07-19 (published)',
      );
      const where =
        'in 72 sources (<code>stack00.dev</code>, <code>stack00.int</code>, <code>stack00.pre</code> and 69 more)';
      expect(rows(sectionOf(stdout, 'Found in this change'))).toEqual([
        expect.stringContaining(`<code>${TYPE}.a</code> ${where}: lacks the required scope "users"`),
      ]);
      expect(rows(sectionOf(stdout, 'Clients that change'))).toHaveLength(1);
      expect(rows(sectionOf(stdout, 'Clients'))).toHaveLength(1);
      expect(stdout.length).toBeLessThan(4_000);
    });
  });

  test('of which one differs has a row of its own for it', async () => {
    await inFolder({}, async () => {
      const [bad, fine] = [await report('LABEL', lacking), await report('LABEL', good)];
      for (const stage of STAGES) {
        writeFileSync(stage, (stage === 'prod-eu' ? fine : bad).replaceAll('LABEL', stage));
      }
      const { stdout } = await review(...STAGES);
      expect(rows(sectionOf(stdout, 'Found in this change'))).toHaveLength(1);
      expect(rows(sectionOf(stdout, 'Clients'))).toEqual([
        expect.stringMatching(/^- \*\*fail\*\* .* in 5 sources /),
        expect.stringMatching(/^- \*\*pass\*\* .* in <code>prod-eu<\/code>/),
      ]);
    });
  });

  test('in which the count of a heading is that of its rows', async () => {
    await inFolder({}, async () => {
      const text = await report('LABEL', brokenBefore);
      for (const stage of STAGES) writeFileSync(stage, text.replaceAll('LABEL', stage));
      const { stdout } = await review(...STAGES);
      for (const [, heading = '', count] of stdout.matchAll(/<summary>(.+) \((\d+)\)<\/summary>/g)) {
        expect([heading, rows(sectionOf(stdout, heading)).length]).toEqual([heading, Number(count)]);
      }
    });
  });

  test('says of plans that change no client so in one line', async () => {
    const files = Object.fromEntries(STAGES.map((stage) => [`${stage}.json`, unchanged]));
    await inFolder({ ...files, 'lacking.json': lacking }, async () => {
      const { stdout } = await review(...STAGES.map((stage) => `${stage}=${stage}.json`), 'lacking.json');
      expect(stdout.split('\n').filter((line) => line.includes('no client'))).toEqual([
        `6 plans change no client: ${[...STAGES]
          .sort()
          .map((stage) => `<code>${stage}</code>`)
          .join(', ')}`,
      ]);
    });
    await inFolder({ 'one.json': unchanged }, async () => {
      expect(sectionOf((await review('one.json')).stdout, 'Clients that change')).toBe(
        '1 plan changes no client: <code>one.json</code>',
      );
    });
  });

  test('of 5,000 clients that fail is no longer than people read', async () => {
    const changes = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [
        `${TYPE}.client_${index}`,
        { after: body({ name: `n${index}`, scopes: LACKS_USERS }) },
      ]),
    );
    await inFolder({ 'plan.json': planOf(changes) }, async () => {
      const { code, stdout } = await review('plan.json', '--output', 'json=all.report');
      expect(code).toBe(1);
      expect(headlineOf(stdout)).toContain('5000 fail');
      expect(stdout.length).toBeLessThan(65_536);
      expect(sectionOf(stdout, 'Found in this change')).toContain('- … and 4950 more');
      const again = await review('all.report');
      expect(again).toEqual({ code, stdout, stderr: '' });
    });
  });
});

describe('a policy that several jobs judged by', () => {
  const policy = {
    acknowledge: [{ rule: 'retiring-grant', client: `${TYPE}.a`, reason: 'r' }],
    clients: [
      { match: `${TYPE}.b`, ignore: 'r' },
      { match: 'module.gone.**', ignore: 'r' },
    ],
  };
  const files: Files = {
    'genesys-scopes.json': JSON.stringify(policy),
    'one.json': planOf({ [`${TYPE}.a`]: { after: body({ authorized_grant_type: 'TOKEN' }) } }),
    'two.json': planOf({ [`${TYPE}.a`]: {}, [`${TYPE}.b`]: { after: body({ name: 'b' }) } }),
  };

  test('is told stale where all of them together find it so, as one job does', async () => {
    await inFolder(files, async () => {
      for (const name of ['one', 'two']) await cli(['check', `${name}.json`, '--output', `json=${name}.report`]);
      const together = await run('review', 'one.json', 'two.json');
      expect(together.findings).toEqual(['note stale-entry/module.gone.**']);
      expect((await run('review', 'one.report', 'two.report')).findings).toEqual(together.findings);
      expect((await run('review', 'one.report', 'two.json')).findings).toEqual(together.findings);
    });
  });

  test('is told once that an acknowledgment has expired', async () => {
    const acknowledge = [{ ...policy.acknowledge[0], until: '2026-01-01' }];
    await inFolder({ ...files, 'genesys-scopes.json': JSON.stringify({ acknowledge }) }, async () => {
      for (const name of ['one', 'two']) await cli(['check', `${name}.json`, '--output', `json=${name}.report`]);
      expect((await run('review', 'one.report', 'two.report')).findings).toEqual([
        'warning stale-entry/a/retiring-grant',
        'warning retiring-grant/a',
      ]);
    });
  });

  test('is told that an acknowledgment of one policy has expired where the reports are of several', async () => {
    const reason = 'it matches no finding';
    const acknowledge = [{ ...policy.acknowledge[0], reason, until: '2026-01-01' }];
    const expired = JSON.stringify({ rules: { 'stale-entry': 'error' }, acknowledge });
    await inFolder({ ...files, 'expired.json': expired, 'none.json': '{}' }, async () => {
      await cli(['check', 'one.json', '--policy', 'expired.json', '--output', 'json=one.report']);
      await cli(['check', 'two.json', '--policy', 'none.json', '--output', 'json=two.report']);
      const { code, findings } = await run('review', 'one.report', 'two.report');
      expect({ code, findings }).toEqual({
        code: 1,
        findings: ['error stale-entry/a/retiring-grant', 'warning retiring-grant/a'],
      });
    });
  });
});

// The report as a file ---------------------------------------------------------------------------------------------------

describe('a report that is read and written again is the same bytes', () => {
  const again = (text: string) => {
    const read = readReportDocument(JSON.parse(text));
    if (typeof read === 'string') throw new Error(read);
    return renderJson(read);
  };

  test.each([
    'create-missing',
    'create-missing.opentofu',
    'credentials',
    'declared',
    'lifecycle',
    'postcondition-fails',
    'unknown-whole',
  ])('of the plan %s', async (name) => {
    await inFolder({}, async () => {
      await cli(['check', `p=${PLANS}/${name}.plan.json`, '--output', 'json=a.report']);
      const text = readFileSync('a.report', 'utf8');
      expect(text).toContain(VERSION);
      expect(again(text)).toBe(text);
      expect((await review('a.report', '--format', 'json')).stdout).toBe(text);
    });
  });

  test('of what cannot be read, is open, accepted, silenced, known, moved, imported and drifted', async () => {
    const acknowledge = [
      { rule: 'retiring-grant', client: `${TYPE}.t`, reason: 'r', until: '2026-12-01' },
      { rule: 'unknown-scope', client: '**', reason: 'r' },
    ];
    const drift = [entry(`${TYPE}.d`, { before: body({ scopes: [] }), after: body() })];
    const entries = [
      entry(`${TYPE}.t`, { after: body({ authorized_grant_type: 'TOKEN', scopes: [...WHOLE, 'holograms'] }) }),
      entry(`${TYPE}.o`, { after: body({ scopes: undefined }), after_unknown: { scopes: true } }),
      entry(`${TYPE}.m`, { ...update({}, MIGRATED) }, { previous_address: `${TYPE}.n` }),
      entry(`${TYPE}.d`, { ...update({}, {}), importing: { id: 'x' } }),
      entry(`${TYPE}.x["1"]`, { after: body({ scopes: LACKS_USERS }) }),
    ];
    const files = {
      'plan.json': plan(entries, { resource_drift: drift, complete: false }),
      'bad.json': '{',
      'genesys-scopes.json': JSON.stringify({ acknowledge, unmatched: 'warn' }),
      'base.json': '{}',
    };
    await inFolder(files, async () => {
      const judge = (...args: string[]) =>
        cli(['check', 'plan.json', 'bad.json', ...args, '--output', 'json=a.report']);
      await judge();
      const [before] = [readFileSync('a.report', 'utf8'), await judge('--policy-base', 'base.json')];
      writeFileSync('before.report', before);
      const silenced = readFileSync('a.report', 'utf8');
      await judge('--baseline', 'before.report');
      const known = readFileSync('a.report', 'utf8');
      expect([before, silenced, known].map(again)).toEqual([before, silenced, known]);
      expect(silenced).toContain('"silenced": true');
      expect(known).toContain('"baseline": true');
    });
  });

  test('whatever texts are in it', async () => {
    await inFolder({}, async () => {
      const text = await report('MARK', planOf({ [`module.m.${TYPE}.MARK`]: { after: body({ scopes: ['MARK'] }) } }));
      const texts = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.constantFrom('__proto__', '\u2028', '\ud800', '\ufeff', '"\\', 'toString'),
      );
      fc.assert(
        fc.property(texts, (hostile) => {
          const planted = again(text.replaceAll('MARK', JSON.stringify(hostile).slice(1, -1).replaceAll('$', '$$$$')));
          expect(again(planted)).toBe(planted);
        }),
        { numRuns: RUNS },
      );
    });
  });
});

// Markdown ---------------------------------------------------------------------------------------------------------------

// One for all: to make a window takes longer than to parse.
const { DOMParser } = new JSDOM().window;

/** As a service shows Markdown: with HTML, tables, and links of whatever looks like an address. */
const parser = new MarkdownIt({ html: true, linkify: true });
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: true });
parser.linkify.add('www.', { validate: (text, at) => /^[a-z0-9-]+\.\S+/i.exec(text.slice(at))?.[0].length ?? 0 });

function shown(markdown: string): HTMLElement {
  return new DOMParser().parseFromString(`<body>${parser.render(markdown)}</body>`, 'text/html').body;
}

/** The elements of a document without their texts, with their attributes. */
function skeleton(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}=${value}`).join('');
  return `${element.localName}${attributes}(${[...element.children].map(skeleton).join(' ')})`;
}

const HOSTILE = [
  '`x`',
  '`',
  '``a` b',
  '$`x`$ $x$ $$y$$',
  '| a | b |',
  'x | <img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<a href="https://evil.example">click</a>',
  '<!-- hidden --> <!--',
  '</details></li></ul>',
  '</code><b>bold</b>',
  '<https://evil.example>',
  '&lt;b&gt; &#60;i&#62; &amp;',
  '@team @org/team',
  '#12 org/repo#12',
  'someone@evil.example',
  'mailto:someone@evil.example xmpp:a@b.example',
  'https://evil.example/a?b=c',
  'HTTPS://EVIL.EXAMPLE ftp://evil.example',
  'www.evil.example WWW.EVIL.EXAMPLE',
  '[a](javascript:alert(1))',
  '![i](https://evil.example/i.png)',
  '[ref] [^1] [x][y]',
  '**bold** __bold__ _i_ *i* ~~gone~~ ~sub~ ^sup^',
  'a\n\n# heading\n\n- item\n\n```\ncode\n```\n',
  '::error::forged\n::set-output name=x::y',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007link',
  '\u202efdp.exe \u2066x\u2069',
  '- [x] task',
  '1. one',
  '+ plus',
  '> quote',
  '# heading',
  '    indented',
  '=====',
  '---',
  '\\*not\\* \\',
  'a_b_c __init__ _',
  '!@#$%^&*()_+{}|:"<>?',
];

/** A report in which `MARK` stands in every place that a stranger can write. */
async function markedReport(): Promise<string> {
  const own = {
    profile: { id: 'MARK', capabilities: ['routing'], scopes: ['MARK:need'] },
    acknowledge: [{ rule: 'unknown-scope', reason: 'MARK', subject: 'MARK' }],
  };
  const exempt = { exempt: 'MARK' };
  const entries = [
    entry(
      `module.m["MARK"].${TYPE}.a["MARK"]`,
      { ...update({ scopes: ['MARK:old'] }, { name: 'MARK', scopes: ['MARK', 'MARK:new'] }) },
      { previous_address: 'MARK' },
    ),
    entry(`${TYPE}.b`, { after: body({ name: 'MARK' }) }),
    entry(`${TYPE}.c`, { after: body({ name: 'MARK', authorized_grant_type: 'MARK' }) }),
    entry(`${TYPE}.e`, { after: body({ name: 'e' }) }),
    entry(`${TYPE}.o`, { after: body({ name: 'o', scopes: undefined }), after_unknown: { scopes: true } }),
  ];
  const configuration = {
    provider_config: { MARK: { name: 'genesyscloud', expressions: { access_token: { constant_value: 'x' } } } },
    root_module: {
      module_calls: {
        m: { module: { variables: declarations({ [`${TYPE}.a`]: own }).variable } },
      },
      variables: declarations({ [`${TYPE}.e`]: exempt, [`${TYPE}.gone`]: own }, { bypass: 'MARK' }).variable,
      resources: [
        { address: `${TYPE}.o`, mode: 'managed', type: TYPE, expressions: { scopes: { references: ['var.MARK'] } } },
      ],
    },
  };
  const checks = [{ address: { kind: 'check', to_display: 'check.MARK' }, status: 'fail' }];
  writeFileSync('bad.json', '{');
  writeFileSync('one.plan', plan(entries, { configuration, checks, errored: true }));
  await cli(['check', 'MARK=one.plan', 'bad.json', '--output', 'json=marked.report']);
  return readFileSync('marked.report', 'utf8').replaceAll('bad.json', 'MARK.json').replaceAll('one.plan', 'MARK.plan');
}

describe('in Markdown', () => {
  const documentOf = (marked: string, text: string): string => {
    const planted = readReportDocument(JSON.parse(marked.replaceAll('MARK', () => JSON.stringify(text).slice(1, -1))));
    if (typeof planted === 'string') throw new Error(planted);
    return renderMarkdown(planted, { color: false, quiet: false, fails: true });
  };
  let marked: string;
  beforeAll(async () => {
    marked = await inFolder({}, markedReport);
  });

  test('every place of the report that a stranger can write is shown', () => {
    const places = documentOf(marked, 'MARK').match(/MARK/g) ?? [];
    expect(places.length).toBeGreaterThan(30);
  });

  test('the parser of these tests makes links and elements of what is not escaped', () => {
    const foreign = 'a, img, script, h1, hr, s, em, b, code, pre, ul, ol, blockquote';
    const made = HOSTILE.flatMap((hostile) => [...shown(hostile).querySelectorAll(foreign)]);
    expect([...new Set(made.map(({ localName }) => localName))].sort()).toEqual(foreign.split(', ').sort());
    expect(shown('www.evil.example a@evil.example https://evil.example').querySelectorAll('a')).toHaveLength(3);
  });

  test.each(HOSTILE)('%j makes no element, no link and no attribute', (hostile) => {
    expect(skeleton(shown(documentOf(marked, hostile)))).toBe(skeleton(shown(documentOf(marked, 'plain'))));
  });

  test.each(HOSTILE)('%j reads back as it was', (hostile) => {
    const text = (shown(documentOf(marked, hostile)).textContent ?? '').replaceAll('\u200b', '');
    const visible = hostile.replaceAll(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are shown by their numbers.
      /[\u0000-\u001f\u2028-\u202e\u2066-\u2069]/g,
      (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
    );
    const plain = shown(documentOf(marked, 'MARK')).textContent ?? '';
    expect(text.split(visible).length).toBe(plain.split('MARK').length);
  });

  // What a service makes of text after Markdown is done, in what is not code.
  test.each([
    ['@team', /@\w/],
    ['#12', /#\d/],
    ['!12', /!\d/],
    ['%12', /%\d/],
    ['&12', /&\d/],
    ['$12', /\$\d/],
    ['~bug', /~\w/],
    ['GH-12', /GH-\d/],
    ['routing:email:manage', /:[a-z_]+:/],
  ])('%s refers to nothing and stays no emoji', (reference, pattern) => {
    const body = shown(documentOf(marked, reference));
    for (const code of body.querySelectorAll('code')) code.remove();
    expect(body.textContent).not.toMatch(pattern);
  });

  test.each(HOSTILE)('%j in a plan makes nothing either', async (hostile) => {
    const json = plan([
      entry(`${TYPE}.a[${JSON.stringify(hostile)}]`, {
        after: body({ name: hostile, scopes: [hostile, ...LACKS_USERS] }),
      }),
    ]);
    await inFolder({ 'plan.json': json }, async () => {
      const { code, stdout } = await review('plan.json');
      expect(code).toBe(1);
      const foreign = shown(stdout).querySelectorAll(
        'a, img, script, table, h1, h2, pre, blockquote, hr, b, em, s, input',
      );
      expect([...foreign].map(({ outerHTML }) => outerHTML)).toEqual([]);
    });
  });

  test('texts of any kind make nothing', () => {
    const plain = skeleton(shown(documentOf(marked, 'plain')));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 4 }),
        (parts) => {
          const text = parts.join('');
          fc.pre(text !== '');
          expect(skeleton(shown(documentOf(marked, text)))).toBe(plain);
        },
      ),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
