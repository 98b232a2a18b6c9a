import { printed, type Text } from '../model';
import { defineSourceRule } from './define';

/** Reports an output that was synthesized with the gate open. */
export const gateBypassed = defineSourceRule({
  id: 'gate-bypassed',
  severity: 'error',
  description: 'Disallow output that was synthesized while the synth gate was bypassed.',
  rationale:
    'GENESYS_SCOPES_BYPASS is for an emergency. Who reviews the plan has to know that nobody held the app back.',
  remedy: 'Synthesize again without GENESYS_SCOPES_BYPASS.',
  messages: {
    bypassed: ({ reason }: { reason: Text }) =>
      printed`was synthesized while the gate was bypassed; the reason given: ${reason}`,
  },
  examples: {
    correct: { document: { variable: { genesys_scopes: { default: { v: 1, clients: {} } } } } },
    incorrect: {
      document: { variable: { genesys_scopes: { default: { v: 1, clients: {}, bypass: 'agents cannot log in' } } } },
    },
  },
  check({ reading, report }) {
    if (reading.bypassed !== undefined) report([], 'bypassed', { reason: reading.bypassed });
  },
});
