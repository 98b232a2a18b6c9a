import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { cli, type Files, inFolder } from '../cli/run-cli';
import { entry, plan } from '../sources/inputs';
import './runs';

const CLIENT = (scopes: string) =>
  `resource "genesyscloud_oauth_client" "a" {\n  name = "a"\n  authorized_grant_type = "CODE"\n  scopes = ${scopes}\n}\n`;

/** The exit code and the first line, of a run that comes to an end. */
async function said(files: Files, args: readonly string[] = ['check', '.']): Promise<[number | null, string]> {
  return inFolder(files, async () => {
    const { code, stdout, stderr } = await cli(args);
    expect(stderr).toBe('');
    return [code, stdout.split('\n')[0] ?? ''];
  });
}

describe('what goes round in a circle comes to an end, and is no pass', () => {
  const module = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;

  test.each<[string, Files, number, string]>([
    [
      'a module that calls itself',
      { 'main.tf': CLIENT('["users"]') + module('./') },
      3,
      'cannot read main.tf:6:1: calls module "m", which calls itself or too many others',
    ],
    [
      'modules that call each other',
      { 'a/main.tf': CLIENT('["users"]') + module('../b'), 'b/main.tf': module('../a') },
      3,
      'cannot read b/main.tf:1:1: calls module "m", which calls itself or too many others',
    ],
    [
      'a local that is itself',
      { 'main.tf': `${CLIENT('local.a')}locals {\n  a = local.a\n}\n` },
      0,
      'open missing-scope',
    ],
    [
      'locals that are each other',
      { 'main.tf': `${CLIENT('local.a')}locals {\n  a = local.b\n  b = concat(local.a, ["users"])\n}\n` },
      0,
      'open missing-scope',
    ],
    [
      'variables that are given to each other',
      {
        'main.tf': 'module "a" {\n  source = "./a"\n  scopes = module.a.scopes\n}\n',
        'a/main.tf': `variable "scopes" {}\n${CLIENT('var.scopes')}output "scopes" {\n  value = var.scopes\n}\n`,
      },
      0,
      'open missing-scope',
    ],
  ])('%s', async (_, files, code, line) => {
    expect(await said(files)).toEqual([code, line]);
  });

  test('links that lead to each other, and to a folder above', async () => {
    await inFolder({ 'main.tf': CLIENT('["users"]') }, async () => {
      mkdirSync('sub');
      symlinkSync('..', 'sub/up');
      symlinkSync('two.tf', 'one.tf');
      symlinkSync('one.tf', 'two.tf');
      const { code, stdout } = await cli(['check', '.']);
      expect(code).toBe(3);
      expect(stdout).toContain('cannot read one.tf: is a link that cannot be read (ELOOP)\n');
      expect(stdout).toContain('1 client in');
    });
  });
});

test('locals that double a list again and again are not written out', async () => {
  const doubled = Array.from(
    { length: 200 },
    (_, index) => `  a${index} = concat(local.a${index + 1}, local.a${index + 1})`,
  );
  const [code] = await said({
    'main.tf': `${CLIENT('local.a0')}locals {\n${doubled.join('\n')}\n  a200 = ["users"]\n}\n`,
  });
  expect(code).toBe(0);
});

test('modules that call each other twice at every step are not all followed', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `m${index}/main.tf`,
      index === 29
        ? CLIENT('["users"]')
        : ['x', 'y'].map((name) => `module "${name}" {\n  source = "../m${index + 1}"\n}\n`).join(''),
    ]),
  );
  const [code, line] = await said({ ...files, 'main.tf': 'module "m" {\n  source = "./m0"\n}\n' });
  expect(code).toBe(3);
  expect(line).toMatch(
    /^cannot read m\d+\/main\.tf:\d+:1: calls module "[xy]", which calls itself or too many others$/,
  );
});

describe('no pattern of a policy makes a run long', () => {
  const address = `module.${'a'.repeat(2_000)}.genesyscloud_oauth_client.${'a'.repeat(2_000)}`;

  test.each([
    ['many stars', '*a'.repeat(500)],
    ['many double stars', '**a'.repeat(500)],
    ['stars alone', '*'.repeat(5_000)],
    ['stars with dots', '*.**.'.repeat(300)],
    ['an expression that hurts others', `${'(a+)+'.repeat(100)}$`],
  ])('%s', async (_, pattern) => {
    const policy = JSON.stringify({
      clients: [
        { match: pattern, profile: 'agent' },
        { match: { name: pattern }, profile: 'agent' },
      ],
      acknowledge: [{ rule: 'excess-scope', client: pattern, reason: 'accepted' }],
    });
    const files = { 'plan.json': plan([entry(address)]), 'genesys-scopes.json': policy };
    expect((await said(files, ['check', 'plan.json']))[0]).toBe(0);
  });

  test('names that are near to a scope and long are compared in time', async () => {
    const scopes = Array.from({ length: 50 }, (_, index) => `${'conversations:'.repeat(500)}${index}`);
    const [code] = await said({ 'main.tf': CLIENT(JSON.stringify(scopes)) });
    expect(code).toBe(1);
  });
});

describe('HCL on which the parser would spend hours is refused in seconds, with its place', () => {
  // With a clock that runs ahead: one wait for all the time that the parser has, which is below, is enough.
  beforeEach(() => {
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => 20 * now());
  });
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['quotes that stand side by side', `a = ${'" " '.repeat(20_000)}#\n`],
    ['blanks in a list', CLIENT(`[${' '.repeat(100_000)}x]`)],
    ['blanks between strings', CLIENT(`[${'"a" '.repeat(50_000)}]`)],
  ])('%s', async (_, text) => {
    const [code, line] = await said({ 'main.tf': text });
    expect(line).toMatch(/^cannot read main\.tf:\d+:\d+: takes too long to be read$/);
    expect(code).toBe(3);
  });

  test('in a template of a JSON file too', async () => {
    const scopes = `\${[${' '.repeat(100_000)}x]}`;
    const text = JSON.stringify({ resource: { genesyscloud_oauth_client: { a: { name: 'a', scopes } } } });
    const expected = [3, 'cannot read main.tf.json: takes too long to be read'];
    expect(await said({ 'main.tf.json': text }, ['check', 'main.tf.json'])).toEqual(expected);
  });
});

test('HCL that was refused leaves nothing behind in the parser', async () => {
  await inFolder({ 'a.tf': `a = ${'" " '.repeat(20_000)}#\n` }, async () => {
    expect((await cli(['check', 'a.tf'])).code).toBe(3);
    writeFileSync('b.tf', CLIENT('["users"]'));
    expect((await cli(['check', 'b.tf'])).stdout).toContain('1 client in b.tf: 1 fail');
  });
});
