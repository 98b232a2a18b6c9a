import type { Policy } from '../policy';
import type { Catalog, Vocabulary } from '../scopes';

export interface FixOptions {
  readonly policy: Policy;
  readonly catalog: Catalog;
  readonly today: string;
  /** The vocabulary to which clients are brought. @default - each keeps the one that it speaks */
  readonly to?: Vocabulary;
  /** Whether recommended scopes are added too. */
  readonly addRecommended: boolean;
  /** Whether scopes go that a profile neither needs nor allows. */
  readonly removeExcess: boolean;
  /** Whether clients are changed whose integration credential the provider may then overwrite. */
  readonly acceptCredentialRisk: boolean;
}

/** The policy with the vocabulary to which clients are brought: by the one of before they would lack what they have lost. */
export function spokenPolicy({ policy, to }: FixOptions): Policy {
  return to === undefined ? policy : { ...policy, vocabulary: to };
}
