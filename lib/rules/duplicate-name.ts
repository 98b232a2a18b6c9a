import { type Known, known, type OAuthClientRecord, printed, type Text } from '../model';
import { defineSourceRule } from './define';

/** Warns of clients that cannot be told apart by name. */
export const duplicateName = defineSourceRule({
  id: 'duplicate-name',
  severity: 'warning',
  description: 'Disallow two clients of one name in one source.',
  rationale:
    "The provider's data source takes the first client of a name, and people choose clients by name: both may get the wrong " +
    'one.',
  remedy: 'Give each client a name of its own; for `count` and `for_each` put the key into the name.',
  messages: {
    twice: ({ name, others }: { name: Known<string>; others: readonly Text[] }) =>
      printed`has the name ${name}, which ${others} has too`,
  },
  examples: {
    correct: {
      document: {
        resource: {
          genesyscloud_oauth_client: {
            chat: { name: 'Zendesk chat agents', authorized_grant_type: 'CODE' },
            voice: { name: 'Zendesk voice agents', authorized_grant_type: 'CODE' },
          },
        },
      },
    },
    incorrect: {
      document: {
        resource: {
          genesyscloud_oauth_client: {
            chat: { name: 'Zendesk agents', authorized_grant_type: 'CODE' },
            voice: { name: 'Zendesk agents', authorized_grant_type: 'CODE' },
          },
        },
      },
    },
  },
  check({ clients, report }) {
    const byName = new Map<string, OAuthClientRecord[]>();
    for (const { client } of clients) {
      const name = client.attributes?.name;
      if (name?.kind !== 'known' || name.value === null) continue;
      const sharing = byName.get(name.value);
      if (sharing) sharing.push(client);
      else byName.set(name.value, [client]);
    }
    for (const [name, sharing] of byName) {
      if (sharing.length < 2) continue;
      for (const client of sharing) {
        const others = sharing.filter((other) => other !== client).map((other) => other.instance);
        report([client], 'twice', { name: known(name), others });
      }
    }
  },
});
