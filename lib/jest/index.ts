// The entry `cdktf-genesyscloud-scopes/jest`: to import it is to have the matchers.
import { matchers } from './matchers';

export { type MatcherContext, type MatcherResult, matchers } from './matchers';
export type { RequiredScopesMatchers, RequiredScopesOptions } from './types';

/** Absent where the runner does not make it global: who imports it there extends it with `matchers`. */
const { expect } = globalThis as { expect?: { extend?: (all: typeof matchers) => void } };
expect?.extend?.(matchers);
