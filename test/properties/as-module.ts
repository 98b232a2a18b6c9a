import type { Files } from '../cli/run-cli';
import { TYPE } from '../sources/inputs';
import { plainHcl } from './as-hcl';
import { type Needs, newWriter, type WrittenVariable } from './list-writer';
import type { List } from './lists';
import { write } from './lists';

/** Where the client stands that has the list. */
export const PLACES = ['root', 'module', 'module in a module', 'for_each', 'for_each of a module', 'count'] as const;
export type Place = (typeof PLACES)[number];

/** A client with a list, as the files of a folder; `names` are what Terraform makes of the list. */
export interface WrittenClient {
  readonly files: Files;
  readonly address: string;
  readonly names: readonly string[];
  /** The expression of the list in the root module. */
  readonly expression: string;
}

export function asModule(list: List, place: Place): WrittenClient {
  const writer = newWriter();
  const { hcl, names, isSet } = write(list, writer);
  const expression = isSet ? `tolist(${hcl})` : hcl;
  const { address, files } = PLACED[place](expression);
  const main = `${files['main.tf'] ?? ''}\n${rootOf(writer)}`;
  return { files: { ...besides(writer), ...files, 'main.tf': main }, address, names, expression };
}

interface Placed {
  readonly address: string;
  readonly files: Readonly<Record<string, string>>;
}

const GIVEN = 'variable "given" {\n  default = ["users"]\n}\n';

const PLACED: Readonly<Record<Place, (expression: string) => Placed>> = {
  root: (list) => ({ address: `${TYPE}.a`, files: { 'main.tf': client(list) } }),
  for_each: (list) => ({
    address: `${TYPE}.a`,
    files: { 'main.tf': client('each.value', `  for_each = { a = ${list} }\n`) },
  }),
  count: (list) => ({
    address: `${TYPE}.a`,
    files: {
      'main.tf': client('local.lists_of_all[count.index]', '  count = 1\n') + locals({ lists_of_all: `[${list}]` }),
    },
  }),
  module: (list) => ({
    address: `module.m.${TYPE}.a`,
    files: { 'main.tf': call('m', list), 'm/main.tf': GIVEN + client('var.given') },
  }),
  'module in a module': (list) => ({
    address: `module.m.module.n.${TYPE}.a`,
    files: {
      'main.tf': call('m', list),
      'm/main.tf': GIVEN + call('n', 'var.given'),
      'm/n/main.tf': GIVEN + client('var.given'),
    },
  }),
  'for_each of a module': (list) => ({
    address: `module.m.${TYPE}.a`,
    files: {
      'main.tf': call('m', 'each.value', `  for_each = { a = ${list} }\n`),
      'm/main.tf': GIVEN + client('var.given'),
    },
  }),
};

function client(scopes: string, repetition = ''): string {
  return `resource "${TYPE}" "a" {\n${repetition}  name = "a"\n  authorized_grant_type = "CODE"\n  scopes = ${scopes}\n}\n`;
}

function call(name: string, given: string, repetition = ''): string {
  return `module "${name}" {\n${repetition}  source = "./${name}"\n  given = ${given}\n}\n`;
}

function locals(all: Readonly<Record<string, string>>): string {
  return `locals {\n${Object.entries(all)
    .map(([name, value]) => `  ${name} = ${value}\n`)
    .join('')}}\n`;
}

function rootOf({ locals: all, variables, echoes }: Needs): string {
  const below = Object.fromEntries([...all].map(([name, { expression, below }]) => [name, below ?? expression]));
  return [
    locals(below),
    ...[...variables].map(([name, variable]) => variableBlock(name, variable)),
    ...[...echoes].map(([name, expression]) => `module "${name}" {\n  source = "./echo"\n  given = ${expression}\n}\n`),
  ].join('');
}

function variableBlock(name: string, variable: WrittenVariable): string {
  const { type, nullable, sensitive } = variable;
  return [
    `variable "${name}" {\n  default = ${plainHcl(variable.default)}\n`,
    ...(type === undefined ? [] : [`  type = ${type}\n`]),
    ...(nullable === false ? ['  nullable = false\n'] : []),
    ...(sensitive ? ['  sensitive = true\n'] : []),
    '}\n',
  ].join('');
}

/** The files beside the configuration: values, overrides, and the module that hands back what it is given. */
function besides({ locals: all, variables, echoes }: Needs): Files {
  const given = (file: string) =>
    [...variables].flatMap(([name, variable]) =>
      variable.given?.in === file ? [[name, variable.given.value] as const] : [],
    );
  const over = [...all].filter(([, { below }]) => below !== undefined);
  return {
    'terraform.tfvars': given('terraform.tfvars')
      .map(([name, value]) => `${name} = ${plainHcl(value)}\n`)
      .join(''),
    'a.auto.tfvars.json': JSON.stringify(Object.fromEntries(given('a.auto.tfvars.json'))),
    'override.tf': [
      locals(Object.fromEntries(over.map(([name, { expression }]) => [name, expression]))),
      ...given('override').map(([name, value]) => `variable "${name}" {\n  default = ${plainHcl(value)}\n}\n`),
    ].join(''),
    ...(echoes.size > 0 && {
      'echo/main.tf': 'variable "given" {}\noutput "given" {\n  value = var.given\n}\n',
    }),
  };
}
