import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../lib/model';
import { body, entry, LACKS_USERS, TYPE } from '../sources/inputs';
import { findChromium, launch } from './chromium';
import { everything, planReading, render, reportOf, reportOfPlan } from './reports';

const found = findChromium();
const reason = 'reason' in found ? found.reason : undefined;

if (reason !== undefined) {
  test.skip(`the page in a browser: ${reason}`, () => {});
} else {
  describe('the page in a browser', pageTests);
}

function pageTests(): void {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'genesys-scopes-html-'));
    browser = await launch((found as { path: string }).path);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report as a person would, from a file, and hands over whatever the browser said of it. */
  async function open(report: Report, options: BrowserContextOptions = {}): Promise<{ page: Page; said: string[] }> {
    const file = join(folder, 'report.html');
    writeFileSync(file, render('html', report));
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => {
      said.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('requestfinished', (request) => said.push(`loaded ${request.url()}`));
    await page.goto(pathToFileURL(file).href);
    expect(said.splice(0)).toEqual([`loaded ${pathToFileURL(file).href}`]);
    return { page, said };
  }

  const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

  test.each([
    ['light', 'desktop'],
    ['dark', 'desktop'],
    ['light', 'phone'],
    ['dark', 'phone'],
  ] as const)(
    'axe finds nothing to object to, %s and on a %s',
    async (colorScheme, size) => {
      const { page, said } = await open(await everything(), { colorScheme, viewport: SIZES[size] });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.evaluate(axe.source);
      const { violations, passes } = (await page.evaluate('axe.run()')) as axe.AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(passes.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['color-contrast', 'th-has-data-cells', 'list']),
      );
      expect(said).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  test('nothing is wider than a small screen, whatever the names', async () => {
    const long = `${'very-long-name'.repeat(20)}`;
    const client = entry(`${TYPE}.${long}`, { after: body({ name: long, scopes: [long, ...LACKS_USERS] }) });
    const { page } = await open(reportOf(planReading([client], `${long}.json`)), {
      viewport: { width: 320, height: 640 },
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.context().close();
  }, 30_000);

  test('the keyboard reaches everything in order, and shows where it is', async () => {
    const { page } = await open(await everything());
    const reached: string[] = [];
    for (let step = 0; step < 17; step++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const focused = document.activeElement as HTMLElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(focused);
          if (outlineStyle === 'none' || outlineWidth === '0px') return `${focused.id} shows no focus`;
          const { left, top } = focused.getBoundingClientRect();
          if (left < 0 || top < 0) return `${focused.id} is out of sight`;
          return focused.id || (focused.textContent ?? '').replace(/\s+/g, ' ').trim();
        }),
      );
    }
    expect(reached).toEqual([
      'To the report',
      'What could not be read (1)',
      'Findings (7)',
      'Clients (6)',
      'Accepted (1)',
      'Ignored (1)',
      'level-error',
      'level-note',
      'level-open',
      'verdict-fail',
      'verdict-open',
      'verdict-pass',
      'verdict-accepted',
      'verdict-ignored',
      'only-new',
      'text',
      '✕ Error missing-scope 3 findings',
    ]);
    await page.context().close();
  }, 30_000);

  test('the first link leads past the navigation', async () => {
    const { page } = await open(await everything());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('level-error');
    await page.context().close();
  }, 30_000);

  test.each([true, false])(
    'boxes hide what they name; with a script: %s',
    async (javaScriptEnabled) => {
      const { page } = await open(await everything(), { javaScriptEnabled });
      const count = async (selector: string) => await page.locator(selector).filter({ visible: true }).count();
      const shown = async () => [await count('.group'), await count('.texts li'), await count('tr.client')];
      expect(await shown()).toEqual([4, 5, 6]);
      await page.locator('#level-error').uncheck();
      expect(await shown()).toEqual([2, 1, 6]);
      await page.locator('#verdict-fail').uncheck();
      expect(await shown()).toEqual([2, 1, 4]);
      await page.locator('#level-error').check();
      await page.locator('#only-new').check();
      expect(await shown()).toEqual([4, 4, 4]);
      expect(await page.locator('#text').isVisible()).toBe(javaScriptEnabled);
      await page.context().close();
    },
    30_000,
  );

  test('on paper the bar is gone, and what was folded is there', async () => {
    const { page } = await open(await everything());
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('.texts li').filter({ visible: true }).count()).toBe(7);
    await page.context().close();
  }, 30_000);

  test('nothing that a name brings is run, nor would it be if it came into the page', async () => {
    const name = '</script><script>document.title = "forged"</script><img src=x onerror=\'document.title = "forged"\'>';
    const client = entry(`${TYPE}.a[${JSON.stringify(name)}]`, {
      after: body({ name, scopes: [name, ...LACKS_USERS] }),
    });
    const { page, said } = await open(reportOf(planReading([client])));
    expect(await page.title()).toBe('1 of 1 client fails – OAuth scopes');
    expect(said).toEqual([]);
    await page.evaluate((markup) => {
      document.body.append(document.createRange().createContextualFragment(markup));
    }, name);
    await page.waitForTimeout(100);
    expect(await page.title()).toBe('1 of 1 client fails – OAuth scopes');
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((line) => !/Content Security Policy/.test(line))).toEqual([]);
    await page.context().close();
  }, 30_000);

  // Where the page counts every row anew, this takes minutes, and runs into its time.
  test('5,000 findings open and can be searched', async () => {
    const entries = Array.from({ length: 2500 }, (_, index) =>
      entry(`${TYPE}.c${index}`, { after: body({ name: `n${index}`, scopes: [`x${index}:y`, ...LACKS_USERS] }) }),
    );
    const report = reportOf(planReading(entries));
    expect(report.findings.length).toBe(5000);
    const { page } = await open(report);
    await page.locator('#text').fill('c1234');
    await page.waitForFunction(() =>
      /^Shown: 2 of 5000 findings, 1 of 2500 clients$/.test(document.querySelector('#shown')?.textContent ?? ''),
    );
    await page.context().close();
  }, 60_000);

  test('the page follows the scheme of the screen', async () => {
    const grounds: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(await reportOfPlan('declared'), { colorScheme });
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await page.context().close();
    }
    expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(20, 23, 28)']);
  }, 30_000);
}
