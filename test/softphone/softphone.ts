import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '../platform/agent';
import type { Page, Platform, Served } from '../platform/platform';
import type { AgentPage } from './browsers';

/** What an agent does, in this order; all but the first only with a softphone that is ready. */
const ACTIONS = {
  'log in': ({ page, token }) => page.logIn(token),
  'start a call': ({ page }) => page.startCall(),
  "decline a colleague's call": async ({ page, platform }) => page.decline(await rung(platform, page, 'colleague')),
  "decline a queue's call": async ({ page, platform }) => page.decline(await rung(platform, page, 'queue')),
  'list the queues': ({ page }) => page.listQueues(),
  'go on queue': ({ page }) => page.goOnQueue(),
  'set the presence': ({ page }) => page.setPresence(),
} as const satisfies Record<string, (at: Work) => Promise<string>>;

interface Work {
  readonly platform: Platform;
  readonly page: AgentPage;
  readonly token: string;
}

/** What the softphone asks first. */
const FIRST_CALLS = ['GET /api/v2/organizations/me', 'GET /api/v2/users/me'];

/** What became of an agent's shift. */
export interface Shift {
  /** Whether the softphone said `ready`. */
  readonly isReady: boolean;
  /** Whether the notification channel was reached: 101 Switching Protocols. */
  readonly hasChannel: boolean;
  /** What each action that was tried came to: `ok`, or what the app was told. */
  readonly actions: Readonly<Record<string, string>>;
  /** The calls that the platform refused, each once, in order. */
  readonly refused: readonly Served[];
}

/** The pages that a platform must serve for the app of an agent. */
export function agentPages(sdk: string): Readonly<Record<string, Page>> {
  const read = (name: string) => readFileSync(join(__dirname, 'page', name), 'utf8');
  return {
    '/agent.html': { type: 'text/html', text: read('agent.html') },
    '/agent.js': { type: 'text/javascript', text: read('agent.js') },
    '/sdk.js': { type: 'text/javascript', text: sdk },
  };
}

/** Works a shift: logs in with that token, and does what an agent does. */
export async function workShift(platform: Platform, page: AgentPage, token: string): Promise<Shift> {
  const [firstCall, upgradesBefore] = [platform.served.length, platform.upgrades()];
  const served = () => platform.served.slice(firstCall);
  const actions: Record<string, string> = {};
  let isReady = true;
  for (const [name, act] of Object.entries(ACTIONS)) {
    if (isReady) actions[name] = await act({ platform, page, token });
    isReady &&= (await page.events()).includes('ready');
  }
  // It asks both at once who it is, and gives up with the first that is refused.
  const asked = () => FIRST_CALLS.every((first) => served().some(({ call }) => call === first));
  await until(asked, 'the softphone did not ask who it is');
  const refused = served().filter(({ status }) => status >= 400);
  return {
    isReady,
    hasChannel: platform.upgrades() > upgradesBefore,
    actions,
    refused: refused.filter(({ call }, index) => refused.findIndex((other) => other.call === call) === index),
  };
}

/** Lets the softphone ring, and waits until it does. */
async function rung(platform: Platform, page: AgentPage, caller: Caller): Promise<string> {
  const rings = async () => (await page.events()).filter((event) => event === 'pendingSession').length;
  const before = await rings();
  const conversationId = platform.ring(caller);
  await until(async () => (await rings()) > before, 'the softphone did not ring');
  return conversationId;
}

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${otherwise} within 10 seconds`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
