import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { cli, inFolder } from '../cli/run-cli';
import { checkFiles, digestOf } from './check-files';
import { body, LACKS_USERS, TYPE, WHOLE } from './inputs';
import {
  addressOf,
  asFlat,
  asPlan,
  asShown,
  asVersion3,
  asVersion4,
  instance,
  resource,
  type StateClient,
  type Step,
  stateFile,
} from './states';

const RUNS = Number(process.env.RUNS ?? 100);
jest.setTimeout(60_000 + RUNS * 200);

const FIXTURES = join(__dirname, '../fixtures/state');
const fixture = (name: string) => readFileSync(join(FIXTURES, name), 'utf8');
const A = `${TYPE}.a`;
const PATH = ['terraform.tfstate'];

const digest = (content: string) => digestOf({ 'terraform.tfstate': content }, PATH);
const checked = (content: string) => checkFiles({ 'terraform.tfstate': content }, PATH);

describe('states that Terraform wrote', () => {
  const textOf = async (name: string, path: string) =>
    inFolder({ [path]: fixture(name) }, async () => (await cli(['check', path])).stdout);

  // Read off the states by hand; the base profile holds for all.
  test.each([
    {
      name: 'lifecycle.tfstate',
      verdicts: [
        'fail broken_before', // webphone:use only
        'pass drifts',
        'fail gains', // lacks routing:user
        'fail goes', // webphone:use only
        'pass loses',
        'pass renamed_from',
        'pass stays',
      ],
    },
    {
      name: 'export.tfstate',
      verdicts: [
        'fail Drifts',
        'fail Existing_widget', // lacks most published names
        'fail Existing_widget_33756dda2f09fb144993',
        'fail Gains_a_scope', // lacks routing:user
        'fail Goes',
        'pass Loses_a_scope',
        'pass Moves',
        'pass Stays',
        'fail Was_already_broken',
        'fail Zurich_chat___tier_1__old_',
        'pass zendesk_mig',
      ],
    },
  ])('the verdicts of $name', async ({ name, verdicts }) => {
    const { code, clients, problems } = await digest(fixture(name));
    expect({ code, clients, problems }).toEqual({
      code: 1,
      clients: verdicts.map((verdict) => verdict.replace(' ', ` ${TYPE}.`)),
      problems: [],
    });
  });

  test.each(['lifecycle', 'export'])('the report of %s.tfstate as text', async (name) => {
    expect(await textOf(`${name}.tfstate`, 'terraform.tfstate')).toBe(fixture(`${name}.out`));
  });

  test.each(['lifecycle', 'instances'])(
    '%s gives the same report as a file and as terraform show -json',
    async (name) => {
      const [file, shown] = [await checked(fixture(`${name}.tfstate`)), await checked(fixture(`${name}.state.json`))];
      expect(shown.json).toBe(file.json);
      expect(shown.text).toBe(file.text);
    },
  );

  test('instances of modules and resources, by the addresses that Terraform prints', async () => {
    const { report } = await checked(fixture('instances.tfstate'));
    expect(report.clients.map(({ address, verdict, held }) => [address, verdict, held])).toEqual([
      [`${TYPE}.desks[0]`, 'pass', WHOLE_SORTED],
      [`${TYPE}.desks[1]`, 'fail', ['users']],
      [`${TYPE}.hidden`, 'fail', null],
      [`${TYPE}.plain`, 'pass', WHOLE_SORTED],
      [`${TYPE}.renamed_from`, 'pass', WHOLE_SORTED],
      [`module.team["eu"].${TYPE}.agents["chat"]`, 'pass', WHOLE_SORTED],
      [`module.team["eu"].${TYPE}.agents["odd \\"$\${key}]"]`, 'fail', ['users']],
    ]);
    expect([...new Set(report.findings.map(({ address }) => address))].sort()).toEqual([
      `${TYPE}.desks`,
      `${TYPE}.hidden`,
      `module.team.${TYPE}.agents`,
    ]);
  });

  test('a sensitive scope in one is judged and not printed', async () => {
    const { json, text } = await checked(fixture('instances.tfstate'));
    expect(json + text).not.toMatch(/M4RKER/i);
  });

  test('what is said of them is no change, and nothing in them is declared', async () => {
    const { report } = await checked(fixture('lifecycle.tfstate'));
    expect(report.sources).toEqual([
      { label: 'terraform.tfstate', path: 'terraform.tfstate', kind: 'state', complete: true, gap: null },
    ]);
    const said = report.clients.map(({ action, importing, movedFrom, scopeChanges, drift, origin }) => ({
      ...{ action, importing, movedFrom, scopeChanges, drift },
      origin,
    }));
    expect(said).toEqual(
      said.map(() => ({
        ...{ action: null, importing: false, movedFrom: null, scopeChanges: null, drift: null },
        origin: 'assumed',
      })),
    );
  });
});

