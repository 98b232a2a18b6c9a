import { body, declarations, entry, LACKS_USERS, plan, TYPE, tfJson, WHOLE } from '../sources/inputs';
import { cli, type Files, inFolder } from './run-cli';

/** What must not reach a terminal: colours, a clipboard write, a carriage return, 8-bit controls, a direction mark. */
const HOSTILE = [
  '\u001b[31mred',
  '\u001b]52;c;aGk=\u0007',
  'over\rwritten',
  'new\nline',
  '::error::forged\n::error::again',
  '\u009b2J',
  '\u007f',
  '\u202efdp.exe',
  '\u2028',
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^\s*::.*|##\[/gm;
const REORDERING = /[\u2028-\u202e\u2066-\u2069]/g;

/** What in an output steers a terminal or a runner of workflows. */
function steering(output: string, ...patterns: readonly RegExp[]): string[] {
  return [STEERING, ...patterns].flatMap((pattern) => output.match(pattern) ?? []);
}

/** Both forms of the report on the paths given, and whatever went to standard error. */
async function outputs(
  files: Files,
  ...args: string[]
): Promise<{ text: string; json: string; stderr: string; code: number | null }> {
  return await inFolder(files, async () => {
    const [text, json] = [await cli(['check', ...args]), await cli(['check', ...args, '--format', 'json'])];
    expect(json.code).toBe(text.code);
    return { text: text.stdout, json: json.stdout, stderr: text.stderr + json.stderr, code: text.code };
  });
}

function expectClean({ text, json, stderr }: { text: string; json: string; stderr: string }): void {
  expect({ text: steering(text, REORDERING), json: steering(json), stderr: steering(stderr) }).toEqual({
    text: [],
    json: [],
    stderr: [],
  });
  expect(() => JSON.parse(json)).not.toThrow();
}

describe.each(HOSTILE)('%j stays text', (hostile) => {
  test('as the name of a client, of a resource, of a scope, of a grant and of an address in Terraform JSON', async () => {
    const clients = {
      [hostile]: body({ name: hostile, scopes: [hostile, ...LACKS_USERS] }),
      other: body({ name: hostile, authorized_grant_type: hostile, registered_redirect_uris: [`http://${hostile}`] }),
    };
    const found = await outputs({ 'main.tf.json': tfJson(clients) }, 'main.tf.json');
    expect(found.code).toBe(1);
    expect(found.text).toContain('2 fail');
    expectClean(found);
  });

  test('as any part of a plan', async () => {
    const hostileEntry = entry(
      `module.m[${JSON.stringify(hostile)}].${TYPE}.a[${JSON.stringify(hostile)}]`,
      {
        after: body({ name: hostile, scopes: [hostile, ...LACKS_USERS] }),
        after_unknown: { registered_redirect_uris: true },
      },
      { previous_address: hostile },
    );
    const raw = entry(hostile, { after: body({ name: hostile, scopes: undefined }), after_unknown: { scopes: true } });
    const configuration = {
      provider_config: {
        [hostile]: { name: 'genesyscloud', expressions: { access_token: { constant_value: hostile } } },
      },
      root_module: {
        resources: [
          {
            address: hostile,
            mode: 'managed',
            type: TYPE,
            expressions: { scopes: { references: [`var.${hostile}`] } },
          },
        ],
      },
    };
    const found = await outputs(
      { 'plan.json': plan([hostileEntry, raw], { configuration, errored: true }) },
      'plan.json',
    );
    expect(found.code).toBe(1);
    expect(found.text).toContain('2 clients');
    expectClean(found);
  });

  test('as a declaration', async () => {
    const declared = {
      profile: { id: `id ${hostile}`, capabilities: ['routing'], scopes: [hostile] },
      acknowledge: [{ rule: hostile, reason: `because ${hostile}` }],
    };
    const clients = { a: body(), b: body() };
    const variables = declarations(
      { [`${TYPE}.a`]: declared, [`${TYPE}.b`]: { exempt: `because ${hostile}` } },
      { bypass: hostile },
    );
    const found = await outputs({ 'main.tf.json': tfJson(clients, variables) }, 'main.tf.json');
    expect(found.text).toContain('1 fail, 1 ignored');
    expectClean(found);
  });

  test('as a declaration that cannot be understood', async () => {
    const variables = declarations({ [`${TYPE}.a`]: { [hostile]: hostile } });
    const found = await outputs({ 'main.tf.json': tfJson({ a: body() }, variables) }, 'main.tf.json');
    expect(found.code).toBe(3);
    expectClean(found);
  });

  test('as the name of a file, of a label and of a stack', async () => {
    const file = `${hostile.replaceAll('/', '')}.tf.json`;
    const manifest = {
      stacks: { [hostile]: { synthesizedStackPath: 'a/cdk.tf.json' }, gone: { synthesizedStackPath: hostile } },
    };
    const files = {
      [file]: tfJson({ a: {} }),
      'cdktf.out/manifest.json': JSON.stringify(manifest),
      'cdktf.out/a/cdk.tf.json': tfJson({ a: {} }),
    };
    const found = await outputs(files, `./${file}`, 'cdktf.out', `./${hostile}`);
    expect(found.code).toBe(3);
    expect(found.text).toContain('2 clients in 4 sources: 2 fail');
    expectClean(found);
  });

  test('as an argument that is refused', async () => {
    const refused = [
      [hostile],
      ['rules', hostile],
      ['check', `--${hostile}`],
      ['check', '--format', hostile],
      ['check', '--profile', hostile],
      ['check', '--output', hostile],
      ['check', 'good.tf.json', '--output', `json=absent/${hostile}`],
    ];
    await inFolder({ 'good.tf.json': '{}' }, async () => {
      for (const args of refused) {
        const { code, stdout, stderr } = await cli(args);
        expect({ args, code }).toEqual({ args, code: 2 });
        expect({ args, steering: steering(stderr + stdout) }).toEqual({ args, steering: [] });
      }
    });
  });
});

describe('names of prototypes are names like others', () => {
  const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  /** JSON that has `__proto__` as a key of its own, which an object literal cannot say. */
  const withKey = (json: string, key: string) => json.replaceAll('KEY', key);

  test.each(NAMES)('a resource that is called %s', async (name) => {
    const files = {
      'main.tf.json': withKey(tfJson({ KEY: body({ scopes: LACKS_USERS }) }), name),
      'plan.json': plan([entry(`${TYPE}.${name}`, { after: body({ scopes: LACKS_USERS }) })]),
    };
    for (const path of Object.keys(files)) {
      const { json, code } = await outputs(files, path);
      expect({ code, ids: JSON.parse(json).findings.map(({ id }: { id: string }) => id) }).toEqual({
        code: 1,
        ids: [`missing-scope/${TYPE}.${name}/users`],
      });
    }
  });

  test.each(NAMES)('a declaration of a resource that is called %s', async (name) => {
    const document = tfJson(
      { KEY: body() },
      declarations({ [`${TYPE}.KEY`]: { profile: 'agent', vocabulary: 'platform' } }),
    );
    const { json } = await outputs({ 'main.tf.json': withKey(document, name) }, 'main.tf.json');
    expect(JSON.parse(json).clients[0]).toMatchObject({
      address: `${TYPE}.${name}`,
      origin: 'construct',
      verdict: 'pass',
    });
  });

  test.each(NAMES)('a scope that is called %s', async (name) => {
    const scopes = [...LACKS_USERS, name];
    const files = {
      'main.tf.json': tfJson({ a: body({ scopes }) }),
      'plan.json': plan([entry(`${TYPE}.a`, { after: body({ scopes }) })]),
    };
    for (const path of Object.keys(files)) {
      const { json } = await outputs(files, path);
      expect(
        JSON.parse(json).findings.map(({ severity, id }: { severity: string; id: string }) => `${severity} ${id}`),
      ).toEqual([`error missing-scope/${TYPE}.a/users`, `warning unknown-scope/${TYPE}.a/${name}`]);
    }
  });

  test.each(NAMES)('%s as a key at the top, and at every level of a client', async (name) => {
    const whole = JSON.stringify({ scopes: WHOLE });
    const client = `{"name":"n","authorized_grant_type":"CODE","scopes":[],"KEY":${whole}}`;
    const document = `{"KEY":{"resource":{"${TYPE}":{"b":{}}}},"resource":{"KEY":{"a":{}},"${TYPE}":{"a":${client}}}}`;
    const inPlan = plan([entry(`${TYPE}.a`, { after: { AFTER: 1 } })], { KEY: { resource_changes: [] } }).replace(
      '{"AFTER":1}',
      client,
    );
    for (const [path, content] of [
      ['main.tf.json', document],
      ['plan.json', inPlan],
    ] as const) {
      const { json, code } = await outputs({ [path]: withKey(content, name) }, path);
      expect({ path, code, ...JSON.parse(json).summary }).toMatchObject({ path, code: 1, clients: 1, fail: 1 });
    }
  });

  test('an override file cannot put scopes under a client by way of __proto__', async () => {
    const files = {
      'main.tf.json': `{"resource":{"${TYPE}":{"a":{"name":"n","authorized_grant_type":"CODE","__proto__":{"scopes":${JSON.stringify(WHOLE)}}}}}}`,
      'override.tf.json': tfJson({ a: { name: 'm' } }),
    };
    const { text, code } = await outputs(files, '.');
    expect(text).toContain('1 fail');
    expect(code).toBe(1);
  });
});
