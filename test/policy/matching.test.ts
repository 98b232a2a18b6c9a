import { body, declarations, entry, plan, TYPE, WHOLE } from '../sources/inputs';
import { CHAT, document, judged, judgedClients, MIGRATED, planOf } from './judged';

/** Which entry names the client, by its number; `open` while its name is to decide. */
async function matched(
  entries: readonly (object | string)[],
  client: { instance?: string; name?: string | null; secret?: string; source?: string },
): Promise<string> {
  const { instance = `${TYPE}.a`, secret, source = 'prod' } = client;
  const name = secret ?? client.name;
  const change = {
    after: body({ name }),
    after_unknown: { name: name === undefined },
    after_sensitive: { name: secret !== undefined },
  };
  const clients = entries.map((each, index) => ({
    ignore: String(index),
    ...(typeof each === 'string' ? { match: each } : each),
  }));
  const { clients: verdicts } = await judged(
    { clients },
    { 'plan.json': planOf({ [instance]: change }) },
    `${source}=plan.json`,
  );
  const [verdict = ''] = Object.values(verdicts);
  return verdict === 'pass' ? 'none' : verdict.replace('ignored: ', '');
}

const isMatched = async (pattern: string, instance: string) =>
  (await matched([pattern], { instance, name: '' })) === '0';

