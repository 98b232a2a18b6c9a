import { type Attributes, printed } from '../model';
import { defineClientRule } from './define';

/** Seconds that the API accepts: from 5 minutes to 48 hours. The provider's own limit is 450 days. */
const SHORTEST = 300;
const LONGEST = 172_800;

/** Limits the lifetime of tokens to what the API accepts. */
export const tokenLifetime = defineClientRule({
  id: 'token-lifetime',
  severity: 'error',
  part: 'accessTokenValiditySeconds',
  description: 'Limit the lifetime of tokens to 300–172,800 seconds.',
  rationale:
    'The provider lets up to 38,880,000 seconds through (for SCIM), the API declares 300 to 172,800: a longer one passes ' +
    'the plan and may fail at apply.',
  remedy: 'Use a value from 300 to 172800; 64800 (18 hours) covers a working day, 86400 is the default.',
  messages: {
    outside: ({ seconds }: { seconds: Attributes['accessTokenValiditySeconds'] }) =>
      printed`has tokens that live ${seconds} seconds, outside ${SHORTEST} to ${LONGEST}`,
  },
  examples: {
    correct: { attributes: { access_token_validity_seconds: 64_800 } },
    incorrect: { attributes: { access_token_validity_seconds: 200_000 } },
  },
  check({ now, is, report }) {
    const outside = (seconds: number | null) => seconds !== null && !(seconds >= SHORTEST && seconds <= LONGEST);
    if (is('accessTokenValiditySeconds', outside)) report('outside', { seconds: now.accessTokenValiditySeconds });
  },
});
