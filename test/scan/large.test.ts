import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childCli, cli, inFolder, type Outcome } from '../cli/run-cli';

jest.setTimeout(120_000);

const PLANS = join(__dirname, '../fixtures/plans');

/** A plan of the genuine provider among so many other resources that it is not held as a whole. */
function large(name: string, more = ''): string {
  const plan = JSON.parse(readFileSync(join(PLANS, name), 'utf8'));
  const other = (index: number) => ({
    address: `terraform_data.other[${index}]`,
    mode: 'managed',
    type: 'terraform_data',
    name: 'other',
    index,
    provider_name: 'terraform.io/builtin/terraform',
    change: { actions: ['create'], before: null, after: { input: 'é'.repeat(100) }, after_unknown: { id: true } },
  });
  const others = Array.from({ length: 3000 }, (_, index) => other(index));
  const changes = [...others.slice(0, 1500), ...plan.resource_changes, ...others.slice(1500)];
  const text = JSON.stringify({ ...plan, resource_changes: changes });
  if (text.length < 1_048_576) throw new Error('the plan is not large');
  return text.slice(0, -1) + more + text.slice(-1);
}

/** The outcome without what only says from where the plan was read. */
function steady({ code, stdout, stderr }: Outcome) {
  return { code, stdout: stdout.replaceAll(/standard input|plan\.json/g, 'SOURCE'), stderr };
}

test.each(['lifecycle.plan.json', 'declared.plan.json', 'unknown-whole.plan.json', 'credentials.plan.json'])(
  'a large %s is judged as the small one, from a file and from standard input',
  (name) =>
    inFolder({ 'plan.json': readFileSync(join(PLANS, name)), 'large.json': large(name) }, async () => {
      const format = ['--format', 'json'];
      const small = await cli(['check', 'plan=plan.json', ...format]);
      const fromFile = await cli(['check', 'plan=large.json', ...format]);
      const fromInput = childCli(['check', 'plan=-', ...format], { input: readFileSync('large.json') });
      const steadied = steady(small);
      expect(steadied.stdout.length).toBeGreaterThan(500);
      expect(steady({ ...fromFile, stdout: fromFile.stdout.replaceAll('large.json', 'SOURCE') })).toEqual(steadied);
      expect(steady(fromInput)).toEqual(steadied);
    }),
);

test.each<[string, (text: string) => string | Uint8Array, string, string]>([
  ['is cut off', (text) => text.slice(0, -9), 'is cut off: the JSON ends too early', 'is cut off after byte '],
  [
    'has more behind it',
    (text) => `${text} {}`,
    'has more text after the end',
    'has more text after the end of the JSON, at byte ',
  ],
  [
    'is damaged in what is not looked at',
    (text) => text.replace('"input":"é', '"input":tru"é'),
    'is not JSON',
    'is not JSON at byte ',
  ],
  ['is no UTF-8', (text) => Buffer.from(text, 'latin1'), 'is not UTF-8 text', 'is not JSON at byte '],
])('a large plan that %s never passes', (_, damage, ofFile, ofInput) =>
  inFolder({ 'large.json': damage(large('lifecycle.plan.json')) }, async () => {
    const fromFile = await cli(['check', 'large.json']);
    expect(fromFile).toMatchObject({ code: 3, stdout: expect.stringContaining(ofFile) });
    const fromInput = childCli(['check', '-'], { input: readFileSync('large.json') });
    expect(fromInput).toMatchObject({ code: 3, stdout: expect.stringContaining(ofInput) });
  }),
);

test('a large state from standard input is read as from a file', () => {
  const resource = (index: number) => ({
    address: `genesyscloud_oauth_client.c${index}`,
    mode: 'managed',
    type: 'genesyscloud_oauth_client',
    name: `c${index}`,
    values: { id: `id-${index}`, name: `Client ${index}`, authorized_grant_type: 'CODE', scopes: ['users'] },
  });
  const resources = Array.from({ length: 6000 }, (_, index) => resource(index));
  const state = JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: { root_module: { resources } },
  });
  return inFolder({}, () => {
    writeFileSync('state.json', state);
    const fromFile = childCli(['check', 's=state.json', '--quiet']);
    const fromInput = childCli(['check', 's=-', '--quiet'], { input: state });
    expect(fromFile.code).toBe(1);
    expect(fromFile.stdout).toContain('6000 clients');
    expect(fromInput).toEqual(fromFile);
  });
});

test('what begins as a plan and is none is told so', () =>
  inFolder(
    { 'schema.json': `{"format_version":"1.0","provider_schemas":{"x":"${'y'.repeat(1_100_000)}"}}` },
    async () => {
      expect(await cli(['check', 'schema.json'])).toMatchObject({
        code: 3,
        stdout: expect.stringContaining('is JSON, but neither a plan nor Terraform configuration'),
      });
    },
  ));

test('a large plan with a byte order mark is read from standard input as from a file', () =>
  inFolder({ 'large.json': `\ufeff${large('lifecycle.plan.json')}` }, () => {
    const fromFile = childCli(['check', 'plan=large.json', '--format', 'json']);
    const fromInput = childCli(['check', 'plan=-', '--format', 'json'], { input: readFileSync('large.json') });
    expect(fromFile.code).toBe(1);
    expect(steady(fromInput).stdout).toBe(fromFile.stdout.replaceAll('large.json', 'SOURCE'));
  }));

test('a large plan comes through a named pipe whole', () =>
  inFolder({ 'large.json': large('lifecycle.plan.json') }, async () => {
    execFileSync('mkfifo', ['pipe']);
    const writer = spawn('sh', ['-c', 'cat large.json > pipe'], { stdio: 'ignore' });
    const written = once(writer, 'close');
    const fromPipe = childCli(['check', 'plan=pipe', '--format', 'json']);
    expect(await written).toEqual([0, null]);
    const fromFile = childCli(['check', 'plan=large.json', '--format', 'json']);
    expect(fromFile.code).toBe(1);
    expect(fromPipe.stdout.replaceAll('pipe', 'SOURCE')).toBe(fromFile.stdout.replaceAll('large.json', 'SOURCE'));
  }));

test('a state with more in it than is kept of a plan is read from standard input too', () => {
  const resources = [
    { address: 'a.b', mode: 'managed', type: 'a', name: 'b', values: { text: 'x'.repeat(70_000_000) } },
    {
      address: 'genesyscloud_oauth_client.c',
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name: 'c',
      values: { name: 'C' },
    },
  ];
  const state = JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: { root_module: { resources } },
  });
  const { code, stdout } = childCli(['check', '-', '--quiet'], { input: state });
  expect({ code, clients: stdout.includes('1 client in standard input') }).toEqual({ code: 1, clients: true });
});