describe('a pattern of addresses', () => {
  test.each([
    [`${TYPE}.zendesk`, `${TYPE}.zendesk`],
    [`${TYPE}.zendesk_*`, `${TYPE}.zendesk_chat`],
    [`${TYPE}.zendesk_*`, `${TYPE}.zendesk_`],
    [`${TYPE}.zendesk-*`, `${TYPE}.zendesk-chat`],
    [`${TYPE}.a-b`, `${TYPE}.a-b`],
    [`*.zendesk`, `${TYPE}.zendesk`],
    ['**', `module.a.module.b.${TYPE}.zendesk["x.y"]`],
    ['module.legacy.**', `module.legacy.${TYPE}.zendesk`],
    ['module.legacy.**', `module.legacy.module.inner.${TYPE}.zendesk`],
    ['module.*.**', `module.legacy["eu"].${TYPE}.zendesk`],
    [`**.${TYPE}.zendesk`, `module.legacy.${TYPE}.zendesk`],
    [`${TYPE}.zendesk`, `${TYPE}.zendesk["eu"]`],
    [`${TYPE}.zendesk`, `${TYPE}.zendesk[0]`],
    [`${TYPE}.zendesk["eu"]`, `${TYPE}.zendesk["eu"]`],
    [`${TYPE}.zendesk[*]`, `${TYPE}.zendesk["eu"]`],
    [`${TYPE}.zendesk[**]`, `${TYPE}.zendesk["eu.west"]`],
    [`module.m["a"].${TYPE}.x[**`, `module.m["a"].${TYPE}.x["k"]`],
    [`${TYPE}.Zürich_*`, `${TYPE}.Zürich_Ost`],
    [`${TYPE}.агент`, `${TYPE}.агент`],
    [`${TYPE}.x["😀*"]`, `${TYPE}.x["😀😀"]`],
    [`${TYPE}.x["a\nb"]`, `${TYPE}.x["a\nb"]`],
  ])('%s names %s', async (pattern, instance) => {
    expect(await isMatched(pattern, instance)).toBe(true);
  });

  test.each([
    [`${TYPE}.zendesk`, `${TYPE}.zendesk2`],
    [`${TYPE}.zendesk`, `module.m.${TYPE}.zendesk`],
    [TYPE, `${TYPE}.zendesk`],
    ['*', `${TYPE}.zendesk`],
    ['module.*', `module.legacy.${TYPE}.zendesk`],
    [`${TYPE}.Zendesk`, `${TYPE}.zendesk`],
    [`${TYPE}.zendesk["eu"]`, `${TYPE}.zendesk["us"]`],
    [`${TYPE}.zendesk["eu"]`, `${TYPE}.zendesk`],
    [`${TYPE}.zendesk[0]`, `${TYPE}.zendesk[01]`],
    // What means something in an expression stands for itself.
    [`${TYPE}.zendes.`, `${TYPE}.zendesk`],
    [`${TYPE}?zendesk`, `${TYPE}.zendesk`],
    ['genesyscloud_oauth_client.[a-z]endesk', `${TYPE}.zendesk`],
    [`${TYPE}.(zendesk)`, `${TYPE}.zendesk`],
    [`${TYPE}.zendesk|x`, `${TYPE}.zendesk`],
    [`^${TYPE}.zendesk$`, `${TYPE}.zendesk`],
    [`${TYPE}.zendesk+`, `${TYPE}.zendeskk`],
    [`${TYPE}.z{1}endesk`, `${TYPE}.zendesk`],
    [`${TYPE}.\\w*`, `${TYPE}.zendesk`],
    [`${TYPE}/zendesk`, `${TYPE}.zendesk`],
    [`${TYPE}.zen\\desk`, `${TYPE}.zendesk`],
  ])('%s does not name %s', async (pattern, instance) => {
    expect(await isMatched(pattern, instance)).toBe(false);
  });

  // The pattern may come from a pull request, and a check must end.
  test.each([
    ['*a*a*a*a*a*a*a*a*b', 'a'.repeat(60)],
    ['**a**a**a**a**a**a**b', 'a'.repeat(60)],
    ['a'.repeat(1_000_000), 'a'],
  ])('%.30s is decided at once', async (pattern, name) => {
    const started = performance.now();
    expect(await matched([{ match: { name: pattern } }], { name })).toBe('none');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('a pattern of names', () => {
  test.each([
    ['Wallboard *', 'Wallboard 1.2 (EU)'],
    ['Wallboard *', 'Wallboard '],
    ['*board*', 'Wallboard\nEU'],
    ['a-b', 'a-b'],
    ['a.b', 'a.b'],
    ['[EU] *', '[EU] agents'],
    ['*', ''],
    ['Zürich', 'Zürich'],
  ])('%j names %j', async (name, text) => {
    expect(await matched([{ match: { name } }], { name: text })).toBe('0');
    expect(await matched([{ match: { name } }], { secret: text })).toBe('0');
  });

  test.each([
    ['Wallboard *', 'Wallboard'],
    ['wallboard', 'Wallboard'],
    ['a.b', 'axb'],
    ['[EU]', 'E'],
    ['Wallboard', ' Wallboard'],
  ])('%j does not name %j', async (name, text) => {
    expect(await matched([{ match: { name } }], { name: text })).toBe('none');
    expect(await matched([{ match: { name } }], { secret: text })).toBe('none');
  });

  test('names no client without a name', async () => {
    expect(await matched([{ match: { name: '*' } }], { name: null })).toBe('none');
  });

  test('beside one of addresses holds only where both do', async () => {
    const both = [{ match: { address: `${TYPE}.a`, name: 'n' } }];
    expect(await matched(both, { name: 'n' })).toBe('0');
    expect(await matched(both, { name: 'm' })).toBe('none');
    expect(await matched(both, { name: 'n', instance: `${TYPE}.b` })).toBe('none');
    expect(await matched(both, { instance: `${TYPE}.b` })).toBe('none');
  });

  test('leaves it undecided while the name is not known and no entry before is certain', async () => {
    expect(await matched([{ match: { name: 'n' } }, '**'], {})).toBe('open');
    expect(await matched([{ match: { name: 'n' } }], {})).toBe('open');
    expect(await matched(['**', { match: { name: 'n' } }], {})).toBe('0');
    expect(await matched([{ match: { name: 'n' }, source: 'test' }, '**'], {})).toBe('1');
  });
});

describe('a source', () => {
  test.each<[string | string[], string, boolean]>([
    ['prod', 'prod', true],
    ['prod', 'prod2', false],
    ['prod*', 'prod.eu-west', true],
    ['prod-*', 'prod-eu', true],
    ['*', 'p', true],
    [['test', 'prod'], 'prod', true],
    [['test', 'dev'], 'prod', false],
    ['prod.eu', 'prodxeu', false],
    ['Prod', 'prod', false],
  ])('%j and the label %s: %s', async (source, label, holds) => {
    expect(await matched([{ match: '**', source }], { name: '', source: label })).toBe(holds ? '0' : 'none');
  });
});

test('the first entry that matches holds, whatever the later ones ask', async () => {
  const clients = [
    { match: `${TYPE}.wall`, ignore: 'a wallboard' },
    { match: `${TYPE}.*`, profile: 'agent' },
    { match: '**', profile: 'chat-agent' },
  ];
  expect((await judgedClients({ clients }, { wall: { name: 'w', scopes: [] }, chat: MIGRATED })).clients).toEqual({
    wall: 'ignored: a wallboard',
    chat: 'pass',
  });
  expect((await judgedClients({ clients: clients.toReversed() }, { chat: MIGRATED })).clients).toEqual({
    chat: 'fail',
  });
});

test('of clients that are left out no rule says anything, not even of what they are to each other', async () => {
  const policy = { rules: { 'duplicate-name': 'error' }, clients: [{ match: `${TYPE}.a*`, ignore: 'r' }] };
  const twins = { a1: { name: 'twin' }, a2: { name: 'twin' } };
  expect(await judgedClients(policy, twins)).toMatchObject({
    code: 0,
    clients: { a1: 'ignored: r', a2: 'ignored: r' },
    findings: [],
  });
  expect((await judgedClients(policy, { ...twins, b: { name: 'twin' } })).findings).toEqual(['error duplicate-name/b']);
});

describe('a client whose name is not known yet', () => {
  const unnamed = planOf({ [`${TYPE}.a`]: { after: body({ name: undefined }), after_unknown: { name: true } } });
  const lines = ({ clients, findings }: Awaited<ReturnType<typeof judged>>) => ({ clients, findings });

  test('is open while an entry before asks for more, and the entry is not called stale', async () => {
    const policy = {
      clients: [
        { match: { name: 'Chat *' }, profile: 'chat-agent' },
        { match: '**', scopes: ['users'] },
      ],
    };
    expect(lines(await judged(policy, { 'plan.json': unnamed }, 'plan.json'))).toEqual({
      clients: { a: 'open' },
      findings: ['error open missing-scope/a/name', ...EXCESS],
    });
  });
  const EXCESS = WHOLE.filter((scope) => scope !== 'users')
    .toSorted()
    .map((scope) => `warning excess-scope/a/${scope}`);

  test.each([
    ['that ignores what is not named', { unmatched: 'ignore' }],
    ['that only warns of what is not named', { unmatched: 'warn' }],
    ['that holds the base profile against what is not named', {}],
  ])('is open by a policy %s', async (_, rest) => {
    const policy = { ...rest, clients: [{ match: { name: 'Chat *' }, profile: 'chat-agent' }] };
    expect(lines(await judged(policy, { 'plan.json': unnamed }, 'plan.json'))).toEqual({
      clients: { a: 'open' },
      findings: ['error open missing-scope/a/name'],
    });
  });

  test('is open while only a later entry would ignore it', async () => {
    const policy = {
      clients: [
        { match: { name: 'Chat *' }, profile: 'chat-agent' },
        { match: '**', ignore: 'r' },
      ],
    };
    expect((await judged(policy, { 'plan.json': unnamed }, 'plan.json')).clients).toEqual({ a: 'open' });
  });

  test('is open under --unknown fail as a failure', async () => {
    const policy = { clients: [{ match: { name: 'Chat *' }, profile: 'agent' }] };
    expect((await judged(policy, { 'plan.json': unnamed }, 'plan.json', '--unknown', 'fail')).code).toBe(1);
  });

  test('of the grant without a user is open all the same', async () => {
    const policy = { clients: [{ match: { name: 'Chat *' }, profile: 'chat-agent' }] };
    const after = body({ name: undefined, authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null });
    const files = { 'plan.json': planOf({ [`${TYPE}.a`]: { after, after_unknown: { name: true } } }) };
    expect((await judged(policy, files, 'plan.json')).clients).toEqual({ a: 'open' });
  });
});

test('a sensitive name is matched, and what it is shows nowhere', async () => {
  const name = 'Wallboard of the M4RKER hotline';
  const files = {
    'plan.json': planOf({ [`${TYPE}.a`]: { after: body({ name, scopes: [] }), after_sensitive: { name: true } } }),
  };
  const policy = { clients: [{ match: { name: 'Wallboard *' }, ignore: 'a wallboard' }] };
  const { clients, stdout, stderr } = await judged(policy, files, 'plan.json');
  expect(clients).toEqual({ a: 'ignored: a wallboard' });
  expect(stdout + stderr).not.toContain('M4RKER');
});

describe('two sources of one label, which the report tells apart', () => {
  const policy = { clients: [{ match: '**', source: 'prod', profile: 'chat-agent' }] };
  const lacking = plan([entry(`${TYPE}.a`, { after: body({ ...MIGRATED }) })]);

  test('are each asked what the policy asks of that label', async () => {
    const files = { 'eu.json': lacking, 'us.json': lacking };
    const alone = await judged(policy, files, 'prod=eu.json');
    expect(alone).toMatchObject({ code: 1, clients: { a: 'fail' } });
    expect(await judged(policy, files, 'prod=eu.json', 'prod=us.json')).toMatchObject({
      code: 1,
      clients: { 'prod (eu.json) a': 'fail', 'prod (us.json) a': 'fail' },
    });
  });

  test('as stacks of two synth outputs', async () => {
    const stack = document({ a: MIGRATED });
    const manifest = JSON.stringify({ stacks: { prod: { synthesizedStackPath: 'stacks/prod/cdk.tf.json' } } });
    const output = (name: string) => ({
      [`${name}/manifest.json`]: manifest,
      [`${name}/stacks/prod/cdk.tf.json`]: stack,
    });
    const { code, clients } = await judged(policy, { ...output('eu'), ...output('us') }, 'eu', 'us');
    expect({ code, verdicts: Object.values(clients) }).toEqual({ code: 1, verdicts: ['fail', 'fail'] });
  });
});

describe('what an entry asks', () => {
  test('a list of scopes, each by itself, and a read-write scope for its :readonly form', async () => {
    const policy = { clients: [{ match: '**', scopes: ['users:readonly', 'analytics'] }] };
    expect(
      await judgedClients(policy, { a: { name: 'a', scopes: ['users', 'analytics'] }, b: { scopes: ['users'] } }),
    ).toMatchObject({
      clients: { a: 'pass', b: 'fail' },
      // A read-write scope where :readonly is enough is more than is needed.
      findings: ['error missing-scope/b/analytics', 'warning excess-scope/a/users', 'warning excess-scope/b/users'],
    });
  });

  test('a list beside a profile adds to it', async () => {
    const policy = { clients: [{ match: '**', profile: 'agent', scopes: ['analytics'] }] };
    expect((await judgedClients(policy, { a: MIGRATED })).findings).toContain('error missing-scope/a/analytics');
    expect((await judgedClients(policy, { a: { scopes: ['analytics'] } })).findings).toContain(
      'error missing-scope/a/user-basic-info',
    );
  });

  test('allowedScopes are no excess, in their :readonly form neither', async () => {
    const held = { scopes: [...WHOLE, 'analytics:readonly', 'stations:readonly', 'presence'] };
    const asked = { match: '**', profile: 'agent', vocabulary: 'platform' };
    expect((await judgedClients({ clients: [asked] }, { a: held })).findings).toEqual([
      'warning excess-scope/a/analytics:readonly',
    ]);
    expect(
      (await judgedClients({ clients: [{ ...asked, allowedScopes: ['analytics'] }] }, { a: held })).findings,
    ).toEqual([]);
  });

  test('of a client of the grant without a user too, once it names it', async () => {
    const policy = { clients: [{ match: `${TYPE}.a`, scopes: ['users'] }] };
    const job = { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: null };
    const { clients } = await judgedClients(policy, { a: { ...job, name: 'a' }, b: job });
    expect(clients).toEqual({ a: 'fail', b: 'pass' });
  });
});

describe('what policy and code ask adds up', () => {
  const both = (entryOf: object, declared: object, held: readonly string[]) =>
    judgedClients({ clients: [{ match: '**', ...entryOf }] }, { a: { scopes: held } }, { a: declared });

  test('two profiles', async () => {
    const ask = (held: readonly string[]) => both({ profile: 'chat-agent' }, { profile: 'agent' }, held);
    expect((await ask(['webphone:use', 'interaction:read', 'routing:user'])).clients).toEqual({ a: 'fail' });
    expect((await ask(CHAT)).clients).toEqual({ a: 'pass' });
    // The other way round the code asks for more.
    const asked = await both({ profile: 'agent' }, { profile: 'chat-agent' }, MIGRATED.scopes);
    expect(asked.clients).toEqual({ a: 'fail' });
  });

  test('a profile and a list', async () => {
    expect((await both({ scopes: ['analytics'] }, { profile: 'agent' }, MIGRATED.scopes)).findings).toContain(
      'error missing-scope/a/analytics',
    );
  });

  test("a profile and a team's own", async () => {
    const own = { profile: { id: 'board', capabilities: [], scopes: ['analytics:readonly'] } };
    const { findings } = await both({ profile: 'agent' }, own, []);
    expect(findings.filter((line) => line.startsWith('error missing-scope'))).toEqual([
      'error missing-scope/a/analytics:readonly',
      'error missing-scope/a/interaction:read',
      'error missing-scope/a/routing:user',
      'error missing-scope/a/webphone:use',
    ]);
  });

  test('one profile twice is called by its name', async () => {
    const allowing = { profile: 'agent', allowedScopes: ['users'] };
    expect((await both(allowing, { profile: 'agent' }, MIGRATED.scopes)).profiles).toEqual({ a: 'agent' });
  });

  test('an exemption in code is the only thing that takes away', async () => {
    const { clients } = await both({ profile: 'chat-agent' }, { exempt: 'a wallboard' }, []);
    expect(clients).toEqual({ a: 'ignored: a wallboard' });
  });
});

describe('the vocabulary', () => {
  const asked = async (policy: object, declared: object | undefined, held: readonly string[], ...args: string[]) => {
    const { code, clients, problems } = await judged(
      policy,
      { 'main.tf.json': document({ a: { scopes: held } }, declared && { a: declared }) },
      'main.tf.json',
      ...args,
    );
    return problems.length > 0 ? `${code} ${problems.join()}` : clients.a;
  };
  const entryOf = (vocabulary?: string) => ({ match: '**', profile: 'agent', ...(vocabulary && { vocabulary }) });
  const migration = MIGRATED.scopes;

  test('of the code comes before that of the file', async () => {
    const declared = { profile: 'agent', vocabulary: 'platform' };
    expect(await asked({ vocabulary: 'migration', clients: [entryOf()] }, declared, WHOLE)).toBe('pass');
    expect(await asked({ vocabulary: 'migration', clients: [entryOf()] }, declared, migration)).toBe('fail');
  });

  test('of the entry comes before that of the file, and that of the file before none', async () => {
    expect(await asked({ vocabulary: 'migration', clients: [entryOf('platform')] }, undefined, migration)).toBe('fail');
    expect(await asked({ vocabulary: 'migration', clients: [entryOf('platform')] }, undefined, WHOLE)).toBe('pass');
    expect(await asked({ vocabulary: 'platform', clients: [entryOf()] }, undefined, migration)).toBe('fail');
    expect(await asked({ vocabulary: 'platform' }, undefined, migration)).toBe('fail');
    expect(await asked({ clients: [entryOf()] }, undefined, migration)).toBe('pass');
  });

  test('of the command line comes before that of the file, and after that of an entry', async () => {
    const typed = ['--vocabulary', 'platform'];
    expect(await asked({ vocabulary: 'migration' }, undefined, migration, ...typed)).toBe('fail');
    expect(await asked({ clients: [entryOf('migration')] }, undefined, migration, ...typed)).toBe('pass');
  });

  test('of the entry that the code contradicts is an error that names both places', async () => {
    const files = {
      'main.tf.json': document({ a: MIGRATED }, { a: { profile: 'agent', vocabulary: 'migration' } }),
    };
    const { code, clients, stdout } = await judged({ clients: [entryOf('platform')] }, files, 'main.tf.json');
    expect(code).toBe(2);
    expect(clients.a).not.toBe('pass');
    expect(JSON.parse(stdout).problems).toMatchObject([
      {
        message: `clients[].vocabulary of ** is "platform", but the code of ${TYPE}.a (main.tf.json:7) says "migration"`,
        location: { file: 'genesys-scopes.json', line: 1, column: 13 },
      },
    ]);
  });

  test('of the entry that agrees with the code is none', async () => {
    expect(
      await asked({ clients: [entryOf('migration')] }, { profile: 'agent', vocabulary: 'migration' }, migration),
    ).toBe('pass');
  });

  test('that is mixed from two halves passes under no policy', async () => {
    const halves = ['webphone:use', 'interaction:read', 'users', 'routing:readonly', 'conversations'];
    for (const policy of [{}, { vocabulary: 'migration' }, { vocabulary: 'platform' }, { clients: [entryOf()] }]) {
      expect(await asked(policy, undefined, halves)).toBe('fail');
    }
  });

  test('in a declaration of a plan is contradicted with the place of the policy', async () => {
    const files = {
      'plan.json': plan([entry(`${TYPE}.a`)], {
        configuration: {
          root_module: {
            variables: declarations({ [`${TYPE}.a`]: { profile: 'agent', vocabulary: 'migration' } }).variable,
          },
        },
      }),
    };
    const { code, problems } = await judged({ clients: [entryOf('platform')] }, files, 'plan.json');
    expect({ code, problems }).toEqual({
      code: 2,
      problems: [`clients[].vocabulary of ** is "platform", but the code of ${TYPE}.a says "migration"`],
    });
  });
});
