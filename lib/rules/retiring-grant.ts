import { printed } from '../model';
import { defineClientRule } from './define';

/** Warns of the implicit grant. */
export const retiringGrant = defineClientRule({
  id: 'retiring-grant',
  severity: 'warning',
  part: 'authorizedGrantType',
  description: 'Disallow the implicit grant, which Genesys Cloud switches off.',
  rationale:
    'Genesys Cloud retires the implicit grant: announcements name 2026 for new clients and 2027 for existing ones, with ' +
    'different months. The server metadata offers it no longer, and RFC 9700 advises against it.',
  remedy: 'Use CODE with PKCE; a browser app needs no secret for it.',
  messages: { implicit: () => printed`uses the TOKEN grant (implicit), which Genesys Cloud is switching off` },
  examples: {
    correct: { attributes: { authorized_grant_type: 'CODE' } },
    incorrect: { attributes: { authorized_grant_type: 'TOKEN' } },
  },
  check({ is, report }) {
    if (is('authorizedGrantType', (grant) => grant === 'TOKEN')) report('implicit', {});
  },
});
