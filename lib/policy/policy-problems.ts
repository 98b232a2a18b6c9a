import * as z from 'zod';
import type { JsonPath } from '../files';
import { type Location, type Problem, publicText } from '../model';
import { didYouMean } from '../scopes';

type Issue = z.core.$ZodIssue;

/** What is wrong with one part of a policy file: the path, what is allowed there, and the line. */
export function policyProblems(
  issue: Issue,
  schema: z.ZodType,
  locate: (path: JsonPath) => Location,
  above: readonly PropertyKey[] = [],
): Problem[] {
  const path = [...above, ...issue.path].map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(z.toJSONSchema(schema), path);
    return issue.keys.map((key) => {
      const message = `is not allowed here${didYouMean(key, allowed)}; allowed: ${allowed.join(', ')}`;
      return problemAt([...path, key], message, locate([...path, key]));
    });
  }
  // Of a choice, the one of which something inside is wrong is the one that was meant.
  const meant =
    issue.code === 'invalid_union'
      ? issue.errors.find((branch) => branch.some((each) => each.path.length > 0))
      : undefined;
  if (meant !== undefined) return meant.flatMap((each) => policyProblems(each, schema, locate, path));
  return [problemAt(path, sentence(issue), locate(path))];
}

export function problemAt(path: JsonPath, message: string, at: Location): Problem {
  return { message: publicText(`${pathText(path)}${message}`), at };
}

/** Keys that the schema would pass over: JavaScript has a meaning of its own for them. */
export function hiddenKeys(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.hasOwn(value, '__proto__') && !Array.isArray(value);
  const here: Issue[] = own
    ? [{ code: 'unrecognized_keys', keys: ['__proto__'], path: [...path], message: '' } as Issue]
    : [];
  const members = Array.isArray(value) ? value.map((each, index) => [index, each] as const) : Object.entries(value);
  return [...here, ...members.flatMap(([key, each]) => hiddenKeys(each, [...path, key]))];
}

const NAMES: Readonly<Record<string, string>> = { record: 'object' };

function sentence(issue: Issue): string {
  if (issue.code === 'invalid_union') {
    const expected = issue.errors.flatMap(([first]) => (first && 'expected' in first ? [first.expected] : []));
    if (expected.length > 0) return `expected ${[...new Set(expected)].join(' or ')}`;
  }
  // What the schema says in words of its own says more.
  if (!issue.message.startsWith('Invalid')) return issue.message;
  if (issue.code === 'invalid_type') {
    const isMissing = issue.message.endsWith('undefined');
    return `expected ${NAMES[issue.expected] ?? issue.expected}${isMissing ? ', which is missing' : ''}`;
  }
  return issue.code === 'invalid_value' ? `allowed: ${issue.values.join(', ')}` : issue.message;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The keys that an object at that path may have. */
function keysAt(schema: unknown, path: JsonPath): readonly string[] {
  const at = path.reduce<JsonSchema | undefined>((each, step) => {
    if (typeof step === 'number') return each?.items;
    return objectOf(each)?.properties?.[step];
  }, schema as JsonSchema);
  const object = objectOf(at);
  return object?.propertyNames?.enum ?? Object.keys(object?.properties ?? {});
}

function objectOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema?.anyOf?.find((each) => each.properties !== undefined) ?? schema;
}

/** `clients[0].profile: ` */
function pathText(path: JsonPath): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}
