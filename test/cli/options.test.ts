import { readdirSync, readFileSync } from 'node:fs';
import { RULE_IDS } from '../../lib/rules';
import { VERSION } from '../../lib/version';
import { filesBelow } from '../helpers/tree';
import { body, declarations, entry, LACKS_USERS, plan, tfJson, WHOLE } from '../sources/inputs';
import { childCli, cli, type Files, inFolder } from './run-cli';

// Each process loads the sources anew.
jest.setTimeout(60_000);

const GOOD = plan([entry('genesyscloud_oauth_client.good')]);
const BAD = plan([entry('genesyscloud_oauth_client.bad', { after: body({ scopes: LACKS_USERS }) })]);
const OPEN = plan([
  entry('genesyscloud_oauth_client.late', { after: { ...body(), scopes: undefined }, after_unknown: { scopes: true } }),
]);
const WARNS = plan([
  entry('genesyscloud_oauth_client.insecure', {
    after: body({ registered_redirect_uris: ['http://agent.example.com'] }),
  }),
]);
/** Lacks `stations:readonly` and `presence`, which are recommended. */
const NOTES = tfJson(
  { noted: body() },
  declarations({ 'genesyscloud_oauth_client.noted': { profile: 'agent', vocabulary: 'platform' } }),
);
const NOTHING = plan([]);

const FILES: Files = {
  'good.json': GOOD,
  'bad.json': BAD,
  'open.json': OPEN,
  'warns.json': WARNS,
  'notes.tf.json': NOTES,
  'nothing.json': NOTHING,
  'partial.json': plan([entry('genesyscloud_oauth_client.good')], { complete: false }),
  'broken.json': '{',
};

function codeOf(...args: string[]): Promise<number | null> {
  return inFolder(FILES, async () => (await cli(['check', ...args])).code);
}

test.each([
  [0, ['good.json']],
  [1, ['bad.json']],
  [0, ['open.json']],
  [0, ['warns.json']],
  [0, ['notes.tf.json']],
  [0, ['nothing.json']],
  [3, ['broken.json']],
  [3, ['absent.json']],
  [2, ['good.json', '--format', 'xml']],
  // Several inputs: 2 over 3 over 1 over 0.
  [1, ['good.json', 'bad.json']],
  [1, ['bad.json', 'good.json']],
  [3, ['good.json', 'broken.json']],
  [3, ['broken.json', 'bad.json']],
  [3, ['bad.json', 'broken.json', 'good.json']],
  [2, ['bad.json', 'broken.json', '--output', 'json=absent/report.json']],
  // --fail-on
  [1, ['warns.json', '--fail-on', 'warning']],
  [1, ['warns.json', '--fail-on', 'note']],
  [0, ['notes.tf.json', '--fail-on', 'warning']],
  [1, ['notes.tf.json', '--fail-on', 'note']],
  [0, ['bad.json', '--fail-on', 'never']],
  [3, ['broken.json', '--fail-on', 'never']],
  [0, ['good.json', '--fail-on', 'note']],
  // --unknown
  [1, ['open.json', '--unknown', 'fail']],
  [0, ['open.json', '--unknown', 'fail', '--fail-on', 'never']],
  [0, ['open.json', '--unknown', 'pass', '--fail-on', 'note']],
  [0, ['good.json', '--unknown', 'fail']],
  [0, ['partial.json']],
  [1, ['partial.json', '--unknown', 'fail']],
  [0, ['partial.json', '--unknown', 'fail', '--fail-on', 'never']],
  // --require-clients
  [3, ['nothing.json', '--require-clients']],
  [0, ['nothing.json', 'good.json', '--require-clients']],
  [1, ['nothing.json', 'bad.json', '--require-clients']],
])('exit code %i for check %j', async (code, args) => {
  expect(await codeOf(...args)).toBe(code);
});

