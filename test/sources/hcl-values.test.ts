import { printed, publicText } from '../../lib/model';
import type { Files } from '../cli/run-cli';
import { checkFiles, digestOf } from './check-files';
import { LACKS_USERS, TYPE, WHOLE } from './inputs';
import { readingsOf } from './records';

/** A client with this expression for its scopes. */
const client = (scopes: string, rest = '') =>
  `resource "${TYPE}" "a" {\n  name = "a"\n  authorized_grant_type = "CODE"\n  scopes = ${scopes}\n${rest}}\n`;

/** What is known of the scopes of the one client, with what each unknown element waits for. */
async function scopesIn(files: Files): Promise<string> {
  const [reading] = await readingsOf(files);
  const scopes = reading?.clients[0]?.attributes?.scopes;
  if (reading === undefined || scopes === undefined) throw new Error('there is no client');
  const waits = scopes.items.flatMap((item) => (item.kind === 'unknown' ? item.waitsFor : []));
  const problems = reading.problems.map(({ message }) => message);
  return [printed`${scopes}`, ...(waits.length > 0 ? [printed`waits for ${waits}`] : []), ...problems].join('; ');
}

const scopes = (expression: string, more = '') => scopesIn({ 'main.tf': more + client(expression) });

describe('an expression', () => {
  test.each<[string, string]>([
    ['["a", "b"]', '"a", "b"'],
    ['[]', 'none'],
    ['null', 'none'],
    ['(["a"])', '"a"'],
    ['toset(["a", "a"])', '"a"'],
    ['tolist(toset(["a"]))', '"a"'],
    ['concat(["a"], [], ["b"])', '"a", "b"'],
    ['concat()', 'none'],
    ['concat([["a"], ["b"]]...)', '"a", "b"'],
    ['setunion(["a"], toset(["b"]))', '"a", "b"'],
    ['distinct(concat(["a"], ["a"]))', '"a"'],
    ['sort(["b", "a"])', '"b", "a"'],
    ['reverse(["b", "a"])', '"b", "a"'],
    ['compact(["a", "", null])', '"a"'],
    ['flatten(["a", ["b", [["c"]]], []])', '"a", "b", "c"'],
    ['["a", null, 7, true]', '"a", "7", "true"'],
    ['["$${a}", "%%{b}"]', '"${a}", "%{b}"'],
    ['["${"a"}"]', '"a"'],
    ['[ # one\n "a", /* two */\n]', '"a"'],
  ])('%s is known', async (expression, expected) => {
    expect(await scopes(expression)).toBe(expected);
  });

  test.each<[string, string]>([
    ['var.scopes', 'what var.scopes adds'],
    ['["a", var.b]', '"a", (not known yet); waits for var.b'],
    ['concat(["a"], var.more)', '"a", what var.more adds'],
    ['concat(["a"], var.more...)', '"a", what var.more adds'],
    ['toset(concat(local.none, ["a"]))', '"a", what local.none adds'],
    ['flatten(["a", var.b, [var.c]])', '"a", what var.b, var.c adds'],
    ['compact(["a", var.b])', '"a", (not known yet); waits for var.b'],
    ['data.x.y.z', 'what data.x.y.z adds'],
    ['module.m.scopes', 'what module.m.scopes adds'],
    ['each.value', 'what each.value adds'],
    ['true ? ["a"] : ["b"]', 'what an expression adds'],
    ['var.a == "b" ? ["a"] : local.none', 'what local.none, var.a adds'],
    ['[for s in ["a"] : s]', 'what an expression adds'],
    ['["a"][0]', 'what an expression adds'],
    ['setsubtract(["a"], ["a"])', 'what an expression adds'],
    ['setintersection(["a"], var.b)', 'what var.b adds'],
    ['slice(["a", "b"], 0, 1)', 'what an expression adds'],
    ['split(",", "a,b")', 'what an expression adds'],
    ['jsondecode("[\\"a\\"]")', 'what an expression adds'],
    ['try(local.none, ["a"])', 'what local.none adds'],
    ['concat("a", ["b"])', '"b", what a value of an unexpected type adds'],
    ['concat(null, ["b"])', '"b", what a value of an unexpected type adds'],
    ['"a"', 'what a value of an unexpected type adds'],
    ['{ a = "b" }', 'what a value of an unexpected type adds'],
    ['["a", ["b"]]', '"a", (not known yet); waits for a value of an unexpected type'],
    ['["a", { b = "c" }]', '"a", (not known yet); waits for a value of an unexpected type'],
    ['["${var.a}b"]', '(not known yet); waits for var.a'],
    ['["%{ if var.a }b%{ endif }"]', '(not known yet); waits for var.a'],
  ])('%s is known as far as it can be', async (expression, expected) => {
    expect(await scopes(expression)).toBe(expected);
  });
});

