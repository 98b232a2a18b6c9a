import { z } from 'zod';
import type { JsonPath } from '../files';
import { type Location, type Problem, publicText } from '../model';
import { didYouMean } from '../scopes';

/** What is wrong with one part of a policy file: the path, what is allowed there, and the line. */
export function policyProblems(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  locate: (path: JsonPath) => Location,
): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const say = (at: JsonPath, message: string): Problem => ({
    message: publicText(`${pathText(at)}${message}`),
    at: locate(at),
  });
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(z.toJSONSchema(schema), path);
    return issue.keys.map((key) =>
      say([...path, key], `is not allowed here${didYouMean(key, allowed)}; allowed: ${allowed.join(', ')}`),
    );
  }
  return [say(path, sentence(issue))];
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const expected = issue.errors.flatMap(([first]) => (first && 'expected' in first ? [first.expected] : []));
    if (expected.length > 0) return `expected ${expected.join(' or ')}`;
  }
  if (issue.code === 'invalid_type')
    return `expected ${issue.expected}${/undefined$/.test(issue.message) ? ', which is missing' : ''}`;
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid'))
    return `allowed: ${issue.values.join(', ')}`;
  return issue.message;
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
