import type { Limits } from '../../live';
import { printed, publicText, type Text } from '../../model';
import type { Verdict } from '../verdict';
import { rateLimit } from './limits';
import type { Plan, SendingGroup } from './plan';
import { mostPerMinute, ofOneThread } from './rates';
import type { Request } from './requests';
import { usersOf } from './words';

interface Sending {
  readonly group: SendingGroup;
  readonly requests: readonly Request[];
}

/** Whether a plan can send more requests with one token than a minute has room for. */
export function judgeRate({ groups }: Plan, limits: Limits | undefined): readonly Verdict[] {
  const sending = groups
    .map((group): Sending => ({ group, requests: group.requests.filter(isOfApi) }))
    .filter(({ group, requests }) => requests.length > 0 && group.threads !== undefined && group.loops !== undefined);
  const requests = sending.flatMap((each) => each.requests);
  const [first] = requests;
  if (first === undefined) return [];
  const { users, why } = usersOf(requests);
  const most = users === 'many' ? ofThreads(sending) : ofPhases(sending);
  const limit = rateLimit(limits);
  if (most !== undefined && most <= limit.value) return [];
  const isUnclear = users === 'unclear' || most === undefined;
  return [
    {
      cause: 'load-rate',
      certainty: isUnclear ? 'unclear' : 'likely',
      severity: 'warning',
      message: messageOf(most, users, limit.value),
      remedy: remedyOf(users, limit.value),
      evidence: [
        most === undefined
          ? publicText('requests of a minute: not known, as nothing makes a thread wait')
          : printed`requests of a minute${publicText(users === 'many' ? ' with one token' : '')}: up to ${most}`,
        why,
        limit.source,
      ],
      at: first.at,
      count: requests.length,
    },
  ];
}

/** Logins count elsewhere, and what is sent to an unknown path may be one. */
function isOfApi({ kind, target }: Request): boolean {
  return kind === 'http' && target.is === 'genesys' && target.call !== undefined;
}

/** The groups of a phase run at the same time, the phases one after the other. */
function ofPhases(sending: readonly Sending[]): number | undefined {
  const phases = (['before', 'main', 'after'] as const).map((phase) => {
    const rates = sending
      .filter(({ group }) => group.phase === phase)
      .map(({ group, requests }) => mostPerMinute(requests, group));
    return rates.reduce((sum, rate) => (sum === undefined || rate === undefined ? undefined : sum + rate), 0);
  });
  return highest(phases);
}

function ofThreads(sending: readonly Sending[]): number | undefined {
  return highest(sending.map(({ group, requests }) => ofOneThread(requests, group)));
}

function highest(rates: readonly (number | undefined)[]): number | undefined {
  return rates.reduce<number | undefined>(
    (most, rate) => (most === undefined || rate === undefined ? undefined : Math.max(most, rate)),
    0,
  );
}

function messageOf(most: number | undefined, users: 'one' | 'many' | 'unclear', limit: number): Text {
  if (most === undefined)
    return printed`it cannot be told whether it keeps within ${limit} requests a minute with one token: threads send as fast as answers come`;
  const sends = printed`can send ${most} requests a minute`;
  if (users === 'unclear')
    return printed`${sends}, and it cannot be told with how many tokens: one has ${limit} a minute, and what is beyond gets 429`;
  return printed`${sends} with one token, which has ${limit} a minute: what is beyond gets 429`;
}

/** A number of threads to begin with. */
const FEW = 5;

function remedyOf(users: 'one' | 'many' | 'unclear', limit: number): Text {
  const timer =
    users === 'many'
      ? printed`a Constant Throughput Timer of at most ${limit} a minute in the mode "this thread only"`
      : printed`a Constant Throughput Timer of at most ${limit} a minute in the mode "all active threads"`;
  return printed`Begin with ${FEW} threads and one loop. To go on, put ${timer} above all requests, and wait as long as retry-after says after a 429.`;
}
