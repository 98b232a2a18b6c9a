import { holds, known, type ScopeList } from '../model';
import type { Requirement } from '../policy';
import { type Catalog, covers, KNOWN_SCOPES, MISTAKES, namesMeant } from '../scopes';
import type { ListChange } from './list-edit';

export interface CorrectionOptions {
  /** Whether the names of the other vocabulary go. */
  readonly replaces: boolean;
  /** Whether recommended scopes are added too. */
  readonly addsRecommended: boolean;
  /** The names that are too much, where they are to go. */
  readonly excess: ReadonlySet<string>;
  /** The names that stay as they are, missing or there: somebody accepted that. */
  readonly accepted: ReadonlySet<string>;
}

/** What has to become of a client's scopes: what is misspelt is corrected, what goes goes, and what is missing then is added. */
export function correctionOf(
  held: ScopeList,
  requirement: Requirement,
  catalog: Catalog,
  { replaces, addsRecommended, excess, accepted }: CorrectionOptions,
): ListChange {
  const names = held.items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
  const renamed = new Map<string, string>();
  const removed = new Set(names.filter((name) => excess.has(name) && !accepted.has(name)));
  const wanted = [...requirement.required, ...requirement.recommended];
  const kept = (name: string) => wanted.some((each) => covers(name, each)) || isExtra(name, requirement);
  for (const name of names) {
    const meant = accepted.has(name) ? undefined : meantBy(name, names, wanted, catalog);
    if (replaces && requirement.replaced.has(meant ?? name) && !kept(meant ?? name)) removed.add(name);
    else if (meant === undefined) continue;
    // Two that mean the same are one.
    else if (names.includes(meant) || [...renamed.values()].includes(meant)) removed.add(name);
    else renamed.set(name, meant);
  }
  const left = names.filter((name) => !removed.has(name)).map((name) => known(renamed.get(name) ?? name));
  const needed = addsRecommended ? wanted : requirement.required;
  const added = needed.filter((scope) => !accepted.has(scope) && holds({ items: left, rest: [] }, scope) === 'no');
  return { renamed, removed, added };
}

/** A name that somebody allowed, and not only because it is one of the other vocabulary, of which each stands there once. */
function isExtra(name: string, { allowed, replaced }: Requirement): boolean {
  return allowed.filter((each) => each === name).length > (replaced.has(name) ? 1 : 0);
}

/** The one name that was meant, or undefined for a name that is one, and for one that could be several. */
function meantBy(
  name: string,
  held: readonly string[],
  wanted: readonly string[],
  catalog: Catalog,
): string | undefined {
  if (KNOWN_SCOPES.has(name) || catalog.scopes.has(name)) return undefined;
  const known = new Set([...catalog.scopes, ...KNOWN_SCOPES]);
  const candidates = new Set(Object.values(MISTAKES).flatMap((mistake) => mistake(name, known)));
  const asked = [...candidates].filter((each) => wanted.includes(each) && !held.includes(each));
  if (asked.length === 1) return asked[0];
  const meant = namesMeant(name, known);
  return meant.length === 1 ? meant[0] : undefined;
}

/** Whether nothing has to be done. */
export function isEmpty({ renamed, removed, added }: ListChange): boolean {
  return renamed.size === 0 && removed.size === 0 && added.length === 0;
}
