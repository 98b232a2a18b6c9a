import { basename } from 'node:path';
import { bytesOf, guarded, isObject, parseJson, textOf } from '../../files';
import { type Attribute, loadHcl } from '../../hcl';
import { type Problem, printed, publicText, type Text, unknown } from '../../model';
import type { ValueFiles } from '../configuration-files';
import { named } from '../names';
import { evaluate } from './evaluate';
import { asItStands, jsonExpression } from './json-expression';
import { type Given, UNRESOLVED } from './module-scope';

/** What files of values give the variables of the module beside which they lie. */
export interface Values {
  readonly given: Given;
  /** Where a variable's value is written. */
  readonly written: ReadonlyMap<string, Attribute>;
  readonly problems: readonly Problem[];
}

/**
 * Reads files of values in the order in which Terraform does: the last that names a variable decides. Of one that a file
 * names which Terraform takes only where it is told to, nobody knows here.
 */
export async function readValues({ taken, named: others }: ValueFiles): Promise<Values> {
  const values = new Map<string, Attribute>();
  const elsewhere = new Map<string, Text[]>();
  const problems: Problem[] = [];
  for (const path of [...taken].sort(byPrecedence)) {
    const read = await valuesIn(path);
    if (Array.isArray(read)) for (const attribute of read) values.set(attribute.name, attribute);
    else problems.push(read);
  }
  for (const path of others) {
    const read = await valuesIn(path);
    if (!Array.isArray(read)) problems.push(read);
    else for (const { name } of read) elsewhere.set(name, [...(elsewhere.get(name) ?? []), named(path).path]);
  }
  const given: Given = (variable) => {
    const files = elsewhere.get(variable);
    if (files !== undefined) return unknown(files.map((file) => printed`var.${publicText(variable)} in ${file}`));
    const value = values.get(variable);
    return value && evaluate(value.value, UNRESOLVED);
  };
  return { given, written: values, problems };
}

/** `terraform.tfvars`, then its JSON, then the others by name. */
function byPrecedence(one: string, other: string): number {
  const [a, b] = [one, other].map((path) => basename(path)) as [string, string];
  const rank = (name: string) => (/^terraform\.tfvars(\.json)?$/.test(name) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

async function valuesIn(path: string): Promise<Attribute[] | Problem> {
  const { path: file } = named(path);
  const text = textOf(() => bytesOf(path), file);
  if (typeof text !== 'string') return text;
  if (!path.endsWith('.json')) {
    const parser = await loadHcl();
    const body = guarded(
      file,
      () => parser.parse(text, file),
      (problem) => problem,
    );
    if ('message' in body) return body;
    return [...body.attributes.values()];
  }
  return guarded<ReturnType<typeof jsonValues>>(
    file,
    () => jsonValues(text, file),
    (problem) => problem,
  );
}

function jsonValues(text: string, file: Text): Attribute[] | Problem {
  const parsed = parseJson(text, file);
  if ('message' in parsed) return parsed;
  if (!isObject(parsed.value)) return { message: publicText('is JSON, but no object of values'), at: { file } };
  return Object.entries(parsed.value).map(([name, value]) => ({
    name,
    value: jsonExpression(value, asItStands),
    at: () => ({ file }),
    path: () => [name],
  }));
}
