import { ofThread } from './counts';
import type { SendingGroup } from './plan';
import { product, type Request } from './requests';
import type { TestElement } from './test-element';

/** The most requests that a thread group can send in a minute, or `undefined` where nothing bounds them. */
export function mostPerMinute(requests: readonly Request[], group: SendingGroup): number | undefined {
  if (requests.length === 0) return 0;
  const { threads, starts, arrivals, ramp } = group;
  const each = ofOneThread(requests, group);
  const byThread = total(requests, group);
  return lowest([
    starts !== undefined ? product(byThread, starts) : undefined,
    threads !== undefined && each !== undefined ? product(each, threads) : undefined,
    arrivals !== undefined ? product(byThread, arrivals) : undefined,
    // Threads that end at once: as many requests as threads start in a minute.
    starts !== undefined && ramp !== undefined && ramp > 60
      ? product(byThread, Math.ceil((starts * 60) / ramp))
      : undefined,
    byTimers(requests, threads),
  ]);
}

/** The most requests that one thread of it can send in a minute. */
export function ofOneThread(requests: readonly Request[], group: SendingGroup): number | undefined {
  return lowest([total(requests, group), byTimers(requests, 1), byPauses(requests)]);
}

function total(requests: readonly Request[], group: SendingGroup): number {
  return requests.reduce((sum, request) => sum + ofThread(request, group).most, 0);
}

/** Where every request waits for a timer that sets a rate, those rates together. */
function byTimers(requests: readonly Request[], threads: number | undefined): number | undefined {
  const rates = new Map<TestElement, number>();
  for (const { timing } of requests) {
    const { all, each } = timing;
    const ofEach = each === undefined || threads === undefined ? undefined : each.perMinute * threads;
    if (all !== undefined && all.perMinute <= (ofEach ?? all.perMinute)) rates.set(all.element, all.perMinute);
    else if (each !== undefined && ofEach !== undefined) rates.set(each.element, ofEach);
    else return undefined;
  }
  return [...rates.values()].reduce((sum, rate) => sum + rate, 0);
}

/** Where every request waits, the waits of a round together say how many rounds a minute has. */
function byPauses(requests: readonly Request[]): number | undefined {
  let [round, ofRound, shortest] = [0, 0, Number.POSITIVE_INFINITY];
  for (const { timing, most, least, once } of requests) {
    // What is sent once makes no later round longer.
    if (!once) round += product(timing.pause, least);
    ofRound += most;
    shortest = Math.min(shortest, timing.pause);
  }
  if (round > 0 && Number.isFinite(ofRound)) return ofRound * Math.ceil(60_000 / round);
  return shortest > 0 ? Math.ceil(60_000 / shortest) : undefined;
}

function lowest(bounds: readonly (number | undefined)[]): number | undefined {
  const known = bounds.filter((bound) => bound !== undefined && Number.isFinite(bound)) as number[];
  return known.length === 0 ? undefined : Math.ceil(Math.min(...known));
}
