import { checkFiles, type Digest, digestOf } from './check-files';
import { body, declarations, entry, LACKS_USERS, plan, TYPE, WHOLE } from './inputs';

const A = `${TYPE}.a`;
const BAD = { after: body({ scopes: LACKS_USERS }) };
const PATH = ['plan.json'];

function digest(entries: readonly unknown[], rest?: object): Promise<Digest> {
  return digestOf({ 'plan.json': plan(entries, { ...rest }) }, PATH);
}

function checked(entries: readonly unknown[], rest?: object) {
  return checkFiles({ 'plan.json': plan(entries, { ...rest }) }, PATH);
}

const missing = (address: string) => `error missing-scope/${address}/users`;

describe('instances', () => {
  test.each([
    ['for_each', '["eu"]', '["us"]'],
    ['count', '[0]', '[1]'],
  ])('of %s share a finding when it reads the same', async (_, one, two) => {
    expect(await digest([entry(A + two, BAD), entry(A + one, BAD)])).toEqual({
      code: 1,
      clients: [`fail ${A}${one}`, `fail ${A}${two}`],
      findings: [
        `${missing(A)} [${A}${one}, ${A}${two}]`,
        `warning duplicate-name/${A} [${A}${one}]`,
        `warning duplicate-name/${A} [${A}${two}]`,
      ],
      problems: [],
    });
  });

  test('with different lists have a finding each, of the same id, with its own message', async () => {
    const { report } = await checked([
      entry(`${A}["eu"]`, { after: body({ name: 'eu', scopes: LACKS_USERS }) }),
      entry(`${A}["us"]`, { after: body({ name: 'us', scopes: [...LACKS_USERS, 'presence'] }) }),
    ]);
    const held = LACKS_USERS.map((scope) => `"${scope}"`).join(', ');
    expect(report.findings.map(({ id, instances, message }) => [id, instances, message.split('; it has ')[1]])).toEqual(
      [
        [`missing-scope/${A}/users`, [`${A}["eu"]`], held],
        [`missing-scope/${A}/users`, [`${A}["us"]`], `${held}, "presence"`],
      ],
    );
  });

  test('are judged one by one: a good one beside a bad one passes', async () => {
    expect(await digest([entry(`${A}[0]`), entry(`${A}[1]`, BAD)])).toEqual({
      code: 1,
      clients: [`pass ${A}[0]`, `fail ${A}[1]`],
      findings: [`${missing(A)} [${A}[1]]`],
      problems: [],
    });
  });

  test.each([
    ['a module', `module.m.${A}`, `module.m.${A}`],
    ['a module of modules', `module.m.module.n.${A}`, `module.m.module.n.${A}`],
    ['instances of modules', `module.m["eu"].module.n[0].${A}["x"]`, `module.m.module.n.${A}`],
    ['a key with quotes and brackets', `module.m["a\\"]b[\\"0\\"]"].${A}["]\\\\"]`, `module.m.${A}`],
    ['a key that looks like an address', `module.m["x.${TYPE}.b"].${A}["module.n"]`, `module.m.${A}`],
    ['an empty key', `${A}[""]`, A],
  ])('%s: the finding has the configuration address', async (_, instance, address) => {
    expect(await digest([entry(instance, BAD)])).toEqual({
      code: 1,
      clients: [`fail ${instance}`],
      findings: [`${missing(address)}${instance === address ? '' : ` [${instance}]`}`],
      problems: [],
    });
  });

  test('a declaration speaks for all instances of its resource, and not for a module that has one of the same name', async () => {
    const configuration = {
      root_module: { variables: declarations({ [A]: { profile: 'chat-agent', vocabulary: 'migration' } }).variable },
    };
    const { report } = await checked([entry(`${A}["eu"]`), entry(`${A}["us"]`), entry(`module.m.${A}`)], {
      configuration,
    });
    expect(report.clients.map(({ address, profile, origin }) => [address, profile, origin])).toEqual([
      [`${A}["eu"]`, 'chat-agent', 'construct'],
      [`${A}["us"]`, 'chat-agent', 'construct'],
      [`module.m.${A}`, 'agent', 'assumed'],
    ]);
  });
});

