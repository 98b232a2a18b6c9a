import { symlinkSync } from 'node:fs';
import { printed } from '../../lib/model';
import { cli, type Files, inFolder } from '../cli/run-cli';
import { checkFiles, digestOf } from './check-files';
import { declarations, TYPE, tfJson, WHOLE } from './inputs';
import { readingsOf } from './records';

const client = (name: string, scopes = 'var.scopes') =>
  `resource "${TYPE}" "${name}" {\n  name = "${name}"\n  authorized_grant_type = "CODE"\n  scopes = ${scopes}\n}\n`;
const call = (name: string, source: string, rest = '') => `module "${name}" {\n  source = "${source}"\n${rest}}\n`;
const variable = (name: string, rest = '') => `variable "${name}" {\n${rest}}\n`;

/** Each source with its clients and what is known of their scopes. */
async function told(files: Files, path?: string): Promise<Record<string, unknown>> {
  const readings = await readingsOf(files, path);
  const entries = readings.map(({ source, clients, problems }) => [
    source.label,
    {
      ...(source.gap && { gap: source.gap }),
      ...Object.fromEntries(
        clients.map(({ address, attributes }) => [address, printed`${attributes?.scopes ?? { items: [], rest: [] }}`]),
      ),
      ...(problems.length > 0 && {
        problems: problems.map(
          ({ message, at }) => `${[at.file, at.line, at.column].filter(Boolean).join(':')}: ${message}`,
        ),
      }),
    },
  ]);
  return Object.fromEntries(entries);
}

const MODULE = { 'modules/app/main.tf': variable('scopes') + client('app') };