test('an errored plan whose own check failed is a finding, though its clients pass', async () => {
  const failed = plan([entry('genesyscloud_oauth_client.good')], {
    errored: true,
    complete: false,
    applyable: false,
    checks: [
      {
        address: {
          kind: 'resource',
          mode: 'managed',
          name: 'good',
          to_display: 'genesyscloud_oauth_client.good',
          type: 'genesyscloud_oauth_client',
        },
        status: 'fail',
        instances: [
          {
            address: { to_display: 'genesyscloud_oauth_client.good' },
            status: 'fail',
            problems: [{ message: 'missing scopes: digital:read' }],
          },
        ],
      },
    ],
  });
  expect(await inFolder({ 'plan.json': failed }, async () => (await cli(['check', 'plan.json'])).code)).toBe(1);
});

test('--quiet leaves out notes, remedies and the list of clients', async () => {
  await inFolder(FILES, async () => {
    expect((await cli(['check', 'bad.json', 'notes.tf.json', '--quiet'])).stdout).toBe(
      `error missing-scope
  genesyscloud_oauth_client.bad in bad.json
    lacks the required scope "users" (to go on queue and see own queues); nothing names its profile, so the base profile "agent" holds; it has "user-basic-info", "organization:readonly", "notifications", "conversations", "routing:readonly"

2 clients in 2 sources: 1 pass, 1 fail; catalogue of 2026-07-19 (published)
`,
    );
  });
});

