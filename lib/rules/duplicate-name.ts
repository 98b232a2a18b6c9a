import { type Known, known, type OAuthClientRecord, printed, publicText, type Text } from '../model';
import { defineSourceRule } from './define';

/** Others that a message names: enough to find them. */
const NAMED_OTHERS = 3;

/** Warns of clients that cannot be told apart by name. */
export const duplicateName = defineSourceRule({
  id: 'duplicate-name',
  severity: 'warning',
  part: 'name',
  description: 'Disallow two clients of one name in one source.',
  rationale:
    "The provider's data source takes the first client of a name, and people choose clients by name: both may get the wrong " +
    'one.',
  remedy: 'Give each client a name of its own; for `count` and `for_each` put the key into the name.',
  messages: {
    twice: ({ name, others, more }: { name: Known<string>; others: readonly Text[]; more: number }) =>
      printed`has the name ${name}, which ${others} has too${publicText(more > 0 ? `, and ${more} more` : '')}`,
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
    const leftOut = new Set<OAuthClientRecord>();
    for (const { client, ignored } of clients) {
      if (ignored !== undefined) leftOut.add(client);
      const name = client.attributes?.name;
      if (name?.kind !== 'known' || name.value === null) continue;
      const sharing = byName.get(name.value);
      if (sharing) sharing.push(client);
      else byName.set(name.value, [client]);
    }
    for (const [name, sharing] of byName) {
      if (sharing.length < 2) continue;
      const instances = sharing.map((client) => client.instance).sort();
      for (const client of sharing.filter((each) => !leftOut.has(each))) {
        const others = instances.filter((instance) => instance !== client.instance).slice(0, NAMED_OTHERS);
        const more = instances.length - 1 - others.length;
        report([client], 'twice', { name: known(name), others, more });
      }
    }
  },
});