describe('a local module', () => {
  test('is read with the arguments of its call, which the caller knows', async () => {
    const root = `locals { base = ["a"] }\n${call('eu', './modules/app', '  scopes = concat(local.base, ["eu"], data.x.y.z)\n')}`;
    expect(await told({ ...MODULE, 'main.tf': root })).toEqual({
      '.': { [`module.eu.${TYPE}.app`]: '"a", "eu", what data.x.y.z adds' },
    });
  });

  test('is read for each of its calls', async () => {
    const root =
      call('eu', './modules/app', '  scopes = ["eu"]\n') + call('us', './modules/app', '  scopes = ["us"]\n');
    expect(await told({ ...MODULE, 'main.tf': root })).toEqual({
      '.': { [`module.eu.${TYPE}.app`]: '"eu"', [`module.us.${TYPE}.app`]: '"us"' },
    });
  });

  test.each<[string, string, string, string]>([
    ['no argument, with a default', '', '  default = ["d"]\n', '"d"'],
    ['no argument and no default', '', '', 'what var.scopes adds'],
    ['null, where the variable takes it', '  scopes = null\n', '  default = ["d"]\n', 'none'],
    ['null, where it takes the default', '  scopes = null\n', '  default = ["d"]\n  nullable = false\n', '"d"'],
    ['each.value', '  for_each = local.all\n  scopes = each.value\n', '', 'what each.value adds'],
    ['its own name in the caller', '  scopes = var.scopes\n', '', 'what var.scopes adds'],
  ])('given %s', async (_, argument, rest, expected) => {
    const files = {
      'main.tf': call('m', './m', argument),
      'm/main.tf': variable('scopes', rest) + client('a'),
    };
    expect(await told(files)).toEqual({ '.': { [`module.m.${TYPE}.a`]: expected } });
  });

  test('of a module has the addresses of both calls, and its own locals', async () => {
    const files = {
      'main.tf': `locals { x = ["root"] }\n${call('outer', './outer', '  names = local.x\n')}`,
      'outer/main.tf': `${variable('names')}locals { x = ["outer"] }\n${call('inner', './inner', '  scopes = concat(var.names, local.x)\n')}`,
      'outer/inner/main.tf': `${variable('scopes')}locals { x = ["inner"] }\n${client('a', 'concat(var.scopes, local.x)')}`,
    };
    expect(await told(files)).toEqual({ '.': { [`module.outer.module.inner.${TYPE}.a`]: '"root", "outer", "inner"' } });
  });

  test('is not given the values that lie beside it', async () => {
    const files = {
      'main.tf': call('m', './m'),
      'm/main.tf': variable('scopes', '  default = ["d"]\n') + client('a'),
      'm/terraform.tfvars': 'scopes = ["beside"]',
      'terraform.tfvars': 'scopes = ["root"]',
    };
    // They show that Terraform is run there too.
    expect(await told(files)).toEqual({
      '.': { [`module.m.${TYPE}.a`]: '"d"' },
      m: { [`${TYPE}.a`]: '"beside"' },
    });
  });

  test('may lie beside the folder that was named', async () => {
    const files = { ...MODULE, 'envs/prod/main.tf': call('app', '../../modules/app', '  scopes = ["p"]\n') };
    expect(await told(files, 'envs/prod')).toEqual({ 'envs/prod': { [`module.app.${TYPE}.app`]: '"p"' } });
    const { report } = await checkFiles({ ...files }, ['envs/prod']);
    expect(report.findings[0]?.location).toMatchObject({ file: 'modules/app/main.tf', line: 6, column: 12 });
  });

  test('is followed from a single file that is named', async () => {
    const files = { ...MODULE, 'main.tf': call('app', './modules/app', '  scopes = ["f"]\n'), 'other.tf': client('o') };
    expect(await told(files, 'main.tf')).toEqual({ 'main.tf': { [`module.app.${TYPE}.app`]: '"f"' } });
  });

  test('of JSON is called from HCL, and the other way round', async () => {
    const json = (scopes: unknown) => tfJson({ j: { scopes } }, { variable: { scopes: {} } });
    const files = {
      'main.tf': call('j', './j', '  scopes = ["h"]\n'),
      'j/main.tf.json': JSON.stringify({
        ...JSON.parse(json('${concat(var.scopes, ["j"])}')),
        module: { h: { source: './h', scopes: '${var.scopes}' } },
      }),
      'j/h/main.tf': variable('scopes') + client('h'),
    };
    expect(await told(files)).toEqual({
      '.': { [`module.j.${TYPE}.j`]: '"h", "j"', [`module.j.module.h.${TYPE}.h`]: '"h"' },
    });
  });

  test('that is called in the same folder is not read as a root of its own as well', async () => {
    const files = {
      ...MODULE,
      'main.tf': call('app', './modules/app', '  scopes = ["a"]\n'),
      'modules/unused/main.tf': client('u', '["u"]'),
    };
    expect(Object.keys(await told(files))).toEqual(['.', 'modules/unused']);
  });

  test('that calls its caller is refused, and read all the same', async () => {
    const files = {
      'a/main.tf': client('a', '["a"]') + call('b', '../b'),
      'b/main.tf': client('b', '["b"]') + call('a', '../a'),
    };
    expect(await told(files)).toEqual({
      a: {
        [`${TYPE}.a`]: '"a"',
        [`module.b.${TYPE}.b`]: '"b"',
        problems: ['b/main.tf:6:1: calls module "a", which calls itself or too many others'],
      },
    });
  });

  test('that calls itself is refused', async () => {
    expect(await told({ 'main.tf': client('a', '["a"]') + call('self', './') })).toEqual({
      '.': {
        [`${TYPE}.a`]: '"a"',
        problems: ['main.tf:6:1: calls module "self", which calls itself or too many others'],
      },
    });
  });

  test('modules that call each other twice, again and again, come to an end', async () => {
    const files: Record<string, string> = { 'm40/main.tf': client('a', '["a"]') };
    for (let depth = 0; depth < 40; depth += 1) {
      const next = `../m${depth + 1}`;
      files[`m${depth}/main.tf`] = call('one', next) + call('two', next);
    }
    expect((await readingsOf(files)).map(({ source, problems }) => [source.label, problems.length > 0])).toEqual([
      ['m0', true],
    ]);
  });
});

