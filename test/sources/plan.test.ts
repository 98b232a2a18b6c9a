import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../lib/files';
import { publicText } from '../../lib/model';
import { readPlan } from '../../lib/sources';
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
    expect(report.findings.map(({ id }) => id)).toEqual([`client-replaced/${A}`]);
  });

  test('an import and a move are judged by what comes of them, and said', async () => {
    const entries = [
      entry(`${TYPE}.imported`, { ...BAD, actions: ['update'], before, importing: { id: '1' } }),
      entry(`${TYPE}.moved`, { actions: ['no-op'], before }, { previous_address: `${TYPE}.old["eu"]` }),
      entry(`${TYPE}.stays`, { actions: ['no-op'], before }),
    ];
    const { report } = await checked(entries);
    expect(
      report.clients.map(({ address, verdict, importing, movedFrom }) => ({ address, verdict, importing, movedFrom })),
    ).toEqual([
      { address: `${TYPE}.imported`, verdict: 'fail', importing: true, movedFrom: null },
      { address: `${TYPE}.moved`, verdict: 'pass', importing: false, movedFrom: `${TYPE}.old["eu"]` },
      { address: `${TYPE}.stays`, verdict: 'pass', importing: false, movedFrom: null },
    ]);
  });

  test('what a later Terraform adds to a plan, or to an entry, is passed over', async () => {
    const later = {
      action_invocations: [{ type: TYPE, address: A }],
      action_reason: 'replace_by_triggers',
      future: [BAD],
    };
    expect(await digest([{ ...entry(A, { future: BAD }), ...later }], { ...later, deferred_changes: [] })).toEqual({
      code: 0,
      clients: [`pass ${A}`],
      findings: [],
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
      [`removed-scope/${A}/user-basic-info`, true],
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
        remedy: 'Check again when the value is known: the state after the apply, or the plan of a later run.',
        new: true,
        baseline: false,
        silenced: false,
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

  test('what the scopes wait for is said of no other list', async () => {
    const { registered_redirect_uris: _, ...after } = body({ scopes: WHOLE });
    const expressions = { scopes: { references: ['terraform_data.a.output'] } };
    const { report } = await checked([entry(A, { after, after_unknown: { registered_redirect_uris: true } })], {
      configuration: { root_module: { resources: [{ address: A, mode: 'managed', type: TYPE, expressions }] } },
    });
    const [open] = report.findings.filter(({ kind }) => kind === 'open');
    expect(open?.message).toMatch(/^registered_redirect_uris is not known yet/);
    expect(open?.message).not.toContain('terraform_data');
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
  const ERRORED =
    'warning plan.json is a plan that ended with an error: Terraform will not apply it, and it may not show every client';
  const PARTIAL =
    'warning plan.json is a partial plan (-target, or deferred changes): clients that it leaves out were not checked';
  const failedCheck = (address: string) => ({
    address: { kind: 'resource', mode: 'managed', type: TYPE, name: 'a', to_display: address },
    status: 'fail',
    instances: [{ address: { to_display: address }, status: 'fail', problems: [{ message: 'missing scopes' }] }],
  });

  test.each([
    ['complete: false', { complete: false }, 'partial', PARTIAL],
    ['errored: true', { errored: true }, 'errored', ERRORED],
    ['both', { complete: false, errored: true, applyable: false }, 'errored', ERRORED],
  ])('%s is said, in JSON and in words', async (_what, rest, gap, sentence) => {
    const { json, text, code } = await checked([entry(A)], rest);
    expect(code).toBe(0);
    expect(JSON.parse(json).sources).toEqual([
      { label: 'plan.json', path: 'plan.json', kind: 'plan', complete: false, gap },
    ]);
    expect(text.split('\n\n')[0]).toBe(sentence);
  });

  test('that checks failed in it is said before, and is no success', async () => {
    const { code, text, json } = await checked([entry(A)], { errored: true, checks: [failedCheck(A)] });
    expect(code).toBe(1);
    expect(text.split('\n\n').slice(0, 2)).toEqual([`error plan.json failed in Terraform: ${A}`, ERRORED]);
    expect(JSON.parse(json).sources[0].failedChecks).toEqual([A]);
  });

  test('a check block that failed is said of a whole plan too, and a condition of another type is not', async () => {
    const status = { status: 'error', instances: [] };
    const address = { kind: 'check', name: 'scopes', to_display: 'check.scopes' };
    const other = { kind: 'resource', mode: 'managed', type: 'genesyscloud_user', to_display: 'genesyscloud_user.a' };
    const checks = [
      { address, ...status },
      { address: other, ...status },
    ];
    const { code, text } = await checked([entry(A)], { checks });
    expect({ code, first: text.split('\n\n')[0] }).toEqual({
      code: 1,
      first: 'error plan.json failed in Terraform: check.scopes',
    });
  });

  test('nothing is said to be missing of what it may not show', async () => {
    const configuration = {
      root_module: { variables: declarations({ [`${TYPE}.b`]: { profile: 'agent' } }).variable },
    };
    const staleIn = async (rest: object) =>
      (await checked([entry(A)], { configuration, ...rest })).report.findings.map(({ rule }) => rule);
    expect(await staleIn({ complete: false })).toEqual([]);
    expect(await staleIn({})).toEqual(['stale-entry']);
  });

  test('one that does not list its changes is not complete', async () => {
    const { json, code } = await checked([], { resource_changes: 'none' });
    expect({ code, sources: JSON.parse(json).sources }).toEqual({
      code: 3,
      sources: [{ label: 'plan.json', path: 'plan.json', kind: 'plan', complete: false, gap: 'unreadable' }],
    });
  });

  test('without the keys that OpenTofu leaves out, a plan is whole', async () => {
    const { json } = await checked([entry(A)], {
      complete: undefined,
      applyable: undefined,
      relevant_attributes: undefined,
    });
    expect(JSON.parse(json).sources).toMatchObject([{ complete: true, gap: null }]);
  });
});

/** A plan that Terraform made of the state beside it, after somebody changed clients elsewhere. */
const instances = JSON.parse(readFileSync(join(__dirname, '../fixtures/state/instances.plan.json'), 'utf8'));

function clientsOf(value: JsonObject) {
  return readPlan(value, { label: publicText('plan'), path: publicText('plan') }).clients;
}

describe('drift', () => {
  type Fields = Readonly<Record<string, unknown>>;
  const drifted = (address: string, before: unknown, after: unknown, rest: Fields = {}, change: Fields = {}) =>
    entry(address, { actions: ['update'], before, after, after_unknown: undefined, ...change }, rest);
  const scopes = (...names: string[]) => body({ scopes: names });

  /** Each client of the report with what drifted of it, or null. */
  const driftOf = async (entries: readonly unknown[], drift: unknown) => {
    const { report } = await checked(entries, { resource_drift: drift });
    return report.clients.map((client) => [
      client.address,
      client.drift?.map(({ scope, change }) => `${change} ${scope}`) ?? null,
    ]);
  };

  test('as Terraform wrote it: instances, modules, a move, a sensitive list, and one that nobody touched', async () => {
    const { report, json } = await checkFiles({ 'plan.json': JSON.stringify(instances) }, PATH);
    const lost = (scope: string) => ['added analytics', `removed ${scope}`];
    expect(
      report.clients.map(({ address, drift }) => [
        address,
        drift?.map((each) => `${each.change} ${each.scope}`) ?? null,
      ]),
    ).toEqual([
      [`${TYPE}.desks[0]`, lost('conversations')],
      [`${TYPE}.desks[1]`, lost('users')],
      [`${TYPE}.hidden`, null],
      [`${TYPE}.plain`, null],
      [`${TYPE}.renamed_to`, lost('conversations')],
      [`module.team["eu"].${TYPE}.agents["chat"]`, lost('conversations')],
      [`module.team["eu"].${TYPE}.agents["odd \\"$\${key}]"]`, lost('users')],
    ]);
    expect(json).not.toContain('M4RKER');
    const hidden = clientsOf(instances).find(({ address }) => address === `${TYPE}.hidden`);
    const { recorded, found } = hidden?.change?.drift ?? {};
    expect([recorded, found].map((list) => list?.items.map(({ kind }) => kind))).toEqual([
      ['sensitive', 'sensitive'],
      ['sensitive', 'sensitive'],
    ]);
  });

  test('entries that only normalise what is computed are none, whatever the order, and in a sensitive list too', async () => {
    const same = [scopes('users', 'presence', 'users'), scopes('presence', 'users')] as const;
    const hidden = { before_sensitive: { scopes: true }, after_sensitive: { scopes: true } };
    const plain = JSON.parse(plan([entry(A)], { resource_drift: [drifted(A, ...same)] }));
    const secret = JSON.parse(plan([entry(A)], { resource_drift: [drifted(A, ...same, {}, hidden)] }));
    for (const value of [plain, secret]) expect(clientsOf(value)[0]?.change).not.toHaveProperty('drift');
  });

  test.each<[string, Fields, Fields]>([
    ['unknown as a whole', { after: {} }, { after_unknown: { scopes: true } }],
    ['of an unexpected type', { after: body({ scopes: 'users' }) }, {}],
    ['unknown in part', { after: body({ scopes: ['users', null] }) }, { after_unknown: { scopes: [false, true] } }],
  ])('a list that is %s may have changed', async (_, { after }, change) => {
    for (const before of [scopes(), scopes('users')]) {
      const value = JSON.parse(plan([entry(A)], { resource_drift: [drifted(A, before, after, {}, change)] }));
      expect(clientsOf(value)[0]?.change).toHaveProperty('drift');
    }
  });

  test('a client that somebody deleted is created anew, which is no drift', async () => {
    const gone = entry(A, { actions: ['delete'], before: body(), after: null });
    expect(await driftOf([entry(A)], [gone])).toEqual([[A, null]]);
  });

  test('under the previous address it counts for a client that moves, and for no other', async () => {
    const [B, C] = [`${TYPE}.b`, `${TYPE}.c`];
    const moves = (to: string, from: string) =>
      entry(to, { actions: ['no-op'], before: body() }, { previous_address: from });
    const change = [scopes('users'), scopes('users', 'presence')] as const;
    const added = ['added presence'];
    expect(await driftOf([moves(B, A)], [drifted(A, ...change)])).toEqual([[B, added]]);
    expect(await driftOf([moves(B, A)], [drifted(B, ...change, { previous_address: A })])).toEqual([[B, added]]);
    const swapped = [moves(A, B), moves(B, A)];
    expect(await driftOf(swapped, [drifted(B, ...change, { previous_address: A })])).toEqual([
      [A, null],
      [B, added],
    ]);
    expect(await driftOf([entry(C)], [drifted(A, ...change)])).toEqual([[C, null]]);
  });

  test.each<[string, unknown]>([
    ['a word', 'drift'],
    ['null', null],
    ['numbers', [7]],
    ['entries without a change', [{ address: A, type: TYPE }]],
    ['entries without sides', [entry(A, { before: undefined, after: undefined })]],
    ['deposed instances', [drifted(A, scopes('users'), scopes(), { deposed: '0c2f1a3b' })]],
    ['data sources', [drifted(A, scopes('users'), scopes(), { mode: 'data' })]],
    ['other types', [drifted(A, scopes('users'), scopes(), { type: 'genesyscloud_user' })]],
  ])('of %s there is none', async (_, drift) => {
    expect(await driftOf([entry(A)], drift)).toEqual([[A, null]]);
  });
});

describe('a client is guarded while a condition of it waits for the apply', () => {
  const guarded = (value: JsonObject) =>
    clientsOf(value).map((client) => `${client.guarded ?? false} ${client.instance}`);
  const checkOf = (address: string, status: string, each?: Readonly<Record<string, string>>) => ({
    address: { kind: 'resource', mode: 'managed', type: TYPE, to_display: address },
    status,
    ...(each && {
      instances: Object.entries(each).map(([name, state]) => ({ address: { to_display: name }, status: state })),
    }),
  });
  const withChecks = (checks: unknown, ...entries: unknown[]) => JSON.parse(plan(entries, { checks }));

  test('as Terraform wrote it, instance by instance', () => {
    expect(guarded(instances)).toEqual([
      `false ${TYPE}.desks[0]`,
      `true ${TYPE}.desks[1]`,
      `false ${TYPE}.hidden`,
      `false ${TYPE}.plain`,
      `false ${TYPE}.renamed_to`,
      `false module.team["eu"].${TYPE}.agents["chat"]`,
      `true module.team["eu"].${TYPE}.agents["odd \\"$\${key}]"]`,
    ]);
  });

  test.each(['pass', 'fail', 'error', 'other'])('a condition of status %s guards nothing', (status) => {
    const checks = [checkOf(A, status, { [A]: status })];
    expect(guarded(withChecks(checks, entry(A)))).toEqual([`false ${A}`]);
  });

  test('of a resource whose instances are not listed, all are', () => {
    const entries = [entry(`${A}[0]`), entry(`module.m["x"].${A}["eu"]`), entry(`${TYPE}.b`)];
    expect(guarded(withChecks([checkOf(A, 'unknown')], ...entries))).toEqual([
      `true ${A}[0]`,
      `false module.m["x"].${A}["eu"]`,
      `false ${TYPE}.b`,
    ]);
    expect(guarded(withChecks([checkOf(`module.m.${A}`, 'unknown', {})], ...entries))[1]).toBe(
      `true module.m["x"].${A}["eu"]`,
    );
  });

  test('a client that goes is not', () => {
    const gone = entry(A, { actions: ['delete'], before: body(), after: null });
    expect(guarded(withChecks([checkOf(A, 'unknown', { [A]: 'unknown' })], gone))).toEqual([`false ${A}`]);
  });

  test('a check block, another type and damaged checks guard nothing', () => {
    const { address } = checkOf(A, 'unknown');
    const checks = [
      { address: { kind: 'check', name: 'scopes', to_display: A }, status: 'unknown' },
      { address: { ...address, type: 'genesyscloud_user' }, status: 'unknown' },
      { address: A, status: 'unknown' },
      { status: 'unknown' },
      7,
    ];
    for (const each of [checks, 'unknown', null, { status: 'unknown' }]) {
      expect(guarded(withChecks(each, entry(A)))).toEqual([`false ${A}`]);
    }
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
    ['the scopes are null', entry(A, { after: body({ scopes: [...WHOLE, null] }) })],
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