const WHOLE_SORTED = [...WHOLE].sort();

describe('what is a client', () => {
  const nothing = { code: 0, clients: [], findings: [], problems: [] };

  test.each([
    ['no resources', stateFile([])],
    ['what terraform show -json prints of no state', '{"format_version":"1.0"}'],
    ['a state of outputs alone', JSON.stringify({ format_version: '1.0', values: { outputs: {}, root_module: {} } })],
    ['a resource with no instances left', stateFile([resource('a', [])])],
    ['a data source', stateFile([resource('a', [instance(body())], { mode: 'data' })])],
    ['other types', stateFile([resource('a', [instance({})], { type: `${TYPE}_x` }), resource('b', 7, { type: 'x' })])],
    ['a deposed instance', stateFile([resource('a', [instance(body(), { deposed: '0c2f1a3b' })])])],
    ['version 3 without resources', asVersion3([])],
  ])('%s: none', async (_, content) => {
    expect(await digest(content)).toEqual(nothing);
  });

  test('a deposed instance is on its way out; the one that stays is judged', async () => {
    const bad = body({ scopes: LACKS_USERS });
    const file = stateFile([resource('a', [instance(body()), instance(bad, { deposed: '0c2f1a3b' })])]);
    const shown = asShown([{ name: 'a', values: body() }]).replace(
      '"resources":[',
      `"resources":[${JSON.stringify({ address: A, mode: 'managed', type: TYPE, deposed_key: '0c2f1a3b', values: bad })},`,
    );
    for (const content of [file, shown]) expect(await digest(content)).toEqual({ ...nothing, clients: [`pass ${A}`] });
  });

  test('a tainted instance is there until it is replaced', async () => {
    const bad = body({ scopes: LACKS_USERS });
    expect((await digest(stateFile([resource('a', [instance(bad, { status: 'tainted' })])]))).clients).toEqual([
      `fail ${A}`,
    ]);
  });

  test('a client in an output is none', async () => {
    const output = { all: { value: { type: TYPE, mode: 'managed' }, type: 'string' } };
    expect(await digest(stateFile([], { outputs: output }))).toEqual(nothing);
  });

  test('a client whose mode is missing is not left out', async () => {
    const bad = instance(body({ scopes: LACKS_USERS }));
    expect((await digest(stateFile([resource('a', [bad], { mode: undefined })]))).clients).toEqual([`fail ${A}`]);
  });
});

test.each<[string, string | number, string]>([
  ['a number', 0, '[0]'],
  ['a large number', 1_000_000, '[1000000]'],
  ['a word', 'eu', '["eu"]'],
  ['nothing', '', '[""]'],
  ['quotes and backslashes', 'a"b\\c', '["a\\"b\\\\c"]'],
  ['brackets and dots', 'x].y[0]', '["x].y[0]"]'],
  ['template signs', '${a} %{b} $c %d $${e}', '["$${a} %%{b} $c %d $$${e}"]'],
  ['line breaks and tabs', 'a\nb\rc\td', '["a\\nb\\rc\\td"]'],
  ['what is not visible', '\u0000\u001b\u00a0\u2028\u202e', '["\\u0000\\u001b\\u00a0\\u2028\\u202e"]'],
  ['invisible tags', '\u{e0041}', '["\\U000e0041"]'],
  ['other alphabets', 'zürich 東京 🎧', '["zürich 東京 🎧"]'],
])('a key that is %s reads as Terraform prints it', async (_, key, printed) => {
  const bad = instance(body({ scopes: LACKS_USERS }), { index_key: key });
  const { report } = await checked(stateFile([resource('a', [bad], { module: 'module.m[0]' })]));
  expect(report.findings.map(({ id, instances }) => [id, instances])).toEqual([
    [`missing-scope/module.m.${A}/users`, [`module.m[0].${A}${printed}`]],
  ]);
});

