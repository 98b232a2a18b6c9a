import { printed, quoted } from '../model';
import { isUserless } from '../policy';
import { defineClientRule } from './define';

/** Requires a grant with a user for a profile that needs one. */
export const wrongGrant = defineClientRule({
  id: 'wrong-grant',
  severity: 'error',
  part: 'authorizedGrantType',
  description: 'Require a grant type with a user for a client that a profile needs.',
  rationale:
    "A token of CLIENT-CREDENTIALS belongs to no user. The softphone's first calls ask who the user is, and the API answers " +
    '400 `not.a.user` ("This request requires a user context. Client credentials cannot be used").',
  remedy: 'Use CODE (with PKCE in a browser), and a client of its own for automation.',
  messages: {
    userless: ({ profile }: { profile: string }) =>
      printed`logs in with CLIENT-CREDENTIALS, but profile ${quoted([profile])} needs a user`,
  },
  examples: {
    correct: { declared: { profile: 'agent' }, attributes: { authorized_grant_type: 'CODE' } },
    incorrect: { declared: { profile: 'agent' }, attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS' } },
  },
  check({ requirement, is, report }) {
    if (requirement.required.length === 0) return;
    if (is('authorizedGrantType', isUserless)) report('userless', { profile: requirement.profile ?? '' });
  },
});
