import { symlinkSync } from 'node:fs';
import { cli, inFolder } from '../cli/run-cli';
import { checkFiles, digestOf } from './check-files';
import { body, declarations, LACKS_USERS, TYPE, tfJson, WHOLE } from './inputs';

const MAIN = ['main.tf.json'];
const BAD = body({ name: 'bad', scopes: LACKS_USERS });
const missing = (name: string) => `error missing-scope/${TYPE}.${name}/users`;

/** A document that is one client with these fields. */
const only = (fields: object) => ({ 'main.tf.json': tfJson({ a: body({ ...fields }) }) });

describe('blocks', () => {
  test.each<[string, unknown]>([
    ['no array', { resource: { [TYPE]: { a: BAD } } }],
    ['an array of documents', [{ resource: { [TYPE]: { a: BAD } } }]],
    ['an array of resource blocks', { resource: [{ [TYPE]: { a: BAD } }] }],
    ['an array of types', { resource: { [TYPE]: [{ a: BAD }] } }],
    ['an array of bodies', { resource: { [TYPE]: { a: [BAD] } } }],
    ['arrays at every level', [{ resource: [{ [TYPE]: [{ a: [BAD] }] }] }]],
  ])('a client is found in %s', async (_, document) => {
    const digest = await digestOf({ 'main.tf.json': JSON.stringify(document) }, MAIN);
    expect(digest).toEqual({ code: 1, clients: [`fail ${TYPE}.a`], findings: [missing('a')], problems: [] });
  });

  test('all clients of an array are found, good and bad', async () => {
    const document = [
      { resource: [{ [TYPE]: [{ a: body({ name: 'a' }) }, { b: BAD }] }, { [TYPE]: { c: body({ name: 'c' }) } }] },
      { resource: { other_type: { d: {} }, [TYPE]: { e: { ...BAD, name: 'e' } } } },
    ];
    expect(await digestOf({ 'main.tf.json': JSON.stringify(document) }, MAIN)).toEqual({
      code: 1,
      clients: [`pass ${TYPE}.a`, `fail ${TYPE}.b`, `pass ${TYPE}.c`, `fail ${TYPE}.e`],
      findings: [missing('b'), missing('e')],
      problems: [],
    });
  });

  const good = JSON.stringify(body({ name: 'good' }));
  const bad = JSON.stringify(BAD);

  test.each([
    ['resource', `{"resource":{"${TYPE}":{"a":${bad}}},"resource":{"${TYPE}":{"b":${good}}}}`],
    ['the type', `{"resource":{"${TYPE}":{"a":${bad}},"${TYPE}":{"b":${good}}}}`],
  ])('a key that stands twice hides nothing: %s', async (_, document) => {
    expect((await digestOf({ 'main.tf.json': document }, MAIN)).clients).toEqual([`fail ${TYPE}.a`, `pass ${TYPE}.b`]);
  });

  test.each([
    ['the bad one first', `"a":${bad},"a":${good}`],
    ['the bad one last', `"a":${good},"a":${bad}`],
  ])('of two clients with one address both are seen, %s', async (_, clients) => {
    const { report, code } = await checkFiles({ 'main.tf.json': `{"resource":{"${TYPE}":{${clients}}}}` }, MAIN);
    expect(code).toBe(1);
    expect(report.summary.clients).toBe(2);
    expect(report.clients.map(({ name }) => name).sort()).toEqual(['bad', 'good']);
    expect(report.findings.map(({ id }) => id)).toEqual([`missing-scope/${TYPE}.a/users`]);
  });

  test('scopes that stand twice in one client are not known, whichever is good', async () => {
    const lists = [WHOLE, []].map((scopes) => `"scopes":${JSON.stringify(scopes)}`);
    for (const both of [lists, [...lists].reverse()]) {
      const document = `{"resource":{"${TYPE}":{"a":{"name":"a","authorized_grant_type":"CODE",${both.join()}}}}}`;
      expect((await digestOf({ 'main.tf.json': document }, MAIN)).clients).toEqual([`open ${TYPE}.a`]);
    }
  });

  test('an empty body is a client without a grant and without scopes', async () => {
    const { report, code } = await checkFiles({ 'main.tf.json': tfJson({ a: {} }) }, MAIN);
    expect(code).toBe(1);
    expect(report.findings.map(({ id }) => id)).toEqual([
      `invalid-grant-type/${TYPE}.a`,
      ...['interaction:read', 'routing:user', 'webphone:use'].map((scope) => `missing-scope/${TYPE}.a/${scope}`),
    ]);
  });

  test.each(['text', 7, null, [], ['text']])('a body that is %j is never a pass', async (value) => {
    expect((await digestOf({ 'main.tf.json': tfJson({ a: value }) }, MAIN)).clients).toEqual([`fail ${TYPE}.a`]);
  });

  test('comments are no clients, and change nothing in one', async () => {
    const files = {
      'main.tf.json': tfJson(
        { '//': 'all our clients', a: { '//': { metadata: { path: 'x' } }, ...BAD } },
        { '//': 'a stack' },
      ),
    };
    expect(await digestOf(files, MAIN)).toEqual({
      code: 1,
      clients: [`fail ${TYPE}.a`],
      findings: [missing('a')],
      problems: [],
    });
  });

  test('data sources of the type are no clients', async () => {
    const document = { data: { [TYPE]: { a: { name: 'a' } } }, resource: { [TYPE]: { b: body() } } };
    expect((await digestOf({ 'main.tf.json': JSON.stringify(document) }, MAIN)).clients).toEqual([`pass ${TYPE}.b`]);
  });
});

