import type { Span } from '../../files';
import type { Block, Expression, Literal } from '../../hcl';
import { type Location, publicText, type Text } from '../../model';
import { type Properties, propertiesInText } from './from-text';
import { boundsCalls, type TrunkProperty } from './settings';

/** Gives a part of an expression its place; of one without a span that of the whole. */
export type PlaceOf = (span: Span | undefined) => Location;

/** Reads properties from an expression: a text, or `jsonencode` of an object. */
export function propertiesInExpression(expression: Expression, placeOf: PlaceOf): Properties {
  if (expression.kind === 'literal') {
    if (expression.value === null) return { properties: [] };
    return propertiesInText(String(expression.value), placeOf(expression.span));
  }
  const [argument] = expression.kind === 'call' && expression.name === 'jsonencode' ? expression.args : [];
  if (argument === undefined || argument.expands || argument.value.kind !== 'object')
    return { properties: [], unseen: unseenOf(expression) };
  const { entries } = argument.value;
  const properties = entries.flatMap(({ key, value }) =>
    key !== undefined && boundsCalls(key) ? [property(key, value, placeOf)] : [],
  );
  const hidden = entries.filter(({ key }) => key === undefined);
  return {
    properties,
    ...(hidden.length > 0 && { unseen: publicText('an expression makes names of its properties') }),
  };
}

/** Reads the blocks in which older versions of the provider have the properties. */
export function propertiesInBlocks(blocks: readonly Block[]): readonly TrunkProperty[] {
  return blocks
    .filter(({ type }) => type === 'properties')
    .flatMap(({ body, at: ofBlock }) =>
      [...body.attributes.values()]
        .filter(({ name }) => boundsCalls(name))
        .map(({ name, value, at = ofBlock }) => ({ key: name, ...told(value), at: placeOnly(at?.()) })),
    );
}

function property(key: string, wrapped: Expression, placeOf: PlaceOf): TrunkProperty {
  const instance = member(member(wrapped, 'value'), 'instance');
  // What is not an object might become one that holds the number.
  const inner = instance ?? (wrapped.kind === 'object' ? undefined : wrapped);
  return { key, ...told(inner), at: placeOf((instance ?? wrapped).span) };
}

function told(expression: Expression | undefined): {
  readonly value: Literal | undefined;
  readonly waitsFor: readonly Text[];
} {
  if (expression?.kind === 'literal') return { value: expression.value, waitsFor: [] };
  return { value: undefined, waitsFor: expression === undefined ? [] : referencesOf(expression) };
}

function member(expression: Expression | undefined, name: string): Expression | undefined {
  if (expression?.kind !== 'object') return undefined;
  return expression.entries.findLast(({ key }) => key === name)?.value;
}

function unseenOf(expression: Expression): Text {
  const references = [...new Set(referencesOf(expression))];
  return publicText(`its properties wait for ${references.length === 0 ? 'an expression' : references.join(', ')}`);
}

function referencesOf(expression: Expression): readonly Text[] {
  if (expression.kind === 'reference') return [expression.name];
  if (expression.kind === 'other') return expression.references;
  if (expression.kind === 'call') return expression.args.flatMap(({ value }) => referencesOf(value));
  if (expression.kind === 'list') return expression.elements.flatMap(referencesOf);
  return expression.kind === 'object' ? expression.entries.flatMap(({ value }) => referencesOf(value)) : [];
}

/** Without the line that stands there: it could hold anything. */
export function placeOnly(at: Location | undefined): Location {
  if (at === undefined) return { file: publicText('') };
  const { file, line, column } = at;
  return { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}
