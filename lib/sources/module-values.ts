import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { guarded, isObject, parseJson, textOf } from '../files';
import { type Expression, loadHcl } from '../hcl';
import { type Problem, publicText } from '../model';
import { evaluate } from './evaluate';
import { asItStands, jsonExpression } from './json-expression';
import { type Given, UNRESOLVED } from './module-scope';
import { named } from './names';

/** What files of values give the variables of the module beside which they lie. */
export interface Values {
  readonly given: Given;
  readonly problems: readonly Problem[];
}

/** Reads files of values in the order in which Terraform does: the last that names a variable decides. */
export async function readValues(paths: readonly string[]): Promise<Values> {
  const values = new Map<string, Expression>();
  const problems: Problem[] = [];
  for (const path of [...paths].sort(byPrecedence)) {
    const read = await valuesIn(path);
    if (Array.isArray(read)) for (const [name, value] of read) values.set(name, value);
    else problems.push(read);
  }
  const given: Given = (variable) => {
    const value = values.get(variable);
    return value && evaluate(value, UNRESOLVED);
  };
  return { given, problems };
}

/** `terraform.tfvars`, then its JSON, then the others by name. */
function byPrecedence(one: string, other: string): number {
  const [a, b] = [one, other].map((path) => basename(path)) as [string, string];
  const rank = (name: string) => (/^terraform\.tfvars(\.json)?$/.test(name) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

async function valuesIn(path: string): Promise<[name: string, value: Expression][] | Problem> {
  const { path: file } = named(path);
  const text = textOf(() => readFileSync(path), file);
  if (typeof text !== 'string') return text;
  if (!path.endsWith('.json')) {
    const parser = await loadHcl();
    const body = guarded(
      file,
      () => parser.parse(text, file),
      (problem) => problem,
    );
    if ('message' in body) return body;
    return [...body.attributes.values()].map(({ name, value }) => [name, value]);
  }
  const parsed = parseJson(text, file);
  if ('message' in parsed) return parsed;
  if (!isObject(parsed.value)) return { message: publicText('is JSON, but no object of values'), at: { file } };
  return Object.entries(parsed.value).map(([name, value]) => [name, jsonExpression(value, asItStands)]);
}
