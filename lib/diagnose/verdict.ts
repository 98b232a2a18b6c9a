import type { Location, Text } from '../model';
import type { Cause } from '../operations';

/** How far the evidence goes: it says so itself, it points there, or it does not tell. */
export const CERTAINTIES = ['shown', 'likely', 'unclear'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** What stands behind a verdict that is about no refused call. */
export type PlanCause = 'load-approval' | 'load-channels' | 'load-rate' | 'trunk-call-limit';

/** What one failure was, as far as the evidence shows. */
export interface Verdict {
  /** Absent where the evidence is not enough to name one. */
  readonly cause?: Cause | PlanCause;
  readonly certainty: Certainty;
  /** `error`: something failed, or will; `note`: something to know. */
  readonly severity: 'error' | 'warning' | 'note';
  /** The call that failed, by the published operation where there is one: method and path without ids. */
  readonly call?: Text;
  /** The OAuth client that called, where the evidence names it. */
  readonly client?: Text;
  /** For a missing scope: the names of which one is needed, as the refusal or the published document has them. */
  readonly scopes?: readonly Text[];
  readonly message: Text;
  /** What else there is to know of it, one sentence each. @default - nothing */
  readonly details?: readonly Text[];
  readonly remedy: Text;
  /** What in the evidence says so, each as one line; nothing secret. */
  readonly evidence: readonly Text[];
  /** Where it first shows. */
  readonly at: Location;
  /** How often it shows. */
  readonly count: number;
}
