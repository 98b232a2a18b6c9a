import { OAUTH_CLIENT_TYPE, printed, publicText, type Text } from '../model';
import { isUserless, matchEntry, type Policy, type PolicyEntry, resolveRequirement } from '../policy';
import {
  CAPABILITIES,
  CAPABILITY_IDS,
  type Catalog,
  CLIENT_PROFILE_IDS,
  covers,
  DEFAULT_VOCABULARY,
  needsClient,
  type Profile,
  profileOf,
  requiredScopes,
  VOCABULARIES,
  type Vocabulary,
} from '../scopes';
import type { ExistingClient } from './existing';

/** What a client becomes: a construct of ours, or the provider's resource as it is. */
export type Choice = ProfileChoice | RawChoice;

export interface ProfileChoice {
  readonly kind: 'profile';
  readonly profile: Profile;
  readonly vocabulary: Vocabulary;
  /** Why this profile, as words in brackets. */
  readonly why: Text;
}

export interface RawChoice {
  readonly kind: 'raw';
  readonly why: Text;
  /** What is said in code where a client of no profile would not pass. Nothing from a source is in it. */
  readonly reason: string;
}

/** By what clients are judged from now on, at the address that they get. */
export interface Judge {
  readonly policy: Policy;
  readonly catalog: Catalog;
}

/** The address that a construct of that id has directly in a stack. */
export function addressOf(constructId: string): Text {
  return publicText(`${OAUTH_CLIENT_TYPE}.${constructId}`);
}

/** Decides what a client is for: as the policy says, where it names it, else by the scopes that it holds. */
export function choose(client: ExistingClient, constructId: string, { policy, catalog }: Judge): Choice {
  const entry = entryOf(client, constructId, policy);
  if (entry?.ignore !== undefined) {
    return { kind: 'raw', why: publicText('the policy ignores it'), reason: entry.ignore };
  }
  const { held } = client;
  if (entry?.profile !== undefined) {
    if (needsClient(entry.profile)) return spoken(entry.profile, publicText('the policy names it'));
    return { kind: 'raw', why: publicText('the policy asks nothing of it'), reason: AS_IT_WAS };
  }
  if (isUserless(held.authorizedGrantType)) return { kind: 'raw', why: USERLESS, reason: AS_IT_WAS };
  if (policy.baseNamed) return spoken(policy.base, publicText('as --profile says'));
  const guess = guessProfile(held.scopes);
  return guess === undefined ? undecided(held.scopes) : spoken(guess.profile, guess.why);

  function spoken(profile: Profile, why: Text): ProfileChoice {
    const address = addressOf(constructId);
    // By the same words as every gate: the one that speaks of the client, else the one that it speaks.
    const record = { ...client.record, address, instance: address, declared: { profile } };
    const resolution = resolveRequirement(record, client.attributes, client.source, policy, catalog);
    const own = 'requirement' in resolution ? resolution.requirement.vocabulary : undefined;
    return { kind: 'profile', profile, vocabulary: entry?.vocabulary ?? own ?? DEFAULT_VOCABULARY, why };
  }
}

const USERLESS = publicText('no user logs in with CLIENT-CREDENTIALS');
const AS_IT_WAS = 'adopted as it was; no agent logs in with it';

/** A client of which nobody said what it is for, and which does not look like a softphone's. */
function undecided(scopes: readonly string[]): RawChoice {
  const found =
    scopes.length === 0
      ? 'it holds no scope'
      : scopes.some((scope) => OF_SOFTPHONES.has(scope.replace(/:readonly$/, '')))
        ? 'it holds some scopes of a softphone and lacks most'
        : 'it holds nothing that a softphone uses';
  return {
    kind: 'raw',
    why: printed`undecided, ${publicText(found)}; name its profile in the policy if agents log in with it`,
    reason: `adopted as it was, undecided: ${found}`,
  };
}

/** The entry that will speak of the client, else the one that did under its former address. */
function entryOf(
  { record, attributes, source }: ExistingClient,
  constructId: string,
  policy: Policy,
): PolicyEntry | undefined {
  const address = addressOf(constructId);
  const now = matchEntry({ address, instance: address }, attributes, source, policy).entry;
  return now ?? matchEntry(record, attributes, source, policy).entry;
}

interface Candidate {
  readonly profile: Profile;
  readonly needed: number;
  readonly held: number;
}

/** The profile that the scopes speak of; undefined where they are not those of a softphone. */
function guessProfile(scopes: readonly string[]): { readonly profile: Profile; readonly why: Text } | undefined {
  const count = (needed: readonly string[]) =>
    needed.filter((scope) => scopes.some((held) => covers(held, scope))).length;
  const candidates = DISTINCT_PROFILES.flatMap((profile) =>
    VOCABULARIES.map((vocabulary): Candidate => {
      const needed = requiredScopes(profile, vocabulary);
      return { profile, needed: needed.length, held: count(needed) };
    }),
  );
  const whole = candidates.filter(({ held, needed }) => held === needed).sort((a, b) => b.needed - a.needed);
  if (whole[0] !== undefined) return { profile: whole[0].profile, why: publicText('it holds all of it') };
  // One name of the guidance says enough; of the published ones others hold some too, so it takes half of them.
  const isPhone = VOCABULARIES.some((vocabulary) => {
    const { required } = CAPABILITIES.webphone[vocabulary];
    return count(required) * 2 >= required.length;
  });
  if (!isPhone) return undefined;
  const most = [...candidates].sort((a, b) => b.held - a.held || a.needed - b.needed)[0];
  return most && { profile: most.profile, why: publicText('it seems to be one, by the scopes that it holds') };
}

/** Names of which softphones hold some, without what makes them read-only. */
const OF_SOFTPHONES = new Set(
  CAPABILITY_IDS.flatMap((id) => VOCABULARIES.flatMap((vocabulary) => CAPABILITIES[id][vocabulary].required)).map(
    (scope) => scope.replace(/:readonly$/, ''),
  ),
);

/** One profile for each set of capabilities, the first in the table: by their scopes the others cannot be told from it. */
const DISTINCT_PROFILES: readonly Profile[] = CLIENT_PROFILE_IDS.map((id) => profileOf(id)).filter(
  ({ capabilities }, index, all) =>
    all.findIndex((other) => other.capabilities.join() === capabilities.join()) === index,
);