describe('flat attributes', () => {
  const flat = (attributes: unknown) => stateFile([resource('a', [{ attributes_flat: attributes }])]);
  const scopes = (names: readonly string[]) =>
    Object.fromEntries([['scopes.#', String(names.length)], ...names.map((name, index) => [`scopes.${index}`, name])]);
  const whole = { name: 'A', authorized_grant_type: 'CODE', ...scopes(WHOLE) };

  test('are read whole, of every kind', async () => {
    const { clients, findings } = await digest(
      flat({
        ...whole,
        access_token_validity_seconds: '172801',
        expose_client_secret: 'true',
        'registered_redirect_uris.#': '1',
        'registered_redirect_uris.7': 'http://agent.example.com',
        'roles.#': '1',
        'roles.12.role_id': 'r',
        'roles.12.division_id': 'd',
      }),
    );
    expect({ clients, findings }).toEqual({
      clients: [`fail ${A}`],
      findings: [
        `error token-lifetime/${A}`,
        `warning exposed-secret/${A}/expose_client_secret`,
        `warning ineffective-setting/${A}/roles`,
        `warning insecure-redirect-uri/${A}/http://agent.example.com`,
      ],
    });
  });

  test.each<[string, object]>([
    ['the size is larger', { 'scopes.#': '7' }],
    ['the size is smaller', { 'scopes.#': '5' }],
    ['the size is no number', { 'scopes.#': 'many' }],
    ['the size is unknown', { 'scopes.#': '74D93920-ED26-11E3-AC10-0800200C9A66' }],
    ['the size is missing', { 'scopes.#': undefined }],
    ['the size is not a string', { 'scopes.#': 6 }],
    ['an element is no string', { 'scopes.0': 7 }],
    ['an element has parts', { 'scopes.0': undefined, 'scopes.0.x': 'users' }],
    ['the lifetime is a word', { access_token_validity_seconds: 'long' }],
    ['the flag is a word', { expose_client_secret: 'yes' }],
    ['a size of roles is missing', { 'roles.3.role_id': 'r' }],
    ['a size of roles is huge', { 'roles.#': '4294967296' }],
  ])('where %s, nothing passes', async (_, fields) => {
    const { code, clients, problems } = await digest(flat({ ...whole, ...fields }));
    expect(clients).toEqual([expect.stringMatching(/^(open|fail) /)]);
    expect({ code, problems }).toEqual({
      code: 3,
      problems: [`terraform.tfstate: does not show ${A} as Terraform does`],
    });
  });
});