describe('locals', () => {
  test.each<[string, string, string]>([
    ['a list', 'locals { s = ["a"] }\n', '"a"'],
    ['a list of others', 'locals {\n s = concat(local.t, [local.u])\n t = ["a"]\n}\nlocals { u = "b" }\n', '"a", "b"'],
    ['a function of them', 'locals { s = toset(["a"]) }\n', '"a"'],
    ['what is not known', 'locals { s = data.x.y.z }\n', 'what data.x.y.z adds'],
    ['something else', 'locals { t = ["a"] }\n', 'what local.s adds'],
    ['itself', 'locals { s = local.s }\n', 'what local.s adds'],
    ['a circle', 'locals {\n s = concat(["a"], local.t)\n t = local.u\n u = local.s\n}\n', '"a", what local.s adds'],
    ['the name twice', 'locals { s = ["a"] }\nlocals { s = ["b"] }\n', 'what local.s adds'],
  ])('%s', async (_, locals, expected) => {
    expect(await scopes('local.s', locals)).toBe(expected);
  });

  test.each<[string, string]>([
    ['local.m.agent', '"a"'],
    ['local.m["agent"]', '"a"'],
    ['concat(local.m.agent, local.m.deep.er)', '"a", "b"'],
    ['local.m.none', 'what local.m.none adds'],
    ['local.m[var.kind]', 'what local.m[var.kind], var.kind adds'],
    ['local.computed.agent', 'what an expression adds'],
  ])('a member of an object: %s', async (expression, expected) => {
    const locals =
      'locals {\n m = { agent = ["a"], deep = { "er" : ["b"] } }\n computed = { agent = ["a"], (var.k) = [] }\n}\n';
    expect(await scopes(expression, locals)).toBe(expected);
  });

  test('a chain of 50,000 is refused, and one that doubles at each step comes to an end', async () => {
    const chain = (length: number) =>
      `locals {\n l0 = ["a"]\n${Array.from({ length }, (_, index) => ` l${index + 1} = local.l${index}`).join('\n')}\n}\n`;
    expect(await scopes('local.l100', chain(100))).toBe('"a"');
    expect((await readingsOf({ 'main.tf': chain(50_000) + client('local.l50000') }))[0]?.problems).toEqual([
      { message: 'is nested too deeply to be read', at: { file: '.' } },
    ]);
    for (const step of ['concat(local.X, local.X)', '[local.X, local.X]', 'flatten([local.X, local.X, local.X])']) {
      const steps = Array.from({ length: 60 }, (_, index) => ` l${index + 1} = ${step.replaceAll('X', `l${index}`)}`);
      const locals = `locals {\n l0 = ["a"]\n${steps.join('\n')}\n}\n`;
      expect(await scopes('flatten(local.l60)', locals)).toBe('what an expression adds');
    }
  });
});

