import fc from 'fast-check';
import type { Files } from '../cli/run-cli';
import { TYPE } from '../sources/inputs';
import { INPUTS } from './as-json';
import { declaredIn, type ModuleTree, modulesOf } from './modules';
import { required } from './oracle';
import { listed, type World, type WorldClient, type WorldElement } from './worlds';

/** How the same configuration may be laid out. */
export interface HclLayout {
  readonly labels: 'quoted' | 'bare' | 'escaped';
  readonly breaks: '\n' | '\r\n';
  readonly mark: '' | '\ufeff';
  readonly comments: boolean;
  /** Where the scopes stand that count: with the client, or in a file that Terraform lays over it. */
  readonly scopesIn: 'block' | 'override.tf' | 'x_override.tf' | 'override.tf.json';
  /** What `ignore_changes` says, where that takes the scopes out of Terraform's hands. */
  readonly ignores?: string;
  /** Whether files lie beside that Terraform does not read, in which every client is complete. */
  readonly decoys: boolean;
}

export const layouts: fc.Arbitrary<HclLayout> = fc.record({
  labels: fc.constantFrom('quoted', 'quoted', 'bare', 'escaped'),
  breaks: fc.constantFrom('\n', '\n', '\r\n'),
  mark: fc.constantFrom('', '', '\ufeff'),
  comments: fc.boolean(),
  scopesIn: fc.constantFrom('block', 'block', 'override.tf', 'x_override.tf', 'override.tf.json'),
  decoys: fc.boolean(),
});

/** Ways of saying that Terraform is not to change the scopes. */
export const ignoring: fc.Arbitrary<string> = fc.constantFrom(
  'all',
  '[scopes]',
  '["scopes"]',
  '[name, scopes]',
  '[\n      name,\n      # not this\n      scopes,\n    ]',
  '[scopes[0]]',
  '["scop\\u0065s"]',
);

/** A string of HCL in which nothing is an expression. */
export function quotedHcl(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&');
}

/** A value that is none but plain data. */
export function plainHcl(value: unknown): string {
  if (typeof value === 'string') return quotedHcl(value);
  if (Array.isArray(value)) return `[${value.map(plainHcl).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${quotedHcl(key)} = ${plainHcl(inner)}`)
    .join(', ')} }`;
}

/** A configuration in HCL, as the files of a folder. */
export function asHclFiles(world: World, layout: HclLayout): Files {
  return filesOf(modulesOf(world), '', layout);
}

function filesOf(tree: ModuleTree, folder: string, layout: HclLayout): Files {
  const { clients, calls } = tree;
  const declared = declaredIn(tree);
  const isLaidOver = layout.scopesIn !== 'block';
  const main = [
    ...INPUTS.map((input) => `variable "${input}" {}`),
    ...(declared === undefined ? [] : [`variable "genesys_scopes" {\n  default = ${plainHcl(declared)}\n}`]),
    ...clients.map((client) => resource(client, isLaidOver ? complete(client) : scopes(client), layout)),
    ...calls.map(callOf),
  ];
  const write = (blocks: readonly string[]) => layout.mark + `${blocks.join('\n\n')}\n`.replaceAll('\n', layout.breaks);
  return {
    [`${folder}main.tf`]: write(main),
    ...(isLaidOver && {
      // Of two the one whose name comes later counts.
      [`${folder}a_override.tf`]: write(clients.map((client) => resource(client, complete(client), layout))),
      [`${folder}${layout.scopesIn}`]: overrideOf(clients, layout, write),
    }),
    ...(layout.decoys &&
      Object.fromEntries(
        ['.x_override.tf', 'override.tf~', 'override.tf.bak', 'x.override.txt'].map((name) => [
          `${folder}${name}`,
          write(clients.map((client) => resource(client, complete(client), layout))),
        ]),
      )),
    ...Object.assign({}, ...calls.map(({ name, module }) => filesOf(module, `${folder}${name}/`, layout))),
  };
}

function callOf({ name, key }: ModuleTree['calls'][number]): string {
  const inputs = INPUTS.map((input) => `  ${input} = var.${input}\n`).join('');
  return `module "${name}" {\n  source = "./${name}"\n${repetition(key)}${inputs}}`;
}

function repetition(key: string | number | undefined): string {
  if (key === undefined) return '';
  return typeof key === 'string' ? `  for_each = toset([${quotedHcl(key)}])\n` : `  count = ${key + 1}\n`;
}

function resource(client: WorldClient, written: string | undefined, layout: HclLayout): string {
  const { labels, comments, ignores } = layout;
  const { name, title, grant, key } = client;
  const note = comments ? '  # scopes = ["webphone:use", "interaction:read", "routing:user"]\n' : '';
  return [
    `${header(name, labels)} {\n${note}${repetition(key)}  name = ${quotedHcl(title)}`,
    `  authorized_grant_type = ${grant === null ? 'var.grant' : quotedHcl(grant)}`,
    ...(written === undefined ? [] : [`  scopes = ${comments ? '/* all */ ' : ''}${written}`]),
    ...(comments ? ['  // users', '  provisioner "local-exec" {\n    command = "true"\n  }'] : []),
    ...(ignores === undefined ? [] : [`  lifecycle {\n    ignore_changes = ${ignores}\n  }`]),
    '}',
  ].join('\n');
}

function header(name: string, labels: HclLayout['labels']): string {
  if (labels === 'bare') return `resource ${TYPE} ${name}`;
  return labels === 'quoted' ? `resource "${TYPE}" "${name}"` : `resource "genesyscloud_oauth\\u005fclient" "${name}"`;
}

/** The scopes as they are meant; undefined for a client without. */
function scopes(client: WorldClient): string | undefined {
  if (client.list === 'absent') return undefined;
  if (client.list === 'unknown') return 'var.scopes';
  const list = `[${listed(client).map(element).join(', ')}]`;
  return client.list === 'sensitive' ? `sensitive(${list})` : list;
}

function element({ kind, name }: WorldElement): string {
  if (kind === 'unknown') return 'var.scope';
  return kind === 'sensitive' ? `sensitive(${quotedHcl(name)})` : quotedHcl(name);
}

/** A list with which the client would lack nothing. */
function complete({ profile = 'agent', vocabulary }: WorldClient): string {
  return plainHcl(required(profile, vocabulary ?? 'platform'));
}

function overrideOf(
  clients: readonly WorldClient[],
  { labels, scopesIn }: HclLayout,
  write: (blocks: readonly string[]) => string,
): string {
  if (scopesIn !== 'override.tf.json') {
    return write(
      clients.map((client) => `${header(client.name, labels)} {\n  scopes = ${scopes(client) ?? 'null'}\n}`),
    );
  }
  const bodies = clients.map((client) => {
    const written = scopes(client);
    return [client.name, { scopes: written === undefined ? null : `\${${written}}` }] as const;
  });
  return JSON.stringify({ resource: { [TYPE]: Object.fromEntries(bodies) } });
}
