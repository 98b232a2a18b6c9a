import { childCli, cli, inFolder } from '../cli/run-cli';
import { withPlatform } from '../platform/platform';
import { harOf, refusal } from './har';
import { outputOf } from './verdicts';

const REFUSED = harOf({ json: refusal('bad.credentials', 'Invalid login credentials.', 401) });

test('text has what failed, where, what it was, and what to do', async () => {
  expect(await outputOf(REFUSED)).toBe(`error bad-token: the token is expired, revoked, or of another region
  GET /api/v2/users/me
    | evidence.har#entries[0]: status 403, code bad.credentials, correlation id 7f7a4e53-6f0b-4f3e-9a55-0d4f1b6a2c11
  The SDK reports this with the same type of error as a missing scope: only the body tells them apart.
  The call is there to log the softphone in; when it is refused, the login fails, and the WebSocket is not even tried.
  → Log in anew, and check the region and that the client is active; a scope does not help here.

evidence.har: HAR with 1 entry, 1 call of Genesys Cloud
  101 Switching Protocols was never reached: a call before it failed, and then the SDK does not even try the WebSocket

1 failure in 1 file
exit code 1
`);
});

test('JSON has the same for other tools', async () => {
  const { stdout } = await inFolder({ 'a.har': REFUSED }, () => cli(['diagnose', 'a.har', '--format', 'json']));
  expect(JSON.parse(stdout)).toEqual({
    format: 'genesys-scopes/diagnosis@1',
    tool: { name: 'genesys-scopes', version: expect.any(String) },
    failures: true,
    files: [
      {
        file: 'a.har',
        kind: 'har',
        looked: 'HAR with 1 entry, 1 call of Genesys Cloud',
        channel:
          '101 Switching Protocols was never reached: a call before it failed, and then the SDK does not even try the WebSocket',
      },
    ],
    verdicts: [
      {
        cause: 'bad-token',
        certainty: 'shown',
        severity: 'error',
        call: 'GET /api/v2/users/me',
        client: null,
        scopes: null,
        message: 'the token is expired, revoked, or of another region',
        details: [
          'The SDK reports this with the same type of error as a missing scope: only the body tells them apart',
          'The call is there to log the softphone in; when it is refused, the login fails, and the WebSocket is not even tried',
        ],
        remedy: 'Log in anew, and check the region and that the client is active; a scope does not help here.',
        evidence: [
          'a.har#entries[0]: status 403, code bad.credentials, correlation id 7f7a4e53-6f0b-4f3e-9a55-0d4f1b6a2c11',
        ],
        location: { file: 'a.har#entries[0]', line: null, column: null },
        count: 1,
      },
    ],
    problems: [],
  });
});

test('Markdown has it for an incident', async () => {
  const { stdout } = await inFolder({ 'a.har': REFUSED }, () => cli(['diagnose', 'a.har', '--format', 'markdown']));
  expect(stdout).toBe(`**1 failure in 1 file**

### error bad-token: <code>GET /api/v2/users/me</code>

The token is expired, revoked, or of another region.

- The SDK reports this with the same type of error as a missing scope: only the body tells them apart.
- The call is there to log the softphone in; when it is refused, the login fails, and the WebSocket is not even tried.
- Evidence: <code>a.har&#35;entries&#91;0&#93;: status 403, code bad.credentials, correlation id 7f7a4e53-6f0b-4f3e-9a55-0d4f1b6a2c11</code>
- What to do: Log in anew, and check the region and that the client is active; a scope does not help here.

### Looked at

- <code>a.har</code>: HAR with 1 entry, 1 call of Genesys Cloud. 101 Switching Protocols was never reached: a call before it failed, and then the SDK does not even try the WebSocket
`);
});

test('a name of a file steers neither a terminal nor Markdown', async () => {
  const name = 'a\u001b[2J`<b>.har';
  await inFolder({ [name]: REFUSED }, async () => {
    for (const format of ['text', 'json', 'markdown']) {
      const { stdout } = await cli(['diagnose', name, '--format', format]);
      expect(stdout).not.toContain('\u001b');
      if (format === 'markdown') expect(stdout).not.toContain('<b>');
    }
  });
});

test('where nothing failed it says so, and what was looked at', async () => {
  expect(await outputOf(harOf({ status: 200, json: {} }))).toBe(`evidence.har: HAR with 1 entry, 1 call of Genesys Cloud
  101 Switching Protocols does not show, nor an attempt at it: it was not tried, or not while this was recorded

no failure found in 1 file
exit code 0
`);
});

test.each<[string, string, string | Uint8Array, string]>([
  [
    'a HAR that was cut off',
    'a.har',
    REFUSED.slice(0, 300),
    'cannot read a.har:1:301: is cut off: the JSON ends too early',
  ],
  [
    'a HAR that is damaged',
    'a.har',
    REFUSED.replace('"entries":', '"entries"'),
    'cannot read a.har:1:74: is not JSON: a colon is missing',
  ],
  ['a HAR without entries', 'a.har', harOf(), 'cannot read a.har: is a HAR without entries'],
  [
    'a HAR of other sites',
    'a.har',
    harOf({ url: 'https://example.com/' }),
    'cannot read a.har: is a HAR with 1 entry, and no call of Genesys Cloud',
  ],
  [
    'a text about other things',
    'a.log',
    'hello\nworld\n',
    'cannot read a.log: has nothing in it that this command knows',
  ],
  ['an empty file', 'a.log', '', 'cannot read a.log: has nothing in it that this command knows'],
  ['a JSON about other things', 'a.json', '{"a": 1}', 'cannot read a.json: has nothing in it that this command knows'],
  ['bytes that are no text', 'a.log', new Uint8Array([1, 0, 2]), 'cannot read a.log: is not text: byte 1 is 0'],
  ['a packed file', 'a.har', new Uint8Array([0x1f, 0x8b, 8]), 'cannot read a.har: is a gzip file'],
])('%s ends in 3', async (_name, file, content, said) => {
  const output = await outputOf(content, file);
  expect(output.split('\n')[0]).toBe(said);
  expect(output).toContain('nothing could be judged: 1 could not be read\nexit code 3\n');
  expect(output).not.toContain('terraform show');
});

