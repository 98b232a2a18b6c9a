import { printed, publicText, quoted } from '../model';
import { defineClientRule } from './define';

/** Names recommended scopes that are not held, where somebody named a profile. */
export const missingRecommendedScope = defineClientRule({
  id: 'missing-recommended-scope',
  severity: 'note',
  description: 'Announce the recommended scopes that the client does not hold.',
  rationale:
    'Without a recommended scope the softphone starts, but not all of it works: without `stations:readonly` it comes up ' +
    'without a station, without `presence` an agent cannot show as available.',
  remedy: 'Add the scope to `scopes`, or leave it out knowingly.',
  messages: {
    missing: ({ scope, profile }: { scope: string; profile: string }) =>
      printed`lacks the scope ${quoted([scope])}, which is recommended for profile ${quoted([profile])}`,
  },
  examples: {
    correct: {
      declared: { profile: 'agent', vocabulary: 'platform' },
      attributes: { scopes: ['stations:readonly', 'presence'] },
    },
    incorrect: {
      declared: { profile: 'agent', vocabulary: 'platform' },
      attributes: { scopes: ['stations:readonly'] },
    },
  },
  check({ requirement, holds, report }) {
    if (requirement.origin !== 'policy' && requirement.origin !== 'construct') return;
    for (const scope of requirement.recommended) {
      if (holds(scope) !== 'no') continue;
      report('missing', { scope, profile: requirement.profile ?? '' }, { subject: publicText(scope) });
    }
  },
});
