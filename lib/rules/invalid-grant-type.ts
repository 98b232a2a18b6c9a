import { type Attributes, printed, publicText, quoted, type Text } from '../model';
import { nearest } from '../scopes';
import { defineClientRule } from './define';
import { GRANT_TYPES } from './grants';

/** Disallows grant types that the provider refuses. */
export const invalidGrantType = defineClientRule({
  id: 'invalid-grant-type',
  severity: 'error',
  part: 'authorizedGrantType',
  description: 'Require a grant type that the provider accepts.',
  rationale:
    'The provider compares `authorized_grant_type` letter by letter and refuses the plan for any other spelling; synth ' +
    'does not notice.',
  remedy: 'Use CODE for an agent app in the browser (with PKCE), or another of the listed types.',
  messages: {
    missing: () =>
      printed`has no authorized_grant_type, which the provider requires; allowed are ${quoted(GRANT_TYPES)}`,
    invalid: ({ grant, meant }: { grant: Attributes['authorizedGrantType']; meant: Text }) =>
      printed`has the grant type ${grant}${meant}; allowed are ${quoted(GRANT_TYPES)}`,
  },
  examples: {
    correct: { attributes: { authorized_grant_type: 'CODE' } },
    incorrect: { attributes: { authorized_grant_type: 'CLIENT_CREDENTIALS' } },
  },
  check({ now, is, report }) {
    const grant = now.authorizedGrantType;
    if (is('authorizedGrantType', (value) => value === null)) report('missing', {});
    else if (is('authorizedGrantType', (value) => !GRANT_TYPES.some((type) => type === value))) {
      const meant =
        grant.kind === 'known' && grant.value !== null ? nearest(normalised(grant.value), GRANT_TYPES) : undefined;
      report('invalid', { grant, meant: publicText(meant === undefined ? '' : ` (did you mean "${meant}"?)`) });
    }
  },
});

function normalised(grant: string): string {
  return grant.trim().replaceAll(/[_\s]/g, '-');
}
