import { blocks, isObject, type Json, type JsonObject } from '../files';
import { type Change, judgeValue, type ScopeList } from '../model';
import { readAttributes } from './attributes';
import { isClientEntry, isDeposed } from './entries';

type Drift = NonNullable<Change['drift']>;

/** The drift of the client at an address; `previous` is the one that it had before this plan. */
export type DriftOf = (address: string, previous: Json | undefined) => Drift | undefined;

/** What a plan says of scopes that were changed outside Terraform. */
export function readDrift(plan: JsonObject): DriftOf {
  const entries = blocks(plan.resource_drift).filter((entry) => isClientEntry(entry) && !isDeposed(entry.deposed));
  const byAddress = new Map(entries.map((entry) => [String(entry.address), entry]));
  return (address, previous) => {
    const own = byAddress.get(address);
    // An entry that was moved itself stands under its new address.
    const before = typeof previous === 'string' ? byAddress.get(previous) : undefined;
    const entry = own ?? (before?.previous_address === undefined ? before : undefined);
    return entry && driftIn(entry);
  };
}

function driftIn({ change }: JsonObject): Drift | undefined {
  // A client that somebody deleted has no after; the plan makes it anew, and is judged by that.
  if (!isObject(change) || !isObject(change.before) || !isObject(change.after)) return undefined;
  const recorded = readAttributes(change.before, { sensitive: change.before_sensitive }).scopes;
  const found = readAttributes(change.after, {
    unknown: change.after_unknown,
    sensitive: change.after_sensitive,
  }).scopes;
  return sameNames(recorded, found) ? undefined : { recorded, found };
}

/** Most entries only show what the provider computes anew: their scopes are the same. */
function sameNames(a: ScopeList, b: ScopeList): boolean {
  const [one, other] = [namesOf(a), namesOf(b)];
  return (
    one !== undefined && other !== undefined && one.size === other.size && [...one].every((name) => other.has(name))
  );
}

/** The names in a list, sensitive ones too; undefined where one is not known. */
function namesOf({ items, rest }: ScopeList): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const isKnown = items.every((item) => judgeValue(item, (name) => names.add(name).size > 0) === true);
  return isKnown && rest.length === 0 ? names : undefined;
}
