import { createHash } from 'node:crypto';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { publicText, type Report } from '../../lib/model';
import { reporterOf } from '../../lib/reporters';
import { html } from '../../lib/reporters/html';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { everything, planReading, render, reportOf, reportOfPlan } from './reports';

function pageOf(report: Report, runScripts?: 'dangerously'): Document {
  const { document } = new JSDOM(render('html', report), runScripts && { runScripts }).window;
  return document;
}

function texts(document: Document, selector: string): string[] {
  return [...document.querySelectorAll(selector)].map(({ textContent }) =>
    (textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
}

function headings(document: Document): string[] {
  return texts(document, 'h1, h2, h3');
}

test('first comes the answer, then what could not be read, the findings, the clients, and what is left out', async () => {
  expect(headings(pageOf(await everything()))).toEqual([
    '1 input could not be read, and 2 of 6 clients fail',
    'What could not be read',
    'What the sources say of themselves',
    'Findings',
    'missing-scope',
    'removed-scope',
    'missing-scope',
    'missing-recommended-scope',
    'What to do next',
    'Clients',
    'Accepted',
    'Ignored',
  ]);
});

test.each([
  ['declared', true, '1 of 2 clients fails', 'fail'],
  ['declared', false, '1 of 2 clients fails', 'open'],
  ['unknown-whole', false, '1 of 1 client cannot be judged yet', 'open'],
  ['unknown-whole', true, '1 of 1 client cannot be judged yet', 'fail'],
])('the answer of %s, in a command that fails: %s', async (plan, fails, answer, state) => {
  const output = (await reporterOf('html'))(await reportOfPlan(plan), { color: false, quiet: false, fails });
  const { document } = new JSDOM(output).window;
  expect(texts(document, 'h1')).toEqual([answer]);
  expect(document.querySelector('h1')?.className).toBe(`answer ${state}`);
  expect(document.title).toBe(`${answer} – OAuth scopes`);
});

test('clients that pass by unpublished names are counted with those that pass', async () => {
  const [, , pass] = texts(pageOf(await reportOfPlan('lifecycle')), '.counts li');
  expect(pass).toBe('✓ 5 pass5 of them by names that Genesys Cloud does not publish');
});

test('every client has a row with its verdict, and every finding its words', async () => {
  const report = await everything();
  const document = pageOf(report);
  const rows = [...document.querySelectorAll('tr.client')].map((row) =>
    texts(row as never, 'th > code, td .badge').join(' '),
  );
  expect(rows).toEqual([
    `${TYPE}.accepts – Accepted`,
    `${TYPE}.fails ✕ Fails`,
    `${TYPE}.left_out – Ignored`,
    `${TYPE}.waits ? Not known yet`,
    `${TYPE}.each["eu"] ✕ Fails`,
    `${TYPE}.each["us"] ✓ Passes`,
  ]);
  const shown = texts(document, '.texts li');
  for (const { message } of report.findings) {
    expect(shown.filter((text) => text.startsWith(message))).not.toEqual([]);
  }
});

test('tables are tables, with a header for each column and each row', async () => {
  const document = pageOf(await everything());
  expect(texts(document, 'table.clients > thead th[scope=col]')).toEqual([
    'Client',
    'Verdict',
    'Profile',
    'Holds',
    'Misses',
    'This change',
  ]);
  expect(texts(document, 'table.accepted > thead th[scope=col]')).toEqual(['Client', 'Finding', 'Accepted because']);
  for (const row of document.querySelectorAll('tbody tr')) {
    const columns = row.closest('table')?.querySelectorAll('thead th').length ?? 0;
    expect([...row.children].map(({ tagName, role }) => `${tagName} ${role}`)).toEqual([
      'TH rowheader',
      ...Array.from({ length: columns - 1 }, () => 'TD cell'),
    ]);
  }
});

test('what a plan changes is told with what it is for', async () => {
  const rows = texts(pageOf(await reportOfPlan('lifecycle')), 'tr.client td:last-child');
  expect(rows).toEqual([
    'update, import − removed users to go on queue and see own queues',
    'unchanged',
    'update + added interaction:read to read interactions + added routing:user to go on queue and see own queues ' +
      'Outside Terraform somebody − removed interaction:read to read interactions − removed routing:user to go on queue and see own queues',
    'update + added routing:user to go on queue and see own queues',
    'delete',
    'create',
    'update − removed digital:read − removed interaction:read to read interactions',
    `unchanged, moved from ${TYPE}.renamed_from`,
    'unchanged',
  ]);
});

test('what reads the same in many sources is told once, with a count', () => {
  const client = entry(`${TYPE}.chat`, { after: body({ scopes: LACKS_USERS }) });
  const document = pageOf(
    reportOf(...Array.from({ length: 12 }, (_, index) => planReading([client], `stack-${index}`))),
  );
  expect(texts(document, '.group .count')).toEqual(['12 findings']);
  expect(texts(document, '.item > details > summary')).toEqual([`${TYPE}.chat in 12 sources`]);
  expect(document.querySelectorAll('.texts li').length).toBe(1);
  expect(document.querySelectorAll('.places li').length).toBe(12);
  expect(texts(document, 'tr.client th summary')).toEqual(['in 12 sources']);
});

test('the policy of the page allows its own style and script, by their hashes, and nothing else', async () => {
  const document = pageOf(await reportOfPlan('declared'));
  const hash = (selector: string) =>
    createHash('sha256')
      .update(document.querySelector(selector)?.textContent ?? '')
      .digest('base64');
  expect(document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toBe(
    `default-src 'none'; style-src 'sha256-${hash('style')}'; script-src 'sha256-${hash('script')}'; ` +
      "base-uri 'none'; form-action 'none'",
  );
  expect(document.querySelectorAll('style, script').length).toBe(2);
  expect(document.querySelectorAll('[src], [style], link, iframe, img, a:not([href^="#"])').length).toBe(0);
});

test('what stands in an attribute cannot leave it', () => {
  const text = publicText(`"'> onclick="x" & <b>`);
  const { document } = new JSDOM(html`<p title="${text}">${text}</p>`.text).window;
  const paragraph = document.querySelector('p');
  expect(paragraph?.getAttributeNames()).toEqual(['title']);
  expect([paragraph?.title, paragraph?.textContent]).toEqual([text, text]);
});

test('links lead to what is there, and no two things have one id', async () => {
  for (const report of [await everything(), await reportOfPlan('declared'), reportOf(planReading([]))]) {
    const document = pageOf(report);
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...document.querySelectorAll('a')].map((link) => (link.getAttribute('href') ?? '').slice(1));
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test('the search hides what lacks one of its words, and tells how much is left', async () => {
  const document = pageOf(await everything(), 'dangerously');
  const { window } = document.defaultView as unknown as JSDOM;
  const box = document.querySelector<HTMLInputElement>('#text') as HTMLInputElement;
  const visible = (selector: string) => document.querySelectorAll(`${selector}:not([hidden])`).length;
  expect(texts(document, '#shown')).toEqual(['Shown: 7 of 7 findings, 6 of 6 clients']);
  box.value = 'EACH["eu"] notifications';
  box.dispatchEvent(new window.Event('input'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(texts(document, '#shown')).toEqual(['Shown: 2 of 7 findings, 1 of 6 clients']);
  expect([visible('.item'), visible('.group'), visible('tr.client')]).toEqual([2, 2, 1]);
});

test('axe finds nothing to object to in the structure', async () => {
  for (const report of [await everything(), await reportOfPlan('lifecycle'), reportOf(planReading([]))]) {
    const { window } = new JSDOM(render('html', report), { runScripts: 'outside-only' });
    window.eval(axe.source);
    const run = window.eval('(options) => axe.run(document, options)') as typeof axe.run;
    // Colours and sizes show in a browser only.
    const { violations } = await (run as never as (options: axe.RunOptions) => Promise<axe.AxeResults>)({
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}, 60_000);
