import type { Problem, Text } from '../model';
import type { Verdict } from './verdict';

/** What was looked at in one file. */
export interface LookedAt {
  readonly file: Text;
  readonly kind: 'har' | 'log' | 'load-plan' | 'terraform';
  readonly looked: Text;
  /** Whether the notification channel was reached; of recordings only. */
  readonly channel?: Text;
}

/** What came of looking at evidence. */
export interface Diagnosis {
  readonly files: readonly LookedAt[];
  /** Worst first. */
  readonly verdicts: readonly Verdict[];
  readonly problems: readonly Problem[];
}

/** True where something failed, or will: a note is something to know. */
export function hasFailures({ verdicts }: Diagnosis): boolean {
  return verdicts.some(({ severity }) => severity !== 'note');
}
