import { printed, publicText, quoted, type Text, type UsedCall } from '../model';
import { isUserless } from '../policy';
import { covers, MIGRATION_SCOPES, publishedEquivalents } from '../scopes';
import { defineClientRule, exampleUsage } from './define';

interface Uncovered {
  calls: readonly UsedCall[];
  scopes: readonly string[];
  days: number;
}

/** Announces calls that a client makes without a scope for them, where the organisation was asked what it calls. */
export const uncoveredCall = defineClientRule({
  id: 'uncovered-call',
  severity: 'note',
  description: 'Announce operations that a client calls although it holds none of the scopes that they take.',
  rationale:
    'Where scopes are not enforced such a call works, and is refused from the day on which they are: what a client calls is ' +
    'better evidence than what its profile supposes. Counted is what was called in the days before: a client may have held ' +
    'the scope then.',
  remedy:
    'Before scopes are enforced, add one of the scopes (where the app only reads, the `:readonly` form), or let the app do ' +
    'without the call.',
  messages: {
    works: (data: Uncovered) => printed`${needs(data)}; such calls work only while scopes are not enforced`,
    refused: (data: Uncovered) => printed`${needs(data)}; none of them succeeded`,
  },
  examples: {
    correct: {
      attributes: { scopes: ['stations:readonly'] },
      usage: exampleUsage('GET /api/v2/stations/{stationId}', ['stations', 'stations:readonly']),
    },
    incorrect: {
      attributes: { scopes: ['users'] },
      usage: exampleUsage('GET /api/v2/stations/{stationId}', ['stations', 'stations:readonly']),
    },
  },
  check({ client, catalog, elements, holds, is, report }) {
    const { usage } = client;
    // The roles of a client that speaks for itself decide what it may do, and its scopes nothing.
    if (usage === undefined || is('authorizedGrantType', isUserless)) return;
    // What a name of the guidance opens is not published; where nobody knows better it opens what it stands for.
    const mayExist = (name: string) => catalog.source === 'published' || catalog.scopes.has(name);
    const opens = (name: string, scope: string) =>
      MIGRATION_SCOPES.has(name) && mayExist(name) && publishedEquivalents(name).some((each) => covers(each, scope));
    const isHeld = (scope: string) =>
      holds(scope) !== 'no' || elements('scopes', (name) => opens(name, scope)).length > 0;
    const uncovered = usage.calls.filter(({ scopes }) => scopes.length > 0 && !scopes.some(isHeld));
    const subjectOf = ({ scopes }: UsedCall) => scopes.join(' or ');
    for (const subject of new Set(uncovered.map(subjectOf))) {
      const calls = uncovered.filter((call) => subjectOf(call) === subject);
      const data = { calls, scopes: calls[0]?.scopes ?? [], days: usage.days };
      const works = calls.some(({ succeeded }) => succeeded > 0);
      report(works ? 'works' : 'refused', data, { subject: publicText(subject) });
    }
  },
});

/** Operations that a message names: enough to find the part of the app. */
const NAMED = 3;

function needs({ calls, scopes, days }: Uncovered): Text {
  const named = calls.slice(0, NAMED).map(({ operation }) => operation);
  const more = publicText(calls.length > NAMED ? ` and ${calls.length - NAMED} more` : '');
  const count = calls.reduce((sum, call) => sum + call.requests, 0);
  const requests = publicText(count === 1 ? '1 request' : `${count} requests`);
  const lacking =
    scopes.length === 1
      ? printed`the scope ${quoted(scopes)}, which it does not hold`
      : printed`one of the scopes ${quoted(scopes)}, of which it holds none`;
  return printed`made ${requests} in ${days} days (${named}${more}) for which a token needs ${lacking}`;
}