test('a report grows with the number of clients, not with its square, when they all have one name', async () => {
  const sizeOf = async (count: number) =>
    (await checked(Array.from({ length: count }, (_, index) => entry(`${A}[${index}]`, { after: body() })))).json
      .length;
  expect((await sizeOf(400)) / (await sizeOf(200))).toBeLessThan(3);
});

describe('declarations', () => {
  const declaring = (v: unknown) => ({
    configuration: {
      root_module: { variables: { genesys_scopes: { default: { v, clients: { [A]: { profile: 'chat-agent' } } } } } },
    },
  });

  test('the value of the variable, which -var can change, is not read', async () => {
    const { report } = await checked([entry(A)], {
      ...declaring(1),
      variables: { genesys_scopes: { value: { v: 1, clients: { [A]: { exempt: 'from the command line' } } } } },
    });
    expect(report.clients.map(({ profile, verdict }) => ({ profile, verdict }))).toEqual([
      { profile: 'chat-agent', verdict: 'pass' },
    ]);
  });

  test('of a later version cannot be understood, and no client passes by guess', async () => {
    const found = await digest([entry(A)], declaring(2));
    expect(found).toMatchObject({
      code: 3,
      problems: [
        'plan.json: variable genesys_scopes.default.v cannot be understood: expected version 1; a newer release of this tool wrote the variable, so check with that release',
      ],
    });
    expect(found.clients).not.toContain(`pass ${A}`);
  });
});

test('data sources, and resources of other types, are no clients', async () => {
  const entries = [
    entry(`data.${A}`, BAD, { mode: 'data' }),
    entry('genesyscloud_user.a', BAD, { type: 'genesyscloud_user' }),
    entry(`${TYPE}_extra.a`, BAD, { type: `${TYPE}_extra` }),
  ];
  expect(await digest(entries)).toEqual({ code: 0, clients: [], findings: [], problems: [] });
});

test('clients are told by their type, under whatever name and registry the provider has', async () => {
  expect((await digest([entry(A, BAD, { provider_name: 'registry.example.com/own/fork' })])).clients).toEqual([
    `fail ${A}`,
  ]);
});

describe('changes', () => {
  const before = body({ name: 'before' });

  test.each<[string, readonly string[], object, string]>([
    ['create', ['create'], { before: null }, 'fail'],
    ['update', ['update'], { before }, 'fail'],
    ['no-op', ['no-op'], { before }, 'fail'],
    ['replace', ['delete', 'create'], { before }, 'fail'],
    ['replace', ['create', 'delete'], { before }, 'fail'],
    ['replace', ['create', 'forget'], { before }, 'fail'],
    ['delete', ['delete'], { before, after: null }, 'ignored'],
    ['forget', ['forget'], { before, after: null }, 'ignored'],
  ])('%s: %j', async (action, actions, change, verdict) => {
    const { report } = await checked([entry(A, { ...BAD, ...change, actions })]);
    expect(report.clients.map((client) => ({ action: client.action, verdict: client.verdict }))).toEqual([
      { action, verdict },
    ]);
  });

  test('an action of a later Terraform is judged like an update', async () => {
    const { report } = await checked([entry(A, { ...BAD, actions: ['adopt'] })]);
    expect(report.clients.map(({ action, verdict }) => ({ action, verdict }))).toEqual([
      { action: 'update', verdict: 'fail' },
    ]);
  });

  test('a client that goes says why it is ignored', async () => {
    const { report } = await checked([entry(A, { actions: ['delete'], before, after: null })]);
    expect(report.clients.map(({ reason }) => reason)).toEqual(['destroyed by this plan']);
    expect(report.findings).toEqual([]);
  });

  test('an import and a move are judged by what comes of them', async () => {
    const entries = [
      entry(`${TYPE}.imported`, { ...BAD, actions: ['update'], before, importing: { id: '1' } }),
      entry(`${TYPE}.moved`, { actions: ['no-op'], before }, { previous_address: `${TYPE}.old` }),
    ];
    expect(await digest(entries)).toEqual({
      code: 1,
      clients: [`fail ${TYPE}.imported`, `pass ${TYPE}.moved`],
      findings: [missing(`${TYPE}.imported`)],
      problems: [],
    });
  });

  test('a deposed object is on its way out and is not judged; the one that stays is', async () => {
    expect(
      await digest([entry(A), entry(A, { ...BAD, actions: ['delete'], before }, { deposed: '0c2f1a3b' })]),
    ).toEqual({
      code: 0,
      clients: [`pass ${A}`],
      findings: [],
      problems: [],
    });
  });

  test('what was broken before is not new, what the plan breaks is', async () => {
    const { report } = await checked([
      entry(A, {
        actions: ['update'],
        before: body({ scopes: LACKS_USERS }),
        after: body({ scopes: LACKS_USERS.slice(1) }),
      }),
    ]);
    expect(report.findings.map(({ id, new: isNew }) => [id, isNew])).toEqual([
      [`missing-scope/${A}/user-basic-info`, true],
      [`missing-scope/${A}/users`, false],
    ]);
  });
});

