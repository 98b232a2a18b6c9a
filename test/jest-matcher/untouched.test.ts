import { readdirSync } from 'node:fs';
import { type App, Aspects, Fn, TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import type { IConstruct } from 'constructs';
import { MigratedProfileClient, ScopeValidation } from '../../lib';
import '../../lib/jest';
import { newApp, newStack, rawClient } from '../helpers/app';
import { stderrOf } from '../helpers/stderr';
import { filesBelow } from '../helpers/tree';

/** An app with what a synth works on: references between stacks, Aspects, overrides, declarations, values that come late. */
function bigApp(): App {
  const app = newApp();
  const [first, second] = [newStack(app, 'first'), newStack(app, 'second')] as const;
  const chat = new MigratedProfileClient(first, 'Chat', {
    profile: 'chat-agent',
    name: 'x',
    authorizedGrantType: 'CODE',
    registeredRedirectUris: ['https://agent.example.com/callback'],
  });
  const raw = rawClient(first, 'raw');
  ScopeValidation.of(first).assign(raw, { profile: 'agent' });
  raw.addOverride('description', 'changed');
  new TerraformOutput(second, 'of-another-stack', { value: Fn.upper(chat.clientId) });
  rawClient(second, 'late', { scopes: new TerraformVariable(second, 'list', { type: 'list(string)' }).listValue });
  Aspects.of(first).add({
    visit(node: IConstruct) {
      if (node === raw) raw.addOverride('access_token_validity_seconds', 3600);
    },
  });
  return app;
}

const stacksOf = (app: App) => app.node.children as TerraformStack[];

/** What a synth writes, but for the lines of the code, which differ from one call to the next. */
function synthesized(app: App): Record<string, string> {
  stderrOf(() => app.synth());
  return filesBelow(app.outdir);
}

test('a synth after the assertion writes the same bytes as one without it', () => {
  const untouched = synthesized(bigApp());
  expect(Object.keys(untouched)).toContain('stacks/first/cdk.tf.json');
  const ways: readonly ((app: App) => void)[] = [
    (app) => expect(app).toHaveRequiredScopes({ unknown: 'pass' }),
    (app) => expect(stacksOf(app)[0]).toHaveRequiredScopes(),
    (app) => expect(stacksOf(app)[1]).toHaveRequiredScopes({ unknown: 'pass' }),
    (app) => expect(app).not.toHaveRequiredScopes({ policy: { vocabulary: 'platform' } }),
    (app) => {
      for (let time = 0; time < 3; time += 1) expect(app).toHaveRequiredScopes({ unknown: 'pass' });
    },
  ];
  for (const assert of ways) {
    const app = bigApp();
    assert(app);
    expect(synthesized(app)).toEqual(untouched);
  }
});

test('a synth before the assertion is what it was, and the assertion holds after it', () => {
  const app = bigApp();
  const before = synthesized(app);
  expect(app).toHaveRequiredScopes({ unknown: 'pass' });
  expect(filesBelow(app.outdir)).toEqual(before);
  expect(synthesized(app)).toEqual(before);
});

test('the assertion writes no file', () => {
  const app = bigApp();
  const here = readdirSync('.');
  expect(app).toHaveRequiredScopes({ unknown: 'pass' });
  expect(filesBelow(app.outdir)).toEqual({});
  expect(readdirSync('.')).toEqual(here);
});

test('an app that never had the synth gate has none afterwards', () => {
  const app = newApp();
  rawClient(newStack(app, 'prod'), 'bad', { scopes: [] });
  expect(app).not.toHaveRequiredScopes();
  expect(Object.keys(synthesized(app))).toContain('stacks/prod/cdk.tf.json');
});