describe('a module that is not followed', () => {
  test.each([
    'terraform-aws-modules/vpc/aws',
    'git::https://example.com/m.git//sub',
    'git@example.com:team/m.git',
    'https://example.com/m.zip',
    '/srv/modules/app',
    'modules/app',
    '.hidden',
  ])('%s is a gap', async (source) => {
    const { report, text, code } = await checkFiles({
      'main.tf': client('a', JSON.stringify(WHOLE)) + call('remote', source, '  version = "1.0.0"\n'),
    });
    expect(code).toBe(0);
    expect(report.sources).toEqual([{ label: '.', path: '.', kind: 'hcl', complete: false, gap: 'modules' }]);
    expect(text).toContain('calls modules that are not followed here: clients in them show in the plan');
  });

  test('one of another module is a gap as well, and one whose source is made by an expression', async () => {
    const files = { 'main.tf': call('m', './m'), 'm/main.tf': client('a', '["a"]') + call('r', 'remote/x/y') };
    expect(await told(files)).toEqual({ '.': { gap: 'modules', [`module.m.${TYPE}.a`]: '"a"' } });
    expect(await told({ 'main.tf': 'module "m" {\n  source = "./${var.m}"\n}\n' })).toEqual({
      '.': { gap: 'modules' },
    });
  });
});

describe('a local module that cannot be read is a problem, and no client of its caller passes', () => {
  const caller = client('a', JSON.stringify(WHOLE)) + call('m', './m');

  test.each<[string, Files, string]>([
    ['that is not there', {}, 'main.tf:7:12: calls module "m" in ./m, which is not there'],
    ['that is a file', { m: '' }, 'main.tf:7:12: calls module "m" in ./m, which is not there'],
    [
      'without configuration',
      { 'm/x.txt': '' },
      'main.tf:7:12: calls module "m" in ./m, which holds no Terraform configuration',
    ],
    ['that is broken', { 'm/main.tf': 'a = {' }, 'm/main.tf:1:6: is not HCL: a closing brace is missing'],
  ])('one %s', async (_, files, problem) => {
    const digest = await digestOf({ 'main.tf': caller, ...files });
    expect(digest).toEqual({ code: 3, clients: [`open ${TYPE}.a`], findings: [], problems: [problem] });
  });

  test('one that is a link out of the folder', async () => {
    await inFolder({ 'in/main.tf': caller, 'out/main.tf': client('o', '["o"]') }, async () => {
      symlinkSync('../out', 'in/m');
      const { code, stdout } = await cli(['check', 'in']);
      expect(code).toBe(3);
      expect(stdout).toContain(
        'in/main.tf:7:12: calls module "m" in ./m, which is a link out of the folder\n  To read it, name it: out',
      );
    });
  });

  test('one with a file that is a link out of its folder', async () => {
    await inFolder({ 'in/main.tf': call('m', '../m'), 'm/a.tf': client('a', '["a"]'), 'out/b.tf': '' }, async () => {
      symlinkSync('../out/b.tf', 'm/b.tf');
      const { code, stdout } = await cli(['check', 'in']);
      expect(code).toBe(3);
      expect(stdout).toContain('cannot read m/b.tf: is a link out of the folder');
    });
  });
});

test('what a module declares holds for its own clients', async () => {
  const files = {
    'main.tf': call('m', './m') + client('a', JSON.stringify(WHOLE)),
    'm/main.tf': client('a', '[]'),
    'm/declared.tf.json': JSON.stringify(declarations({ [`${TYPE}.a`]: { exempt: 'a wallboard' } })),
  };
  expect((await digestOf(files)).clients).toEqual([`pass ${TYPE}.a`, `ignored module.m.${TYPE}.a`]);
});