test('a finding points to the list of scopes, or to the client where it has none', async () => {
  const files = {
    'main.tf.json': `{
  "resource": {
    "${TYPE}": {
      "listed": {
        "name": "listed",
        "authorized_grant_type": "CODE",
        "scopes": ${JSON.stringify(LACKS_USERS)}
      },
      "bare": {
        "name": "bare",
        "authorized_grant_type": "CODE"
      }
    }
  }
}
`,
  };
  const { report } = await checkFiles(files, MAIN);
  const places = report.findings.map(({ id, location }) => [id, location]);
  const end = 19 + JSON.stringify(LACKS_USERS).length;
  expect(places).toEqual([
    ...['interaction:read', 'routing:user', 'webphone:use'].map((scope) => [
      `missing-scope/${TYPE}.bare/${scope}`,
      { file: 'main.tf.json', line: 9, column: 15, endLine: 12, endColumn: 8 },
    ]),
    [`missing-scope/${TYPE}.listed/users`, { file: 'main.tf.json', line: 7, column: 19, endLine: 7, endColumn: end }],
  ]);
});

describe('what is not known yet', () => {
  /** Verdict and messages of what waits, for a client whose scopes are these. */
  async function open(scopes: unknown): Promise<readonly string[]> {
    const { report, code } = await checkFiles(only({ scopes }), MAIN);
    expect(code).toBe(0);
    expect(report.clients.map(({ verdict, held }) => ({ verdict, held }))).toEqual([{ verdict: 'open', held: null }]);
    expect(report.findings.map(({ id, kind }) => `${kind} ${id}`)).toEqual([`open missing-scope/${TYPE}.a/scopes`]);
    return report.findings.map(({ message }) => /\((.*)\)/.exec(message)?.[1] ?? message);
  }

  test.each<[string, unknown, string]>([
    ['a reference', '${var.scopes}', 'waits for var.scopes'],
    ['an expression', '${concat(local.base, module.extra.scopes)}', 'waits for local.base, module.extra.scopes'],
    ['a reference with an index', '${data.x.y["k"].scopes}', 'waits for data.x.y[""].scopes'],
    ['a condition without a reference', '${true ? [] : ["users"]}', 'waits for an expression'],
    ['an element that is a reference', [...WHOLE.slice(1), '${var.scope}'], 'waits for var.scope'],
    ['an element that is half a reference', [...WHOLE.slice(1), '${var.domain}:readonly'], 'waits for var.domain'],
    ['an element with a directive', [...WHOLE.slice(1), '%{ if var.a }users%{ endif }'], 'waits for var.a'],
    ['an element in the place of the list', 'users', 'waits for a value of an unexpected type'],
    ['a number in the place of the list', 7, 'waits for a value of an unexpected type'],
    ['an object in the place of the list', { 0: 'users' }, 'waits for a value of an unexpected type'],
    ['an element that is a list', [...WHOLE.slice(1), [WHOLE[0]]], 'waits for a value of an unexpected type'],
    ['an element that is an object', [...WHOLE.slice(1), {}], 'waits for a value of an unexpected type'],
  ])('%s', async (_, scopes, waits) => {
    expect(await open(scopes)).toEqual([waits]);
  });

  test('a whole list with an unknown element besides is open, and misses nothing', async () => {
    const { report } = await checkFiles(only({ scopes: [...WHOLE, '${var.more}'] }), MAIN);
    expect(report.clients.map(({ verdict, missing }) => ({ verdict, missing }))).toEqual([
      { verdict: 'open', missing: [] },
    ]);
  });

  test('text that is escaped is text, and a scope of that name is none that is known', async () => {
    const { report } = await checkFiles(only({ scopes: [...LACKS_USERS, '$${users}', '%%{users}'] }), MAIN);
    expect(report.clients.map(({ verdict, held }) => ({ verdict, held }))).toEqual([
      { verdict: 'fail', held: ['${users}', '%{users}', ...LACKS_USERS].sort() },
    ]);
  });

  test('a reference after an escaped one is a reference', async () => {
    expect(await open([...LACKS_USERS, '$${a}${var.b}'])).toEqual(['waits for var.b']);
  });

  test('elements that are numbers or booleans are the strings that Terraform makes of them; null is none', async () => {
    const { report } = await checkFiles(only({ scopes: [...LACKS_USERS, 7, true, null] }), MAIN);
    expect(report.clients.map(({ held }) => held)).toEqual([['7', 'true', ...LACKS_USERS].sort()]);
    expect(report.findings.map(({ severity, id }) => `${severity} ${id}`)).toEqual([
      missing('a'),
      `warning unknown-scope/${TYPE}.a/7`,
      `warning unknown-scope/${TYPE}.a/true`,
    ]);
  });

  test('a grant that is a reference leaves open whether scopes are asked', async () => {
    const { report } = await checkFiles(only({ authorized_grant_type: '${var.grant}', scopes: WHOLE }), MAIN);
    expect(report.clients.map(({ verdict }) => verdict)).toEqual(['open']);
  });

  test('the number of roles in a dynamic block', async () => {
    const dynamic = { roles: { for_each: '${var.roles}', content: { role_id: '${roles.value}' } } };
    for (const form of [dynamic, [dynamic], { roles: [dynamic.roles] }]) {
      const { report } = await checkFiles(only({ dynamic: form }), MAIN);
      expect(report.findings.map(({ message }) => message)).toEqual([
        'roles is not known yet (waits for a dynamic block), so these rules wait: "ineffective-setting"',
      ]);
      expect(report.clients.map(({ verdict }) => verdict)).toEqual(['open']);
    }
  });
});

