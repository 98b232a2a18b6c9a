import { printed, quoted, type Text, type Value } from '../model';
import { MIGRATION_SCOPES, publishedEquivalents } from '../scopes';
import { defineClientRule } from './define';

const EQUIVALENTS = [...MIGRATION_SCOPES.keys()].map((name) => `${name} = ${publishedEquivalents(name).join(' + ')}`);

/** Says of the migration vocabulary that Genesys Cloud does not publish it, and what its names stand for. */
export const unpublishedScope = defineClientRule({
  id: 'unpublished-scope',
  severity: 'warning',
  description: 'Announce scope names that the catalogue of Genesys Cloud does not have.',
  rationale:
    'The names of the migration guidance (`webphone:use` and so on) are in no catalogue that Genesys Cloud publishes. An ' +
    'organisation that does not know them is expected to refuse the client at apply, with 400 `auth.invalid.scope` ' +
    '("Client has invalid scope"). It is a note once a construct or the command line names the vocabulary: then somebody ' +
    'decided. The catalogue of your own organisation, once loaded, decides for good.',
  remedy:
    `By published names: ${EQUIVALENTS.join('; ')}. The organisation may refuse the others at apply, with 400 ` +
    "`auth.invalid.scope`. For the published names write `vocabulary: 'platform'` on the construct (to judge by them: " +
    "`--vocabulary platform`); to keep these knowingly, `vocabulary: 'migration'`.",
  messages: {
    unpublished: ({ names }: { names: Text }) => printed`uses names that Genesys Cloud does not publish: ${names}`,
    refused: ({ names }: { names: Text }) =>
      printed`uses names that the organisation's own catalogue does not have: ${names}`,
  },
  examples: {
    correct: {
      attributes: {
        scopes: [
          'user-basic-info',
          'organization:readonly',
          'notifications',
          'conversations',
          'users',
          'routing:readonly',
        ],
      },
    },
    incorrect: { attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user'] } },
  },
  check({ requirement, catalog, elements, report }) {
    const unpublished = elements('scopes', (name) => MIGRATION_SCOPES.has(name) && !catalog.scopes.has(name));
    if (unpublished.length === 0) return;
    const data = { names: namesText(unpublished) };
    if (catalog.source === 'organisation') report('refused', data, { severity: 'error' });
    else report('unpublished', data, { severity: requirement.vocabularyNamed ? 'note' : 'warning' });
  },
});

function namesText(items: readonly Value<string>[]): Text {
  const names: string[] = [];
  for (const item of items) {
    if (item.kind !== 'known') return printed`${{ items, rest: [] }}`;
    names.push(item.value);
  }
  return quoted([...new Set(names)].sort());
}