describe('sensitive values are judged and never printed', () => {
  const MARKER = 'M4RKER';
  const step = (value: unknown, type = 'get_attr') => ({ type, value });
  const marked = {
    ...body({ scopes: [`${MARKER}-scope`, ...LACKS_USERS] }),
    name: `${MARKER} name`,
    registered_redirect_uris: [`http://${MARKER}.example.com`],
    integration_credential_name: `${MARKER} credential`,
  };
  const attributes = ['name', 'registered_redirect_uris', 'integration_credential_name', 'scopes'];

  test.each<[string, unknown]>([
    ['attributes', attributes.map((name) => [step(name)])],
    [
      'parts of attributes',
      attributes.map((name) => [step(name), step({ value: `${MARKER}-scope`, type: 'string' }, 'index')]),
    ],
    ['the object as a whole', [[]]],
    ['a path that is not understood', [[step('name', 'other')]]],
    ['a path that is none', [7]],
    ['a name that is none', [[step(7)]]],
    ['no list', { scopes: true }],
  ])('marked are %s', async (_, paths) => {
    const { code, report, json, text } = await checked(
      stateFile([resource('a', [instance(marked, { sensitive_attributes: paths })])]),
    );
    expect(code).toBe(1);
    expect(report.clients.map(({ verdict, name, held, missing }) => ({ verdict, name, held, missing }))).toEqual([
      { verdict: 'fail', name: null, held: null, missing: ['users'] },
    ]);
    expect(json + text).not.toContain(MARKER);
  });

  test('a whole list passes, and what it holds is not said', async () => {
    for (const form of [asVersion4, asFlat, asShown]) {
      const { code, report } = await checked(form([{ name: 'a', values: body(), sensitive: ['scopes'] }]));
      expect(report.clients.map(({ verdict, held }) => ({ code, verdict, held }))).toEqual([
        { code: 0, verdict: 'pass', held: null },
      ]);
    }
  });

  test('what is not in the table of attributes is not read', async () => {
    const values = body({
      scopes: LACKS_USERS,
      client_secret: MARKER,
      client_id: MARKER,
      integration_credential_id: MARKER,
      [MARKER]: MARKER,
    });
    const output = { secret: { value: MARKER, type: 'string', sensitive: true } };
    const files = [asVersion4, asFlat, asVersion3, asShown].map((form) => form([{ name: 'a', values }]));
    const planted = files.map((file) =>
      file.replace('"outputs":{}', `"outputs":${JSON.stringify(output)}`).replaceAll('eyJ9', MARKER),
    );
    for (const file of planted) {
      expect(file.split(MARKER).length).toBeGreaterThan(5);
      const { code, json, text } = await checked(file);
      expect(code).toBe(1);
      expect(json + text).not.toContain(MARKER);
    }
  });
});

describe('a state that is not read', () => {
  const PRINT = 'Let the Terraform that uses it print it: terraform show -json > state.json';
  const DECRYPT =
    'Print it where OpenTofu has the key: tofu show -json > state.json, or tofu show -json PLAN > plan.json';

  test.each([
    ['version 1', stateFile([], { version: 1 }), 'is a state of version 1, which is not read', PRINT],
    ['version 2', stateFile([], { version: 2 }), 'is a state of version 2, which is not read', PRINT],
    ['version 5', stateFile([], { version: 5 }), 'is a state of version 5, which is not read', PRINT],
    [
      'an encrypted one',
      JSON.stringify({ serial: 1, lineage: 'x', meta: {}, encrypted_data: 'AAAA', encryption_version: 'v0' }),
      'is encrypted',
      DECRYPT,
    ],
  ])('%s says what to do', async (_, content, message, remedy) => {
    const { code, text, report } = await checked(content);
    expect({ code, text }).toEqual({
      code: 3,
      text: `cannot read terraform.tfstate: ${message}\n  ${remedy}\n\n0 clients in terraform.tfstate: what could not be read may hold some\n`,
    });
    expect(report.sources).toEqual([
      { label: 'terraform.tfstate', path: 'terraform.tfstate', kind: 'state', complete: false, gap: 'unreadable' },
    ]);
  });
});

