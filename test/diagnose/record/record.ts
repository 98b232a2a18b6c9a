// Records what a browser, its console and the softphone's SDK leave of each case: npx tsx test/diagnose/record/record.ts [case…]
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, ConsoleMessage } from 'playwright-core';
import { PUBLISHED_AND_MIGRATION, withPlatform } from '../../platform/platform';
import { findChromium, launch } from '../../reporters/chromium';
import { tokenFor } from '../../softphone/log-in';
import { softphoneSdk } from '../../softphone/sdk';
import { CASES, type Case } from './cases';
import { settled } from './settled';

const FOLDER = join(__dirname, '../fixtures/recorded');

const CLIENT = {
  authorizedGrantType: 'CODE',
  accessTokenValiditySeconds: 86_400,
  state: 'active',
  description: '',
  registeredRedirectUri: ['https://agent.example.com/callback'],
  roleDivisions: [],
};

async function main(names: readonly string[]): Promise<void> {
  const [found, sdk] = [findChromium(), softphoneSdk()];
  if ('reason' in found) throw new Error(found.reason);
  if ('reason' in sdk) throw new Error(sdk.reason);
  const read = (name: string) => readFileSync(join(__dirname, name), 'utf8');
  const pages = {
    '/agent.html': { type: 'text/html', text: read('agent.html') },
    '/app.js': { type: 'text/javascript', text: read('page.js') },
    '/sdk.js': { type: 'text/javascript', text: sdk.text },
  } as const;
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launch(found.path);
  try {
    for (const name of names) {
      await record(browser, name, CASES[name] as Case, pages);
      process.stdout.write(`${name}\n`);
    }
  } finally {
    await browser.close();
  }
}

type Pages = Parameters<typeof withPlatform>[0]['pages'];

async function record(browser: Browser, name: string, recorded: Case, pages: Pages): Promise<void> {
  const path = join(FOLDER, `${name}.har`);
  await withPlatform({ scopes: PUBLISHED_AND_MIGRATION, pages: pages ?? {} }, async (platform) => {
    const client = platform.clients.create({ ...CLIENT, name: 'Zendesk chat agents', scope: [...recorded.scopes] });
    const token = await tokenFor(platform, client);
    const proxy = await refusingProxy();
    const context = await browser.newContext({ recordHar: { path, content: 'embed', urlFilter: /api\/v2|stream/ } });
    const page = await context.newPage();
    const shown: string[] = [];
    page.on('console', (message) => shown.push(consoleLine(message)));
    await page.goto(`${platform.url}/agent.html`);
    const work = { platform, page, token };
    await recorded.before?.(work);
    const config = JSON.stringify({ accessToken: token, ...recorded.config }, (_key, value) =>
      value === 'PROXY' ? proxy.url : value === 'JWT' ? JWT : value,
    );
    await page.evaluate(`agent.logIn(${config})`);
    await recorded.after?.(work);
    const lines = (await page.evaluate('agent.lines')) as string[];
    await context.close();
    await proxy.close();
    const clean = settled(platform.url);
    writeFileSync(path, clean(readFileSync(path, 'utf8')));
    writeFileSync(join(FOLDER, `${name}.console.log`), clean(`${shown.join('\n')}\n`));
    writeFileSync(join(FOLDER, `${name}.sdk.log`), clean(`${lines.join('\n')}\n`));
  });
}

/** As Chrome saves its console: where it was said, and what. */
function consoleLine(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location();
  return `${url.split('/').at(-1) || url}:${lineNumber + 1} ${message.text()}`;
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const JWT = `${part({ alg: 'none' })}.${part({ data: { jid: 'ada@loopback.example' } })}.signature`;

/** Refuses every upgrade, as something on the way does: no JSON, and nothing of the platform. */
async function refusingProxy(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer();
  server.on(
    'upgrade',
    (_request, socket) => void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

const [...asked] = process.argv.slice(2);
if (asked.length === 0) rmSync(FOLDER, { recursive: true, force: true });
void main(asked.length > 0 ? asked : Object.keys(CASES));
