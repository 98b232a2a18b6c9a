import type * as z from 'zod/mini';
import type { JsonPath } from '../files';
import { type Location, type Problem, publicText } from '../model';
import { didYouMean } from '../scopes';

type Issue = z.core.$ZodIssue;
type Def = z.core.$ZodTypes['_zod']['def'];

/** What is wrong with one part of a policy file: the path, what is allowed there, and the line. */
export function policyProblems(
  issue: Issue,
  schema: z.core.$ZodType,
  locate: (path: JsonPath) => Location,
  above: readonly PropertyKey[] = [],
): Problem[] {
  const path = [...above, ...issue.path].map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, path);
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

/** Keys that an object at that path may have. */
function keysAt(schema: z.core.$ZodType, path: JsonPath): readonly string[] {
  const at = path.reduce<z.core.$ZodType | undefined>((each, step) => each && memberOf(each, step), schema);
  const def = at && defOf(at);
  if (def?.type === 'record') return [...(def.keyType._zod.values ?? [])].map(String);
  return def?.type === 'object' ? Object.keys(def.shape) : [];
}

function memberOf(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  const def = defOf(schema);
  if (typeof step === 'number') return def.type === 'array' ? def.element : undefined;
  return def.type === 'object' && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
}

/** What a schema is of, when it is there; of a choice, the object. */
function defOf(schema: z.core.$ZodType): Def {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default') return defOf(def.innerType);
  const object = def.type === 'union' ? def.options.map(defOf).find(({ type }) => type === 'object') : undefined;
  return object ?? def;
}

/** `clients[0].profile: ` */
function pathText(path: JsonPath): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}
