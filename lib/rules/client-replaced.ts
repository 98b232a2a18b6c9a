import { printed, quoted } from '../model';
import { defineChangeRule } from './define';

/** Reports a plan that takes a client away which apps log in with. */
export const clientReplaced = defineChangeRule({
  id: 'client-replaced',
  severity: 'error',
  description: 'Disallow a plan that deletes a client which a profile needs, or makes another in its place.',
  rationale:
    'A new client has another id and another secret. Every app that has the old ones stops to log in at the moment of the ' +
    'apply, and an administrator has to approve the new client where scopes are enforced. That a client is only deleted may be ' +
    'meant, and is a warning.',
  remedy:
    'If the address changed, move the client: `movedFrom` of the construct, or a `moved` block. If it has to be replaced, hand ' +
    'out the new id before the old client goes (`create_before_destroy`), and acknowledge this.',
  messages: {
    replaced: ({ profile }: { profile: string }) =>
      printed`is deleted and made again, with another id and secret; profile ${quoted([profile])} needs it`,
    deleted: ({ profile }: { profile: string }) =>
      printed`is deleted; apps of profile ${quoted([profile])} may still log in with it`,
  },
  examples: {
    correct: { before: { name: 'Zendesk agents' }, attributes: { name: 'Agents' } },
    incorrect: {
      before: { name: 'Zendesk agents' },
      attributes: { name: 'Zendesk agents' },
      actions: ['delete', 'create'],
    },
  },
  check({ change, requirement, report }) {
    const { profile } = requirement;
    if (profile === undefined) return;
    if (change.action === 'replace') report('replaced', { profile });
    if (change.action === 'delete') report('deleted', { profile }, { severity: 'warning' });
  },
});
