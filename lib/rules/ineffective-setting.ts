import { printed, publicText } from '../model';
import { isUserless } from '../policy';
import { defineClientRule } from './define';

/** Warns of scopes and roles where they have no effect. */
export const ineffectiveSetting = defineClientRule({
  id: 'ineffective-setting',
  severity: 'warning',
  description: 'Disallow scopes on CLIENT-CREDENTIALS, and roles on any other grant.',
  rationale:
    'Scopes "only apply to clients not using the client_credential grant", roles "only apply to clients using" it (API ' +
    'document, OAuthClient). Whoever reads the configuration believes in a limit that is not there.',
  remedy:
    'Remove the setting; limit CLIENT-CREDENTIALS by roles and divisions, and users by scopes and their own roles.',
  messages: {
    scopes: () => printed`lists scopes, which have no effect on CLIENT-CREDENTIALS`,
    roles: () => printed`lists roles, which have an effect on CLIENT-CREDENTIALS only`,
  },
  examples: {
    correct: {
      attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', roles: [{ role_id: 'a-role' }], scopes: null },
    },
    incorrect: { attributes: { authorized_grant_type: 'CLIENT-CREDENTIALS', scopes: ['users'] } },
  },
  check({ now, is, elements, report }) {
    if (is('authorizedGrantType', isUserless)) {
      const listed = elements('scopes', () => true).length > 0 || now.scopes.rest.length > 0;
      if (listed) report('scopes', {}, { subject: publicText('scopes') });
    } else if (is('authorizedGrantType', (grant) => !isUserless(grant)) && is('roles', (count) => count > 0)) {
      report('roles', {}, { subject: publicText('roles'), part: 'roles' });
    }
  },
});
