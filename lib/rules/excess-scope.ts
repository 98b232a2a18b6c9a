import { printed, quoted, type Value } from '../model';
import { covers, KNOWN_SCOPES } from '../scopes';
import { defineClientRule } from './define';

/** Reports what a client holds beyond its profile, where somebody named one. */
export const excessScope = defineClientRule({
  id: 'excess-scope',
  severity: 'warning',
  description: 'Limit a client to the scopes that its profile requires, recommends or allows.',
  rationale:
    'A browser app holds its token where scripts can read it, so every scope beyond need is reach for whoever takes the ' +
    'token. RFC 9700 asks to restrict tokens to the minimum.',
  remedy: 'Remove the scope, or list it in `additionalScopes` (of a profile of your own: `allowedScopes`).',
  messages: {
    excess: ({ scope, profile }: { scope: Value<string>; profile: string }) =>
      printed`holds ${scope}, which profile ${quoted([profile])} neither needs nor allows`,
    wider: ({ scope, profile }: { scope: Value<string>; profile: string }) =>
      printed`holds ${scope}, of which profile ${quoted([profile])} needs only the :readonly form`,
  },
  examples: {
    correct: {
      declared: { profile: 'agent', vocabulary: 'migration', additionalScopes: ['analytics:readonly'] },
      attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user', 'analytics:readonly'] },
    },
    incorrect: {
      declared: { profile: 'agent', vocabulary: 'migration' },
      attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user', 'authorization'] },
    },
  },
  check({ requirement, catalog, elements, report }) {
    if (requirement.origin !== 'policy' && requirement.origin !== 'construct') return;
    const wanted = [...requirement.required, ...requirement.recommended, ...requirement.allowed];
    const exists = (name: string) => KNOWN_SCOPES.has(name) || catalog.scopes.has(name);
    const beyond = (name: string) => exists(name) && !wanted.some((scope) => covers(scope, name));
    const wider = (name: string) => beyond(name) && wanted.some((scope) => covers(name, scope));
    const profile = requirement.profile ?? '';
    const wide = elements('scopes', wider);
    for (const scope of elements('scopes', beyond)) {
      report(wide.includes(scope) ? 'wider' : 'excess', { scope, profile }, { subject: scope });
    }
  },
});
