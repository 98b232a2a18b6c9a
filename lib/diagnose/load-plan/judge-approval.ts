import { printed, publicText, type Text } from '../../model';
import type { Verdict } from '../verdict';
import type { Plan, SendingGroup } from './plan';

const SOURCE = publicText(
  'Genesys help, "Can customers perform automated testing such as load or stress testing of Genesys Cloud?"',
);

const REMEDY = publicText(
  'Open a ticket with Genesys Product Support at least two weeks ahead, one for each period. Run between 23:00 and 05:00 in the ' +
    "region's time zone. Until then try the plan out with 1 to 5 threads and one loop.",
);

const APPROVED_REMEDY = publicText(
  "Keep to what was approved: between 23:00 and 05:00 in the region's time zone, and each period scheduled for itself. " +
    'Try the plan out with 1 to 5 threads and one loop first.',
);

/** What a load test of Genesys Cloud needs before it may run, whatever its size. */
export function judgeApproval(plan: Plan, approved: boolean): Verdict {
  const sending = plan.groups.filter(({ requests }) => requests.some(({ target }) => target.is === 'genesys'));
  return {
    cause: 'load-approval',
    certainty: 'shown',
    severity: approved ? 'note' : 'warning',
    message: approved
      ? publicText('sends automated load to Genesys Cloud, which you say is approved')
      : publicText('sends automated load to Genesys Cloud, which Genesys must approve beforehand'),
    remedy: approved ? APPROVED_REMEDY : REMEDY,
    evidence: [...summary(sending), SOURCE],
    at: plan.at,
    count: 1,
  };
}

/** Thread groups that are told of one by one. */
const MOST = 20;

function summary(groups: readonly SendingGroup[]): readonly Text[] {
  const rest = groups.length - MOST;
  const told = groups.slice(0, MOST).flatMap(ofGroup);
  return rest > 0 ? [...told, printed`and ${rest} thread groups more`] : told;
}

function ofGroup(group: SendingGroup): readonly Text[] {
  const { threads, loops, requests, scripts, defaults, at } = group;
  const sockets = requests.filter(({ kind, target }) => kind === 'socket' && target.is === 'genesys').length;
  const calls = new Set(requests.flatMap(({ kind, target }) => (kind === 'http' ? (target.call ?? []) : [])));
  return [
    printed`thread group in line ${at.line ?? 1}: threads ${amount(threads)}, loops ${amount(loops)}`,
    ...[...calls].sort().map((call) => printed`calls ${call}`),
    ...(sockets > 0
      ? [printed`opens a WebSocket in ${sockets} ${publicText(sockets === 1 ? 'place' : 'places')}`]
      : []),
    ...(scripts > 0 ? [printed`runs scripts, and what they send is not seen: ${scripts}`] : []),
    ...defaults,
  ];
}

function amount(number: number | undefined): Text {
  if (number === undefined) return publicText('not known');
  return Number.isFinite(number) ? printed`${number}` : publicText('without end');
}