describe('a damaged state is never a pass, and never a defect', () => {
  const MISSING = 'terraform.tfstate: does not list its resources as Terraform does: clients could be missing';
  const good = resource('good', [instance(body())]);
  const shown = (module: unknown, rest: object = {}) =>
    JSON.stringify({ format_version: '1.0', values: { root_module: module }, ...rest });
  const shownGood = { address: `${TYPE}.good`, mode: 'managed', type: TYPE, name: 'good', values: body() };

  test.each<[string, string]>([
    ['the resources are missing', stateFile(undefined)],
    ['the resources are null', stateFile(null)],
    ['the resources are a map', stateFile({ good })],
    ['the resources are a word', stateFile('none')],
    ['the resources stand elsewhere', stateFile([], { state: { resources: [good] } })],
    ['the resources stand under another name', stateFile([], { resource: [good] })],
    ['a resource is a list', stateFile([[good]])],
    ['a resource is null', stateFile([null, good])],
    ['a type is missing', stateFile([good, { ...good, type: undefined }])],
    ['a type is a number', stateFile([good, { ...good, type: 7 }])],
    ['a name is missing', stateFile([good, { ...good, name: undefined }])],
    ['a module is a number', stateFile([good, { ...good, module: 7 }])],
    ['the instances are missing', stateFile([good, resource('a', undefined)])],
    ['the instances are null', stateFile([good, resource('a', null)])],
    ['the instances are one', stateFile([good, resource('a', instance(body()))])],
    ['an instance is null', stateFile([good, resource('a', [null])])],
    ['an instance is a list', stateFile([good, resource('a', [[instance(body())]])])],
    ['a key is a list', stateFile([good, resource('a', [instance(body(), { index_key: ['x'] })])])],
    ['a key is true', stateFile([good, resource('a', [instance(body(), { index_key: true })])])],
    ['a key is a fraction', stateFile([good, resource('a', [instance(body(), { index_key: 1.5 })])])],
    ['the values are null', JSON.stringify({ format_version: '1.0', values: null })],
    ['the values are a list', JSON.stringify({ format_version: '1.0', values: [] })],
    ['the root module is missing', JSON.stringify({ format_version: '1.0', values: {} })],
    ['the root module is a list', shown([{ resources: [shownGood] }])],
    ['the resources of a module are a map', shown({ resources: { good: shownGood } })],
    ['the resources of a module are a word', shown({ resources: 'none' })],
    ['a resource of a module is null', shown({ resources: [null, shownGood] })],
    ['the modules are a map', shown({ child_modules: { m: { resources: [shownGood] } } })],
    ['the modules are a word', shown({ resources: [shownGood], child_modules: 'none' })],
    ['the modules stand under another name', shown({ modules: [{ resources: [shownGood] }] })],
    ['a type of a module is missing', shown({ resources: [{ ...shownGood, type: undefined }] })],
    ['an address is missing', shown({ resources: [{ ...shownGood, address: undefined }] })],
    ['an address is empty', shown({ resources: [{ ...shownGood, address: '' }] })],
    ['a client stands beside the values', shown({}, { state: [shownGood] })],
    ['the modules of version 3 are missing', asVersion3([]).replace('"modules":[]', '"other":[]')],
    ['the modules of version 3 are a map', asVersion3([]).replace('"modules":[]', '"modules":{}')],
    ['a path of version 3 is missing', asVersion3([{ name: 'a', values: body() }]).replace('"path"', '"way"')],
    ['a path of version 3 has no root', asVersion3([{ name: 'a', values: body() }]).replace('"root"', '"m"')],
    [
      'the resources of version 3 are a list',
      asVersion3([{ name: 'a', values: body() }]).replace(/"resources":.*"outputs"/, '"resources":[],"outputs"'),
    ],
    [
      'a resource of version 3 has no instance',
      asVersion3([{ name: 'a', values: body() }]).replace('"primary"', '"other"'),
    ],
    ['a key of version 3 is a word', asVersion3([{ name: 'a', key: 'eu', values: body() }])],
  ])('%s', async (_, content) => {
    const { code, clients, problems } = await digest(content);
    expect({ code, problems }).toEqual({ code: 3, problems: [MISSING] });
    expect(clients.filter((client) => client.startsWith('pass'))).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['attributes that are missing', { attributes: undefined }],
    ['attributes that are null', { attributes: null }],
    ['attributes that are a list', { attributes: [] }],
    ['attributes that are a word', { attributes: 'scopes' }],
    ['flat attributes that are a list', { attributes: undefined, attributes_flat: [] }],
    ['scopes that are a word', { attributes: body({ scopes: WHOLE.join() }) }],
    ['scopes that are a map', { attributes: body({ scopes: Object.fromEntries(WHOLE.map((name) => [name, true])) }) }],
    ['scopes that are numbers', { attributes: body({ scopes: [...WHOLE, 7] }) }],
    ['scopes that are null', { attributes: body({ scopes: [...WHOLE, null] }) }],
    ['scopes that are lists', { attributes: body({ scopes: [WHOLE] }) }],
    ['a grant that is a number', { attributes: body({ authorized_grant_type: 7 }) }],
    ['a name that is a list', { attributes: body({ name: ['a'] }) }],
    ['roles that are a word', { attributes: body({ roles: 'all' }) }],
    ['a lifetime that is a word', { attributes: body({ access_token_validity_seconds: 'long' }) }],
  ])('%s', async (_, fields) => {
    const inFile = stateFile([good, resource('a', [instance(body(), fields)])]);
    const { attributes } = { attributes: undefined, ...fields };
    const inShown = shown({ resources: [shownGood, { ...shownGood, address: A, values: attributes }] });
    for (const content of [inFile, inShown]) {
      const { code, clients, problems } = await digest(content);
      expect({ code, problems }).toEqual({
        code: 3,
        problems: [`terraform.tfstate: does not show ${A} as Terraform does`],
      });
      expect(clients.filter((client) => client.startsWith('pass'))).toEqual([]);
    }
  });

  test('the text says what is odd and what to do, and reports what could be read', async () => {
    const { text, json } = await checked(
      stateFile([resource('bad', [instance(body({ scopes: LACKS_USERS }))]), resource('a', [{}])]),
    );
    expect(text.split('\n\n')[0]).toBe(
      `cannot read terraform.tfstate: does not show ${A} as Terraform does
  Take the state again: terraform state pull > state.tfstate, or terraform show -json > state.json`,
    );
    expect(text).toContain('2 clients in terraform.tfstate: 1 fail, 1 open');
    expect(JSON.parse(json).sources).toMatchObject([{ complete: false, gap: 'unreadable' }]);
  });

  test('nested too deeply', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const modules = `${'{"child_modules":['.repeat(50_000)}${']}'.repeat(50_000)}`;
    for (const content of [
      stateFile([], { other: 'DEEP' }).replace('"DEEP"', deep),
      stateFile('DEEP').replace('"DEEP"', deep),
      shown('DEEP').replace('"DEEP"', modules),
    ]) {
      expect(await digest(content)).toMatchObject({ code: 3, clients: [] });
    }
  });
});

