import { holds, known, type ScopeList } from '../model';
import type { Requirement } from '../policy';
import {
  CAPABILITIES,
  CAPABILITY_IDS,
  type Catalog,
  covers,
  KNOWN_SCOPES,
  MIGRATION_SCOPES,
  MISTAKES,
  namesMeant,
  publishedEquivalents,
  reduceScopes,
  type Vocabulary,
} from '../scopes';
import type { ListChange } from './list-edit';

export interface CorrectionOptions {
  /** The vocabulary that takes the place of the other one; absent where each name stays in its own. */
  readonly to?: Vocabulary;
  /** Whether recommended scopes are added too. */
  readonly addsRecommended: boolean;
  /** The names that are too much, where they are to go. */
  readonly excess: ReadonlySet<string>;
  /** The names that stay as they are, missing or there: somebody accepted that. */
  readonly accepted: ReadonlySet<string>;
  /** The names that stay although they are misspelt, or of the other vocabulary. */
  readonly withheld: ReadonlySet<string>;
}

/** What becomes of a list, and why. */
export interface Correction extends ListChange {
  /** By the name that goes: what comes for it. */
  readonly instead: ReadonlyMap<string, readonly string[]>;
}

/** What has to become of a client's scopes: what is misspelt is corrected, what goes goes, and what is missing then is added. */
export function correctionOf(
  held: ScopeList,
  requirement: Requirement,
  catalog: Catalog,
  { to, addsRecommended, excess, accepted, withheld }: CorrectionOptions,
): Correction {
  const names = held.items.flatMap((item) => (item.kind === 'known' ? [item.value] : []));
  const [renamed, instead] = [new Map<string, string>(), new Map<string, readonly string[]>()];
  const removed = new Set(names.filter((name) => excess.has(name) && !accepted.has(name)));
  const wanted = [...requirement.required, ...requirement.recommended];
  const isAsked = (name: string) => wanted.some((each) => covers(name, each)) || isExtra(name, requirement);
  for (const name of new Set(names)) {
    if (removed.has(name) || withheld.has(name)) continue;
    const meant = accepted.has(name) ? undefined : meantBy(name, names, wanted, catalog);
    const whole = meant ?? name;
    if (to !== undefined && isOfOther(whole, to, requirement.replaced) && !isAsked(whole)) {
      removed.add(name);
      instead.set(name, to === 'platform' ? publishedEquivalents(whole) : []);
    } else if (meant !== undefined) {
      instead.set(name, [meant]);
      // Two that mean the same are one.
      if (names.includes(meant) || [...renamed.values()].includes(meant)) removed.add(name);
      else renamed.set(name, meant);
    }
  }
  const left = listAfter(held, { renamed, removed, added: [] });
  const replacing = [...instead].flatMap(([name, others]) => (renamed.has(name) ? [] : others));
  const needed = [...(addsRecommended ? wanted : requirement.required), ...replacing];
  const added = reduceScopes(needed.filter((scope) => !accepted.has(scope))).filter(
    (scope) => holds(left, scope) === 'no',
  );
  return { renamed, removed, added, instead };
}

/** The list after a change, as far as it is known. */
export function listAfter({ items }: ScopeList, { renamed, removed, added }: ListChange): ScopeList {
  const left = items.flatMap((item): ScopeList['items'] => {
    if (item.kind !== 'known') return item.kind === 'sensitive' ? [item] : [];
    return removed.has(item.value) ? [] : [known(renamed.get(item.value) ?? item.value)];
  });
  return { items: [...left, ...added.map((name) => known(name))], rest: [] };
}

/** A name that somebody allowed, and not only because it is one of the other vocabulary, of which each stands there once. */
function isExtra(name: string, { allowed, replaced }: Requirement): boolean {
  return allowed.filter((each) => each === name).length > (replaced.has(name) ? 1 : 0);
}

/** The published names that spell a capability. */
export const PLATFORM_NAMES: ReadonlySet<string> = new Set(
  CAPABILITY_IDS.flatMap((id) => [...CAPABILITIES[id].platform.required, ...CAPABILITIES[id].platform.recommended]),
);

/**
 * Whether a name is one of the vocabulary that goes. Those of the guidance always are; a published one only where a
 * capability of the client's profile is spelled by it, since for everybody else it is simply its name.
 *
 * @param replaced what the profile needs by the names of the vocabulary that goes
 */
export function isOfOther(name: string, to: Vocabulary, replaced: ReadonlySet<string>): boolean {
  if (to === 'platform') return MIGRATION_SCOPES.has(name);
  return PLATFORM_NAMES.has(name) && [...replaced].some((each) => covers(each, name));
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
