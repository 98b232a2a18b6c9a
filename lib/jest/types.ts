import type { ProfileInput, Vocabulary } from '../scopes';

/** How `toHaveRequiredScopes` judges. */
export interface RequiredScopesOptions {
  /**
   * A policy file, or what would stand in one.
   * @default - the project's `genesys-scopes.json`, as the synth gate finds it
   */
  readonly policy?: string | Readonly<Record<string, unknown>> | undefined;
  /**
   * What a client must meet that neither code nor policy names, like `--profile` of the command line.
   * @default - what the policy says: the base profile
   */
  readonly profile?: ProfileInput | undefined;
  /**
   * The names by which a client is judged that names none, like `--vocabulary` of the command line.
   * @default - those that the client meets whole; else those of which it holds more
   */
  readonly vocabulary?: Vocabulary | undefined;
  /**
   * What a client comes to whose scopes only Terraform will know, and a stack with modules, whose clients are not seen. An
   * assertion that passes shows nothing, so by default it does not pass over them; `pass` leaves them to the plan.
   * @default 'fail'
   */
  readonly unknown?: 'pass' | 'fail' | undefined;
}

/** The matchers of this package, for the types of a test runner that is not jest. */
export interface RequiredScopesMatchers<R> {
  /**
   * Asserts that the synth gate would let the stack through, and that every client in it has the scopes that it needs. Takes
   * a stack, an app, the text that `Testing.synth(stack)` returns, or that text parsed. Fails for a stack in which nothing is
   * asked of any client.
   */
  toHaveRequiredScopes(options?: RequiredScopesOptions): R;
}

declare global {
  namespace jest {
    // Parameters as in @types/jest: what extends an interface has to repeat them.
    // biome-ignore lint/complexity/noBannedTypes: as above
    interface Matchers<R, T = {}> extends RequiredScopesMatchers<R> {}
  }
}

// biome-ignore lint/suspicious/noTsIgnore: the package is not there for who takes jest's globals, or another test runner
/** @ts-ignore what `@jest/globals` exports; not everybody has it */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends RequiredScopesMatchers<R> {}
}