describe('what is not known yet', () => {
  const { scopes: _, ...withoutScopes } = body() as { scopes: unknown };

  test('the whole set, as Terraform prints it', async () => {
    const { report, code } = await checked([entry(A, { after: withoutScopes, after_unknown: { scopes: true } })]);
    expect(code).toBe(0);
    expect(report.clients.map(({ verdict, held, missing: lacks }) => ({ verdict, held, lacks }))).toEqual([
      { verdict: 'open', held: null, lacks: [] },
    ]);
    expect(report.findings).toEqual([
      {
        id: `missing-scope/${A}/scopes`,
        source: 'plan.json',
        rule: 'missing-scope',
        severity: 'error',
        kind: 'open',
        address: A,
        instances: [A],
        subject: 'scopes',
        message:
          'scopes is not known yet (waits for a value known after apply), so these rules wait: "missing-scope", "unknown-scope", "unpublished-scope"',
        remedy: 'Check again when the value is known, in the plan of a later run.',
        new: true,
        location: null,
      },
    ]);
  });

  test.each([
    ['in the root module', A, (resource: object) => ({ resources: [resource] })],
    [
      'in a module of a module',
      `module.m["k"].module.n[0].${A}`,
      (resource: object) => ({
        module_calls: { m: { module: { module_calls: { n: { module: { resources: [resource] } } } } } },
      }),
    ],
  ])('the configuration tells what it waits for, %s', async (_place, instance, rootModule) => {
    const references = [
      'terraform_data.a.output',
      'terraform_data.a',
      'var.more',
      'module.x["k"].scopes',
      'module.x["k"]',
      'module.x',
    ];
    const resource = { address: A, mode: 'managed', type: TYPE, expressions: { scopes: { references } } };
    const { report } = await checked([entry(instance, { after: withoutScopes, after_unknown: { scopes: true } })], {
      configuration: { root_module: rootModule(resource) },
    });
    expect(report.findings.map(({ message }) => /\((.*)\)/.exec(message)?.[1])).toEqual([
      'waits for module.x["k"].scopes, terraform_data.a.output, var.more',
    ]);
  });

  test.each<[string, unknown, unknown]>([
    ['an element', [...LACKS_USERS, null], [...LACKS_USERS.map(() => false), true]],
    ['an element of which a value stands in the list', WHOLE, WHOLE.map((scope) => scope === 'users')],
    ['an element that the list does not have', LACKS_USERS, [...LACKS_USERS.map(() => false), true]],
    ['all attributes', WHOLE, true],
  ])('%s', async (_what, scopes, marks) => {
    const afterUnknown = marks === true ? true : { scopes: marks };
    const { report } = await checked([entry(A, { after: body({ scopes }), after_unknown: afterUnknown })]);
    expect(report.clients.map(({ verdict, held, missing: lacks }) => ({ verdict, held, lacks }))).toEqual([
      { verdict: 'open', held: null, lacks: [] },
    ]);
  });

  test('a whole list with an unknown element besides is open, and misses nothing', async () => {
    const { report } = await checked([
      entry(A, {
        after: body({ scopes: [...WHOLE, null] }),
        after_unknown: { scopes: [...WHOLE.map(() => false), true] },
      }),
    ]);
    expect(report.clients.map(({ verdict, missing: lacks }) => ({ verdict, lacks }))).toEqual([
      { verdict: 'open', lacks: [] },
    ]);
  });

  test('an unknown element does not hide what is wrong with the known ones', async () => {
    const after = body({ scopes: ['Users', null] });
    const found = await digest([entry(A, { after, after_unknown: { scopes: [false, true] } })]);
    expect(found).toEqual({
      code: 1,
      clients: [`fail ${A}`],
      findings: [`error unknown-scope/${A}/Users`, `open missing-scope/${A}/scopes`],
      problems: [],
    });
  });

  test('marks that are all false mark nothing', async () => {
    const found = await digest([
      entry(A, { after_unknown: { scopes: WHOLE.map(() => false), roles: [], registered_redirect_uris: [false] } }),
    ]);
    expect(found.clients).toEqual([`pass ${A}`]);
  });
});

