import { printed, type Value } from '../model';
import { defineChangeRule } from './define';

const WHOLE = ['webphone:use', 'interaction:read', 'routing:user'];

/** Warns of an update of a client whose secret the provider also keeps in an integration credential. */
export const credentialOverwrite = defineChangeRule({
  id: 'credential-overwrite',
  severity: 'warning',
  description: 'Announce an update of a client whose secret is kept in an integration credential.',
  rationale:
    'The platform shows the secret of a client once, when it is made. At a later update the provider writes the credential ' +
    'again, and what it has by then may be an empty secret (so the code of provider 1.84.1 reads; not observed).',
  remedy:
    'After the apply, test what uses the credential and have a new secret at hand; or change the scopes by a client without ' +
    '`integration_credential_name`.',
  messages: {
    overwrite: ({ name }: { name: Value<string | null> }) =>
      printed`is updated, and the integration credential ${name} may be written with an empty secret`,
  },
  examples: {
    correct: { before: { scopes: ['webphone:use', 'interaction:read'] }, attributes: { scopes: WHOLE } },
    incorrect: {
      before: { scopes: ['webphone:use', 'interaction:read'], integration_credential_name: 'agents' },
      attributes: { scopes: WHOLE, integration_credential_name: 'agents' },
    },
  },
  check({ change, now, is, report }) {
    if (change.action !== 'update') return;
    if (is('integrationCredentialName', (name) => name !== null && name !== '')) {
      report('overwrite', { name: now.integrationCredentialName });
    }
  },
});
