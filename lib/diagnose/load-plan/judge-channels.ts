import type { Limits } from '../../live';
import { printed, publicText, type Text } from '../../model';
import type { Verdict } from '../verdict';
import { ofGroup, ofThread, type Range, total } from './counts';
import { CHANNELS, TOPICS, toldOfNotifications } from './limits';
import type { Plan, SendingGroup } from './plan';
import { mostPerMinute } from './rates';
import { product, type Request } from './requests';
import { countText, usersOf } from './words';

const CREATE = 'POST /api/v2/notifications/channels';
const SUBSCRIBE = '/api/v2/notifications/channels/{channelId}/subscriptions';

/** Whether a plan makes more channels for one user than are kept, or asks too much of one. */
export function judgeChannels(plan: Plan, limits: Limits | undefined): readonly Verdict[] {
  return [...judgeCreated(plan, limits), ...judgeTopics(plan)];
}

function judgeCreated({ groups }: Plan, limits: Limits | undefined): readonly Verdict[] {
  const creating = groups
    .map((group) => ({ group, requests: group.requests.filter(({ target }) => target.call === CREATE) }))
    .filter(({ requests }) => requests.length > 0);
  const requests = creating.flatMap((each) => each.requests);
  const [first] = requests;
  if (first === undefined) return [];
  const ranges = creating.map(({ group, requests: own }) => inTime(ofGroup(own, group), own, group));
  // What is not known of the load is said by another verdict.
  if (ranges.includes(undefined)) return [];
  const range = total(ranges as readonly Range[]);
  const { users, why } = usersOf(requests);
  if (range.most <= CHANNELS.value) return [];
  const perThread = creating.reduce((most, each) => Math.max(most, threadTotal(each.requests, each.group)), 0);
  const base = {
    cause: 'load-channels' as const,
    call: publicText(CREATE),
    evidence: [countText('channels', range), why, CHANNELS.source, ...toldOfNotifications(limits)],
    at: first.at,
    count: requests.length,
  };
  return [{ ...base, ...judgement(range, users, perThread) }];
}

/** What is said of more channels than one user keeps. */
function judgement(
  range: Range,
  users: 'one' | 'many' | 'unclear',
  perThread: number,
): Pick<Verdict, 'certainty' | 'severity' | 'message' | 'remedy'> {
  const few = remedyOf(perThread);
  if (users === 'many') {
    const needed = Number.isFinite(range.most)
      ? printed`at least ${Math.ceil(range.most / CHANNELS.value)} users`
      : undefined;
    return {
      certainty: 'unclear',
      severity: 'note',
      message: printed`creates more channels than the ${CHANNELS.value} that one user keeps, for the users of a list`,
      remedy: printed`See that the list has ${needed ?? publicText('more users than threads')}. ${few}`,
    };
  }
  if (users === 'unclear') {
    return {
      certainty: 'unclear',
      severity: 'warning',
      message: printed`creates more channels than the ${CHANNELS.value} that one user keeps, and it cannot be told whether each thread has its own user`,
      remedy: few,
    };
  }
  const surely = range.least > CHANNELS.value;
  return {
    certainty: surely ? 'shown' : 'likely',
    severity: surely ? 'error' : 'warning',
    message: printed`creates more channels with one token than the ${CHANNELS.value} that are kept: each one more removes another, and its events stop`,
    remedy: few,
  };
}

function remedyOf(perThread: number): Text {
  const threads = perThread <= CHANNELS.value ? Math.floor(CHANNELS.value / Math.max(1, perThread)) : undefined;
  const most =
    threads === undefined
      ? publicText('one thread makes too many already')
      : printed`as it stands that is ${threads} ${publicText(threads === 1 ? 'thread' : 'threads')} at the most`;
  return printed`Create one channel for each user, in a Once Only Controller, and give each thread its own user. With one user stay within ${CHANNELS.value} channels: ${most}.`;
}

/** Where only time ends the threads, it bounds them together with what a minute takes. */
function inTime(range: Range | undefined, requests: readonly Request[], group: SendingGroup): Range | undefined {
  const perMinute = mostPerMinute(requests, group);
  if (range === undefined || group.minutes === undefined || perMinute === undefined) return range;
  return { least: range.least, most: Math.min(range.most, Math.ceil(product(perMinute, Math.ceil(group.minutes)))) };
}

function threadTotal(requests: readonly Request[], group: SendingGroup): number {
  return requests.reduce((sum, request) => sum + ofThread(request, group).most, 0);
}

function judgeTopics({ groups }: Plan): readonly Verdict[] {
  const asking = groups
    .flatMap(({ requests }) => requests)
    .filter(({ target, topics = 0 }) => target.call?.endsWith(SUBSCRIBE) && topics > TOPICS.value);
  return asking.map(
    ({ target, topics = 0, at }): Verdict => ({
      cause: 'load-channels',
      certainty: 'likely',
      severity: 'error',
      ...(target.call !== undefined && { call: target.call }),
      message: printed`subscribes one channel to ${topics} topics, and ${TOPICS.value} is what a channel takes`,
      remedy: publicText('Subscribe each channel to the topics of its own user only.'),
      evidence: [TOPICS.source],
      at,
      count: 1,
    }),
  );
}
