import { printed, type Text } from '../model';
import { defineSourceRule } from './define';

/** Warns of credentials in the provider block. Their values are never read. */
export const secretInPlan = defineSourceRule({
  id: 'secret-in-plan',
  severity: 'warning',
  description: 'Disallow credentials that are written into the provider block.',
  rationale:
    'The JSON of a plan holds the literals of provider blocks in clear, and plans travel between jobs and people.',
  remedy:
    'Remove the argument and set GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET or GENESYSCLOUD_ACCESS_TOKEN ' +
    'in the environment; then replace the credential, since it has been written down.',
  messages: {
    written: ({ provider, argument }: { provider: Text; argument: Text }) =>
      printed`${argument} is written in the provider block ${provider}: every copy of the plan holds it in clear`,
  },
  examples: {
    correct: { document: { provider: { genesyscloud: [{ aws_region: 'eu-central-1' }] } } },
    incorrect: {
      document: { provider: { genesyscloud: [{ aws_region: 'eu-central-1', oauthclient_secret: 'written down' }] } },
    },
  },
  check({ reading, report }) {
    for (const { provider, argument, at } of reading.credentials) {
      report([], 'written', { provider, argument }, { subject: printed`${provider}/${argument}`, ...(at && { at }) });
    }
  },
});