test.each([{ count: 3 }, { for_each: '${toset(["eu", "us"])}' }])(
  '%j: the client is judged once, by its configuration address',
  async (meta) => {
    expect(await digestOf(only({ ...meta, scopes: LACKS_USERS }), MAIN)).toEqual({
      code: 1,
      clients: [`fail ${TYPE}.a`],
      findings: [missing('a')],
      problems: [],
    });
  },
);

test.each(['all', ['scopes'], ['${scopes}'], ['name', 'scopes'], ['scopes[0]']])(
  'ignore_changes of %j makes the list inert',
  async (names) => {
    for (const lifecycle of [{ ignore_changes: names }, [{ ignore_changes: names }]]) {
      expect((await digestOf(only({ lifecycle }), MAIN)).findings).toEqual([`error ignored-scopes/${TYPE}.a`]);
    }
  },
);

describe('several files in one folder', () => {
  test('are one module: a name that two files give is a duplicate, and each finding points to its own file', async () => {
    const files = {
      'a.tf.json': tfJson({ a: { ...BAD, name: 'same' } }),
      'b.tf.json': tfJson({ b: { ...BAD, name: 'same' } }),
    };
    const { report } = await checkFiles(files);
    expect(report.sources).toEqual([{ label: '.', path: '.', kind: 'terraform-json', complete: true, gap: null }]);
    expect(report.findings.map(({ id, location }) => [id, location?.file])).toEqual([
      [`missing-scope/${TYPE}.a/users`, 'a.tf.json'],
      [`missing-scope/${TYPE}.b/users`, 'b.tf.json'],
      [`duplicate-name/${TYPE}.a`, 'a.tf.json'],
      [`duplicate-name/${TYPE}.b`, 'b.tf.json'],
    ]);
  });

  test('the declarations stand in another file than the clients', async () => {
    const files = {
      'clients.tf.json': tfJson({ a: body({ scopes: ['webphone:use', 'interaction:read', 'routing:user'] }) }),
      'variables.tf.json': JSON.stringify(
        declarations({ [`${TYPE}.a`]: { profile: 'chat-agent', vocabulary: 'migration' } }),
      ),
    };
    const { report } = await checkFiles(files);
    expect(report.clients.map(({ profile, origin, missing: lacks }) => ({ profile, origin, lacks }))).toEqual([
      { profile: 'chat-agent', origin: 'construct', lacks: ['digital:read', 'interaction:write'] },
    ]);
  });

  test('one that cannot be read is a problem, and the others are judged', async () => {
    expect(await digestOf({ 'a.tf.json': tfJson({ a: BAD }), 'b.tf.json': '{' })).toEqual({
      code: 3,
      clients: [`fail ${TYPE}.a`],
      findings: [missing('a')],
      problems: ['b.tf.json:1:2: is cut off: the JSON ends too early'],
    });
  });

  test('each folder is a module of its own', async () => {
    const files = { 'eu/main.tf.json': tfJson({ a: BAD }), 'us/main.tf.json': tfJson({ a: BAD }) };
    const { report } = await checkFiles(files);
    expect(report.sources.map(({ label }) => label)).toEqual(['eu', 'us']);
    expect(report.findings.map(({ id, source }) => [source, id])).toEqual([
      ['eu', `missing-scope/${TYPE}.a/users`],
      ['us', `missing-scope/${TYPE}.a/users`],
    ]);
  });

  test('what Terraform and npm put into folders is left out', async () => {
    const files = {
      'main.tf.json': tfJson({ a: body() }),
      '.terraform/modules/m/main.tf.json': tfJson({ b: BAD }),
      'node_modules/m/main.tf.json': tfJson({ c: BAD }),
    };
    expect((await digestOf(files)).clients).toEqual([`pass ${TYPE}.a`]);
  });

  test('a symbolic link to a file is a file, as it is for Terraform', async () => {
    await inFolder(
      { 'module/main.tf.json': tfJson({ a: body() }), 'common/bad.tf.json': tfJson({ b: BAD }) },
      async () => {
        symlinkSync('../common/bad.tf.json', 'module/bad.tf.json');
        const { code, stdout } = await cli(['check', '.']);
        expect(stdout).toContain(`fail     ${TYPE}.b in module`);
        expect(code).toBe(1);
      },
    );
  });

  test.each([
    ['file', '../common/bad.tf.json', 'bad.tf.json'],
    ['folder', '../common', 'more'],
  ])('a link out of the folder to a %s is not read, and that is said', async (_, target, link) => {
    await inFolder(
      { 'module/main.tf.json': tfJson({ a: body() }), 'common/bad.tf.json': tfJson({ b: BAD }) },
      async () => {
        symlinkSync(target, `module/${link}`);
        const { code, stdout } = await cli(['check', 'module']);
        expect(stdout).toContain(
          `cannot read module/${link}: is a link out of the folder\n  To read it, name it: common`,
        );
        expect(code).toBe(3);
      },
    );
  });

  test('a file in the JSON syntax of OpenTofu is not passed over in silence', async () => {
    const { code, text } = await checkFiles({
      'main.tf.json': tfJson({ a: body() }),
      'bad.tofu.json': tfJson({ b: BAD }),
    });
    expect(code).not.toBe(0);
    expect(text).toContain('bad.tofu.json');
  });

  test('the web app manifest of some other folder is no synth output', async () => {
    const files = {
      'main.tf.json': tfJson({ a: body() }),
      'web/public/manifest.json': '{"name":"Wallboard","icons":[]}',
    };
    expect(await digestOf(files)).toEqual({ code: 0, clients: [`pass ${TYPE}.a`], findings: [], problems: [] });
  });
});

