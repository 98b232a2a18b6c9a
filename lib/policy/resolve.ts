import {
  type Attributes,
  type Declaration,
  judgeValue,
  type OAuthClientRecord,
  type Problem,
  printed,
  publicText,
  type SourceInfo,
  type Text,
} from '../model';
import { type Catalog, type Profile, profileOf, type Vocabulary } from '../scopes';
import { matchEntry } from './match';
import type { Policy, PolicyEntry } from './policy';
import { type Asked, isUserless, nothingAsked, type Requirement, requirementOf } from './requirement';

/** What the policy and the code make of one client. */
export type Resolution =
  | { readonly requirement: Requirement; readonly entry?: PolicyEntry }
  | { readonly ignored: Text; readonly entry?: PolicyEntry }
  | { readonly contradiction: Problem; readonly entry: PolicyEntry };

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
  const matched = entry && { entry };
  if (declared?.exempt !== undefined) return { ignored: publicText(declared.exempt), ...matched };
  if (entry?.ignore !== undefined) return { ignored: publicText(entry.ignore), ...matched };
  if (entry && declared?.vocabulary && entry.vocabulary && declared.vocabulary !== entry.vocabulary) {
    return { contradiction: contradiction(record, declared.vocabulary, entry), entry };
  }
  const asked = whatIsAsked(record, attributes, entry, policy);
  if (asked === 'ignored') return { ignored: UNNAMED.ignore, ...matched };
  const vocabulary = declared?.vocabulary ?? entry?.vocabulary ?? policy.vocabulary;
  const requirement =
    asked === undefined
      ? nothingAsked(vocabulary)
      : requirementOf(asked, vocabulary, attributes.scopes, catalog, declared?.additionalScopes);
  return { requirement: undecided ? { ...requirement, undecided } : requirement, ...matched };
}

/** Why a client has no verdict that nothing names, where the policy does not hold the base profile against it. */
export const UNNAMED = {
  ignore: publicText('nothing names it, and the policy ignores such clients (unmatched: ignore)'),
  warn: publicText('nothing names it, and the policy only warns of such clients (unmatched: warn)'),
};

/** The profile that holds; undefined where nothing is asked. */
function whatIsAsked(
  { declared }: OAuthClientRecord,
  attributes: Attributes,
  entry: PolicyEntry | undefined,
  policy: Policy,
): Asked | 'ignored' | undefined {
  const own = declared?.profile === undefined ? undefined : profileFrom(declared.profile);
  if (own !== undefined) {
    return { profile: joined(own, entry?.profile), origin: 'construct', lenient: false };
  }
  if (entry?.profile !== undefined) return { profile: entry.profile, origin: 'policy', lenient: false };
  if (judgeValue(attributes.authorizedGrantType, isUserless) === true) return undefined;
  if (policy.unmatched === 'ignore') return 'ignored';
  const origin = policy.baseNamed ? 'policy' : 'assumed';
  return { profile: policy.base, origin, lenient: policy.unmatched === 'warn' };
}

function contradiction(record: OAuthClientRecord, vocabulary: Vocabulary, entry: PolicyEntry): Problem {
  const place =
    record.at === undefined ? '' : ` (${record.at.file}${record.at.line === undefined ? '' : `:${record.at.line}`})`;
  return {
    message: printed`clients[].vocabulary of ${entry.text} is "${publicText(entry.vocabulary ?? '')}", but the code of ${record.address}${publicText(place)} says "${publicText(vocabulary)}"`,
    remedy: publicText('Name the vocabulary in one of the two places, or the same in both.'),
    at: entry.at,
    isPolicy: true,
  };
}

function profileFrom(declared: NonNullable<Declaration['profile']>): Profile {
  return typeof declared === 'string' ? profileOf(declared) : declared;
}

/** Two profiles as one that asks for what both do; the same object each time, because needs are kept by it. */
function joined(own: Profile, other: Profile | undefined): Profile {
  if (other === undefined || other === own) return own;
  const known = joinedProfiles.get(own)?.get(other);
  if (known !== undefined) return known;
  const profile: Profile = {
    id: `${own.id} + ${other.id}`,
    capabilities: [...new Set([...own.capabilities, ...other.capabilities])],
    scopes: [...(own.scopes ?? []), ...(other.scopes ?? [])],
    allowedScopes: [...(own.allowedScopes ?? []), ...(other.allowedScopes ?? [])],
  };
  const ofOwn = joinedProfiles.get(own) ?? new WeakMap<Profile, Profile>();
  joinedProfiles.set(own, ofOwn.set(other, profile));
  return profile;
}

const joinedProfiles = new WeakMap<Profile, WeakMap<Profile, Profile>>();
