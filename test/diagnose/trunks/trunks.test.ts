import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTrunks } from '../../../lib/diagnose/trunks';

jest.setTimeout(60_000);

const TYPE = 'genesyscloud_telephony_providers_edges_trunkbasesettings';

/** Reads a file of this name and content; in what is said its path is its name. */
async function read(name: string, content: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'trunks-'));
  try {
    writeFileSync(join(folder, name), content);
    const said = JSON.stringify(await readTrunks(join(folder, name)));
    return JSON.parse(said.replaceAll(JSON.stringify(`${folder}/`).slice(1, -1), ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const REMEDY =
  'Look at the trunk in Genesys Cloud: the setting Max Concurrent Calls of an external trunk is Unlimited unless somebody ' +
  'limits it, and Unlimited is recommended. On premises 0 means unlimited. Set it there or in this property, and apply.';
const BOTH_WAYS = 'Max Concurrent Calls counts the inbound and outbound calls of a trunk together.';
const TELEPHONY = 'This limits telephony: it has nothing to do with OAuth scopes or WebSockets.';
const BY_NAME =
  'No text of Genesys that was read names the property of that setting: it was found by its name, which tells of a number of calls.';

function limited(address: string, key: string, limit: number, at: object): object {
  return {
    cause: 'trunk-call-limit',
    certainty: 'likely',
    severity: limit <= 10 ? 'warning' : 'note',
    message: `${address} has a call limit of ${limit}`,
    remedy: REMEDY,
    evidence: [`"${key}" is ${limit}`, BOTH_WAYS, TELEPHONY, BY_NAME],
    at,
    count: 1,
  };
}

function untold(message: string, at: object, evidence: readonly string[] = [TELEPHONY]): object {
  return {
    certainty: 'unclear',
    severity: 'note',
    message: `cannot be told of ${message}`,
    remedy: 'Give a plan or a state, which has the values, or look at the trunk in Genesys Cloud.',
    evidence,
    at,
    count: 1,
  };
}

const NOTHING = { verdicts: [], problems: [] };

/** An external trunk as the export of the provider writes it, with the names that genuine exports have. */
const EXPORTED = `resource "${TYPE}" "Voice_-_Carrier" {
  trunk_type         = "EXTERNAL"
  properties         = jsonencode({
\t\t"trunk_enabled": {
\t\t\t\t"value": {
\t\t\t\t\t\t"instance": true
\t\t\t\t}
\t\t},
\t\t"trunk_maxCallRate": {
\t\t\t\t"value": {
\t\t\t\t\t\t"instance": "40/5s"
\t\t\t\t}
\t\t},
\t\t"trunk_maxDialTimeout": {
\t\t\t\t"value": {
\t\t\t\t\t\t"instance": "2m"
\t\t\t\t}
\t\t},
\t\t"trunk_sip_maxRegistrationRate": {
\t\t\t\t"value": {
\t\t\t\t\t\t"instance": "600/1m"
\t\t\t\t}
\t\t}
\t})
  state              = "active"
  trunk_meta_base_id = "external_sip_pcv_byoc_carrier.json"
  name               = "Voice - Carrier"
}
`;

/** The same as JSON text, with one property more. */
function properties(key: string, instance: unknown): string {
  return JSON.stringify({
    trunk_maxCallRate: { value: { instance: '40/5s' } },
    trunk_maxDialTimeout: { value: { instance: '2m' } },
    [key]: { value: { instance } },
  });
}

describe('in HCL', () => {
  test('an export without such a property gives nothing: a rate and a time are no number of calls', async () => {
    expect(await read('trunks.tf', EXPORTED)).toEqual(NOTHING);
  });

  test('a limit of one call is shown where it stands, under the name that it has there', async () => {
    const text = EXPORTED.replace('"trunk_maxDialTimeout"', '"trunk_maxConcurrentCalls"').replace('"2m"', '1');
    expect(await read('trunks.tf', text)).toEqual({
      verdicts: [
        limited(`${TYPE}.Voice_-_Carrier`, 'trunk_maxConcurrentCalls', 1, { file: 'trunks.tf', line: 16, column: 19 }),
      ],
      problems: [],
    });
  });

  test.each([
    ['0, which is unlimited on premises', '0'],
    ['a text that is no number', '"Unlimited"'],
    ['a truth value', 'true'],
    ['null', 'null'],
  ])('%s limits nothing', async (_, value) => {
    const text = `resource "${TYPE}" "a" {\n  properties = jsonencode({ trunk_max_calls = { value = { instance = ${value} } } })\n}\n`;
    expect(await read('a.tf', text)).toEqual(NOTHING);
  });

  test('a number in quotes is a number, and a large one is a note', async () => {
    const text = `resource "${TYPE}" "a" {\n  properties = jsonencode({ trunk_max_calls = { value = { instance = "50" } } })\n}\n`;
    expect(await read('a.tf', text)).toEqual({
      verdicts: [limited(`${TYPE}.a`, 'trunk_max_calls', 50, { file: 'a.tf', line: 2, column: 70 })],
      problems: [],
    });
  });

  test('the block of an older provider is read: its rate is none, its limit is one', async () => {
    const text = `resource "${TYPE}" "old" {
  properties {
    trunk_max_dial_timeout = "1m"
    trunk_max_call_rate    = "40/5s"
    trunk_max_calls        = 2
  }
}
`;
    expect(await read('old.tf', text)).toEqual({
      verdicts: [limited(`${TYPE}.old`, 'trunk_max_calls', 2, { file: 'old.tf', line: 5, column: 30 })],
      problems: [],
    });
  });

  test('what waits for something is a note that names it', async () => {
    const text = `resource "${TYPE}" "a" {
  properties = jsonencode({ trunk_max_calls = { value = { instance = var.calls } } })
}
resource "${TYPE}" "b" {
  properties = jsonencode(merge(local.common, { trunk_enabled = var.enabled }))
}
resource "${TYPE}" "c" {
  properties = file("trunk.json")
}
resource "${TYPE}" "d" {
  properties = jsonencode({ (var.name) = { value = { instance = 1 } } })
}
`;
    const at = (line: number, column: number) => ({ file: 'a.tf', line, column });
    expect(await read('a.tf', text)).toEqual({
      verdicts: [
        untold(`${TYPE}.a whether "trunk_max_calls" limits its calls: it waits for var.calls`, at(2, 70), [
          TELEPHONY,
          BY_NAME,
        ]),
        untold(`${TYPE}.b whether its calls are limited: its properties wait for local.common, var.enabled`, at(4, 1)),
        untold(`${TYPE}.c whether its calls are limited: its properties wait for an expression`, at(7, 1)),
        untold(`${TYPE}.d whether its calls are limited: an expression makes names of its properties`, at(10, 1)),
      ],
      problems: [],
    });
  });

  test('data sources and other resources give nothing', async () => {
    const text = `data "${TYPE}" "a" {\n  name = "a"\n}\nresource "genesyscloud_telephony_providers_edges_phonebasesettings" "p" {
  properties = jsonencode({ phone_maxCalls = { value = { instance = 1 } } })\n}\n`;
    expect(await read('a.tf', text)).toEqual(NOTHING);
  });

  test('what is no HCL is a problem with its place', async () => {
    expect(await read('a.tf', `resource "${TYPE}" "a" {\n  properties = \n}\n`)).toEqual({
      verdicts: [],
      problems: [
        expect.objectContaining({
          message: expect.stringMatching(/^is not HCL/),
          at: { file: 'a.tf', line: 2, column: expect.any(Number) },
        }),
      ],
    });
  });
});

describe("in Terraform's JSON syntax", () => {
  test('a text and an expression are read alike', async () => {
    const resource = {
      [TYPE]: {
        text: { properties: properties('trunk_maxConcurrentCalls', 1) },
        expression: { properties: '${jsonencode({"trunk_maxConcurrentCalls" = {"value" = {"instance" = 1}}})}' },
        waiting: { properties: '${jsonencode(var.properties)}' },
        none: { name: 'x' },
      },
    };
    const text = JSON.stringify({ resource }, null, 2);
    const at = (line: number, column = 23) => ({ file: 'cdk.tf.json', line, column });
    expect(await read('cdk.tf.json', text)).toEqual({
      verdicts: [
        limited(`${TYPE}.text`, 'trunk_maxConcurrentCalls', 1, at(5)),
        limited(`${TYPE}.expression`, 'trunk_maxConcurrentCalls', 1, at(8)),
        untold(`${TYPE}.waiting whether its calls are limited: its properties wait for var.properties`, at(10, 18)),
      ],
      problems: [],
    });
  });
});

describe('in what Terraform prints', () => {
  const planned = (change: object, more: object = {}) =>
    JSON.stringify({
      format_version: '1.2',
      resource_changes: [{ address: `${TYPE}.a`, mode: 'managed', type: TYPE, name: 'a', change, ...more }],
    });

  test('a plan shows the limit that is to come', async () => {
    const change = {
      actions: ['create'],
      before: null,
      after: { properties: properties('trunk_maxConcurrentCalls', 1) },
    };
    expect(await read('plan.json', planned(change))).toEqual({
      verdicts: [
        limited(`${TYPE}.a`, 'trunk_maxConcurrentCalls', 1, { file: 'plan.json', line: 1, column: expect.any(Number) }),
      ],
      problems: [],
    });
  });

  test.each<[string, object, object]>([
    [
      'a trunk that is deleted',
      { actions: ['delete'], before: { properties: properties('trunk_maxCalls', 1) }, after: null },
      {},
    ],
    ['a data source', { actions: ['read'], after: { properties: properties('trunk_maxCalls', 1) } }, { mode: 'data' }],
    [
      'a trunk without properties',
      { actions: ['create'], after: { properties: null }, after_unknown: { id: true } },
      {},
    ],
  ])('%s gives nothing', async (_, change, more) => {
    expect(await read('plan.json', planned(change, more))).toEqual(NOTHING);
  });

  test.each<[string, object, string]>([
    [
      'what is known after the apply',
      { after: {}, after_unknown: { properties: true } },
      'its properties are not known before the apply',
    ],
    [
      'what is sensitive',
      { after: { properties: properties('trunk_maxCalls', 1) }, after_sensitive: { properties: true } },
      'its properties are sensitive',
    ],
    ['what is no JSON', { after: { properties: '{' } }, 'its properties are no JSON object'],
    ['what is no text', { after: { properties: ['S3CRET'] } }, 'its properties are no text'],
  ])('%s is a note', async (_, change, why) => {
    expect(await read('plan.json', planned(change))).toEqual({
      verdicts: [
        untold(`${TYPE}.a whether its calls are limited: ${why}`, {
          file: 'plan.json',
          line: 1,
          column: expect.any(Number),
        }),
      ],
      problems: [],
    });
  });

  test('a property that is not written as properties are is a note', async () => {
    const after = { properties: JSON.stringify({ trunk_maxCalls: 1 }) };
    expect(await read('plan.json', planned({ after }))).toEqual({
      verdicts: [
        untold(
          `${TYPE}.a whether "trunk_maxCalls" limits its calls: it is not written as properties are`,
          { file: 'plan.json', line: 1, column: expect.any(Number) },
          [TELEPHONY, BY_NAME],
        ),
      ],
      problems: [],
    });
  });

  const resource = {
    address: `module.byoc.${TYPE}.a`,
    mode: 'managed',
    type: TYPE,
    values: { properties: properties('trunk_maxCalls', 1) },
  };
  test.each<[string, object, string]>([
    [
      'a state as it is printed',
      { format_version: '1.0', values: { root_module: { child_modules: [{ resources: [resource] }] } } },
      `module.byoc.${TYPE}.a`,
    ],
    [
      'a plan without changes of resources',
      { format_version: '1.0', planned_values: { root_module: { resources: [resource] } } },
      `module.byoc.${TYPE}.a`,
    ],
    [
      'a state file',
      {
        version: 4,
        lineage: 'x',
        resources: [
          {
            module: 'module.byoc',
            mode: 'managed',
            type: TYPE,
            name: 'a',
            instances: [{ index_key: 'x', attributes: resource.values }],
          },
        ],
      },
      `module.byoc.${TYPE}.a["x"]`,
    ],
    [
      'a state file of an export, in flat form',
      {
        version: 4,
        lineage: 'x',
        resources: [{ mode: 'managed', type: TYPE, name: 'a', instances: [{ attributes_flat: resource.values }] }],
      },
      `${TYPE}.a`,
    ],
    [
      'a state file of version 3',
      {
        version: 3,
        lineage: 'x',
        modules: [{ path: ['root'], resources: { [`${TYPE}.a`]: { primary: { attributes: resource.values } } } }],
      },
      `${TYPE}.a`,
    ],
  ])('%s shows the limit that there is', async (_, document, address) => {
    expect(await read('state.json', JSON.stringify(document))).toEqual({
      verdicts: [limited(address, 'trunk_maxCalls', 1, { file: 'state.json', line: 1, column: expect.any(Number) })],
      problems: [],
    });
  });

  test('a property of a state that is sensitive is not shown', async () => {
    const sensitive = [[{ type: 'get_attr', value: 'properties' }]];
    const instances = [{ attributes: resource.values, sensitive_attributes: sensitive }];
    const state = { version: 4, lineage: 'x', resources: [{ mode: 'managed', type: TYPE, name: 'a', instances }] };
    expect(await read('state.json', JSON.stringify(state))).toEqual({
      verdicts: [untold(`${TYPE}.a whether its calls are limited: its properties are sensitive`, expect.anything())],
      problems: [],
    });
  });

  test('a plan without trunks gives nothing', async () => {
    expect(await read('plan.json', JSON.stringify({ format_version: '1.2', resource_changes: [] }))).toEqual(NOTHING);
  });
});

test.each<[string, string, object]>([
  ['is cut off', '{"format_version": "1.2", ', { message: 'is cut off: the JSON ends too early' }],
  ['is empty', '', { message: 'is empty' }],
  [
    'is nested a million deep',
    `${'['.repeat(1e6)}"${TYPE}"`,
    { message: expect.stringMatching(/nested too deeply|cut off/) },
  ],
])('a file that %s is a problem', async (_, text, problem) => {
  expect(await read('plan.json', text)).toEqual({ verdicts: [], problems: [expect.objectContaining(problem)] });
});

test('a file that is not there is a problem', async () => {
  expect(await readTrunks('no/such/plan.json')).toEqual({
    verdicts: [],
    problems: [{ message: 'cannot be read (ENOENT)', at: { file: 'no/such/plan.json' } }],
  });
});
