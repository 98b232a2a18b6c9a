import type { Json } from '../../files';
import type { Expression, HclParser } from '../../hcl';
import { publicText } from '../../model';
import { isTemplate, references, unescaped } from '../expression';

/** How the strings of a document are read. Some arguments take them as they stand, without templates. */
export type ReadString = (text: string) => Expression;

export const asItStands: ReadString = (value) => ({ kind: 'literal', value });

/** A value of Terraform's JSON syntax. */
export function jsonExpression(value: Json, readString: ReadString): Expression {
  if (typeof value === 'string') return readString(value);
  if (Array.isArray(value)) {
    const elements: readonly Json[] = value;
    return { kind: 'list', elements: elements.map((element) => jsonExpression(element, readString)) };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'literal', value: value as number | boolean | null };
  const entries = Object.entries(value).map(([key, inner]) => ({
    ...(!isTemplate(key) && { key }),
    value: jsonExpression(inner, readString),
  }));
  return { kind: 'object', entries };
}

/** An interpolation of a name with members: the whole of most templates. */
const REFERENCE = /^\$\{\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+)\s*\}$/;

/** An interpolation of something else, perhaps the whole of a string. */
const INTERPOLATION = /^\$\{[\s\S]*\}$/;

/** Strings as templates. Without a parser only plain references are told from other expressions. */
export function templates(parser: HclParser | undefined): ReadString {
  return (text) => {
    if (!text.includes('{')) return { kind: 'literal', value: text };
    if (!isTemplate(text)) return { kind: 'literal', value: unescaped(text) };
    const reference = REFERENCE.exec(text)?.[1];
    if (reference !== undefined) return { kind: 'reference', path: reference.split('.'), name: publicText(reference) };
    const parsed = INTERPOLATION.test(text) ? parser?.parseTemplate(text) : undefined;
    return parsed ?? { kind: 'other', references: references(text) };
  };
}

/** True for a document in whose strings an expression stands that {@link templates} needs the parser for. */
export function needsParser(text: string): boolean {
  return /"\$\{(?!\s*[\w.-]+\s*\}")/.test(text);
}
