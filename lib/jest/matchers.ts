import { judgeReceived } from './judge';
import type { RequiredScopesOptions } from './types';

/** What jest, and runners with its `expect`, hand to a matcher as `this`, as far as it is used here. */
export interface MatcherContext {
  /** Whether the assertion was negated with `.not`. */
  readonly isNot?: boolean | undefined;
  /** `resolves` or `rejects`, where the assertion was made of a promise. */
  readonly promise?: string | undefined;
  /** What the runner lends for messages. */
  readonly utils?:
    | {
        /** Writes the assertion as it stands in the test, in colours. */
        matcherHint?(name: string, received: string, expected: string, options: object): string;
      }
    | undefined;
}

/** What a matcher answers. */
export interface MatcherResult {
  /** Whether what was asserted holds, before `.not` turns it round. */
  readonly pass: boolean;
  /** What the runner prints when the assertion fails. */
  message(): string;
}

const NAME = 'toHaveRequiredScopes';

/** For `expect.extend`, where the runner's `expect` is no global. */
export const matchers = {
  /** Asserts that a stack or an app would pass the synth gate, and that every client in it has its scopes. */
  toHaveRequiredScopes(this: MatcherContext, received: unknown, options: RequiredScopesOptions = {}): MatcherResult {
    const isNot = this.isNot === true;
    const { verdict, text } = judgeReceived(received, options);
    // What cannot be said is no pass, whichever way it was asserted.
    const pass = verdict === 'neither' ? isNot : verdict === 'has';
    const lead =
      verdict === 'has' ? 'a required scope was to be missing, and the synth gate finds none that is:\n\n' : '';
    return { pass, message: () => `${hint(this, isNot)}\n\n${lead}${text}` };
  },
};

function hint({ utils, promise = '' }: MatcherContext, isNot: boolean): string {
  const plain = `expect(stack)${isNot ? '.not' : ''}.${NAME}()`;
  return utils?.matcherHint?.(NAME, 'stack', '', { isNot, promise }) ?? plain;
}
