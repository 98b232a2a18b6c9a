import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { JSDOM } from 'jsdom';
import { type Ended, ROOT, run } from '../../scripts/release/process';

jest.setTimeout(180_000);

let site: string;
let built: Ended;

beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'genesys-scopes-site-'));
  const typedoc = join(ROOT, 'node_modules/typedoc/bin/typedoc');
  built = run(ROOT, process.execPath, [typedoc, '--out', site], { ...process.env, NO_COLOR: '1' });
});

afterAll(() => rmSync(site, { recursive: true, force: true }));

const page = (path: string) => new JSDOM(readFileSync(join(site, path), 'utf8')).window.document;

test('the site is built without a warning: everything exported is documented, and every link leads somewhere', () => {
  expect(built).toEqual({ status: 0, stdout: expect.any(String), output: expect.not.stringMatching(/warning|error/i) });
});

test('the README is its first page, and every entry has one of its own', () => {
  expect(page('index.html').querySelector('h1')?.textContent).toContain('cdktf-genesyscloud-scopes');
  expect(readdirSync(join(site, 'modules')).sort()).toEqual(['browser.html', 'index.html', 'jest.html']);
  expect(existsSync(join(site, 'classes/index.MigratedProfileClient.html'))).toBe(true);
});

test('no link between its pages is dead', () => {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  const dead = pages.flatMap((file) =>
    [...readFileSync(join(site, file), 'utf8').matchAll(/<a [^>]*?href="([^"#]+)[^"]*"/g)]
      .map(([, href = '']) => href)
      .filter((href) => !/^[a-z]+:/.test(href) && !existsSync(resolve(site, dirname(file), decodeURI(href))))
      .map((href) => `${file}: ${href}`),
  );
  expect(pages.length).toBeGreaterThan(20);
  expect(dead).toEqual([]);
});
