import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type App, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { MigratedProfileClient, type MigratedProfileClientProps, ScopeValidation } from '../../lib';
import { cli } from '../cli/run-cli';
import { newApp, newStack, rawClient } from '../helpers/app';
import { BASE_SCOPES, PLATFORM_BASE_SCOPES } from '../helpers/scopes';
import { stderrOf } from '../helpers/stderr';
import { filesBelow } from '../helpers/tree';

const CHAT_SCOPES = [...BASE_SCOPES, 'interaction:write', 'digital:read'];
/** What is generated for the base profile by the names that Genesys Cloud publishes, recommended ones too. */
const PLATFORM_GENERATED = [...PLATFORM_BASE_SCOPES, 'stations:readonly', 'presence'];
const TYPE = 'genesyscloud_oauth_client';

const start = process.cwd();
const folders: string[] = [];
afterEach(() => {
  process.chdir(start);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Makes a project with that policy, and works in it. */
function inProject(policy: unknown, files: Readonly<Record<string, string>> = {}, below = '.'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'genesys-scopes-project-')));
  folders.push(folder);
  const content = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const all = { '.git/HEAD': '', 'cdktf.json': '{}', 'genesys-scopes.json': content, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  process.chdir(join(folder, below));
  return folder;
}

const PROPS = { profile: 'agent', name: 'Zendesk agents', authorizedGrantType: 'CODE' } as const;

/** The scopes that are written of the client `Agents` in the stack `prod`. */
function generated(
  props: Partial<MigratedProfileClientProps> = {},
  place: (app: App) => Construct = (app) => newStack(app, 'prod'),
): string[] {
  const app = newApp();
  new MigratedProfileClient(place(app), 'Agents', { ...PROPS, ...props } as typeof PROPS);
  stderrOf(() => app.synth());
  return scopesIn(app);
}

