import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { cli, type Files, inFolder, type Outcome, ROOT } from '../cli/run-cli';
import { RUNS } from './runs';

const fixture = (path: string) => readFileSync(join(ROOT, 'test/fixtures', path), 'utf8');
const PLAN = fixture('plans/declared.plan.json');
const CLIENT = `resource "genesyscloud_oauth_client" "a" {\n  name = "a"\n  authorized_grant_type = "CODE"\n  scopes = ["users"]\n}\n`;
const STACK = fixture('exports/export-json/genesyscloud.tf.json');
const MANIFEST = JSON.stringify({ stacks: { prod: { synthesizedStackPath: 'stacks/prod/cdk.tf.json' } } });
const POLICY = JSON.stringify({
  catalog: 'catalog.json',
  clients: [{ match: 'module.**.*', profile: 'agent' }],
  acknowledge: [{ rule: 'excess-scope', client: '**', reason: 'accepted', until: '2027-01-31' }],
});
const CATALOG = JSON.stringify({
  format: 'genesys-scopes/catalog@1',
  date: '2026-11-01',
  scopes: ['users', 'routing'],
});

/** A file that is read, with what has to be there beside it, and the command that reads it. */
interface Reader {
  readonly file: string;
  readonly sound: string;
  readonly beside?: Files;
  readonly args: readonly string[];
}

const READERS: Readonly<Record<string, Reader>> = {
  'a plan': { file: 'plan.json', sound: PLAN, args: ['check', 'plan.json'] },
  'a state': { file: 'a.tfstate', sound: fixture('state/lifecycle.tfstate'), args: ['check', 'a.tfstate'] },
  'a state of version 3': { file: 'a.tfstate', sound: fixture('state/export.tfstate'), args: ['check', 'a.tfstate'] },
  'a state that was printed': {
    file: 's.json',
    sound: fixture('state/instances.state.json'),
    args: ['check', 's.json'],
  },
  'a stack': {
    file: 'cdktf.out/stacks/prod/cdk.tf.json',
    sound: STACK,
    beside: { 'cdktf.out/manifest.json': MANIFEST },
    args: ['check', 'cdktf.out'],
  },
  'a manifest': {
    file: 'cdktf.out/manifest.json',
    sound: MANIFEST,
    beside: { 'cdktf.out/stacks/prod/cdk.tf.json': STACK },
    args: ['check', 'cdktf.out'],
  },
  'a map of places': {
    file: 'genesys-scopes.map.json',
    sound: JSON.stringify({ v: 1, clients: { 'genesyscloud_oauth_client.a': 'main.ts:42' } }),
    beside: { 'main.tf': CLIENT },
    args: ['check', '.'],
  },
  HCL: { file: 'main.tf', sound: fixture('exports/export-hcl/genesyscloud.tf'), args: ['check', 'main.tf'] },
  values: {
    file: 'terraform.tfvars',
    sound: 'scopes = ["users", "routing"]\nname = "a"\n',
    beside: { 'main.tf': `variable "scopes" {}\n${CLIENT.replace('["users"]', 'var.scopes')}` },
    args: ['check', '.'],
  },
  'values in JSON': {
    file: 'terraform.tfvars.json',
    sound: '{"scopes": ["users", "routing"], "name": "a"}',
    beside: { 'main.tf': `variable "scopes" {}\n${CLIENT.replace('["users"]', 'var.scopes')}` },
    args: ['check', '.'],
  },
  'a policy': {
    file: 'policy.json',
    sound: POLICY,
    beside: { 'plan.json': PLAN, 'catalog.json': CATALOG },
    args: ['check', 'plan.json', '--policy', 'policy.json'],
  },
  'a policy of before': {
    file: 'base.json',
    sound: POLICY,
    beside: { 'plan.json': PLAN, 'catalog.json': CATALOG },
    args: ['check', 'plan.json', '--policy-base', 'base.json'],
  },
  'a catalogue': {
    file: 'catalog.json',
    sound: CATALOG,
    beside: { 'plan.json': PLAN, 'policy.json': POLICY },
    args: ['check', 'plan.json', '--policy', 'policy.json'],
  },
  'a report': { file: 'report.json', sound: '', args: ['review', 'report.json'] },
  'a baseline': {
    file: 'report.json',
    sound: '',
    beside: { 'plan.json': PLAN },
    args: ['check', 'plan.json', '--baseline', 'report.json'],
  },
  'the synth of a plan': {
    file: 'synth/cdk.tf.json',
    sound: STACK,
    beside: { 'plan.json': PLAN },
    args: ['check', 'plan.json', '--synth', 'synth'],
  },
};

let report = '';
beforeAll(async () => {
  await inFolder({ 'plan.json': PLAN }, async () => {
    report = (await cli(['check', 'plan.json', '--format', 'json'])).stdout;
  });
});

