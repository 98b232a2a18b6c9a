import { isObject, type Json, parseJson } from '../../files';
import { type Location, publicText, type Text } from '../../model';
import { boundsCalls, instanceOf, type TrunkProperty } from './settings';

/** What the properties of a trunk come to. */
export interface Properties {
  readonly properties: readonly TrunkProperty[];
  readonly unseen?: Text;
}

/** Reads properties from the JSON text that they are for the provider. */
export function propertiesInText(text: string, at: Location): Properties {
  const parsed = parseJson(text, at.file);
  if ('message' in parsed || !isObject(parsed.value))
    return { properties: [], unseen: publicText('its properties are no JSON object') };
  const properties = Object.entries(parsed.value)
    .filter(([key]) => boundsCalls(key))
    .map(([key, property]) => ({ key, value: instanceOf(property), waitsFor: [], at }));
  return { properties };
}

/** Reads properties from a value of a plan or a state. */
export function propertiesInValue(value: Json | undefined, at: Location): Properties {
  if (value === undefined || value === null) return { properties: [] };
  if (typeof value === 'string') return propertiesInText(value, at);
  return { properties: [], unseen: publicText('its properties are no text') };
}