test('a file that is not there, and a folder without configuration, end in 3', async () => {
  await inFolder({ 'x/readme.md': '' }, async () => {
    expect((await cli(['diagnose', 'none.har'])).stdout).toMatch(/^cannot read none\.har: does not exist\n/);
    expect((await cli(['diagnose', 'x'])).stdout).toMatch(/^cannot read x: holds no Terraform configuration\n/);
    expect((await cli(['diagnose', 'none.har', 'x'])).code).toBe(3);
  });
});

test('of several files the one that cannot be read does not hide the others', async () => {
  const files = { 'a.har': REFUSED, 'b.log': 'nothing' };
  const { code, stdout } = await inFolder(files, () => cli(['diagnose', 'b.log', 'a.har']));
  expect(code).toBe(3);
  expect(stdout).toContain('error bad-token');
  expect(stdout).toContain('1 failure in 1 file; 1 could not be read\n');
});

test('nesting without end is no defect', async () => {
  const deep = `{"log":{"entries":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}}`;
  expect((await outputOf(deep)).split('\n').at(-2)).toBe('exit code 3');
  const line = `webrtc-sdk ${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  expect((await outputOf(line, 'a.log')).split('\n').at(-2)).toBe('exit code 0');
});

test('standard input is read', () => {
  const { status, stdout } = { ...childCli(['diagnose', '-'], { input: REFUSED }), status: 0 };
  expect(status).toBe(0);
  expect(stdout).toContain('standard input#entries[0]: status 403, code bad.credentials');
}, 30_000);

test.each<[string, string[], string]>([
  ['no file', [], "error: missing required argument 'file'"],
  [
    'a region without --live',
    ['a.har', '--region', 'x'],
    'error: --region and --api-url say where --live looks: add --live',
  ],
  [
    '--live without a JMeter plan',
    ['a.har', '--live'],
    'error: --live reads limits for a JMeter plan: none of the files is one',
  ],
  [
    'another format',
    ['a.har', '--format', 'html'],
    "error: option '--format <format>' argument 'html' is invalid. Allowed choices are text, json, markdown.",
  ],
])('%s is wrong usage', async (_name, args, said) => {
  const { code, stdout, stderr } = await inFolder({ 'a.har': REFUSED }, () => cli(['diagnose', ...args]));
  expect({ code, stdout, said: stderr.split('\n')[0] }).toEqual({ code: 2, stdout: '', said });
});

const JMX =
  '<?xml version="1.0"?><jmeterTestPlan version="1.2"><hashTree><TestPlan/><hashTree/></hashTree></jmeterTestPlan>';
const TF = 'resource "genesyscloud_oauth_client" "a" {}\n';

test('JMeter plans and Terraform are told by what is in them', async () => {
  const files = {
    'plan.txt': JMX,
    'infra/main.tf': TF,
    'plan.json': JSON.stringify({ format_version: '1.2', planned_values: {} }),
  };
  const { stdout } = await inFolder(files, () => cli(['diagnose', ...Object.keys(files), 'infra', '--format', 'json']));
  const { files: looked, problems } = JSON.parse(stdout);
  expect(problems).toEqual([]);
  expect(looked.map(({ file, kind }: { file: string; kind: string }) => [file, kind])).toEqual([
    ['plan.txt', 'load-plan'],
    ['infra/main.tf', 'terraform'],
    ['plan.json', 'terraform'],
    ['infra', 'terraform'],
  ]);
});

describe('--live', () => {
  const cloud = (id: string, secret: string) => ({
    GENESYSCLOUD_OAUTHCLIENT_ID: id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: secret,
  });

  test('asks the organisation for its limits, once', async () => {
    await withPlatform({}, async ({ url, automation, served }) => {
      const env = cloud(automation.id, automation.secret);
      const args = ['diagnose', 'a.jmx', 'b.jmx', '--live', '--api-url', url, '--approved'];
      const { stderr, code } = await inFolder({ 'a.jmx': JMX, 'b.jmx': JMX }, () => cli(args, { env }));
      expect({ code, stderr }).toEqual({ code: 0, stderr: `reading the limits of ${url}\n` });
      expect(served.filter(({ call }) => call.includes('/limits/'))).toHaveLength(3);
    });
  });

  test('that cannot ask ends in 3, with what the plan itself shows', async () => {
    await withPlatform({}, async ({ url, automation }) => {
      const env = cloud(automation.id, 'wrong');
      const args = ['diagnose', 'a.jmx', '--live', '--api-url', url];
      const { stdout, code } = await inFolder({ 'a.jmx': JMX }, () => cli(args, { env }));
      expect(code).toBe(3);
      expect(stdout).toMatch(/^cannot read 127\.0\.0\.1:\d+: answered 4\d\d/);
      expect(stdout).toContain('a.jmx: JMeter plan');
    });
  });
});
