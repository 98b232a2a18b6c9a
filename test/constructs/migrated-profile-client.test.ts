import { Fn, Lazy, TerraformLocal, TerraformOutput, TerraformVariable, Testing, Token } from 'cdktf';
import { Construct } from 'constructs';
import { defineProfile, MigratedProfileClient, type MigratedProfileClientProps, ScopeValidation } from '../../lib';
import { newApp, newStack, rawClient } from '../helpers/app';
import { HOST } from '../helpers/host';
import { BASE_SCOPES, PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import { stderrOf } from '../helpers/stderr';
import { filesBelow } from '../helpers/tree';

const PROPS = { profile: 'agent', name: 'Zendesk agents', authorizedGrantType: 'CODE' } as const;

/** What one stack with the given content is synthesized to. */
function synthesized(fill: (stack: ReturnType<typeof newStack>) => void) {
  const stack = newStack(Testing.app(), 'stack');
  fill(stack);
  return JSON.parse(Testing.synth(stack, true));
}

function clientOf(props: MigratedProfileClientProps) {
  return synthesized((stack) => new MigratedProfileClient(stack, 'Agents', props)).resource.genesyscloud_oauth_client
    .Agents;
}

/** The message of the error that props cause. */
function refusal(props: unknown): string {
  const stack = newStack(newApp(), 'stack');
  try {
    new MigratedProfileClient(stack, 'Agents', props as MigratedProfileClientProps);
  } catch (error) {
    expect(stack.node.tryFindChild('Agents')).toBeUndefined();
    expect((error as Error).stack).toMatch(/\n {4}at test\/constructs\/migrated-profile-client\.test\.ts:\d+:\d+$/);
    return (error as Error).message;
  }
  throw new Error('the props were accepted');
}

describe('what is generated', () => {
  test('exactly what the profile needs, at the address of the id', () => {
    expect(clientOf({ ...PROPS, profile: 'chat-agent' }).scopes).toEqual([
      ...BASE_SCOPES,
      'interaction:write',
      'digital:read',
    ]);
  });

  test('the published names with one word, the recommended ones with them', () => {
    expect(clientOf({ ...PROPS, vocabulary: 'platform' }).scopes).toEqual([
      ...PLATFORM_BASE_SCOPES,
      'stations:readonly',
      'presence',
    ]);
  });

  test('additional scopes, also beside a list of its own', () => {
    expect(clientOf({ ...PROPS, additionalScopes: ['analytics:readonly'] }).scopes).toEqual([
      ...BASE_SCOPES,
      'analytics:readonly',
    ]);
    expect(clientOf({ ...PROPS, scopes: BASE_SCOPES, additionalScopes: ['users'] }).scopes).toEqual([
      ...BASE_SCOPES,
      'users',
    ]);
  });

  test("a team's own profile, which travels whole in the declaration", () => {
    const lead = defineProfile({
      id: 'lead',
      capabilities: ['interaction'],
      scopes: ['analytics:readonly'],
      allowedScopes: ['users'],
    });
    const document = synthesized((stack) => new MigratedProfileClient(stack, 'Leads', { ...PROPS, profile: lead }));
    expect(document.resource.genesyscloud_oauth_client.Leads.scopes).toEqual([
      'interaction:read',
      'analytics:readonly',
    ]);
    expect(document.variable.genesys_scopes.default).toEqual({
      v: 1,
      clients: { 'genesyscloud_oauth_client.Leads': { profile: lead } },
    });
  });

  test('every attribute of the provider and every meta-argument reaches the resource', () => {
    const client = clientOf({
      ...PROPS,
      description: 'd',
      registeredRedirectUris: ['https://agent.example.com/callback'],
      accessTokenValiditySeconds: 64_800,
      state: 'active',
      integrationCredentialName: 'c',
      count: 2,
      lifecycle: { preventDestroy: true, ignoreChanges: ['description'] },
    });
    expect(client).toMatchObject({
      description: 'd',
      registered_redirect_uris: ['https://agent.example.com/callback'],
      access_token_validity_seconds: 64_800,
      state: 'active',
      integration_credential_name: 'c',
      count: 2,
      lifecycle: { prevent_destroy: true, ignore_changes: ['description'] },
    });
    for (const own of ['profile', 'vocabulary', 'postcondition', 'acknowledge', 'additional_scopes'])
      expect(client).not.toHaveProperty(own);
  });

  test('the id for outputs, an import and a move', () => {
    const document = synthesized((stack) => {
      const client = new MigratedProfileClient(stack, 'Agents', {
        ...PROPS,
        importId: 'a-uuid',
        movedFrom: 'genesyscloud_oauth_client.old',
      });
      new TerraformOutput(stack, 'id', { value: client.clientId });
    });
    expect(document.output.id.value).toBe('${genesyscloud_oauth_client.Agents.client_id}');
    expect(document.import).toEqual([{ id: 'a-uuid', to: 'genesyscloud_oauth_client.Agents' }]);
    expect(document.moved).toEqual([{ from: 'genesyscloud_oauth_client.old', to: 'genesyscloud_oauth_client.Agents' }]);
  });

  test('additional scopes beside a list that Terraform knows later', () => {
    const document = synthesized((stack) => {
      const variable = new TerraformVariable(stack, 'scopes', { type: 'list(string)' });
      new MigratedProfileClient(stack, 'Agents', {
        ...PROPS,
        scopes: variable.listValue,
        additionalScopes: ['presence'],
      });
    });
    expect(document.resource.genesyscloud_oauth_client.Agents.scopes).toBe('${concat(var.scopes, ["presence"])}');
  });

  test.each<[string, (stack: ReturnType<typeof newStack>) => unknown, unknown, unknown]>([
    [
      'a variable',
      (stack) => new TerraformVariable(stack, 'v', { type: 'list(string)' }).value,
      '${var.v}',
      '${concat(var.v, ["presence"])}',
    ],
    [
      'a local',
      (stack) => new TerraformLocal(stack, 'l', BASE_SCOPES).expression,
      '${local.l}',
      '${concat(local.l, ["presence"])}',
    ],
    [
      'a function',
      () => Fn.concat([['webphone:use'], ['users']]),
      '${concat(["webphone:use"], ["users"])}',
      '${concat(concat(["webphone:use"], ["users"]), ["presence"])}',
    ],
    [
      'a condition',
      (stack) => Fn.conditional(new TerraformVariable(stack, 'b', { type: 'bool' }).value, ['a'], ['b']),
      '${var.b ? ["a"] : ["b"]}',
      '${concat(var.b ? ["a"] : ["b"], ["presence"])}',
    ],
    ['anything', () => Token.asAny(BASE_SCOPES), BASE_SCOPES, undefined],
    ['what is produced late', () => Lazy.anyValue({ produce: () => BASE_SCOPES }), BASE_SCOPES, undefined],
  ])('in place of a list %s may stand', (_, scopesIn, alone, withMore) => {
    const scopes = (additionalScopes: readonly string[]) =>
      synthesized((stack) => {
        const props = { ...PROPS, scopes: scopesIn(stack) as string[], additionalScopes };
        new MigratedProfileClient(stack, 'Agents', props);
      }).resource.genesyscloud_oauth_client.Agents.scopes;
    expect(scopes([])).toEqual(alone);
    if (withMore !== undefined) expect(scopes(['presence'])).toEqual(withMore);
  });

  test('of a list that is produced late the synth says what it lacks', () => {
    const late = () => clientOf({ ...PROPS, scopes: Lazy.anyValue({ produce: () => ['users'] }) as never });
    expect(late).toThrow('lacks the required scope "user-basic-info"');
  });

  test('no move to where the client is already, and a move that follows a later logical id', () => {
    const moved = (id: string | undefined) =>
      synthesized((stack) => {
        const { resource } = new MigratedProfileClient(stack, 'Agents', {
          ...PROPS,
          movedFrom: 'genesyscloud_oauth_client.Agents',
        });
        if (id !== undefined) resource.overrideLogicalId(id);
      }).moved;
    expect(moved(undefined)).toBeUndefined();
    expect(moved('chat')).toEqual([{ from: 'genesyscloud_oauth_client.Agents', to: 'genesyscloud_oauth_client.chat' }]);
  });

  test('text that looks like a template stays text, in conditions, messages and HCL declarations', () => {
    const odd = defineProfile({ id: 'a${b}"\n%{c}', capabilities: [], scopes: ['we"ird${x}\\%{y}'] });
    const { lifecycle } = clientOf({ ...PROPS, profile: odd, scopes: Fn.split(',', '${var.x}') });
    expect(lifecycle.postcondition[0]).toEqual({
      condition: expect.stringContaining('contains(self.scopes, "we\\"ird$${x}\\\\%%{y}")'),
      error_message: expect.stringContaining('"we"ird$${x}\\%%{y}" of profile "a$${b}"\n%%{c}"'),
    });
  });

  test('only what somebody named stands in the declaration', () => {
    const document = synthesized((stack) => {
      new MigratedProfileClient(stack, 'Plain', PROPS);
      new MigratedProfileClient(stack, 'Named', {
        ...PROPS,
        name: 'other',
        vocabulary: 'migration',
        additionalScopes: ['users'],
        acknowledge: [{ rule: 'retiring-grant', reason: 'r' }],
      });
    });
    expect(document.variable.genesys_scopes.default.clients).toEqual({
      'genesyscloud_oauth_client.Plain': { profile: 'agent' },
      'genesyscloud_oauth_client.Named': {
        profile: 'agent',
        vocabulary: 'migration',
        additionalScopes: ['users'],
        acknowledge: [{ rule: 'retiring-grant', reason: 'r' }],
      },
    });
  });

  test('the declaration follows a logical id that is overridden later', () => {
    const document = synthesized((stack) =>
      new MigratedProfileClient(stack, 'Agents', PROPS).resource.overrideLogicalId('chat'),
    );
    expect(Object.keys(document.variable.genesys_scopes.default.clients)).toEqual(['genesyscloud_oauth_client.chat']);
  });
});

describe('postconditions', () => {
  test('one for each required scope, after those of the user', () => {
    const mine = { condition: '${true}', errorMessage: 'mine' };
    const { lifecycle } = clientOf({ ...PROPS, vocabulary: 'platform', lifecycle: { postcondition: [mine] } });
    expect(lifecycle.postcondition.map((each: { error_message: string }) => each.error_message)).toEqual([
      'mine',
      ...PLATFORM_BASE_SCOPES.map((scope) => `Lacks the required scope "${scope}" of profile "agent".`),
    ]);
    expect(lifecycle.postcondition.at(-1).condition).toBe(
      '${try(contains(self.scopes, "routing:readonly") || contains(self.scopes, "routing"), false)}',
    );
  });

  test('accept either vocabulary whole when a list comes late and nobody named one', () => {
    const { lifecycle } = clientOf({ ...PROPS, scopes: Fn.split(',', '${var.x}') });
    const [first] = lifecycle.postcondition;
    expect(first.condition).toMatch(
      /^\$\{try\(contains\(self\.scopes, "webphone:use"\), false\) \|\| \(try\(.*"user-basic-info".*\)\)\}$/,
    );
    expect(first.error_message).toBe(
      'Lacks the required scope "webphone:use" of profile "agent". The names of another vocabulary (platform) do when they are complete.',
    );
  });

  test('are left out on demand, or warn as a check block', () => {
    expect(clientOf({ ...PROPS, postcondition: false })).not.toHaveProperty('lifecycle.postcondition');
    const document = synthesized(
      (stack) => new MigratedProfileClient(stack, 'Agents', { ...PROPS, postcondition: 'check', count: 2 }),
    );
    expect(Object.values(document.check)).toEqual([
      {
        assert: BASE_SCOPES.map((scope) => ({
          condition: `\${alltrue([for client in genesyscloud_oauth_client.Agents[*] : try(contains(client.scopes, "${scope}"), false)])}`,
          error_message: `Lacks the required scope "${scope}" of profile "agent".`,
        })),
      },
    ]);
  });
});

describe('all problems of the props come in one error', () => {
  test('that says of each what is wrong, what is allowed and what to do', () => {
    expect(
      refusal({
        profile: 'chat-agents',
        name: '',
        authorizedGrantType: 'CLIENT_CREDENTIALS',
        accessTokenValiditySeconds: 200_000,
        scope: ['webphone:use'],
        vocabulary: 'genesys',
        postcondition: true,
        movedFrom: 'old',
        acknowledge: [
          { rule: 'missing-scop', reason: '' },
          { rule: 'missing-scope', reason: 'r' },
        ],

        importId: ' ',
        lifecycle: { ignoreChanges: 'all' },
      }),
    ).toMatchInlineSnapshot(`
"stack/Agents: MigratedProfileClient has 13 problems in its props
  scope: unknown prop (did you mean "scopes"?); props are profile, vocabulary, scopes, additionalScopes, acknowledge, postcondition, movedFrom, importId, name, description, authorizedGrantType, registeredRedirectUris, accessTokenValiditySeconds, state, roles, exposeClientSecret, directoryClientSecret, integrationCredentialName, clientSecret, id, connection, count, dependsOn, forEach, lifecycle, provider, provisioners
  profile: unknown profile "chat-agents" (did you mean "chat-agent"?); profiles are "agent", "voice-agent", "chat-agent", "contributor", "admin", or a value of defineProfile
  vocabulary: expected one of migration, platform
  acknowledge.0.reason: say why the finding is accepted
  acknowledge.0.rule: unknown rule "missing-scop" (did you mean "missing-scope"?); rules are missing-scope, removed-scope, client-replaced, ignored-scopes, unknown-scope, wrong-grant, invalid-grant-type, token-lifetime, gate-bypassed, unpublished-scope, excess-scope, retiring-grant, ineffective-setting, insecure-redirect-uri, exposed-secret, credential-overwrite, secret-in-plan, duplicate-name, stale-entry, uncovered-call, missing-recommended-scope, unused-scope
  acknowledge.1.rule: a missing scope cannot be acknowledged in code; name a profile with fewer capabilities
  name: is empty; give the name that admins see in Genesys Cloud
  postcondition: expected 'error', 'check' or false
  movedFrom: expected an address that starts with genesyscloud_oauth_client.
  importId: is empty; give the id of the client in Genesys Cloud
  lifecycle.ignoreChanges: ignores changes of its scopes, so the list has no effect on a client that exists [ignored-scopes]
    → Remove \`scopes\` (or \`all\`) from \`ignore_changes\`; list the other attributes by name.
  authorizedGrantType: has the grant type "CLIENT_CREDENTIALS" (did you mean "CLIENT-CREDENTIALS"?); allowed are "CODE", "TOKEN", "SAML2-BEARER", "SAML2BEARER", "PASSWORD", "CLIENT-CREDENTIALS" [invalid-grant-type]
    → Use CODE for an agent app in the browser (with PKCE), or another of the listed types.
  accessTokenValiditySeconds: has tokens that live 200000 seconds, outside 300 to 172800 [token-lifetime]
    → Use a value from 300 to 172800; 64800 (18 hours) covers a working day, 86400 is the default."
`);
  });

  test('for a list that lacks a scope, with the text of the rule', () => {
    expect(
      refusal({ ...PROPS, profile: 'chat-agent', scopes: [...BASE_SCOPES, 'digital:raed'] }),
    ).toMatchInlineSnapshot(`
"stack/Agents: MigratedProfileClient has 3 problems in its props
  scopes: lacks the required scope "digital:read" (to read and answer chats, messages and emails), which profile "chat-agent" needs; it has "webphone:use", "interaction:read", "routing:user", "digital:raed" [missing-scope]
  scopes: lacks the required scope "interaction:write" (to read and answer chats, messages and emails), which profile "chat-agent" needs; it has "webphone:use", "interaction:read", "routing:user", "digital:raed" [missing-scope]
    → Add the scope to \`scopes\` or leave \`scopes\` out: then they are generated. Or name a profile with fewer capabilities.
  scopes: has the unknown scope "digital:raed": "digital:read" is probably meant [unknown-scope]
    → Write the name that was meant."
`);
  });

  test.each([
    ['no props', undefined, 'props: expected an object'],
    ['no profile', { name: 'n', authorizedGrantType: 'CODE' }, 'profile: is required; profiles are "agent"'],
    [
      'a profile that needs no client',
      { ...PROPS, profile: 'light-agent' },
      'users of profile "light-agent" need no softphone client',
    ],
    ['a profile of no shape', { ...PROPS, profile: 7 }, 'profile: is no profile; profiles are'],
    [
      'a profile that asks for nothing',
      { ...PROPS, profile: { id: 'x', capabilities: [] } },
      'it asks for no capability and no scope',
    ],
    ['a name that is no string', { ...PROPS, name: 7 }, 'name: is no string; give the name that admins see'],
    [
      'an old address that is no string',
      { ...PROPS, movedFrom: 5 },
      'movedFrom: expected an address that starts with genesyscloud_oauth_client.',
    ],
    ['an id that is no string', { ...PROPS, importId: 5 }, 'importId: is no string; give the id of the client'],
    [
      'an acknowledgment that is no list',
      { ...PROPS, acknowledge: 5 },
      'acknowledge: expected a list of acknowledgments',
    ],
    [
      'an acknowledgment that is no object',
      { ...PROPS, acknowledge: [5] },
      'acknowledge.0: expected a rule and a reason',
    ],
    [
      'an acknowledgment of no rule',
      { ...PROPS, acknowledge: [{ rule: 5, reason: 'r' }] },
      'acknowledge.0.rule: name a rule',
    ],
    [
      'an acknowledgment with a key that is not known',
      { ...PROPS, acknowledge: [{ rule: 'excess-scope', reason: 'r', Until: '2027-01-31' }] },
      'acknowledge.0: Unrecognized key: "Until"',
    ],
    ['no grant type', { profile: 'agent', name: 'n' }, 'authorizedGrantType: is required; give the grant type'],
    [
      'CLIENT-CREDENTIALS',
      { ...PROPS, authorizedGrantType: 'CLIENT-CREDENTIALS' },
      'logs in with CLIENT-CREDENTIALS, but profile "agent" needs a user',
    ],
    ['scopes as text', { ...PROPS, scopes: 'webphone:use' }, 'scopes: expected a list of scopes'],
    ['a scope that is no string', { ...PROPS, scopes: [7] }, 'scopes.0: expected scope as a string'],
    [
      'ignore_changes over the scopes',
      { ...PROPS, lifecycle: { ignoreChanges: ['scopes'] } },
      'lifecycle.ignoreChanges: ignores changes of its scopes',
    ],
    [
      'an expired day',
      { ...PROPS, acknowledge: [{ rule: 'retiring-grant', reason: 'r', until: '31.3.2027' }] },
      'acknowledge.0.until: expected a day such as 2027-01-31',
    ],
    [
      'an acknowledged missing scope',
      { ...PROPS, acknowledge: [{ rule: 'missing-scope', reason: 'r' }] },
      'a missing scope cannot be acknowledged in code',
    ],
    [
      'a misspelt prop',
      { ...PROPS, registeredRedirectUri: [] },
      'registeredRedirectUri: unknown prop (did you mean "registeredRedirectUris"?)',
    ],
  ])('%s', (_, props, text) => {
    expect(refusal(props)).toContain(text);
  });

  test('a token is accepted wherever a value is', () => {
    const document = synthesized((stack) => {
      const variable = (id: string, type: string) => new TerraformVariable(stack, id, { type });
      new MigratedProfileClient(stack, 'Agents', {
        ...PROPS,
        name: variable('name', 'string').stringValue,
        authorizedGrantType: variable('grant', 'string').stringValue,
        accessTokenValiditySeconds: variable('seconds', 'number').numberValue,
        scopes: variable('scopes', 'list(string)').listValue,
        registeredRedirectUris: [variable('uri', 'string').stringValue],
      });
    });
    expect(document.resource.genesyscloud_oauth_client.Agents).toMatchObject({
      name: '${var.name}',
      authorized_grant_type: '${var.grant}',
      access_token_validity_seconds: '${var.seconds}',
      scopes: '${var.scopes}',
      registered_redirect_uris: ['${var.uri}'],
    });
  });

  test('check blocks are refused where CDKTF writes HCL, which has none of them', () => {
    const stack = newStack(newApp({ hclOutput: true }), 'stack');
    expect(() => new MigratedProfileClient(stack, 'Agents', { ...PROPS, postcondition: 'check' })).toThrow(
      `postcondition: ${HOST.title} cannot write check blocks as HCL; use 'error' or false`,
    );
  });
});

describe('ScopeValidation', () => {
  test('assign gives a raw client its profile, for the gate and for the plan', () => {
    const app = newApp();
    const client = rawClient(newStack(app, 'stack'), 'raw');
    ScopeValidation.of(app).assign(client, { profile: 'chat-agent' });
    expect(() => app.synth()).toThrow(/lacks the required scope "digital:read".*which profile "chat-agent" needs/);
    client.scopes = [...BASE_SCOPES, 'interaction:write', 'digital:read'];
    stderrOf(() => app.synth());
    const document = JSON.parse(filesBelow(app.outdir)['stacks/stack/cdk.tf.json'] ?? '');
    expect(document.variable.genesys_scopes.default.clients).toEqual({
      'genesyscloud_oauth_client.raw': { profile: 'chat-agent' },
    });
  });

  test('exempt leaves a raw client out, with a reason that travels', () => {
    const app = newApp();
    const client = rawClient(newStack(app, 'stack'), 'job', { scopes: ['analytics:readonly'] });
    ScopeValidation.of(app).exempt(client, 'a nightly job');
    stderrOf(() => app.synth());
    const document = JSON.parse(filesBelow(app.outdir)['stacks/stack/cdk.tf.json'] ?? '');
    expect(document.variable.genesys_scopes.default.clients).toEqual({
      'genesyscloud_oauth_client.job': { exempt: 'a nightly job' },
    });
  });

  test('refuses other resources, empty reasons and wrong props', () => {
    const app = newApp();
    const stack = newStack(app, 'stack');
    const validation = ScopeValidation.of(app);
    const client = rawClient(stack, 'raw');
    const provider = stack.node.findChild('genesyscloud');
    expect(() => validation.exempt(client, ' ')).toThrow('stack/raw: ScopeValidation.exempt needs a reason');
    expect(() => validation.exempt(provider as never, 'r')).toThrow('takes a genesyscloud_oauth_client resource');
    expect(() => validation.assign(client, { profile: 'chat-agnet' as never })).toThrow(
      'stack/raw: ScopeValidation.assign has a problem in its props\n  profile: unknown profile "chat-agnet" (did you mean "chat-agent"?)',
    );
    expect(() => validation.assign(client, { profile: 'agent', scopes: [] } as never)).toThrow(
      'scopes: unknown prop; props are profile',
    );
  });
});

describe('the map of source positions', () => {
  test('stands beside the stack and names the line of the code that made each client', () => {
    const app = newApp();
    const stack = newStack(app, 'stack');
    class Team extends Construct {
      public constructor(scope: Construct, id: string) {
        super(scope, id);
        new MigratedProfileClient(this, 'Agents', PROPS);
      }
    }
    new Team(stack, 'Team');
    stderrOf(() => app.synth());
    const map = JSON.parse(filesBelow(app.outdir)['stacks/stack/genesys-scopes.map.json'] ?? '');
    const [address] = Object.keys(map.clients);
    expect(address).toMatch(/^genesyscloud_oauth_client\.Team_Agents_[0-9A-F]{8}$/);
    expect(map.clients[address ?? '']).toMatch(/^test\/constructs\/migrated-profile-client\.test\.ts:\d+:\d+$/);
  });

  test('is not written for a stack of raw resources', () => {
    const app = newApp();
    rawClient(newStack(app, 'stack'), 'raw');
    ScopeValidation.of(app);
    stderrOf(() => app.synth());
    expect(Object.keys(filesBelow(app.outdir))).toEqual(['manifest.json', 'stacks/stack/cdk.tf.json']);
  });
});
