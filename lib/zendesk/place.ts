import { publicText, type Text } from '../model';
import { needsClient, type ProfileId, profileOf } from '../scopes';
import { CONTRADICTIONS } from './contradictions';
import type { Evidence } from './evidence';
import { OUTCOME_RULES, type Outcome, type PlacingRule, PROFILE_RULES } from './rules';

/** Where a person is placed, and why. */
export interface Placement {
  readonly outcome: Outcome;
  /** Null for whoever has none: customers, suspended and deleted people, and whoever cannot be placed. */
  readonly profile: ProfileId | null;
  /** The rule that decided. */
  readonly rule: string;
  readonly reason: Text;
  /** What does not fit together and should be looked at. Of customers nothing is said. */
  readonly attention: readonly Text[];
}

/** Decides one person's profile. Pure: the same evidence is always placed alike. */
export function placePerson(evidence: Evidence): Placement {
  const rule = firstOf([...OUTCOME_RULES, ...PROFILE_RULES], evidence);
  const contradictions = CONTRADICTIONS.filter(({ when }) => when(evidence)).map(({ text }) => publicText(text));
  const decided = { rule: rule.id, reason: publicText(rule.reason) };
  switch (rule.places) {
    case 'end-user':
      return { outcome: 'end-user', profile: null, ...decided, attention: [] };
    case 'unplaced':
    case 'deleted':
      return { outcome: rule.places, profile: null, ...decided, attention: contradictions };
    case 'suspended': {
      const otherwise = firstOf(PROFILE_RULES, evidence).places;
      const back = publicText(`would have the profile ${otherwise} when no longer suspended`);
      return { outcome: 'suspended', profile: null, ...decided, attention: [back, ...contradictions] };
    }
    default: {
      const outcome = needsClient(profileOf(rule.places)) ? 'client' : 'no-client';
      return { outcome, profile: rule.places, ...decided, attention: contradictions };
    }
  }
}

function firstOf(rules: readonly PlacingRule[], evidence: Evidence): PlacingRule {
  const found = rules.find(({ when }) => when(evidence));
  if (found === undefined) throw new Error('no rule places this person');
  return found;
}