describe('sensitive values are judged and never printed', () => {
  const MARKER = 'M4RKER';
  const marked = (scopes: readonly string[]) => ({
    name: `${MARKER} name`,
    description: `${MARKER} description`,
    authorized_grant_type: `${MARKER}-grant`,
    registered_redirect_uris: [`http://${MARKER}.example.com`],
    access_token_validity_seconds: 47_110_815,
    state: `${MARKER}-state`,
    roles: [{ role_id: `${MARKER}-role` }],
    directory_client_secret: `/tmp/${MARKER}`,
    integration_credential_name: `${MARKER} credential`,
    client_secret: `${MARKER}-secret`,
    scopes,
  });
  const MARKED_SCOPES = [MARKER, `${MARKER}:readonly`, 'users', 'Routing:Readonly ', 'analytics:view:M4RKER'];

  test.each<[string, unknown, unknown]>([
    ['the whole of it', true, true],
    ['every attribute', Object.fromEntries(Object.keys(marked([])).map((key) => [key, true])), {}],
    [
      'every element',
      {
        ...Object.fromEntries(Object.keys(marked([])).map((key) => [key, true])),
        scopes: MARKED_SCOPES.map(() => true),
        registered_redirect_uris: [true],
      },
      {},
    ],
  ])('%s', async (_what, sensitive, beforeSensitive) => {
    const change = {
      actions: ['update'],
      after: marked(MARKED_SCOPES),
      before: marked([MARKER]),
      after_sensitive: sensitive,
      before_sensitive: beforeSensitive,
    };
    const configuration = {
      provider_config: {
        genesyscloud: {
          name: 'genesyscloud',
          expressions: { access_token: { constant_value: MARKER }, oauthclient_secret: { constant_value: MARKER } },
        },
      },
      root_module: {
        resources: [
          { address: A, mode: 'managed', type: TYPE, expressions: { scopes: { constant_value: MARKED_SCOPES } } },
        ],
        variables: { secret: { default: MARKER } },
      },
    };
    const { json, text, report } = await checked([entry(A, change)], {
      configuration,
      variables: { secret: { value: MARKER } },
      prior_state: { values: { root_module: { resources: [{ address: A, values: marked(MARKED_SCOPES) }] } } },
      planned_values: { root_module: { resources: [{ address: A, values: marked(MARKED_SCOPES) }] } },
    });
    expect(report.clients.map(({ verdict, held, name }) => ({ verdict, held, name }))).toEqual([
      { verdict: 'fail', held: null, name: null },
    ]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['missing-scope', 'unknown-scope', 'invalid-grant-type']),
    );
    expect(json + text).not.toMatch(/M4RKER/i);
    expect(json + text).not.toContain('Routing:Readonly ');
    expect(json + text).not.toContain('47110815');
  });

  test('the name that a sensitive one was meant to be is not printed', async () => {
    const after = body({ scopes: [...WHOLE, 'Analytics'] });
    const { json, report } = await checked([entry(A, { after, after_sensitive: { scopes: true } })]);
    expect(report.findings.map(({ id, message }) => [id, message])).toEqual([
      [
        `unknown-scope/${A}/(sensitive)`,
        'has the unknown scope (sensitive): names are lower case without blanks, (sensitive) is meant',
      ],
    ]);
    expect(json).not.toMatch(/analytics/i);
  });

  test.each<[string, unknown]>([
    ['the whole set', { scopes: true }],
    ['each element', { scopes: WHOLE.map(() => true) }],
    ['everything', true],
  ])('a whole list passes: %s', async (_what, sensitive) => {
    const { report, code } = await checked([entry(A, { after_sensitive: sensitive })]);
    expect(code).toBe(0);
    expect(report.clients.map(({ verdict, held }) => ({ verdict, held }))).toEqual([{ verdict: 'pass', held: null }]);
  });

  test('a list that lacks a scope fails, and the message says what is missing and not what is held', async () => {
    const { report, code } = await checked([entry(A, { ...BAD, after_sensitive: { scopes: true } })]);
    expect(code).toBe(1);
    expect(report.findings.map(({ message }) => message)).toEqual([
      'lacks the required scope "users" (to go on queue and see own queues); nothing names its profile, so the base profile "agent" holds; it has (sensitive)',
    ]);
  });

  test('one sensitive element among others', async () => {
    const { report } = await checked([
      entry(A, { ...BAD, after_sensitive: { scopes: LACKS_USERS.map((_scope, index) => index === 0) } }),
    ]);
    expect(report.findings.map(({ message }) => message.split('; it has ')[1])).toEqual([
      `(sensitive), ${LACKS_USERS.slice(1)
        .map((scope) => `"${scope}"`)
        .join(', ')}`,
    ]);
  });
});

