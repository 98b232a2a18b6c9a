import { MISSING_SCOPE, printed, publicText, quoted, type ScopeList } from '../model';
import { defineClientRule } from './define';

interface Missing {
  scope: string;
  purpose: string;
  profile: string;
  held: ScopeList;
}

/** Requires every scope of the client's requirement. What is not known yet is told by the engine, once per client. */
export const missingScope = defineClientRule({
  id: MISSING_SCOPE,
  severity: 'error',
  description: 'Require every OAuth scope that the profile of the client needs.',
  rationale:
    'Genesys Cloud answers 403 to a call whose scope the token lacks, and Terraform takes any list: so a gap is found by ' +
    'the agents, on the day of the change or on the day the organisation starts to enforce scopes.',
  remedy:
    'Add the scope to `scopes`, or name a profile with fewer capabilities. If no migrated agent logs in with this ' +
    "client, say so: `ScopeValidation.of(app).exempt(resource, 'reason')`, or `ignore` in genesys-scopes.json.",
  messages: {
    missing: ({ scope, purpose, profile, held }: Missing) =>
      printed`lacks the required scope ${quoted([scope])}${reason(purpose)}, which profile ${quoted([profile])} needs; it has ${held}`,
    assumed: ({ scope, purpose, profile, held }: Missing) =>
      printed`lacks the required scope ${quoted([scope])}${reason(purpose)}; nothing names its profile, so the base profile ${quoted([profile])} holds; it has ${held}`,
  },
  examples: {
    correct: { attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user'] } },
    incorrect: { attributes: { scopes: ['interaction:read', 'routing:user'] } },
  },
  check({ requirement, now, holds, awaitName, report }) {
    // The name may bring the client under another entry of the policy, which asks for more: so the rule waits for it.
    if (requirement.undecided) awaitName();
    for (const scope of requirement.required) {
      if (holds(scope) !== 'no') continue;
      report(
        requirement.origin === 'assumed' ? 'assumed' : 'missing',
        {
          scope,
          purpose: requirement.purpose.get(scope) ?? '',
          profile: requirement.profile ?? '',
          held: now.scopes,
        },
        { subject: publicText(scope), ...(requirement.lenient && { severity: 'warning' as const }) },
      );
    }
  },
});

function reason(purpose: string) {
  return publicText(purpose === '' ? '' : ` (to ${purpose})`);
}
