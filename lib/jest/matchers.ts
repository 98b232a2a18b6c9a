import { judgeReceived } from './judge';
import type { RequiredScopesOptions } from './types';

/** What jest, and runners with its `expect`, hand to a matcher as `this`, as far as it is used here. */
export interface MatcherContext {
  readonly isNot?: boolean | undefined;
  readonly promise?: string | undefined;
  readonly utils?:
    | {
        matcherHint?(name: string, received: string, expected: string, options: object): string;
      }
    | undefined;
}

/** What a matcher answers. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

const NAME = 'toHaveRequiredScopes';

/** For `expect.extend`, where the runner's `expect` is no global. */
export const matchers = {
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
