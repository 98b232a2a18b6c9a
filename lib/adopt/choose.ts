import { OAUTH_CLIENT_TYPE, printed, publicText, type Text } from '../model';
import { isUserless, matchEntry, type Policy, type PolicyEntry, resolveRequirement } from '../policy';
import { type Catalog, DEFAULT_VOCABULARY, needsClient, type Profile, profileOf, type Vocabulary } from '../scopes';
import type { ExistingClient } from './existing';
import { type Guess, guess } from './guess';

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
  /** False where nobody can tell what it is for: the check then goes on to hold for it, until a person decides. */
  readonly isDecided: boolean;
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
    return asItWas(publicText('the policy ignores it'), entry.ignore);
  }
  const { held } = client;
  if (entry?.profile !== undefined) {
    if (needsClient(entry.profile)) return spoken(entry.profile, publicText('the policy names it'));
    return asItWas(publicText('the policy asks nothing of it'));
  }
  if (isUserless(held.authorizedGrantType)) return asItWas(USERLESS);
  if (policy.baseNamed) return spoken(policy.base, publicText('as --profile says'));
  const guessed = guess(client.record, catalog);
  if (guessed.kind !== 'profile') return ofNoProfile(guessed);
  const isWhole = guessed.whole.length > 0;
  return spoken(
    profileOf(guessed.profile),
    publicText(isWhole ? 'it holds all of it' : 'it seems to be one, by the scopes that it holds'),
  );

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

function asItWas(why: Text, reason = AS_IT_WAS): RawChoice {
  return { kind: 'raw', why, reason, isDecided: true };
}

/**
 * A client of which nobody said what it is for. Only one of which nothing speaks for a softphone is left out of the check:
 * to leave out one that lacks most of its scopes would hide just what the check is to find.
 */
function ofNoProfile(guessed: Exclude<Guess, { readonly kind: 'profile' }>): RawChoice {
  const advice = publicText('name its profile in the policy if agents log in with it');
  if (guessed.kind === 'unclear') {
    return { kind: 'raw', why: printed`undecided, ${guessed.why}; ${advice}`, reason: guessed.why, isDecided: false };
  }
  // The names that it holds are for the table, and not for the code.
  return asItWas(printed`${guessed.why}; ${advice}`, 'adopted as it was: it holds nothing that a softphone uses');
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
