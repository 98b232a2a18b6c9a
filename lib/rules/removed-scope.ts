import { holds, judgeValue, known, printed, publicText, type Text, type Value } from '../model';
import { covers } from '../scopes';
import { defineChangeRule } from './define';

interface Removed {
  scope: Value<string>;
  how: Text;
}

/** Reports scopes that a client has and that the plan takes away. */
export const removedScope = defineChangeRule({
  id: 'removed-scope',
  severity: 'error',
  description: 'Disallow a plan that takes a scope away from a client which exists.',
  rationale:
    'Apps log in with the client already. From the next token on, each of their calls that needs the scope is answered 403, ' +
    'and no plan shows who makes such calls. A scope that the profile requires is an error, any other a warning.',
  remedy:
    'Keep the scope: in `scopes`, or as `additionalScopes` of the construct. Take it away once nobody uses it: the usage of ' +
    'the client in Genesys Cloud shows that.',
  messages: {
    required: ({ scope, how }: Removed) => printed`${how} ${scope}, which it requires`,
    other: ({ scope, how }: Removed) => printed`${how} ${scope}: apps that use it lose it`,
  },
  examples: {
    correct: {
      before: { scopes: ['webphone:use', 'interaction:read'] },
      attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user'] },
    },
    incorrect: {
      before: { scopes: ['webphone:use', 'interaction:read', 'routing:user', 'analytics:readonly'] },
      attributes: { scopes: ['webphone:use', 'interaction:read'] },
    },
  },
  check({ before, destroyed, change, requirement, holds: holdsNow, report }) {
    if (destroyed) return;
    const how = publicText(change.importing ? 'is imported, and the plan takes away' : 'loses');
    const taken = requirement.required.filter(
      (scope) => holds(before.scopes, scope) === 'yes' && holdsNow(scope) === 'no',
    );
    for (const scope of taken) {
      report('required', { scope: known(scope), how }, { subject: publicText(scope) });
    }
    const isWhole = requirement.required.every((scope) => holdsNow(scope) === 'yes');
    const isOther = (name: string) =>
      // Told already, by the name that is required.
      !taken.some((scope) => covers(name, scope)) &&
      // The names of a vocabulary that the client leaves, whole, for the other.
      !(isWhole && requirement.replaced.has(name)) &&
      holdsNow(name) === 'no';
    for (const scope of before.scopes.items) {
      if (judgeValue(scope, isOther) === true) report('other', { scope, how }, { subject: scope, severity: 'warning' });
    }
  },
});