describe('override files', () => {
  const base = { 'main.tf.json': tfJson({ a: body({ name: 'base' }), b: body({ name: 'other' }) }) };

  test.each(['override.tf.json', 'prod_override.tf.json'])('%s lies over the client of the same name', async (file) => {
    const files = { ...base, [file]: tfJson({ a: { scopes: LACKS_USERS } }) };
    const { report } = await checkFiles(files);
    expect(report.clients.map(({ address, name, verdict }) => [address, name, verdict])).toEqual([
      [`${TYPE}.a`, 'base', 'fail'],
      [`${TYPE}.b`, 'other', 'pass'],
    ]);
  });

  test('one that mends a client', async () => {
    const files = { 'main.tf.json': tfJson({ a: BAD }), 'override.tf.json': tfJson({ a: { scopes: WHOLE } }) };
    expect((await digestOf(files)).clients).toEqual([`pass ${TYPE}.a`]);
  });

  test('the last of several decides', async () => {
    const files = {
      ...base,
      'a_override.tf.json': tfJson({ a: { scopes: WHOLE, name: 'from a' } }),
      'b_override.tf.json': tfJson({ a: { scopes: LACKS_USERS } }),
    };
    const { report } = await checkFiles(files);
    expect(report.clients.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['from a', 'fail'],
      ['other', 'pass'],
    ]);
  });

  test('one without a client to lie over is judged all the same', async () => {
    const files = { ...base, 'override.tf.json': tfJson({ c: BAD }) };
    expect((await digestOf(files)).clients).toEqual([`pass ${TYPE}.a`, `pass ${TYPE}.b`, `fail ${TYPE}.c`]);
  });

  test.each(['main_overrides.tf.json', 'myoverride.tf.json'])(
    '%s is no override file: its client is a second one',
    async (file) => {
      const { report } = await checkFiles({ 'main.tf.json': tfJson({ a: body() }), [file]: tfJson({ a: BAD }) });
      expect(report.summary.clients).toBe(2);
    },
  );

  // Terraform's documentation: "The contents of any lifecycle nested block are merged on an argument-by-argument basis".
  test('lifecycle blocks are merged argument by argument: ignore_changes of the base stays', async () => {
    const files = {
      'main.tf.json': tfJson({ a: body({ lifecycle: { ignore_changes: ['scopes'] } }) }),
      'override.tf.json': tfJson({ a: { lifecycle: { create_before_destroy: true } } }),
    };
    expect(await digestOf(files)).toEqual({
      code: 1,
      clients: [`fail ${TYPE}.a`],
      findings: [`error ignored-scopes/${TYPE}.a`],
      problems: [],
    });
  });

  test.each<[string, unknown, unknown, string]>([
    ['other names take the place of names', ['scopes'], ['description'], 'pass'],
    ['an empty list takes nothing back', ['scopes'], [], 'fail'],
    ['nothing takes back all', 'all', ['description'], 'fail'],
  ])('of ignore_changes %s', async (_, below, over, verdict) => {
    const files = {
      'main.tf.json': tfJson({ a: body({ lifecycle: { ignore_changes: below } }) }),
      'override.tf.json': tfJson({ a: { lifecycle: { ignore_changes: over } } }),
    };
    expect((await digestOf(files)).clients).toEqual([`${verdict} ${TYPE}.a`]);
  });
});