// Properties -------------------------------------------------------------------------------------------------------------

const NAMES = [...WHOLE, 'webphone:use', 'interaction:read', 'routing:user', 'digital:read', 'analytics', 'presence'];
const scopeLists = fc
  .oneof(
    { weight: 4, arbitrary: fc.subarray(NAMES) },
    { weight: 2, arbitrary: fc.subarray(['analytics']).map((extra) => [...WHOLE, ...extra]) },
    { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom('__proto__', 'Users', 'users ', 'usres', 'a.b', '#', '%')) },
  )
  .map((names) => [...new Set(names)].sort());

const values = fc.record({
  access_token_validity_seconds: fc.constantFrom(86_400, 172_801, null),
  authorized_grant_type: fc.constantFrom('CODE', 'CODE', 'CODE', 'TOKEN', 'CLIENT-CREDENTIALS', 'code'),
  client_secret: fc.constant('M4RKER'),
  description: fc.constantFrom('', null, 'of the chat team'),
  directory_client_secret: fc.constantFrom(null, null, '/tmp/secrets'),
  expose_client_secret: fc.boolean(),
  integration_credential_name: fc.constantFrom(null, 'credential'),
  name: fc.constantFrom('chat', 'voice', 'zürich', ''),
  registered_redirect_uris: fc.constantFrom(
    null,
    [],
    ['https://a.example.com/cb'],
    ['http://b.example.com', 'http://c.example.com'],
  ),
  roles: fc.constantFrom([], [{ role_id: 'r', division_id: 'd' }]),
  scopes: fc.oneof({ weight: 8, arbitrary: scopeLists }, { weight: 1, arbitrary: fc.constant(null) }),
  state: fc.constantFrom('active', 'inactive'),
});

const words = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '$', '%', '{', '}', '[', ']', '.', '0', '\n', 'é'),
  maxLength: 6,
});
const keys = fc.option(fc.oneof(fc.nat({ max: 12 }), words), { nil: undefined });
const labels = fc.constantFrom('a', 'b', 'module', 'data', '__proto__', 'x-y_1');
const sensitive = fc.subarray(['name', 'scopes', 'authorized_grant_type', 'registered_redirect_uris', 'state']);