describe('variables', () => {
  const variable = (rest: string) => `variable "s" {\n  ${rest}\n}\n`;

  test.each<[string, string, string]>([
    ['the default', 'default = ["a"]', '"a"'],
    ['a default with its type', 'type = list(string)\n default = ["a"]', '"a"'],
    ['no default', 'type = list(string)', 'what var.s adds'],
    ['a default of null', 'default = null', 'none'],
    ['a default that is no literal, which Terraform refuses', 'default = local.t', 'what local.t adds'],
  ])('%s', async (_, rest, expected) => {
    expect(await scopes('var.s', variable(rest))).toBe(expected);
  });

  test('one that is declared twice is not known', async () => {
    const twice = variable('default = ["a"]') + variable('default = ["b"]');
    expect(await scopes('var.s', twice)).toBe('what var.s adds');
  });

  const declared = { 'main.tf': variable('default = ["default"]') + client('var.s') };

  test.each<[string, Files, string]>([
    ['terraform.tfvars', { 'terraform.tfvars': 's = ["a"] # here' }, '"a"'],
    ['terraform.tfvars.json', { 'terraform.tfvars.json': '{"s":["a"]}' }, '"a"'],
    ['an auto.tfvars', { 'eu.auto.tfvars': 's = ["a"]' }, '"a"'],
    ['an auto.tfvars.json', { 'eu.auto.tfvars.json': '{"s":["a"]}' }, '"a"'],
    [
      'the last of several',
      { 'a.auto.tfvars': 's = ["a"]', 'b.auto.tfvars.json': '{"s":["b"]}', 'terraform.tfvars': 's = ["t"]' },
      '"b"',
    ],
    [
      'the JSON after the HCL of terraform.tfvars',
      { 'terraform.tfvars': 's = ["t"]', 'terraform.tfvars.json': '{"s":["j"]}' },
      '"j"',
    ],
    ['null', { 'terraform.tfvars': 's = null' }, 'none'],
    ['another variable', { 'terraform.tfvars': 't = ["a"]' }, '"default"'],
    [
      'a file that Terraform reads only when it is named',
      { 'prod.tfvars': 's = ["a"]' },
      'what var.s in prod.tfvars adds',
    ],
    [
      'several of those, and one that it reads',
      { 'dev.tfvars': 's = []', 'prod.tfvars.json': '{"s":["a"]}', 'terraform.tfvars': 's = ["a"]' },
      'what var.s in dev.tfvars, var.s in prod.tfvars.json adds',
    ],
    ['one of those that names another variable', { 'prod.tfvars': 't = ["a"]' }, '"default"'],
    ['one in a folder below', { 'envs/terraform.tfvars': 's = ["a"]' }, 'what var.s in envs/terraform.tfvars adds'],
    ['one in a module below', { 'm/terraform.tfvars': 's = ["a"]', 'm/main.tf': '' }, '"default"'],
    ['one far below', { 'a/b/terraform.tfvars': 's = ["a"]' }, '"default"'],
    ['a broken one', { 'prod.tfvars': 's = ["a"' }, '"default"; is not HCL: a closing bracket is missing'],
    ['a broken file', { 'terraform.tfvars': 's = ["a"' }, '"default"; is not HCL: a closing bracket is missing'],
    ['broken JSON', { 'x.auto.tfvars.json': '[]' }, '"default"; is JSON, but no object of values'],
  ])('values: %s', async (_, files, expected) => {
    expect(await scopesIn({ ...declared, ...files })).toBe(expected);
  });

  test('values beside a single file that is named hold for it too', async () => {
    const [reading] = await readingsOf({ ...declared, 'terraform.tfvars': 's = ["a"]' }, 'main.tf');
    expect(printed`${reading?.clients[0]?.attributes?.scopes ?? publicText('')}`).toBe('"a"');
  });

  test('null takes the default of a variable that cannot be null', async () => {
    const files = { 'main.tf': variable('default = ["a"]\n nullable = false') + client('var.s') };
    expect(await scopesIn({ ...files, 'terraform.tfvars': 's = null' })).toBe('"a"');
  });

  test.each(['sensitive = true', 'sensitive = local.unknown'])('%s: judged, and not printed', async (sensitive) => {
    const secret = [...LACKS_USERS, 'SECRET-SCOPE'];
    const main = variable(`${sensitive}\n default = ${JSON.stringify(secret)}`) + client('concat(var.s, [])');
    const { report, text, json } = await checkFiles({ 'main.tf': main });
    expect(report.clients.map(({ verdict, missing, held }) => ({ verdict, missing, held }))).toEqual([
      { verdict: 'fail', missing: ['users'], held: null },
    ]);
    expect(text + json).not.toContain('SECRET-SCOPE');
  });

  test('what the function sensitive hides is judged, and not printed', async () => {
    expect(await scopes('[sensitive("a"), "b"]')).toBe('(sensitive), "b"');
  });
});

describe('other attributes', () => {
  const attributes = async (rest: string, before = '') => {
    const [reading] = await readingsOf({ 'main.tf': before + client('["a"]', rest) });
    return reading?.clients[0]?.attributes;
  };

  test('are read through locals and variables as well', async () => {
    const before = 'locals { d = "text" }\nvariable "n" { default = "300" }\nvariable "b" { default = "true" }\n';
    const found = await attributes(
      '  description = local.d\n  access_token_validity_seconds = var.n\n  expose_client_secret = var.b\n',
      before,
    );
    expect([found?.description, found?.accessTokenValiditySeconds, found?.exposeClientSecret]).toEqual([
      { kind: 'known', value: 'text' },
      { kind: 'known', value: 300 },
      { kind: 'known', value: true },
    ]);
  });

  test('nested blocks are counted, dynamic ones are not known', async () => {
    expect((await attributes('  roles { role_id = "a" }\n  roles {\n  }\n'))?.roles).toEqual({
      kind: 'known',
      value: 2,
    });
    const dynamic = '  dynamic "roles" {\n    for_each = var.r\n    content {}\n  }\n';
    expect((await attributes(dynamic))?.roles).toEqual({ kind: 'unknown', waitsFor: ['a dynamic block'] });
    expect((await attributes(dynamic.replace('roles', 'other')))?.roles).toEqual({ kind: 'known', value: 0 });
  });
});

test.each([
  '[scopes]',
  'all',
  '["scopes"]',
  '["all"]',
  '[name, scopes]',
  '[scopes[0]]',
  '[ # c\n scopes,\n]',
  '"${scopes}"',
])('ignore_changes = %s makes the list inert', async (names) => {
  const main = client(JSON.stringify(WHOLE), `  lifecycle {\n    ignore_changes = ${names}\n  }\n`);
  expect((await digestOf({ 'main.tf': main })).findings).toEqual([`error ignored-scopes/${TYPE}.a`]);
});

test.each(['[name]', '[]', '["description"]', '[tags["scopes"]]'])('ignore_changes = %s does not', async (names) => {
  const main = client(JSON.stringify(WHOLE), `  lifecycle {\n    ignore_changes = ${names}\n  }\n`);
  expect((await digestOf({ 'main.tf': main })).findings).toEqual([]);
});
