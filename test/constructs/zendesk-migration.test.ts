import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { TerraformOutput, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { requiredScopes, ZendeskMigration, type ZendeskMigrationProps } from '../../lib';
import { newApp, newStack } from '../helpers/app';
import { HOST } from '../helpers/host';
import { stderrOf } from '../helpers/stderr';
import { filesBelow } from '../helpers/tree';

const TYPE = 'genesyscloud_oauth_client';
type Stack = ReturnType<typeof newStack>;

function synthesized(fill: (stack: Stack) => void) {
  const stack = newStack(Testing.app(), 'stack');
  fill(stack);
  return JSON.parse(Testing.synth(stack, true));
}

function migrated(props: ZendeskMigrationProps<readonly string[]>) {
  return synthesized((stack) => new ZendeskMigration(stack, 'Zendesk', props));
}

/** What a client is made with, by its name. */
function clientsByName(document: ReturnType<typeof synthesized>) {
  const clients = Object.values<{ name: string }>(document.resource[TYPE]);
  return Object.fromEntries(clients.map(({ name, ...rest }) => [name, rest as Record<string, unknown>]));
}

/** The message of the error that props cause. */
function refusal(props: unknown): string {
  const stack = newStack(newApp(), 'stack');
  try {
    new ZendeskMigration(stack, 'Zendesk', props as ZendeskMigrationProps);
  } catch (error) {
    expect(stack.node.children.map(({ node }) => node.id)).toEqual(['genesyscloud']);
    expect((error as Error).stack).toMatch(/\n {4}at test\/constructs\/zendesk-migration\.test\.ts:\d+:\d+$/);
    return (error as Error).message;
  }
  throw new Error('the props were accepted');
}

describe('what is generated', () => {
  test('one client with the scopes of its profile for each that needs one, and its id as an output', () => {
    const document = migrated({ profiles: ['agent', 'chat-agent', 'light-agent', 'billing-admin'] });
    const addresses = Object.keys(document.resource[TYPE]);
    expect(addresses).toEqual([
      expect.stringMatching(/^Zendesk_agent_[0-9A-F]{8}$/),
      expect.stringMatching(/^Zendesk_chat-agent_[0-9A-F]{8}$/),
    ]);
    expect(clientsByName(document)).toEqual({
      'Zendesk agent': expect.objectContaining({
        authorized_grant_type: 'CODE',
        scopes: requiredScopes('agent'),
      }),
      'Zendesk chat-agent': expect.objectContaining({
        authorized_grant_type: 'CODE',
        scopes: requiredScopes('chat-agent'),
      }),
    });
    expect(document.output).toEqual({
      Zendesk_agent_client_id: {
        value: `\${${TYPE}.${addresses[0]}.client_id}`,
        description: 'Id of the OAuth client with which users of the Zendesk profile "agent" log in.',
      },
      Zendesk_chat_agent_client_id: {
        value: `\${${TYPE}.${addresses[1]}.client_id}`,
        description: 'Id of the OAuth client with which users of the Zendesk profile "chat-agent" log in.',
      },
    });
    expect(document.variable.genesys_scopes.default).toEqual({
      v: 1,
      clients: {
        [`${TYPE}.${addresses[0]}`]: { profile: 'agent' },
        [`${TYPE}.${addresses[1]}`]: { profile: 'chat-agent' },
      },
    });
  });

  test('the same bytes however the list is ordered, and however often a profile stands in it', () => {
    const written = (profiles: readonly string[]) => Testing.synth(stackWith(profiles), true);
    const stackWith = (profiles: readonly string[]) => {
      const stack = newStack(Testing.app(), 'stack');
      new ZendeskMigration(stack, 'Zendesk', { profiles });
      return stack;
    };
    expect(written(['admin', 'agent', 'admin', 'light-agent', 'agent'])).toBe(written(['agent', 'admin']));
  });

  test('a list that grows leaves addresses, outputs and clients as they were', () => {
    const [before, after] = [migrated({ profiles: ['admin'] }), migrated({ profiles: ['agent', 'admin'] })];
    expect(after.resource[TYPE]).toMatchObject(before.resource[TYPE]);
    expect(after.output).toMatchObject(before.output);
    expect(Object.keys(after.resource[TYPE])).toHaveLength(2);
  });

  test('the common props for all, and those of a profile in their place', () => {
    const document = migrated({
      profiles: ['agent', 'voice-agent', 'admin'],
      vocabulary: 'platform',
      name: (profile) => `Desk: ${profile}`,
      registeredRedirectUris: ['https://agent.example.com/callback'],
      additionalScopes: ['analytics:readonly'],
      postcondition: false,
      overrides: {
        admin: { name: 'Team leads', additionalScopes: ['audits:readonly'], accessTokenValiditySeconds: 3600 },
        'voice-agent': { vocabulary: 'migration', description: undefined as unknown as string },
        contributor: { name: 'waits for the profile' },
      },
    });
    const common = {
      authorized_grant_type: 'CODE',
      registered_redirect_uris: ['https://agent.example.com/callback'],
    };
    const published = (profile: 'agent' | 'admin') => [
      ...requiredScopes(profile, 'platform'),
      'stations:readonly',
      'presence',
    ];
    expect(clientsByName(document)).toEqual({
      'Desk: agent': { ...common, scopes: [...published('agent'), 'analytics:readonly'] },
      'Desk: voice-agent': { ...common, scopes: [...requiredScopes('voice-agent'), 'analytics:readonly'] },
      'Team leads': {
        ...common,
        access_token_validity_seconds: 3600,
        scopes: [...published('admin'), 'audits:readonly'],
      },
    });
  });

  test('imports and moves for single profiles', () => {
    const document = migrated({
      profiles: ['agent', 'chat-agent'],
      overrides: { agent: { importId: 'a1' }, 'chat-agent': { movedFrom: `${TYPE}.chat` } },
    });
    const [agent, chat] = Object.keys(document.resource[TYPE]).map((name) => `${TYPE}.${name}`);
    expect(document.import).toEqual([{ id: 'a1', to: agent }]);
    expect(document.moved).toEqual([{ from: `${TYPE}.chat`, to: chat }]);
  });

  test('names of outputs that nothing else has, in a construct as well', () => {
    const document = synthesized((stack) => {
      for (const region of ['eu', 'us']) {
        new ZendeskMigration(new Construct(stack, region), 'Zendesk', { profiles: ['agent'] });
      }
    });
    expect(Object.keys(document.output)).toEqual([
      expect.stringMatching(/^eu_Zendesk_[0-9A-F]{8}_agent_client_id$/),
      expect.stringMatching(/^us_Zendesk_[0-9A-F]{8}_agent_client_id$/),
    ]);
  });
});

describe('what code can reach', () => {
  test('clients and outputs by profile, and none for profiles that need no client', () => {
    const document = synthesized((stack) => {
      const migration = new ZendeskMigration(stack, 'Zendesk', { profiles: ['chat-agent', 'agent', 'light-agent'] });
      expect(Object.keys(migration.clients)).toEqual(['agent', 'chat-agent']);
      expect(Object.keys(migration.outputs)).toEqual(['agent', 'chat-agent']);
      new TerraformOutput(stack, 'chat', { value: migration.clients['chat-agent'].clientId });
    });
    expect(document.output.chat.value).toBe(document.output.Zendesk_chat_agent_client_id.value);
  });

  test('the address of a client may be overridden, and its output follows', () => {
    const document = synthesized((stack) => {
      const { clients } = new ZendeskMigration(stack, 'Zendesk', { profiles: ['agent'] });
      clients.agent.resource.overrideLogicalId('agents');
    });
    expect(Object.keys(document.resource[TYPE])).toEqual(['agents']);
    expect(document.output.Zendesk_agent_client_id.value).toBe(`\${${TYPE}.agents.client_id}`);
  });
});

test('a migration attaches the gate, also where nobody needs a client', () => {
  const app = newApp();
  const stack = newStack(app, 'stack');
  new ZendeskMigration(stack, 'Zendesk', { profiles: ['light-agent'] });
  stack.addOverride(`resource.${TYPE}.raw`, { name: 'raw', authorized_grant_type: 'CODE', scopes: [] });
  let message = '';
  stderrOf(() => {
    try {
      app.synth();
    } catch (error) {
      message = (error as Error).message;
    }
  });
  expect(message).toContain('lacks the required scope "webphone:use"');
  expect(filesBelow(app.outdir)).toEqual({});
});

describe('problems of the props', () => {
  test.each<[string, unknown, string]>([
    ['no props', undefined, 'a problem in its props\n  props: expected an object'],
    ['no profiles', {}, 'a problem in its props\n  profiles: is required; give the profiles that migrate'],
    ['one name in place of a list', { profiles: 'agent' }, '  profiles: is no list; give the profiles that migrate'],
    ['a name that is none', { profiles: [7] }, '  profiles.0: expected names of profiles'],
    [
      'a misspelt profile',
      { profiles: ['agent', 'chat-agnet'] },
      '  profiles.1: unknown profile "chat-agnet" (did you mean "chat-agent"?); profiles are agent, voice-agent, ' +
        'chat-agent, contributor, admin, light-agent, billing-admin',
    ],
    ['a text as name', { profiles: ['agent'], name: 'x' }, '  name: expected a function of the profile'],
    ['an empty name', { profiles: ['agent'], name: () => ' ' }, '  name: is empty; give the name that admins see'],
    [
      'no object of overrides',
      { profiles: [], overrides: 'x' },
      '  overrides: expected an object with profiles as keys',
    ],
    [
      'an override of no profile',
      { profiles: [], overrides: { agnet: {} } },
      '  overrides.agnet: unknown profile (did you mean "agent"?); profiles are',
    ],
    [
      'an override that is none',
      { profiles: [], overrides: { agent: 7 } },
      '  overrides.agent: expected an object of props',
    ],
    ['scopes', { profiles: ['agent'], scopes: [] }, '  scopes: has no place here: a migration makes one whole client'],
    [
      'an import of all',
      { profiles: ['agent'], importId: 'x' },
      '  importId: is of one client: write it into overrides',
    ],
    [
      'an unknown prop of one profile',
      { profiles: ['agent'], overrides: { agent: { nam: 'x' } } },
      '  overrides.agent.nam: unknown prop (did you mean "name"?); props are',
    ],
  ])('%s', (_, props, text) => {
    expect(refusal(props)).toContain(text);
    expect(refusal(props)).toMatch(/^stack\/Zendesk: ZendeskMigration has a problem in its props\n/);
  });

  test('all at once, those of all clients only once, those of one at its place', () => {
    const message = refusal({
      profiles: ['agent', 'admin'],
      colour: 'red',
      accessTokenValiditySeconds: 1,
      authorizedGrantType: 'SAML',
      overrides: { admin: { accessTokenValiditySeconds: 'x', additionalScopes: ['Users'] } },
    });
    expect(message.split('\n').map((line) => line.replace(/[:;].*$/, ''))).toEqual([
      'stack/Zendesk',
      '  colour',
      '  authorizedGrantType',
      expect.stringMatching(/^ {4}→ /),
      '  accessTokenValiditySeconds',
      expect.stringMatching(/^ {4}→ /),
      '  overrides.admin.accessTokenValiditySeconds',
      '  overrides.admin.additionalScopes',
      expect.stringMatching(/^ {4}→ /),
    ]);
    expect(message).toContain('5 problems');
  });
});

test('the example in the README synthesizes, and its clients pass', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'genesys-scopes-example-'));
  try {
    const root = resolve(__dirname, '../..');
    const { status, stderr } = spawnSync(
      process.execPath,
      [require.resolve('tsx/cli'), join(dirname(HOST.example), 'profiles.ts')],
      { cwd: root, encoding: 'utf8', env: { ...process.env, CDKTF_OUTDIR: outdir } },
    );
    expect([status, stderr]).toEqual([0, expect.stringContaining('3 pass')]);
    const document = JSON.parse(readFileSync(join(outdir, 'stacks/zendesk-migration/cdk.tf.json'), 'utf8'));
    expect(Object.keys(document.output)).toEqual([
      'Zendesk_admin_client_id',
      'Zendesk_agent_client_id',
      'Zendesk_chat_agent_client_id',
    ]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