test('a terminal gets colours, and --no-color takes nothing else away', async () => {
  await inFolder(FILES, async () => {
    const [colored, plain] = [
      await cli(['check', 'bad.json'], { color: true }),
      await cli(['check', 'bad.json', '--no-color'], { color: true }),
    ];
    expect(colored.stdout).toContain('\u001b[31merror\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of.
    expect(colored.stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
    expect(plain.stdout).not.toContain('\u001b');
  });
});

test('a report that goes to a file has no colours', async () => {
  await inFolder(FILES, async () => {
    await cli(['check', 'bad.json', '--output', 'text=report.txt'], { color: true });
    expect(readFileSync('report.txt', 'utf8')).toBe((await cli(['check', 'bad.json'])).stdout);
  });
});

test('--profile sets what clients must meet that nothing names, and the message says who asked', async () => {
  await inFolder(FILES, async () => {
    const { code, stdout } = await cli([
      'check',
      'good.json',
      '--profile',
      'chat-agent',
      '--vocabulary',
      'migration',
      '--format',
      'json',
    ]);
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report.clients[0]).toMatchObject({
      profile: 'chat-agent',
      origin: 'policy',
      vocabulary: 'migration',
      missing: ['digital:read', 'interaction:read', 'interaction:write', 'routing:user', 'webphone:use'],
      verdict: 'fail',
    });
    expect(report.findings[0].message).toBe(
      `lacks the required scope "digital:read" (to read and answer chats, messages and emails), which profile "chat-agent" needs; it has ${WHOLE.map((scope) => `"${scope}"`).join(', ')}`,
    );
  });
});

test('--profile leaves a client alone that declares its own', async () => {
  await inFolder(FILES, async () => {
    const { stdout } = await cli([
      'check',
      'notes.tf.json',
      '--profile',
      'chat-agent',
      '--vocabulary',
      'migration',
      '--format',
      'json',
    ]);
    expect(JSON.parse(stdout).clients[0]).toMatchObject({
      profile: 'agent',
      origin: 'construct',
      vocabulary: 'platform',
    });
  });
});

test.each(['migration', 'platform'])(
  '--vocabulary %s decides by which names a client is judged',
  async (vocabulary) => {
    await inFolder(FILES, async () => {
      const { code, stdout } = await cli(['check', 'good.json', '--vocabulary', vocabulary, '--format', 'json']);
      expect(JSON.parse(stdout).clients[0].vocabulary).toBe(vocabulary);
      expect(code).toBe(vocabulary === 'platform' ? 0 : 1);
    });
  },
);

test('label=path names a source in everything that is said of it', async () => {
  await inFolder(FILES, async () => {
    const { stdout } = await cli(['check', 'prod=bad.json', 'test-1.eu=good.json', '--format', 'json']);
    const report = JSON.parse(stdout);
    expect(report.sources).toEqual([
      { label: 'prod', path: 'bad.json', kind: 'plan', complete: true, gap: null },
      { label: 'test-1.eu', path: 'good.json', kind: 'plan', complete: true, gap: null },
    ]);
    expect(report.clients.map((client: { source: string }) => client.source)).toEqual(['prod', 'test-1.eu']);
    expect(report.findings.map((finding: { source: string }) => finding.source)).toEqual(['prod']);
  });
});

test('the same file under two labels is judged twice', async () => {
  await inFolder(FILES, async () => {
    const { stdout } = await cli(['check', 'a=bad.json', 'b=bad.json', '--format', 'json']);
    const report = JSON.parse(stdout);
    expect(report.summary).toMatchObject({ clients: 2, fail: 2, error: 2 });
  });
});

describe('--output', () => {
  test('writes each format to its file, the same as to standard output', async () => {
    await inFolder(FILES, async () => {
      const { code } = await cli(['check', 'bad.json', '--output', 'json=report.json', '--output', 'text=report.txt']);
      expect(code).toBe(1);
      expect(readFileSync('report.json', 'utf8')).toBe((await cli(['check', 'bad.json', '--format', 'json'])).stdout);
      expect(readFileSync('report.txt', 'utf8')).toBe((await cli(['check', 'bad.json'])).stdout);
    });
  });

  test('replaces the report of an earlier run and leaves nothing beside it', async () => {
    await inFolder({ ...FILES, 'out/report.json': 'the old report' }, async () => {
      await cli(['check', 'good.json', '--output', 'json=out/report.json']);
      expect(JSON.parse(readFileSync('out/report.json', 'utf8')).summary.pass).toBe(1);
      expect(readdirSync('out')).toEqual(['report.json']);
    });
  });

  // In a process of its own: errors of the file system are none of Jest's, whose own global Error is another.
  test.each([
    ['the folder does not exist', 'absent/report.json', 'ENOENT'],
    ['a file stands in the place of the folder', 'good.json/report.json', 'ENOTDIR'],
    ['the name is a folder', 'folder', 'EISDIR'],
  ])('is refused where %s, and nothing half written stays', async (_, file, code) => {
    const files = { 'good.json': GOOD, 'folder/kept.txt': 'kept' };
    await inFolder(files, () => {
      const outcome = childCli(['check', 'good.json', '--output', `json=${file}`]);
      // The report on standard output is not lost with it.
      const { stdout } = childCli(['check', 'good.json']);
      expect(outcome).toEqual({ code: 2, stdout, stderr: `error: cannot write ${file} (${code})\n` });
      expect(filesBelow('.')).toEqual(files);
    });
  });

  test.each(['json', 'xml=report.xml', '=report.json', 'json=', 'JSON=report.json'])(
    'is refused as %s, with the formats',
    async (value) => {
      await inFolder({ ...FILES, 'report.json': 'the old report' }, async () => {
        const outcome = await cli(['check', 'good.json', '--output', value]);
        expect(outcome).toEqual({
          code: 2,
          stdout: '',
          stderr: `error: option '--output <format=file>' argument '${value}' is invalid. Write FORMAT=FILE with one of the formats text, json, markdown, html, sarif, junit, gitlab, github.\n`,
        });
        expect(readFileSync('report.json', 'utf8')).toBe('the old report');
      });
    },
  );

  test('a usage error after it leaves the old report alone', async () => {
    await inFolder({ ...FILES, 'report.json': 'the old report' }, async () => {
      expect((await cli(['check', 'good.json', '--output', 'json=report.json', '--format', 'xml'])).code).toBe(2);
      expect(readFileSync('report.json', 'utf8')).toBe('the old report');
    });
  });
});

const CLIENT_PROFILES = 'agent, voice-agent, chat-agent, contributor, admin';

test.each([
  [
    ['check', '--format', 'xml'],
    "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, markdown, html, sarif, junit, gitlab, github.",
  ],
  [
    ['check', '--vocabulary', 'published'],
    "option '--vocabulary <vocabulary>' argument 'published' is invalid. Allowed choices are migration, platform.",
  ],
  [
    ['check', '--fail-on', 'info'],
    "option '--fail-on <severity>' argument 'info' is invalid. Allowed choices are error, warning, note, never.",
  ],
  [
    ['check', '--unknown', 'warn'],
    "option '--unknown <verdict>' argument 'warn' is invalid. Allowed choices are pass, fail.",
  ],
  [
    ['check', '--profile', 'chat-agnet'],
    `option '--profile <profile>' argument 'chat-agnet' is invalid. Allowed: ${CLIENT_PROFILES} (did you mean "chat-agent"?).`,
  ],
  [
    ['check', '--profile', 'light-agent'],
    `option '--profile <profile>' argument 'light-agent' is invalid. Users of profile "light-agent" need no softphone client. Allowed: ${CLIENT_PROFILES}.`,
  ],
  [
    ['check', '--profile', 'constructor'],
    `option '--profile <profile>' argument 'constructor' is invalid. Allowed: ${CLIENT_PROFILES}.`,
  ],
  [
    ['rules', 'nonsense'],
    `command-argument value 'nonsense' is invalid for argument 'rule'. Rules are ${RULE_IDS.join(', ')}.`,
  ],
  [
    ['rules', 'missing-scop'],
    `command-argument value 'missing-scop' is invalid for argument 'rule'. Rules are ${RULE_IDS.join(', ')} (did you mean "missing-scope"?).`,
  ],
])('%j is refused with what is allowed', async (args, message) => {
  expect(await cli(args)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
});

test.each([
  [['chek'], ['check', 'rules']],
  [['something-else'], ['check', 'rules']],
  [
    ['check', '--fromat', 'json'],
    ['--format', '--output', '--profile', '--fail-on'],
  ],
  [
    ['check', '--something-else'],
    ['--format', '--output', '--profile', '--fail-on'],
  ],
])('%j is unknown, and the message names the allowed ones', async (args, allowed) => {
  const { code, stdout, stderr } = await cli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(allowed.filter((each) => !new RegExp(`(?<![\\w-])${each}(?![\\w-])`).test(stderr))).toEqual([]);
});

test('without a command the help is printed as an error of usage', async () => {
  const { code, stdout, stderr } = await cli([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe((await cli(['--help'])).stdout);
});

describe('--help', () => {
  test('of the program lists the commands', async () => {
    expect(await cli(['--help'])).toEqual({
      code: 0,
      stderr: '',
      stdout: readFileSync(`${__dirname}/fixtures/help.out`, 'utf8'),
    });
  });

  test.each(['check', 'review', 'rules'])('of %s', async (command) => {
    const help = readFileSync(`${__dirname}/fixtures/help-${command}.out`, 'utf8');
    expect(await cli([command, '--help'])).toEqual({ code: 0, stdout: help, stderr: '' });
    expect(await cli(['help', command])).toEqual({ code: 0, stdout: help, stderr: '' });
  });
});

test.each(['--version', '-V'])('%s prints the version', async (option) => {
  expect(await cli([option])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
});

test('rules lists every rule, one a line', async () => {
  const { code, stdout, stderr } = await cli(['rules']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(RULE_IDS);
  expect(lines[0]).toBe(
    'missing-scope              error    Require every OAuth scope that the profile of the client needs.',
  );
});

test('rules missing-scope explains the rule', async () => {
  expect(await cli(['rules', 'missing-scope'])).toEqual({
    code: 0,
    stderr: '',
    stdout: `missing-scope (error)
Require every OAuth scope that the profile of the client needs.

Why: Genesys Cloud answers 403 to a call whose scope the token lacks, and Terraform takes any list: so a gap is found by the agents, on the day of the change or on the day the organisation starts to enforce scopes.

What to do: Add the scope to \`scopes\`, or name a profile with fewer capabilities. If no migrated agent logs in with this client, say so: \`ScopeValidation.of(app).exempt(resource, 'reason')\`, or \`ignore\` in genesys-scopes.json.
`,
  });
});