describe('declarations', () => {
  test.each([2, '1', null, undefined])(
    'of version %j cannot be understood, and no client passes by guess',
    async (v) => {
      const variable = { genesys_scopes: { default: { v, clients: { [`${TYPE}.a`]: { profile: 'chat-agent' } } } } };
      const digest = await digestOf({ 'main.tf.json': tfJson({ a: body() }, { variable }) }, MAIN);
      expect(digest).toMatchObject({
        code: 3,
        problems: [
          expect.stringContaining(
            'variable genesys_scopes.default.v cannot be understood: expected version 1; a newer release of this tool wrote the variable, so check with that release',
          ),
        ],
      });
      expect(digest.clients).not.toContain(`pass ${TYPE}.a`);
    },
  );

  test.each<[string, unknown, string]>([
    ['an unknown profile', { profile: 'chat-agnet' }, 'profile'],
    ['an unknown vocabulary', { profile: 'agent', vocabulary: 'published' }, 'vocabulary'],
    ['an unknown field', { profile: 'agent', waive: true }, ''],
    ['an exemption without a reason', { exempt: '' }, 'exempt'],
    ['no object', 'agent', ''],
  ])('%s cannot be understood', async (_, declared, path) => {
    const { code, problems } = await digestOf(
      { 'main.tf.json': tfJson({ a: body() }, declarations({ [`${TYPE}.a`]: declared })) },
      MAIN,
    );
    expect(code).toBe(3);
    const where = ['genesys_scopes', 'default', 'clients', `${TYPE}.a`, ...(path ? [path] : [])].join('.');
    expect(problems).toEqual([expect.stringContaining(`variable ${where} cannot be understood: `)]);
  });

  test('a problem points to the default of the variable', async () => {
    const text = `{
  "variable": {
    "genesys_scopes": {
      "default": 7
    }
  }
}`;
    expect((await digestOf({ 'main.tf.json': text }, MAIN)).problems).toEqual([
      expect.stringMatching(/^main\.tf\.json:4:18: variable genesys_scopes\.default cannot be understood: /),
    ]);
  });

  test('an exempt client is ignored, with its reason, and has no findings', async () => {
    const files = { 'main.tf.json': tfJson({ a: BAD }, declarations({ [`${TYPE}.a`]: { exempt: 'a wallboard' } })) };
    const { report, code } = await checkFiles(files, MAIN);
    expect(code).toBe(0);
    expect(report.findings).toEqual([]);
    expect(report.clients.map(({ verdict, reason }) => ({ verdict, reason }))).toEqual([
      { verdict: 'ignored', reason: 'a wallboard' },
    ]);
  });
});

