import { rmSync } from 'node:fs';
import type { App } from 'cdktf';
import fc from 'fast-check';
import { ScopeValidation } from '../../lib';
import { newApp, newStack } from '../helpers/app';
import { stderrOf } from '../helpers/stderr';
import { filesBelow } from '../helpers/tree';
import { type AppClient, appClients, declareRaw, ourClient, WAYS } from './as-app';
import { checkFolder } from './gates';
import { expectJudged, OUTCOMES } from './judged';
import { missingIn } from './missing';
import { always, alwaysLater, kindsOf } from './runs';
import { contents } from './world-generator';
import { inClear, verdictOn, type World, type WorldClient } from './worlds';

/** The scopes that a refusal says are missing, of all clients together. */
function toldMissing(text: string): string[] {
  return [...text.matchAll(/lacks the required scope "([^"]+)"/g)].map(([, scope = '']) => scope).sort();
}

function missingOf(world: World): string[] {
  return world.flatMap(missingIn).sort();
}

/** What an action throws; undefined where it does not. */
function errorOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Our construct is for the base profile where none is named, and adds the additional scopes to a list. */
function asConstructed(client: WorldClient): WorldClient {
  const extra = client.additional.map((name) => ({ name, kind: 'known' as const }));
  return { ...client, profile: client.profile ?? 'agent', elements: [...client.elements, ...extra] };
}

test('the construct refuses a client that lacks a scope, names what it lacks, and refuses no complete one for that', () => {
  const kinds = kindsOf('generated', 'missing', 'complete', 'waits');
  const clients = contents.map((content): WorldClient => ({ ...content, path: [], name: 'c' }));
  const stack = newStack(newApp(), 'stack');
  let count = 0;
  always('folder', clients, (client) => {
    count += 1;
    const error = errorOf(() => void ourClient(stack, `c${count}`, client));
    if (client.list === 'absent') {
      kinds.saw('generated');
      expect(toldMissing(error ?? '')).toEqual([]);
      return;
    }
    const world = inClear([asConstructed(client)]);
    const missing = missingOf(world);
    kinds.saw(
      verdictOn(world[0] as WorldClient).kind === 'waits' ? 'waits' : missing.length > 0 ? 'missing' : 'complete',
    );
    expect(toldMissing(error ?? '')).toEqual(missing);
  });
  kinds.expectEach();
});

interface Mode {
  readonly hcl: boolean;
  readonly skipValidation: boolean;
}

/** An app writes HCL, or JSON, by what its environment says while it is made and synthesized. */
async function inMode({ hcl }: Mode, action: () => Promise<void>): Promise<void> {
  if (hcl) process.env.SYNTH_HCL_OUTPUT = 'true';
  try {
    await action();
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
    delete process.env.GENESYS_SCOPES_BYPASS;
  }
}

function build(all: readonly AppClient[], { skipValidation }: Mode) {
  const app = newApp({ skipValidation });
  const stack = newStack(app, 'stack');
  ScopeValidation.of(app);
  for (const { client, way } of all) {
    const write = WAYS[way];
    if (write !== undefined) declareRaw(write(stack, client.name, client), client);
  }
  return app;
}

const modes = fc.record({ hcl: fc.boolean(), skipValidation: fc.boolean() });

/** CDKTF drops some overrides on the way to HCL, and writes no HCL for a name with a line break or a null character. */
function isWritten({ way, client }: AppClient, { hcl }: Mode): boolean {
  return !hcl || !(way.startsWith('an override') || client.elements.some(({ name }) => /[\n\0]/.test(name)));
}

/** Synthesizes quietly; returns what is thrown. */
function synth(app: App): string | undefined {
  let error: string | undefined;
  stderrOf(() => {
    error = errorOf(() => app.synth());
  });
  return error;
}

test('an app in which a client lacks a scope is not written, and what a bypass lets through is judged the same', async () => {
  const kinds = kindsOf(...OUTCOMES);
  await alwaysLater('app', fc.tuple(appClients, modes), ([all, mode]) =>
    inMode(mode, async () => {
      const clients = all.filter((each) => isWritten(each, mode));
      const world = inClear(clients.map(({ client }) => client));
      const app = build(clients, mode);
      const error = synth(app);
      expect(toldMissing(error ?? '')).toEqual(missingOf(world));
      if (error !== undefined) {
        expect(error).toContain('nothing was written');
        expect(filesBelow(app.outdir)).toEqual({});
        process.env.GENESYS_SCOPES_BYPASS = 'to see what is written';
        expect(synth(app)).toBeUndefined();
      }
      expectJudged(await checkFolder(app.outdir), world, kinds.saw);
      rmSync(app.outdir, { recursive: true });
    }),
  );
  kinds.expectEach();
});
