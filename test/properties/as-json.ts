import type { Files } from '../cli/run-cli';
import { TYPE } from '../sources/inputs';
import { declaredIn, type ModuleTree, modulesOf } from './modules';
import { listed, type World, type WorldClient } from './worlds';

type Fields = Readonly<Record<string, unknown>>;

/** A string in which nothing is an expression. */
function literal(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, '$&$&');
}

/** The body of a client in Terraform's JSON syntax. `sensitive`: whether what is sensitive is marked, or stands in clear. */
export function bodyOf(client: WorldClient, sensitive: boolean): Fields {
  const { title, grant, list, key } = client;
  const elements = listed(client).map(({ kind, name }) => {
    if (kind === 'unknown') return '${var.scope}';
    return sensitive && kind === 'sensitive' ? `\${sensitive(${literal(JSON.stringify(name))})}` : literal(name);
  });
  const isHidden = sensitive && list === 'sensitive';
  return {
    ...(typeof key === 'string' && { for_each: `\${toset([${literal(JSON.stringify(key))}])}` }),
    ...(typeof key === 'number' && { count: key + 1 }),
    name: title,
    authorized_grant_type: grant ?? '${var.grant}',
    ...(list === 'unknown' && { scopes: '${var.scopes}' }),
    ...((list === 'elements' || list === 'sensitive') && {
      scopes: isHidden ? `\${sensitive(local.of_${identifier(client)})}` : elements,
    }),
  };
}

function identifier({ name }: WorldClient): string {
  return name.replaceAll(/\W/g, '_');
}

/** The document of one module. */
export function documentOf(tree: ModuleTree, sensitive = false): Fields {
  const declared = declaredIn(tree);
  const hidden = tree.clients.filter(({ list }) => sensitive && list === 'sensitive');
  const calls = tree.calls.map(({ name, key }) => [
    name,
    {
      source: `./${name}`,
      ...(typeof key === 'string' && { for_each: `\${toset([${literal(JSON.stringify(key))}])}` }),
      ...(typeof key === 'number' && { count: key + 1 }),
      ...Object.fromEntries(INPUTS.map((input) => [input, `\${var.${input}}`])),
    },
  ]);
  return {
    variable: {
      ...Object.fromEntries(INPUTS.map((input) => [input, {}])),
      ...(declared !== undefined && { genesys_scopes: { default: declared } }),
    },
    locals: Object.fromEntries(
      hidden.map((client) => [`of_${identifier(client)}`, bodyOf(client, false).scopes] as const),
    ),
    resource: { [TYPE]: Object.fromEntries(tree.clients.map((client) => [client.name, bodyOf(client, sensitive)])) },
    module: Object.fromEntries(calls),
  };
}

/** Variables that nobody sets. */
export const INPUTS = ['scope', 'scopes', 'grant'] as const;

/** A stack as synth writes it: what a plan knows to be sensitive stands in clear. Of a world without modules. */
export function asDocument(world: World, order = (names: readonly string[]): readonly string[] => names): string {
  const document = documentOf(modulesOf(world));
  const clients = (document.resource as Record<string, Record<string, unknown>>)[TYPE] ?? {};
  const inOrder = order(Object.keys(clients)).map((name) => [name, clients[name]]);
  return JSON.stringify({ ...document, resource: { [TYPE]: Object.fromEntries(inOrder) } });
}

/** A configuration in the JSON syntax, as the files of a folder. */
export function asJsonFiles(world: World): Files {
  return filesOf(modulesOf(world), '');
}

function filesOf(tree: ModuleTree, folder: string): Files {
  return {
    [`${folder}main.tf.json`]: JSON.stringify(documentOf(tree, true)),
    ...Object.assign({}, ...tree.calls.map(({ name, module }) => filesOf(module, `${folder}${name}/`))),
  };
}
