import type { Files } from '../cli/run-cli';
import { TYPE } from './inputs';

/** A list of scopes as somebody may write it. */
export type Written =
  | { readonly is: 'list'; readonly elements: readonly Element[] }
  | { readonly is: 'call'; readonly name: 'toset' | 'distinct' | 'sort' | 'tolist'; readonly of: Written }
  | { readonly is: 'joined'; readonly name: 'concat' | 'setunion'; readonly of: readonly Written[] }
  | { readonly is: 'flatten' | 'spread'; readonly of: readonly Written[] }
  | { readonly is: 'parentheses' | 'local' | 'argument'; readonly of: Written }
  | { readonly is: 'variable'; readonly elements: readonly string[]; readonly from: 'default' | 'values' }
  | { readonly is: 'condition'; readonly of: readonly [Written, Written] }
  | { readonly is: 'elsewhere' };

/** A name, something that only Terraform knows, or a name in a local. */
export type Element = { readonly name: string; readonly in: 'quotes' | 'local' } | 'elsewhere';

/** What Terraform would make of it: names that are in it for certain, and whether there may be others. */
export function meant(written: Written): { readonly names: ReadonlySet<string>; readonly open: boolean } {
  switch (written.is) {
    case 'list':
      return {
        names: new Set(written.elements.flatMap((element) => (element === 'elsewhere' ? [] : [element.name]))),
        open: written.elements.includes('elsewhere'),
      };
    case 'variable':
      return { names: new Set(written.elements), open: false };
    case 'elsewhere':
    case 'condition':
      return { names: new Set(), open: true };
    default: {
      const parts = [written.of].flat().map((part) => meant(part as Written));
      return {
        names: new Set(parts.flatMap(({ names }) => [...names])),
        open: parts.some(({ open }) => open),
      };
    }
  }
}

/** One client with these scopes, as the files of a folder. */
export interface Folder {
  readonly files: Files;
  readonly address: string;
}

interface Writer {
  readonly locals: string[];
  readonly variables: { readonly name: string; readonly elements: readonly string[]; readonly from: string }[];
}

/** The expression in HCL, with the locals and variables that it needs. Inside a module only its arguments are seen. */
function expression(written: Written, writer: Writer): string {
  const inner = (part: Written) => expression(part, writer);
  switch (written.is) {
    case 'list':
      return `[${written.elements.map((element) => elementIn(element, writer)).join(', ')}]`;
    case 'call':
      return `${written.name}(${inner(written.of)})`;
    case 'joined':
      return `${written.name}(${written.of.map(inner).join(', ')})`;
    case 'flatten':
      return `flatten([${written.of.map(inner).join(', ')}])`;
    case 'spread':
      return `concat([${written.of.map(inner).join(', ')}]...)`;
    case 'parentheses':
    case 'argument':
      return `(${inner(written.of)})`;
    case 'local':
      return `local.l${writer.locals.push(inner(written.of)) - 1}`;
    case 'variable':
      writer.variables.push({ name: `v${writer.variables.length}`, ...written });
      return `var.v${writer.variables.length - 1}`;
    case 'condition':
      return `var.condition ? ${inner(written.of[0])} : ${inner(written.of[1])}`;
    case 'elsewhere':
      return 'data.external.scopes.result';
  }
}

function elementIn(element: Element, writer: Writer): string {
  if (element === 'elsewhere') return 'data.external.scope.result';
  const quoted = inHcl(element.name);
  return element.in === 'quotes' ? quoted : `local.l${writer.locals.push(quoted) - 1}`;
}

/** Names as HCL has them: like JSON, with template signs doubled. */
function inHcl(value: string | readonly string[]): string {
  return JSON.stringify(value).replaceAll('${', () => '$${');
}

/** @param module whether the client is in a module, which is given the scopes */
export function asHcl(written: Written, module: boolean): Folder {
  const writer: Writer = { locals: [], variables: [] };
  const scopes = expression(written, writer);
  const client = (value: string) =>
    `resource "${TYPE}" "a" {\n  name = "a"\n  authorized_grant_type = "CODE"\n  scopes = ${value}\n}\n`;
  const locals = writer.locals.map((value, index) => `  l${index} = ${value}\n`).join('');
  const variables = writer.variables.map(({ name, elements, from }) => {
    const fallback = inHcl(from === 'default' ? elements : ['not this']);
    return `variable "${name}" {\n  type    = list(string)\n  default = ${fallback}\n}\n`;
  });
  const values = writer.variables.flatMap(({ name, elements, from }) =>
    from === 'values' ? [`${name} = ${inHcl(elements)}\n`] : [],
  );
  const root = `locals {\n${locals}}\n${variables.join('')}`;
  return {
    files: {
      'terraform.tfvars': values.join(''),
      ...(module
        ? {
            'main.tf': `${root}module "m" {\n  source = "./m"\n  given  = ${scopes}\n}\n`,
            'm/main.tf': `variable "given" {\n  default = ["not this"]\n}\n${client('var.given')}`,
          }
        : { 'main.tf': root + client(scopes) }),
    },
    address: `${module ? 'module.m.' : ''}${TYPE}.a`,
  };
}

/** {@link asHcl} in the JSON syntax. */
export function asJson(written: Written, module: boolean): Folder {
  const writer: Writer = { locals: [], variables: [] };
  const value = (hcl: string): unknown => {
    // Terraform takes plain lists as such, and all else in a template.
    try {
      return JSON.parse(hcl);
    } catch {
      return `\${${hcl}}`;
    }
  };
  const scopes = value(expression(written, writer));
  const client = (given: unknown) => ({
    resource: { [TYPE]: { a: { name: 'a', authorized_grant_type: 'CODE', scopes: given } } },
  });
  const root = {
    locals: Object.fromEntries(writer.locals.map((local, index) => [`l${index}`, value(local)])),
    variable: Object.fromEntries(
      writer.variables.map(({ name, elements, from }) => [
        name,
        { type: 'list(string)', default: from === 'default' ? elements : ['not this'] },
      ]),
    ),
  };
  const values = writer.variables.filter(({ from }) => from === 'values').map(({ name, elements }) => [name, elements]);
  const files = module
    ? {
        'main.tf.json': { ...root, module: { m: { source: './m', given: scopes } } },
        'm/main.tf.json': { variable: { given: { default: ['not this'] } }, ...client('${var.given}') },
      }
    : { 'main.tf.json': { ...root, ...client(scopes) } };
  const all = { ...files, 'terraform.tfvars.json': Object.fromEntries(values) };
  return {
    files: Object.fromEntries(Object.entries(all).map(([name, content]) => [name, JSON.stringify(content, null, 1)])),
    address: `${module ? 'module.m.' : ''}${TYPE}.a`,
  };
}
