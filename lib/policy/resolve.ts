import {
  type Attributes,
  judgeValue,
  type OAuthClientRecord,
  type Problem,
  printed,
  publicText,
  type SourceInfo,
  type Text,
} from '../model';
import { type Catalog, type Profile, profileOf } from '../scopes';
import { matchEntry } from './match';
import type { Policy, PolicyEntry } from './policy';
import { type Asked, isUserless, nothingAsked, type Requirement, requirementOf } from './requirement';

/** What the policy and the code make of one client, and the entries of the policy that speak of it, or may. */
export type Resolution = { readonly entries: readonly PolicyEntry[] } & (
  | { readonly requirement: Requirement; readonly contradiction?: Problem }
  | { readonly ignored: Text }
);

/**
 * What `record` must hold while it has `attributes`. What policy and code ask for adds up; only `ignore` and `exempt` take
 * something away.
 */
export function resolveRequirement(
  record: OAuthClientRecord,
  attributes: Attributes,
  source: SourceInfo,
  policy: Policy,
  catalog: Catalog,
): Resolution {
  const { declared } = record;
  const { entry, undecided } = matchEntry(record, attributes, source, policy);
  const entries = entry === undefined ? undecided : [...undecided, entry];
  if (declared?.exempt !== undefined) return { entries, ignored: publicText(declared.exempt) };
  const asked = whatIsAsked(record, attributes, entry, policy);
  // What an earlier entry may ask is not taken away by one that ignores.
  const isOpen = undecided.length > 0;
  if ('ignored' in asked && !isOpen) return { entries, ignored: asked.ignored };
  const vocabulary = entry?.vocabulary ?? declared?.vocabulary ?? policy.vocabulary;
  const requirement =
    'profile' in asked
      ? requirementOf(asked, vocabulary, attributes.scopes, catalog, declared?.additionalScopes)
      : nothingAsked(vocabulary);
  const contradiction = contradictionOf(record, entry);
  return {
    entries,
    requirement: isOpen ? { ...requirement, undecided: true } : requirement,
    ...(contradiction && { contradiction }),
  };
}

/** Why a client has no verdict that nothing names, where the policy does not hold the base profile against it. */
export const UNNAMED = {
  ignore: publicText('nothing names it, and the policy ignores such clients (unmatched: ignore)'),
  warn: publicText('nothing names it, and the policy only warns of such clients (unmatched: warn)'),
};

/** The profile that holds, why nothing does, or neither where there is nothing to ask. */
function whatIsAsked(
  { declared }: OAuthClientRecord,
  attributes: Attributes,
  entry: PolicyEntry | undefined,
  policy: Policy,
): Asked | { readonly ignored: Text } | { readonly nothing: true } {
  if (entry?.ignore !== undefined) return { ignored: publicText(entry.ignore) };
  const own = declared?.profile && profileOf(declared.profile);
  if (own !== undefined) return { profile: joined(own, entry?.profile), origin: 'construct', lenient: false };
  if (entry?.profile !== undefined) return { profile: entry.profile, origin: 'policy', lenient: false };
  if (judgeValue(attributes.authorizedGrantType, isUserless) === true) return { nothing: true };
  if (policy.unmatched === 'ignore') return { ignored: UNNAMED.ignore };
  const origin = policy.baseNamed ? 'policy' : 'assumed';
  return { profile: policy.base, origin, lenient: policy.unmatched === 'warn' };
}

/** A construct and an entry of the policy that name two vocabularies. The client is judged by the policy's then. */
function contradictionOf(
  { declared, address, at }: OAuthClientRecord,
  entry: PolicyEntry | undefined,
): Problem | undefined {
  const [ours, theirs] = [entry?.vocabulary, declared?.vocabulary];
  if (entry === undefined || ours === undefined || theirs === undefined || ours === theirs) return undefined;
  const place = at === undefined ? '' : ` (${at.file}${at.line === undefined ? '' : `:${at.line}`})`;
  return {
    message: printed`clients[].vocabulary of ${entry.text} is "${publicText(ours)}", but the code of ${address}${publicText(place)} says "${publicText(theirs)}"`,
    remedy: publicText('Name the vocabulary in one of the two places, or the same in both.'),
    at: entry.at,
    isPolicy: true,
  };
}

/** Two profiles as one that asks for what both do; the same object each time, because needs are kept by it. */
function joined(own: Profile, other: Profile | undefined): Profile {
  if (other === undefined || other === own) return own;
  const known = joinedProfiles.get(own)?.get(other);
  if (known !== undefined) return known;
  const profile: Profile = {
    id: [...new Set([own.id, other.id])].join(' + '),
    capabilities: [...new Set([...own.capabilities, ...other.capabilities])],
    scopes: [...(own.scopes ?? []), ...(other.scopes ?? [])],
    allowedScopes: [...(own.allowedScopes ?? []), ...(other.allowedScopes ?? [])],
  };
  const ofOwn = joinedProfiles.get(own) ?? new WeakMap<Profile, Profile>();
  joinedProfiles.set(own, ofOwn.set(other, profile));
  return profile;
}

const joinedProfiles = new WeakMap<Profile, WeakMap<Profile, Profile>>();
