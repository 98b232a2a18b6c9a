/**
 * The suites that mutants are run against, the fast ones first. None starts a process, opens a connection or needs a build.
 */
const SUITES = [
  '../scopes/scopes.test',
  '../check/order.test',
  '../check/verdict.test',
  '../check/open.test',
  '../check/instances.test',
  '../check/before.test',
  '../check/edges.test',
  '../check/lowered-open.test',
  '../scopes/edges.test',
  '../rules/edges.test',
  '../rules/set.test',
  '../rules/all-rules.test',
  '../rules/client-rules.test',
  '../rules/change-rules.test',
  '../rules/source-rules.test',
  '../policy/resolving.test',
  '../policy/reading.test',
  '../policy/acknowledgments.test',
  '../policy/catalog.test',
  '../policy/matching.test',
  '../policy/policy-file.test',
  '../policy/policy-place.test',
  '../policy/severities.test',
  '../policy/unmatched.test',
  '../cli/policy.test',
];

/** The suites that reach the mutant; all of them where the runner does not tell. */
const { reaching } = globalThis as { readonly reaching?: ReadonlySet<string> };

describe.each(SUITES.filter((suite) => reaching?.has(suite) !== false))('%s', (suite) => {
  try {
    require(suite);
  } catch (error) {
    test('can be loaded', () => {
      throw error;
    });
  }
});
