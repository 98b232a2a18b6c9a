import type { Location } from './client';
import type { Acknowledgment } from './declaration';
import type { Text } from './text';

export const SEVERITIES = ['note', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One result of a rule. */
export interface Finding {
  /** `rule/address/subject`: the same at every gate. Built, never parsed. */
  readonly id: string;
  readonly source: Text;
  readonly rule: string;
  readonly severity: Severity;
  /** `open`: it cannot be decided yet. An open finding is never a pass. */
  readonly kind: 'fail' | 'open';
  /** Configuration address of the client; absent where the finding is about the source as a whole. */
  readonly address?: Text;
  readonly instances: readonly Text[];
  readonly subject?: Text;
  readonly message: Text;
  readonly remedy: Text;
  /** False when the same rule found the same thing in the plan's state before the change. */
  readonly new: boolean;
  /** True when the baseline has it: it is known, and does not fail. */
  readonly baseline?: boolean;
  /** True when only the policy (or the code) of this change silences it: it stands all the same. */
  readonly silenced?: boolean;
  readonly location?: Location;
}

/** A finding that an acknowledgment accepts. */
export interface AcceptedFinding extends Finding {
  readonly acknowledgment: Acknowledgment;
}
