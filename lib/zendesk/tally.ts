import type { Text } from '../model';
import { CLIENT_PROFILE_IDS, type ClientProfileId, PROFILE_IDS, type ProfileId } from '../scopes';
import type { Placement } from './place';
import { OUTCOMES, type Outcome } from './rules';

/** How many people were placed in one way. */
export interface ReasonCount {
  readonly outcome: Outcome;
  readonly profile: ProfileId | null;
  readonly rule: string;
  readonly reason: Text;
  readonly people: number;
}

/** A profile that needs a client, with the number of people who need it. */
export interface ProfileCount {
  readonly profile: ClientProfileId;
  readonly people: number;
}

/** Counts of people; nothing of any of them. */
export interface Counts {
  readonly people: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Only those that somebody needs, in the order of the table of profiles. */
  readonly profiles: readonly ProfileCount[];
  /** Why, in the order of outcomes and profiles, the most frequent first. */
  readonly reasons: readonly ReasonCount[];
  /** People of whom some signs do not fit together, by what does not. */
  readonly attention: readonly { readonly text: Text; readonly people: number }[];
}

export function tally() {
  const reasons = new Map<string, { placement: Placement; people: number }>();
  const attention = new Map<Text, number>();
  return {
    add(placement: Placement): void {
      const { rule } = placement;
      const before = reasons.get(rule);
      if (before) before.people++;
      else reasons.set(rule, { placement, people: 1 });
      for (const text of placement.attention) attention.set(text, (attention.get(text) ?? 0) + 1);
    },
    counts(): Counts {
      const all = [...reasons.values()];
      const sum = (filter: (placement: Placement) => boolean) =>
        all.reduce((total, { placement, people }) => total + (filter(placement) ? people : 0), 0);
      return {
        people: sum(() => true),
        outcomes: Object.fromEntries(
          OUTCOMES.map((outcome) => [outcome, sum((each) => each.outcome === outcome)]),
        ) as Record<Outcome, number>,
        profiles: CLIENT_PROFILE_IDS.map((profile) => ({
          profile,
          people: sum((each) => each.profile === profile),
        })).filter(({ people }) => people > 0),
        reasons: all.map(({ placement, people }) => reasonCount(placement, people)).sort(byTable),
        attention: [...attention]
          .map(([text, people]) => ({ text, people }))
          .sort((a, b) => b.people - a.people || compare(a.text, b.text)),
      };
    },
  };
}

function reasonCount({ outcome, profile, rule, reason }: Placement, people: number): ReasonCount {
  return { outcome, profile, rule, reason, people };
}

function byTable(a: ReasonCount, b: ReasonCount): number {
  return (
    OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) ||
    rank(a.profile) - rank(b.profile) ||
    b.people - a.people ||
    compare(a.rule, b.rule)
  );
}

function rank(profile: ProfileId | null): number {
  return profile === null ? -1 : PROFILE_IDS.indexOf(profile);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
