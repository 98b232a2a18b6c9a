import type { Json, JsonObject } from '../files';
import { ATTRIBUTE_ENTRIES } from '../model';

/**
 * The attributes of a client in the flat form of older states, which the provider's own export still writes: each value is a
 * string, a set has its size under `scopes.#` and its elements under the hashes of their values.
 */
export function unflatten(flat: JsonObject): JsonObject {
  const attributes = ATTRIBUTE_ENTRIES.map(([, { terraform: name, kind }]): [string, Json] => {
    // The hashes are in no order that says anything; Terraform prints a set sorted.
    if (kind === 'strings') return [name, sorted(elements(flat, name, (key) => flat[key] ?? ODD))];
    if (kind === 'blocks') return [name, elements(flat, name, (key) => role(flat, key))];
    return [name, PARSERS[kind](flat[name] ?? null)];
  });
  return Object.fromEntries([...attributes, ['id', flat.id ?? null]]);
}

/** The only blocks that a client has. */
function role(flat: JsonObject, key: string): Json {
  return { role_id: flat[`${key}.role_id`] ?? null, division_id: flat[`${key}.division_id`] ?? null };
}

/** Stands for what cannot be read: no attribute has an element, and no list a value, of this type. */
const ODD = false;

const PARSERS: Readonly<Record<'string' | 'number' | 'bool', (value: Json) => Json>> = {
  string: (value) => value,
  number: (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value),
  bool: (value) => (value === 'true' || value === 'false' ? value === 'true' : value),
};

function sorted(value: Json): Json {
  return Array.isArray(value) ? [...(value as readonly Json[])].sort() : value;
}

/** The elements of a set; null where it is absent. A size that is not theirs shows that some are missing. */
function elements(flat: JsonObject, name: string, read: (key: string) => Json): Json {
  const prefix = `${name}.`;
  const size = flat[`${prefix}#`];
  const keys = Object.keys(flat)
    .filter((key) => key.startsWith(prefix) && key !== `${prefix}#`)
    .map((key) => prefix + key.slice(prefix.length).split('.')[0]);
  const distinct = [...new Set(keys)];
  if (size === undefined && distinct.length === 0) return null;
  return size === String(distinct.length) ? distinct.map(read) : ODD;
}
