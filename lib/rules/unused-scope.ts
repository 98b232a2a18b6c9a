import { printed, publicText, type Text, type Usage, type Value } from '../model';
import { isUserless } from '../policy';
import { covers, PUBLISHED_CATALOG } from '../scopes';
import { defineClientRule, exampleUsage } from './define';

interface Unused {
  scope: Value<string>;
  usage: Usage;
}

/** Announces what a client holds and does not use, where the organisation was asked what it calls. */
export const unusedScope = defineClientRule({
  id: 'unused-scope',
  severity: 'note',
  description: 'Announce scopes that a client holds and that none of its calls took.',
  rationale:
    'A scope that nothing uses is reach for whoever takes the token, and nothing else. What the profile requires or ' +
    'recommends is left out. Genesys Cloud counts whole days, today not among them, and nothing of its own embedded apps: ' +
    'a call that an app makes once a year shows in no month.',
  remedy:
    'Ask whoever runs the app, look at more days (`--usage-days`), then take the scope away; or, to keep it knowingly, ' +
    'acknowledge this.',
  messages: {
    unused: ({ scope, usage }: Unused) =>
      printed`holds ${scope}, which none of its calls in ${usage.days} days took${doubt(usage)}`,
    wider: ({ scope, usage }: Unused) =>
      printed`holds ${scope}, of which its calls in ${usage.days} days took no more than the :readonly form${doubt(usage)}`,
    idle: ({ days }: { days: number }) => printed`made no request in ${days} days, so it used none of its scopes`,
  },
  examples: {
    correct: {
      attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user', 'analytics:readonly'] },
      usage: exampleUsage('GET /api/v2/analytics/reporting/settings', ['analytics', 'analytics:readonly']),
    },
    incorrect: {
      attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user', 'authorization'] },
      usage: exampleUsage('GET /api/v2/analytics/reporting/settings', ['analytics', 'analytics:readonly']),
    },
  },
  check({ client, now, requirement, elements, is, report }) {
    const { usage } = client;
    if (usage === undefined || !usage.whole || is('authorizedGrantType', isUserless)) return;
    if (usage.calls.length === 0 && usage.unpublished === 0) {
      if (now.scopes.items.length > 0) report('idle', { days: usage.days });
      return;
    }
    const wanted = [...requirement.required, ...requirement.recommended, ...requirement.replaced];
    // Of a name that no operation is published with, no call can show whether it is needed.
    const isJudged = (name: string) => PUBLISHED_CATALOG.scopes.has(name) && !wanted.some((each) => covers(name, each));
    const taking = (name: string) => usage.calls.filter(({ scopes }) => scopes.includes(name));
    const isUnused = (name: string) => isJudged(name) && taking(name).length === 0;
    const isWider = (name: string) =>
      isJudged(name) && !isUnused(name) && taking(name).every(({ scopes }) => scopes.includes(`${name}:readonly`));
    for (const scope of elements('scopes', isUnused)) report('unused', { scope, usage }, { subject: scope });
    for (const scope of elements('scopes', isWider)) report('wider', { scope, usage }, { subject: scope });
  },
});

/** What keeps the finding from being certain. */
function doubt({ unpublished }: Usage): Text {
  if (unpublished === 0) return publicText('');
  const subject = publicText(unpublished === 1 ? '1 request fits' : `${unpublished} requests fit`);
  return printed`; ${subject} no published operation, and may have needed it`;
}
