import { type Acknowledgment, printed, publicText, quoted, type Text } from '../model';
import { expiresSoon, isExpired } from '../policy';
import { defineSourceRule } from './define';

interface Entry {
  rule: string;
  subject: string | undefined;
  reason: string;
  until: string;
}

const NO_FINDING = publicText('matches no finding');
const NO_CLIENT = publicText('matches no client; if it is for clients of other runs, say so with "source"');

/** Whether what is said of an entry of the policy may not hold where other clients are seen. */
export function mayMatchElsewhere(message: Text): boolean {
  // At the end: in the reason that a person gave anything may stand.
  return message.endsWith(NO_FINDING) || message.endsWith(NO_CLIENT);
}

/** Reports acknowledgments that have ended, will soon, or have nothing left to accept. */
export const staleEntry = defineSourceRule({
  id: 'stale-entry',
  severity: 'warning',
  description: 'Disallow acknowledgments and declarations that have ended or that match nothing.',
  rationale:
    'What was accepted for a while stands again when the while is over, and an entry that accepts nothing hides the next ' +
    'finding that it happens to match. Fourteen days before the end it is announced.',
  remedy: 'Mend what was accepted, or decide again with a new end; remove an entry that matches nothing.',
  messages: {
    expired: (entry: Entry) => printed`${subjectOf(entry)} expired on ${publicText(entry.until)}`,
    soon: (entry: Entry) => printed`${subjectOf(entry)} expires on ${publicText(entry.until)}`,
    orphan: ({ address }: { address: Text }) =>
      printed`declares what ${address} is for, but there is no such client: one of another address is judged by the base profile`,
    unused: (entry: Entry) => printed`${subjectOf(entry)} ${NO_FINDING}`,
    unmatched: ({ entry }: { entry: Text }) => printed`the policy entry of ${entry} ${NO_CLIENT}`,
  },
  examples: {
    correct: {
      declared: {
        profile: 'agent',
        acknowledge: [{ rule: 'retiring-grant', reason: 'the vendor ships PKCE in spring', until: '2999-12-31' }],
      },
      attributes: { authorized_grant_type: 'TOKEN' },
    },
    incorrect: {
      declared: {
        profile: 'agent',
        acknowledge: [{ rule: 'retiring-grant', reason: 'the vendor ships PKCE in spring', until: '2020-03-31' }],
      },
      attributes: { authorized_grant_type: 'TOKEN' },
    },
  },
  check({ acknowledgments, reading, today, report }) {
    for (const address of reading.orphans) report([], 'orphan', { address }, { subject: address });
    for (const { client, acknowledgment, entry, used } of acknowledgments) {
      // Those of the policy are told once, for all clients that they name.
      const message = entry === undefined && stalenessOf(acknowledgment, used, today);
      if (message) report([client], message, entryOf(acknowledgment), { subject: publicText(acknowledgment.rule) });
    }
  },
  checkPolicy({ entries, acknowledgments, today, report }) {
    for (const { entry, matched, sourceNamed } of entries) {
      if (matched) continue;
      // One without `source` may be for a stack that another run checks.
      const severity = sourceNamed ? 'warning' : 'note';
      if (sourceNamed || entry.sources === undefined) {
        report(entry.at, 'unmatched', { entry: entry.text }, { subject: entry.text, severity });
      }
    }
    for (const { entry, clientSeen, used } of acknowledgments) {
      const message = stalenessOf(entry, used, today);
      if (!message || (message === 'unused' && !clientSeen)) continue;
      report(entry.at, message, entryOf(entry), { subject: publicText(`${entry.client}/${entry.rule}`) });
    }
  },
});

function stalenessOf(acknowledgment: Acknowledgment, used: boolean, today: string) {
  if (isExpired(acknowledgment, today)) return 'expired';
  if (!used) return 'unused';
  return expiresSoon(acknowledgment, today) ? 'soon' : undefined;
}

function entryOf({ rule, subject, reason, until = '' }: Acknowledgment): Entry {
  return { rule, subject, reason, until };
}

function subjectOf({ rule, subject, reason }: Entry): Text {
  const what = subject === undefined ? quoted([rule]) : printed`${quoted([rule])} of ${quoted([subject])}`;
  return printed`the acknowledgment of ${what} (${publicText(reason)})`;
}
