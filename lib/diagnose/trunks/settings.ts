import { isObject, type Json } from '../../files';
import type { Location, Text } from '../../model';

/** The one resource of the provider that has settings of trunks: trunks, sites and routes only refer to it. */
export const TRUNK_SETTINGS = 'genesyscloud_telephony_providers_edges_trunkbasesettings';

/** One property of a trunk, of those whose names tell that they bound its calls. */
export interface TrunkProperty {
  readonly key: string;
  /** Undefined while it is not known; `waitsFor` names what decides it. */
  readonly value: Json | undefined;
  readonly waitsFor: readonly Text[];
  readonly at: Location;
}

/** What a source tells of the settings of one trunk. */
export interface TrunkSettings {
  readonly address: Text;
  readonly at: Location;
  readonly properties: readonly TrunkProperty[];
  /** Why there may be properties that are not in the list. Absent where all are seen. */
  readonly unseen?: Text;
}

/**
 * Whether a property bounds the number of calls, going by its name. The name of that one is in no text of Genesys, so it is
 * looked for and never assumed. A rate (`trunk_maxCallRate`) and a time bound no number.
 */
export function boundsCalls(key: string): boolean {
  return /max.*call|concurren/i.test(key) && !/rate|time|duration|interval/i.test(key);
}

/** The value of a property as the provider wraps it; undefined for anything else. */
export function instanceOf(property: Json | undefined): Json | undefined {
  const value = isObject(property) ? property.value : undefined;
  return isObject(value) ? value.instance : undefined;
}

/** The number that a property gives; undefined where it gives none. */
export function numberIn(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
