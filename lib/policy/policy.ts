import { BASE_PROFILE, type Profile, profileOf, type Vocabulary } from '../scopes';

/** Which client must meet which profile, beyond what constructs declare. */
export interface Policy {
  /** What a user-grant client must meet that nothing names. */
  readonly base: Profile;
  /** True when somebody chose `base`; false when it is the default. */
  readonly baseNamed: boolean;
  /** The vocabulary of every client that does not name its own. */
  readonly vocabulary?: Vocabulary;
}

/** The policy of who writes none: every user-grant client must meet the base profile, in either vocabulary. */
export const DEFAULT_POLICY: Policy = { base: profileOf(BASE_PROFILE), baseNamed: false };