async function readDamaged({ file, beside, args }: Reader, content: string | Uint8Array): Promise<Outcome> {
  return inFolder({ ...beside, [file]: content }, () => cli(args));
}

/** What every input has to come to: an exit code of the table, a line a person can read, and no stack of calls. */
function expectClear({ code, stdout, stderr }: Outcome): void {
  expect([0, 1, 2, 3]).toContain(code);
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$|has a defect/m);
  if (code === 3) expect(stdout).toMatch(/cannot read|could not be read/i);
  if (code === 2) expect(stderr).toMatch(/^error: /);
  // Nothing from a file steers the terminal.
  expect([...(stdout + stderr)].filter((each) => each !== '\n' && each < ' ')).toEqual([]);
}

type Damage = (sound: string) => string | Uint8Array;

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const inMiddle = (text: string, insert: string) =>
  text.slice(0, text.length / 2) + insert + text.slice(text.length / 2);

/** What makes any text into none that can be read: no reader may take it for a whole. */
const RUINS: Readonly<Record<string, Damage>> = {
  'that is UTF-16': (text) => utf16(`\ufeff${text}`),
  'that is UTF-16 of the other order': (text) => utf16(`\ufeff${text}`).swap16(),
  'that is UTF-16 without a mark': (text) => utf16(text),
  'that is UTF-32': (text) => Buffer.concat([...text].map((each) => Buffer.from([each.codePointAt(0) ?? 0, 0, 0, 0]))),
  'with a zero byte': (text) => inMiddle(text, '\0'),
  'with bytes that are not UTF-8': (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe])]),
  'with half a character': (text) => Buffer.concat([Buffer.from(text), Buffer.from('ä').subarray(0, 1)]),
  'with a surrogate in bytes': (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xed, 0xa0, 0x80])]),
  'that opens 100,000 brackets': () => '['.repeat(100_000),
  'that is 100,000 lists in each other': () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'that is 100,000 objects in each other': () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'that is full of quotes': () => '"'.repeat(10_001),
  'that is a word': () => 'x',
};

/** A map only helps: without it the findings stand. */
const HELPERS = new Set(['a map of places']);

describe.each(Object.keys(READERS))('%s', (name) => {
  const reader = () => {
    const found = READERS[name] as Reader;
    return found.sound === '' ? { ...found, sound: report } : found;
  };

  test('that is sound is read', async () => {
    const outcome = await readDamaged(reader(), reader().sound);
    expectClear(outcome);
    expect([0, 1]).toContain(outcome.code);
  });

  test.each(Object.keys(RUINS))('%s is never a pass', async (ruin) => {
    const outcome = await readDamaged(reader(), RUINS[ruin]?.(reader().sound) ?? '');
    expectClear(outcome);
    expect(HELPERS.has(name) ? 1 : outcome.code).toBeGreaterThan(HELPERS.has(name) ? 0 : 1);
  });

  test('that is damaged at random is no defect', async () => {
    const { sound } = reader();
    const at = fc.nat({ max: Math.max(0, sound.length - 1) });
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\',
      '${',
      '%{',
      '\n',
      '\r',
      '1e999',
      '-0',
      'null',
      '"__proto__"',
      '<<EOT\n',
      '\ud800',
      '\u2028',
      '\ufeff',
      '\\u0000',
      '/*',
      '#',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(at, fc.nat({ max: 20 }), pieces), { minLength: 1, maxLength: 4 }),
        async (cuts) => {
          const text = cuts.reduce(
            (all, [from, length, piece]) => all.slice(0, from) + piece + all.slice(from + length),
            sound,
          );
          expectClear(await readDamaged(reader(), text));
        },
      ),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });
});

describe.each(['a plan', 'a state', 'a stack', 'a policy', 'a report', 'HCL', 'values in JSON'])('%s', (name) => {
  test.each<[string, Damage]>([
    ['with line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['with line ends of old', (text) => text.replaceAll('\n', '\r')],
    ['with a mark of the order of bytes', (text) => `\ufeff${text}`],
    ['with numbers beyond all bounds', (text) => text.replaceAll(/\b\d+\b/g, '1e999')],
    ['with halves of characters, escaped', (text) => text.replaceAll('users', 'us\\ud800ers')],
    [
      'with keys of prototypes',
      (text) => text.replace('{', '{"__proto__": {"x": 1}, "constructor": 1, "toString": [],'),
    ],
    ['with everything twice', (text) => text + text],
  ])('%s is no defect', async (_, damage) => {
    const { sound, ...rest } = READERS[name] as Reader;
    expectClear(await readDamaged({ sound, ...rest }, damage(sound === '' ? report : sound)));
  });
});
