import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { generatedScopes } from '../../lib/scopes';
import { withPlatform } from '../platform/platform';
import { findChromium, launch } from '../reporters/chromium';
import { openInBrowser } from '../softphone/browsers';
import { tokenFor } from '../softphone/log-in';
import { softphoneSdk } from '../softphone/sdk';
import { agentPages, workShift } from '../softphone/softphone';

jest.setTimeout(120_000);

/** Where the pictures stay, to look at. */
const PICTURES = join(__dirname, '../../node_modules/.cache/genesys-scopes/pictures');

const [found, sdk] = [findChromium(), softphoneSdk()];
const reason = 'reason' in found ? found.reason : 'reason' in sdk ? sdk.reason : undefined;
if (reason !== undefined) process.stderr.write(`skipped: the softphone in a browser: ${reason}\n`);

const CLIENT = {
  authorizedGrantType: 'CODE',
  accessTokenValiditySeconds: 86_400,
  state: 'active',
  description: '',
  registeredRedirectUri: ['https://agent.example.com/callback'],
  roleDivisions: [],
};

(reason === undefined ? describe : describe.skip)('in a browser the same is seen as in jsdom', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch('path' in found ? found.path : '');
  });
  afterAll(() => browser.close());

  const whole = generatedScopes('chat-agent', 'platform');

  test.each([
    { name: 'whole', scopes: whole, state: 'ready' },
    {
      name: 'without user-basic-info',
      scopes: whole.filter((scope) => scope !== 'user-basic-info'),
      state: 'no softphone: Request failed with status code 403',
    },
  ])('$name', async ({ name, scopes, state }) => {
    const pages = agentPages('text' in sdk ? sdk.text : '');
    await withPlatform({ pages }, async (platform) => {
      const client = platform.clients.create({ ...CLIENT, name, scope: scopes });
      const page = await openInBrowser(browser, `${platform.url}/agent.html`);
      const shift = await workShift(platform, page, await tokenFor(platform, client));
      expect({ isReady: shift.isReady, state: await page.state() }).toEqual({ isReady: state === 'ready', state });
      expect(Object.values(shift.actions)).toEqual(
        state === 'ready' ? Object.keys(shift.actions).map(() => 'ok') : ['Request failed with status code 403'],
      );
      mkdirSync(PICTURES, { recursive: true });
      writeFileSync(join(PICTURES, `${name}.png`), await page.picture());
      await page.close();
    });
  });
});