function clientsWith(key: fc.Arbitrary<string | number | undefined>, moduleKey: typeof key, marks: typeof sensitive) {
  const step = fc.record({ name: labels, key: moduleKey }).map(withoutUndefined<Step>);
  const client = fc
    .record({ path: fc.array(step, { maxLength: 2 }), name: labels, key, values, sensitive: marks })
    .map(withoutUndefined<StateClient>);
  return fc.uniqueArray(client, { selector: addressOf, minLength: 1, maxLength: 6 });
}

function withoutUndefined<T>(fields: object): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** What the reports say of documents, but for what only a plan can say. */
async function said(contents: readonly string[]) {
  const files = Object.fromEntries(contents.map((content, index) => [`${index}/source`, content]));
  return await inFolder(files, async () => {
    const outcomes = [];
    for (const file of Object.keys(files)) outcomes.push(await cli(['check', `source=${file}`, '--format', 'json']));
    return outcomes.map(({ code, stdout }) => {
      expect(stdout).not.toContain('M4RKER');
      const { clients, findings, problems } = JSON.parse(stdout) as Record<string, Record<string, unknown>[]>;
      return {
        code,
        clients: clients?.map(({ action: _, scopeChanges: __, ...client }) => client),
        findings: findings?.map(({ new: _, ...finding }) => finding),
        problems,
      };
    });
  });
}

test('clients in a state are judged as those of a plan that changes nothing, in whatever form the state is', async () => {
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(clientsWith(keys, keys, sensitive), async (clients) => {
      const [planned, ...states] = await said([asPlan, asVersion4, asFlat, asShown].map((form) => form(clients)));
      expect(states).toEqual([planned, planned, planned]);
      for (const { verdict } of planned?.clients ?? []) seen.add(verdict);
    }),
    { numRuns: RUNS },
  );
  expect([...seen].sort()).toEqual(['fail', 'pass']);
});

test('so are those of version 3, in which only resources have keys', async () => {
  const none = fc.constant(undefined);
  const clients = clientsWith(fc.option(fc.nat({ max: 12 }), { nil: undefined }), none, fc.constant([]));
  await fc.assert(
    fc.asyncProperty(clients, async (found) => {
      const [planned, state] = await said([asPlan(found), asVersion3(found)]);
      expect(state).toEqual(planned);
    }),
    { numRuns: RUNS },
  );
});

/** The places of all values in a document. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsIn(inner).map((path) => [key, ...path])]);
}

/** The document with another value in that place; undefined takes it out. */
function withValue(document: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(document)) return document.map((each, index) => (String(index) === key ? replaced(each) : each));
  return Object.fromEntries(
    Object.entries(document as object).map(([name, each]) => [name, name === key ? replaced(each) : each]),
  );
  function replaced(each: unknown): unknown {
    return rest.length === 0 ? value : withValue(each, rest, value);
  }
}

test('one damaged value never lets a client that lacks a scope end as a success, nor as a defect', async () => {
  const clients: StateClient[] = [
    { name: 'a', values: body({ scopes: LACKS_USERS, roles: [], expose_client_secret: false }), sensitive: ['name'] },
    { path: [{ name: 'm' }], name: 'b', key: 1, values: body({ scopes: LACKS_USERS }) },
  ];
  // What Terraform leaves out of a state where there is none, and what it writes where only deposed instances are left.
  const absent = (path: readonly string[], value: unknown) =>
    (/^(resources|child_modules)$/.test(path.at(-1) ?? '') && path[0] === 'values' && value === undefined) ||
    (path.at(-1) === 'primary' && value === null);
  const damaged = [asVersion4, asFlat, asVersion3, asShown].flatMap((form) => {
    const document: unknown = JSON.parse(form(clients));
    return pathsIn(document).flatMap((path) =>
      [undefined, null, 7, true]
        .filter((value) => !absent(path, value))
        .map((value) => ({ path: path.join('.'), value, content: JSON.stringify(withValue(document, path, value)) })),
    );
  });
  const files = Object.fromEntries(damaged.map(({ content }, index) => [`${index}`, content]));
  await inFolder(files, async () => {
    for (const [index, { path, value }] of damaged.entries()) {
      const { code } = await cli(['check', `${index}`]);
      expect({ path, value, code }).toEqual({ path, value, code: code === 1 ? 1 : 3 });
    }
  });
  expect(damaged.length).toBeGreaterThan(500);
});
