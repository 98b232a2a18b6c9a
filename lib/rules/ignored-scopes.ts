import { printed } from '../model';
import { defineClientRule } from './define';

/** Disallows `ignore_changes` over scopes. */
export const ignoredScopes = defineClientRule({
  id: 'ignored-scopes',
  severity: 'error',
  part: 'ignoreChanges',
  description: 'Disallow `ignore_changes` that covers the scopes.',
  rationale:
    'Terraform then never sends the list to a client that exists: what is written looks right, and the live client stays ' +
    'as it is.',
  remedy: 'Remove `scopes` (or `all`) from `ignore_changes`; list the other attributes by name.',
  messages: {
    ignored: () => printed`ignores changes of its scopes, so the list has no effect on a client that exists`,
  },
  examples: {
    correct: { attributes: { lifecycle: { ignore_changes: ['description'] } } },
    incorrect: { attributes: { lifecycle: { ignore_changes: ['scopes'] } } },
  },
  check({ client, requirement, report }) {
    if (client.ignoresScopes && requirement.required.length > 0) report('ignored', {});
  },
});