describe('modules', () => {
  const SOURCE = 'terraform-aws-modules/vpc/aws';

  test.each([{ m: { source: SOURCE } }, [{ m: { source: SOURCE } }]])(
    'a call of one that lies elsewhere makes the source incomplete: %j',
    async (module) => {
      const { report, text, code } = await checkFiles({ 'main.tf.json': tfJson({ a: body() }, { module }) }, MAIN);
      expect(code).toBe(0);
      expect(report.sources.map(({ gap }) => gap)).toEqual(['modules']);
      expect(text).toContain('main.tf.json calls modules that are not followed here: clients in them show in the plan');
    },
  );

  test('one beside the caller is read, with the arguments of the call', async () => {
    const files = {
      'main.tf.json': tfJson({}, { module: { m: { source: './m', scopes: LACKS_USERS } } }),
      'm/main.tf.json': tfJson({ a: body({ scopes: '${var.scopes}' }) }, { variable: { scopes: {} } }),
    };
    expect(await digestOf(files)).toEqual({
      code: 1,
      clients: [`fail module.m.${TYPE}.a`],
      findings: [`error missing-scope/module.m.${TYPE}.a/users`],
      problems: [],
    });
  });

  test('without a call the source is complete', async () => {
    const { report } = await checkFiles({ 'main.tf.json': tfJson({ a: body() }, { locals: { module: 1 } }) }, MAIN);
    expect(report.sources.map(({ gap }) => gap)).toEqual([null]);
  });
});