function scopesIn(app: App, stack = 'prod'): string[] {
  const text = readFileSync(join(app.outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
  const [client] = Object.values<{ scopes: string[] }>(JSON.parse(text).resource[TYPE]);
  return client?.scopes ?? [];
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

describe('the vocabulary of what is generated', () => {
  const entryOf = (match: unknown, rest: object = {}) => ({ match, profile: 'agent', vocabulary: 'platform', ...rest });

  test('is that of the guidance where no policy names one', () => {
    inProject({});
    expect(generated()).toEqual(BASE_SCOPES);
  });

  test.each<[string, unknown]>([
    ['the file', { vocabulary: 'platform' }],
    ['an entry that names the address', { clients: [entryOf(`${TYPE}.Agents`)] }],
    ['an entry with a pattern of addresses', { clients: [entryOf(`${TYPE}.A*`)] }],
    ['an entry that names the name', { clients: [entryOf({ name: 'Zendesk *' })] }],
    ['an entry for the stack', { clients: [entryOf('**', { source: 'prod' })] }],
    ['an entry before that of the file', { vocabulary: 'migration', clients: [entryOf('**')] }],
  ])('is that of %s', (_, policy) => {
    inProject(policy);
    expect(generated()).toEqual(PLATFORM_GENERATED);
  });

  test.each<[string, unknown]>([
    ['another address', { clients: [entryOf(`${TYPE}.Other`)] }],
    ['another name', { clients: [entryOf({ name: 'Wallboard *' })] }],
    ['another stack', { clients: [entryOf('**', { source: 'test' })] }],
    ['a client that an earlier entry takes', { clients: [{ match: '**', profile: 'agent' }, entryOf('**')] }],
  ])('is not that of an entry for %s', (_, policy) => {
    inProject(policy);
    expect(generated()).toEqual(BASE_SCOPES);
  });

  test('follows the policy of a client in a nested construct, by the address that it gets', () => {
    inProject({ clients: [entryOf(`${TYPE}.outer_Agents_*`)] });
    expect(generated({}, (app) => new Construct(newStack(app, 'prod'), 'outer'))).toEqual(PLATFORM_GENERATED);
  });

  test('waits for a name: a client without one is refused for that, whatever names the policy has', () => {
    inProject({ clients: [entryOf({ name: 'Zendesk *' })] });
    const nameless = { name: undefined } as unknown as Partial<MigratedProfileClientProps>;
    expect(messageOf(() => generated(nameless))).toContain('name: is required; give the name that admins see');
  });

  test('of the prop that agrees with the policy is taken', () => {
    inProject({ clients: [entryOf('**')] });
    expect(generated({ vocabulary: 'platform' })).toEqual(PLATFORM_GENERATED);
  });

  test('of the prop comes before that of the file', () => {
    inProject({ vocabulary: 'platform' });
    expect(generated({ vocabulary: 'migration' })).toEqual(BASE_SCOPES);
  });

  test('of the prop that contradicts an entry is refused with both places', () => {
    inProject({ clients: [entryOf(`${TYPE}.Agents`)] });
    const message = messageOf(() => generated({ vocabulary: 'migration' }));
    expect(message).toContain('prod/Agents: MigratedProfileClient has a problem in its props');
    expect(message).toContain(`clients[].vocabulary of ${TYPE}.Agents is "platform"`);
    expect(message).toContain('says "migration"');
    expect(message).toMatch(/genesys-scopes\.json:1:13/);
  });
});

describe('the gate', () => {
  /** Synthesizes an app of one raw client; returns the error, or the scopes that were written. */
  function synthesized(config: object, prepare: (app: App) => void = () => {}) {
    const app = newApp();
    const client = rawClient(newStack(app, 'prod'), 'agents', config);
    ScopeValidation.of(app);
    prepare(app);
    let message = '';
    const stderr = stderrOf(() => {
      message = messageOf(() => app.synth());
    });
    return { message, stderr, isWritten: Object.keys(filesBelow(app.outdir)).length > 0, client };
  }

  test('refuses what the policy asks beyond the base profile, and writes nothing', () => {
    inProject({ clients: [{ match: `${TYPE}.agents`, profile: 'chat-agent' }] });
    const { message, isWritten } = synthesized({});
    expect(message).toContain('the app was not synthesized, and nothing was written:');
    expect(message).toContain('lacks the required scope "digital:read"');
    expect(isWritten).toBe(false);
    expect(synthesized({ scopes: CHAT_SCOPES })).toMatchObject({ message: '', isWritten: true });
  });

  test('refuses what the policy asks beyond what is assigned', () => {
    inProject({ clients: [{ match: '**', profile: 'chat-agent' }] });
    const app = newApp();
    const client = rawClient(newStack(app, 'prod'), 'agents');
    ScopeValidation.of(app).assign(client, { profile: 'agent' });
    expect(messageOf(() => app.synth())).toContain('lacks the required scope "digital:read"');
  });

  test('goes by the stack as a source', () => {
    inProject({ clients: [{ match: '**', source: 'prod', profile: 'chat-agent' }] });
    expect(synthesized({}).message).toContain('"digital:read"');
    inProject({ clients: [{ match: '**', source: 'test', profile: 'chat-agent' }] });
    expect(synthesized({})).toMatchObject({ message: '', isWritten: true });
  });

  test('goes by a pattern with a hyphen', () => {
    inProject({ clients: [{ match: '**', source: 'prod-*', profile: 'chat-agent' }] });
    const app = newApp();
    rawClient(newStack(app, 'prod-eu'), 'agents');
    ScopeValidation.of(app);
    expect(messageOf(() => app.synth())).toContain('"digital:read"');
  });

  test('leaves out what the policy ignores', () => {
    inProject({ clients: [{ match: { name: 'Agents of *' }, ignore: 'r' }] });
    expect(synthesized({ scopes: [] })).toMatchObject({ message: '', stderr: '', isWritten: true });
  });

  test('takes what the policy accepts, until its last day', () => {
    const accepting = (until: string) => ({
      vocabulary: 'migration',
      acknowledge: [{ rule: 'missing-scope', client: '**', subject: 'routing:user', reason: 'r', until }],
    });
    inProject(accepting('2999-01-01'));
    expect(synthesized({ scopes: BASE_SCOPES.slice(0, 2) })).toMatchObject({ message: '', isWritten: true });
    inProject(accepting('2020-01-01'));
    expect(synthesized({ scopes: BASE_SCOPES.slice(0, 2) }).message).toContain('"routing:user"');
  });

  test('takes the severities of the policy', () => {
    inProject({ rules: { 'token-lifetime': 'warning' } });
    const lowered = synthesized({ accessTokenValiditySeconds: 10 });
    expect(lowered).toMatchObject({ message: '', isWritten: true });
    expect(lowered.stderr).toContain('token-lifetime');
    inProject({ rules: { 'retiring-grant': 'error' } });
    expect(synthesized({ authorizedGrantType: 'TOKEN' }).message).toContain('retiring-grant');
  });

  test.each([
    ['warn', BASE_SCOPES.slice(1), ''],
    ['ignore', [], ''],
    ['base', [], 'the app was not synthesized'],
  ])('goes by unmatched: %s', (unmatched, scopes, message) => {
    inProject({ unmatched });
    expect(synthesized({ scopes }).message.startsWith(message)).toBe(true);
    expect(synthesized({ scopes }).isWritten).toBe(message === '');
  });

  test("goes by the organisation's own catalogue", () => {
    const catalog = JSON.stringify({ format: 'genesys-scopes/catalog@1', date: '2026-11-01', scopes: ['users'] });
    inProject({ catalog: 'own.json' }, { 'own.json': catalog });
    expect(synthesized({}).message).toContain("the organisation's own catalogue does not have");
  });

  test('finds the policy above the project, up to the root of the repository', () => {
    const policy = { clients: [{ match: '**', profile: 'chat-agent' }] };
    inProject(policy, { 'infra/app/cdktf.json': '{}', 'infra/app/src/x': '' }, 'infra/app/src');
    expect(synthesized({}).message).toContain('"digital:read"');
    inProject(policy, { 'infra/.git/HEAD': '', 'infra/app/cdktf.json': '{}' }, 'infra/app');
    expect(synthesized({})).toMatchObject({ message: '', isWritten: true });
  });

  test('goes by the same policy in Testing.synth', () => {
    inProject({ clients: [{ match: '**', profile: 'chat-agent' }] });
    const app = Testing.app();
    const stack = newStack(app, 'prod');
    rawClient(stack, 'agents');
    ScopeValidation.of(stack);
    expect(() => Testing.synth(stack, true)).toThrow(/digital:read/);
  });

  test('waits for a name that is not known, where an entry goes by it', () => {
    inProject({
      clients: [
        { match: { name: 'Chat *' }, profile: 'chat-agent' },
        { match: '**', ignore: 'r' },
      ],
    });
    const app = newApp();
    const stack = newStack(app, 'prod');
    rawClient(stack, 'agents', { name: new TerraformVariable(stack, 'name', { type: 'string' }).stringValue });
    ScopeValidation.of(app);
    const stderr = stderrOf(() => app.synth());
    expect(stderr).toContain('name is not known yet');
  });
});

describe('the constructor', () => {
  test('refuses what the policy asks beyond the profile', () => {
    inProject({ clients: [{ match: `${TYPE}.Agents`, profile: 'chat-agent' }] });
    const message = messageOf(() => generated());
    expect(message).toContain('prod/Agents: MigratedProfileClient has 2 problems in its props');
    expect(message).toContain('lacks the required scope "digital:read"');
    expect(generated({ profile: 'chat-agent' })).toEqual(CHAT_SCOPES);
    expect(generated({ additionalScopes: ['interaction:write', 'digital:read'] })).toEqual(CHAT_SCOPES);
  });

  test('refuses what a list of the policy asks', () => {
    inProject({ clients: [{ match: '**', scopes: ['analytics:readonly'] }] });
    expect(messageOf(() => generated())).toContain('lacks the required scope "analytics:readonly"');
    expect(generated({ additionalScopes: ['analytics'] })).toEqual([...BASE_SCOPES, 'analytics']);
  });

  test('takes what the policy ignores or accepts', () => {
    inProject({ clients: [{ match: '**', ignore: 'r' }] });
    expect(generated({ accessTokenValiditySeconds: 10 })).toEqual(BASE_SCOPES);
    inProject({ acknowledge: [{ rule: 'token-lifetime', client: '**', reason: 'r' }] });
    expect(generated({ accessTokenValiditySeconds: 10 })).toEqual(BASE_SCOPES);
  });

  test('is not stopped by entries for clients of other stacks', () => {
    inProject({ rules: { 'stale-entry': 'error' }, clients: [{ match: '**', source: 'other', ignore: 'r' }] });
    expect(generated()).toEqual(BASE_SCOPES);
  });
});

test('the command line says of the output what the gate said', async () => {
  const folder = inProject({ vocabulary: 'platform', clients: [{ match: `${TYPE}.Agents`, profile: 'agent' }] });
  const app = newApp({ outdir: join(folder, 'cdktf.out') });
  new MigratedProfileClient(newStack(app, 'prod'), 'Agents', PROPS);
  app.synth();
  expect(await cli(['check', 'cdktf.out'])).toMatchObject({ code: 0, stderr: '' });
  writeFileSync('genesys-scopes.json', JSON.stringify({ clients: [{ match: '**', profile: 'chat-agent' }] }));
  const other = newApp({ outdir: join(folder, 'other.out') });
  expect(messageOf(() => new MigratedProfileClient(newStack(other, 'prod'), 'Agents', PROPS))).toContain(
    'digital:read',
  );
  expect((await cli(['check', 'cdktf.out'])).code).toBe(0);
});

describe('a policy file that is wrong', () => {
  const wrong = '{\n  "unmatched": "warning",\n  "client": []\n}';

  test('is refused by the constructor with every place', () => {
    inProject(wrong);
    const message = messageOf(() => generated());
    expect(message.split('\n')).toEqual([
      'the policy file is wrong',
      '  genesys-scopes.json:2:16: unmatched: allowed: base, warn, ignore',
      '  genesys-scopes.json:3:13: client: is not allowed here (did you mean "clients"?); allowed: $schema, catalog, vocabulary, unmatched, clients, knownScopes, rules, acknowledge',
    ]);
  });

  test('is refused by the gate, and nothing is written', () => {
    inProject(wrong);
    const app = newApp();
    rawClient(newStack(app, 'prod'), 'agents');
    ScopeValidation.of(app);
    expect(messageOf(() => app.synth())).toContain('genesys-scopes.json:2:16: unmatched: allowed: base, warn, ignore');
    expect(filesBelow(app.outdir)).toEqual({});
  });

  test('leaves no half a client behind', () => {
    inProject(wrong);
    const app = newApp();
    const stack = newStack(app, 'prod');
    messageOf(() => new MigratedProfileClient(stack, 'Agents', PROPS));
    expect(stack.node.tryFindChild('Agents')).toBeUndefined();
  });

  test('names the catalogue that is not there', () => {
    inProject({ catalog: 'own.json' });
    expect(messageOf(() => generated())).toContain(
      'genesys-scopes.json:1:12: catalog: own.json cannot be read (ENOENT)',
    );
  });

  test('that is nested too deeply is refused and no crash', () => {
    inProject('['.repeat(200_000));
    expect(messageOf(() => generated())).toContain('genesys-scopes.json:1:1: is nested too deeply to be read');
  });

  test('does not steer the terminal by what is in it', () => {
    inProject({ '\u001b[31m\n::error::x': 1 });
    const message = messageOf(() => generated());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^::/m);
    expect(message).toContain('\\u{1b}[31m\\u{a}::error::x');
  });

  test('of which a pattern is printed does not steer the terminal either', () => {
    inProject({ clients: [{ match: { name: '*\u001b[31m\n::error::x*' }, profile: 'agent', vocabulary: 'platform' }] });
    const name = 'a\u001b[31m\n::error::x';
    const message = messageOf(() => generated({ name, vocabulary: 'migration' }));
    expect(message).toContain('clients[].vocabulary');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^::/m);
  });
});

test('two apps of one process go each by the policy of the folder that it was made in', () => {
  const first = inProject({ vocabulary: 'platform' });
  const one = newApp();
  new MigratedProfileClient(newStack(one, 'prod'), 'Agents', PROPS);
  inProject({ clients: [{ match: '**', profile: 'chat-agent' }] });
  const other = newApp();
  const stack = newStack(other, 'prod');
  expect(messageOf(() => new MigratedProfileClient(stack, 'Agents', PROPS))).toContain('digital:read');
  new MigratedProfileClient(stack, 'Chat', { ...PROPS, profile: 'chat-agent' });
  // The first app is synthesized from another folder than it was made in.
  one.synth();
  other.synth();
  process.chdir(first);
  expect(scopesIn(one)).toEqual(PLATFORM_GENERATED);
  expect(scopesIn(other)).toEqual(CHAT_SCOPES);
});