describe('a plan that is not whole', () => {
  test.each([
    ['complete: false', { complete: false }],
    ['errored: true', { errored: true }],
    ['both', { complete: false, errored: true, applyable: false }],
  ])('%s is said, in JSON and in words', async (_what, rest) => {
    const { report, text, code } = await checked([entry(A)], rest);
    expect(code).toBe(0);
    expect(report.sources).toEqual([{ label: 'plan.json', path: 'plan.json', kind: 'plan', complete: false }]);
    expect(text.split('\n')[0]).toBe(
      'plan.json is not the whole plan: Terraform says that it is partial or ended with an error',
    );
  });

  test('without the keys that OpenTofu leaves out, a plan is whole', async () => {
    const { report } = await checked([entry(A)], {
      complete: undefined,
      applyable: undefined,
      relevant_attributes: undefined,
    });
    expect(report.sources.map(({ complete }) => complete)).toEqual([true]);
  });
});

describe('a damaged entry is never a pass, and never a defect', () => {
  const whole = entry(A) as { change: object };

  test.each<[string, unknown]>([
    ['the address is missing', { ...entry(A, BAD), address: undefined }],
    ['the address is a number', { ...entry(A, BAD), address: 7 }],
    ['the address is empty', { ...entry(A, BAD), address: '' }],
    ['the change is missing', { ...whole, change: undefined }],
    ['the change is null', { ...whole, change: null }],
    ['the change is a list', { ...whole, change: [] }],
    ['the actions are missing', { ...whole, change: { ...BAD } }],
    ['the actions are empty', entry(A, { ...BAD, actions: [] })],
    ['the actions are a word', entry(A, { ...BAD, actions: 'create' })],
    ['the actions are numbers', entry(A, { ...BAD, actions: [1, 2, 3] })],
    ['what comes after is missing', entry(A, { after: undefined })],
    ['what comes after is null', entry(A, { after: null })],
    ['what comes after is a list', entry(A, { after: [] })],
    ['what comes after is empty', entry(A, { after: {} })],
    ['the scopes are a word', entry(A, { after: body({ scopes: WHOLE.join() }) })],
    [
      'the scopes are an object',
      entry(A, { after: body({ scopes: Object.fromEntries(WHOLE.map((scope) => [scope, scope])) }) }),
    ],
    ['the scopes are numbers', entry(A, { after: body({ scopes: [1, 2] }) })],
    ['the scopes are lists', entry(A, { after: body({ scopes: [WHOLE] }) })],
    ['the grant is a number', entry(A, { after: body({ authorized_grant_type: 7 }) })],
    ['the grant is a list', entry(A, { after: body({ authorized_grant_type: ['CODE'] }) })],
    ['the grant is an object', entry(A, { after: body({ authorized_grant_type: {} }) })],
    ['the grant is true', entry(A, { after: body({ authorized_grant_type: true }) })],
    ['the marks are a word', entry(A, { ...BAD, after_unknown: 'scopes', after_sensitive: 'all' })],
    ['the marks are numbers', entry(A, { ...BAD, after_unknown: 1, after_sensitive: { scopes: 1 } })],
    ['the type is all that is left', { type: TYPE, mode: 'managed' }],
  ])('%s', async (_what, damaged) => {
    const { clients, code } = await digest([damaged, entry(`${TYPE}.b`)]);
    expect(code).not.toBe(70);
    const verdicts = clients.filter((client) => !client.endsWith(`${TYPE}.b`));
    expect(verdicts.map((client) => client.split(' ')[0])).toEqual([expect.stringMatching(/^(fail|open)$/)]);
    expect(clients).toContain(`pass ${TYPE}.b`);
  });

  test.each<[string, object]>([
    ['a name that is a number', { name: 7 }],
    ['a name that is a list', { name: ['a'] }],
    ['a lifetime that is a word', { access_token_validity_seconds: 'long' }],
    ['a lifetime that is a list', { access_token_validity_seconds: [86_400] }],
    ['roles that are a word', { roles: 'all' }],
    ['addresses that are numbers', { registered_redirect_uris: [7] }],
    ['addresses that are a word', { registered_redirect_uris: 'http://agent.example.com' }],
    ['a flag that is a word', { expose_client_secret: 'yes' }],
    ['a folder that is a number', { directory_client_secret: 7 }],
    ['a folder that is a list', { directory_client_secret: [] }],
  ])('%s is no defect, and a client without a scope fails beside it', async (_what, fields) => {
    const { clients } = await digest([entry(A, { after: body({ scopes: LACKS_USERS, ...fields }) })]);
    expect(clients).toEqual([`fail ${A}`]);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['a word', 'genesyscloud_oauth_client'],
    ['an empty object', {}],
  ])('an entry that is %s is none of ours', async (_what, damaged) => {
    expect((await digest([damaged, entry(A, BAD)])).clients).toEqual([`fail ${A}`]);
  });

  test('a client whose mode is missing is not left out', async () => {
    const { clients, code } = await digest([{ ...entry(A, BAD), mode: undefined }]);
    expect({ clients, code }).toEqual({ clients: [`fail ${A}`], code: 1 });
  });

  test.each(['resource_changes', 'configuration', 'variables', 'planned_values'])(
    '%s that is a word is no defect',
    async (key) => {
      const { code } = await digest([entry(A, BAD)], { [key]: 'text' });
      expect(code).toBe(key === 'resource_changes' ? 3 : 1);
    },
  );

  test('a plan that lists clients under planned_values alone does not end as if there were none', async () => {
    const values = { root_module: { resources: [{ address: A, mode: 'managed', type: TYPE, values: BAD.after }] } };
    const { code } = await digest([], { resource_changes: undefined, planned_values: values });
    expect(code).not.toBe(0);
  });
});
