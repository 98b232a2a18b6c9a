import { JSDOM, VirtualConsole } from 'jsdom';
import type { Browser } from 'playwright-core';

/** What `page/agent.js` offers. */
interface Agent {
  readonly events: readonly string[];
  logIn(token: string): Promise<string>;
  startCall(): Promise<string>;
  decline(conversationId: string): Promise<string>;
  listQueues(): Promise<string>;
  goOnQueue(): Promise<string>;
  setPresence(): Promise<string>;
  logOut(): Promise<string>;
}

/** The page of an agent in a browser of some kind. */
export interface AgentPage extends Omit<Agent, 'events'> {
  events(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens the page in jsdom, which has no media of its own. */
export async function openInJsdom(url: string): Promise<AgentPage> {
  const dom = await JSDOM.fromURL(url, {
    runScripts: 'dangerously',
    resources: 'usable',
    pretendToBeVisual: true,
    // What the softphone writes to the console is its own affair.
    virtualConsole: new VirtualConsole(),
    beforeParse: (window) => {
      Object.assign(window, MISSING_IN_JSDOM);
      completeNavigator(window.navigator);
    },
  });
  await new Promise((resolve) => dom.window.addEventListener('load', resolve));
  const { agent } = dom.window as unknown as { readonly agent: Agent };
  return {
    ...agent,
    events: async () => [...agent.events],
    close: async () => {
      await agent.logOut();
      dom.window.close();
    },
  };
}

const ACTIONS = ['logIn', 'startCall', 'decline', 'listQueues', 'goOnQueue', 'setPresence', 'logOut'] as const;

/** The page as a person sees it. */
export interface BrowserPage extends AgentPage {
  /** What it says of the softphone. */
  state(): Promise<string>;
  picture(): Promise<Buffer>;
}

/** Opens the page in a browser that Playwright drives. */
export async function openInBrowser(browser: Browser, url: string): Promise<BrowserPage> {
  const page = await browser.newPage();
  await page.goto(url);
  const act = (name: string) => (argument?: string) =>
    page.evaluate(`agent.${name}(${JSON.stringify(argument) ?? ''})`);
  return {
    ...(Object.fromEntries(ACTIONS.map((name) => [name, act(name)])) as unknown as Omit<Agent, 'events'>),
    events: () => page.evaluate('agent.events'),
    state: async () => (await page.textContent('#state')) ?? '',
    picture: () => page.screenshot(),
    close: () => page.close(),
  };
}

/** The parts of a browser that the softphone looks for before a call has media. */
const MISSING_IN_JSDOM = { fetch, TextEncoder, TextDecoder, MediaStream: class {}, RTCPeerConnection: class {} };

function completeNavigator(navigator: object): void {
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: async () => [],
    getSupportedConstraints: () => ({}),
  });
  const values = {
    mediaDevices,
    permissions: { query: async () => Object.assign(new EventTarget(), { state: 'granted' }) },
    userAgentData: { platform: 'Linux', getHighEntropyValues: async () => ({ platformVersion: '6.0.0' }) },
  };
  for (const [name, value] of Object.entries(values)) Object.defineProperty(navigator, name, { value });
}
