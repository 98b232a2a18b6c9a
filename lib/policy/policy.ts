import type { Acknowledgment, Location, Severity, Text } from '../model';
import { BASE_PROFILE, type Profile, profileOf, type Vocabulary } from '../scopes';

/** Which client must meet what, and what findings count for. */
export interface Policy {
  /** What a user-grant client must meet that nothing names. */
  readonly base: Profile;
  /** True when somebody chose `base`; false when it is the default. */
  readonly baseNamed: boolean;
  /** The vocabulary of every client that does not name its own. */
  readonly vocabulary?: Vocabulary;
  /** What holds for a user-grant client that nothing names. */
  readonly unmatched: Unmatched;
  /** The first entry that matches a client holds for it. */
  readonly clients: readonly PolicyEntry[];
  /** Severities that differ from the rules' own, by rule. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Names that exist although the catalogue does not have them. */
  readonly knownScopes: readonly string[];
  readonly acknowledgments: readonly PolicyAcknowledgment[];
  /** The organisation's own catalogue, as the policy names its file. */
  readonly catalog?: { readonly file: string; readonly at: Location };
  /** The file that it comes from; absent for the policy of who writes none. */
  readonly file?: Text;
}

export const UNMATCHED = ['base', 'warn', 'ignore'] as const;

/**
 * `base`: it must meet the base profile; `warn`: what it lacks of the base profile is a warning, and it is no pass; `ignore`:
 * nothing is asked of it.
 */
export type Unmatched = (typeof UNMATCHED)[number];

/** What the policy says of the clients that it names. */
export interface PolicyEntry {
  readonly match: { readonly address?: string; readonly name?: string };
  /** Labels of the sources that it speaks of. */
  readonly sources?: readonly string[];
  /** What they must meet: a profile by name, the scopes that are listed, or both. */
  readonly profile?: Profile;
  readonly vocabulary?: Vocabulary;
  /** Why they are left out. */
  readonly ignore?: string;
  readonly at: Location;
  /** The entry as messages name it. */
  readonly text: Text;
}

/** An acknowledgment that the policy makes, of all clients that it names. */
export interface PolicyAcknowledgment extends Acknowledgment {
  readonly client: string;
  readonly sources?: readonly string[];
  readonly at: Location;
}

/** The policy of who writes none: every user-grant client must meet the base profile, in either vocabulary. */
export const DEFAULT_POLICY: Policy = {
  base: profileOf(BASE_PROFILE),
  baseNamed: false,
  unmatched: 'base',
  clients: [],
  severities: new Map(),
  knownScopes: [],
  acknowledgments: [],
};
