import { amountsOf } from './amounts';
import { shortType, type TestElement } from './test-element';
import type { Variables } from './values';

/** A timer that sets a rate for what is in its scope. */
export interface RateTimer {
  /** Requests of a minute. */
  readonly perMinute: number;
  readonly element: TestElement;
}

/** What the timers in a scope do to its requests together: all of them have their say before each one. */
export interface Timing {
  /** Milliseconds that a thread waits, at the least. */
  readonly pause: number;
  /** The slowest of those that each thread has for itself. */
  readonly each?: RateTimer;
  /** The slowest of those that all threads share. */
  readonly all?: RateTimer;
}

export const NO_TIMERS: Timing = { pause: 0 };

/** Adds a timer to those around it. One that bounds nothing, or whose numbers are not known, changes nothing. */
export function timed(timing: Timing, element: TestElement, variables: Variables): Timing {
  const amounts = amountsOf(element, variables);
  switch (shortType(element.type)) {
    case 'ConstantTimer':
    case 'UniformRandomTimer':
    case 'PoissonRandomTimer': {
      // The random part is added to it. That of a Gaussian timer may be negative.
      const pause = amounts.number('ConstantTimer.delay', 'the delay', 0) ?? 0;
      return { ...timing, pause: timing.pause + Math.max(0, pause) };
    }
    case 'ConstantThroughputTimer': {
      const perMinute = amounts.number('throughput', 'the throughput', 0);
      // A mode that cannot be read may be that in which each thread has the rate for itself.
      const kind = (amounts.number('calcMode', 'the mode', 0) ?? 0) === 0 ? 'each' : 'all';
      return slowed(timing, kind, perMinute, element);
    }
    case 'PreciseThroughputTimer': {
      const throughput = amounts.number('throughput', 'the throughput', 0);
      const seconds = amounts.number('throughputPeriod', 'the period', 3600);
      return slowed(timing, 'all', throughput && seconds ? (throughput * 60) / seconds : undefined, element);
    }
    default:
      return timing;
  }
}

function slowed(timing: Timing, kind: 'each' | 'all', perMinute: number | undefined, element: TestElement): Timing {
  if (perMinute === undefined || perMinute <= 0) return timing;
  const before = timing[kind];
  if (before !== undefined && before.perMinute <= perMinute) return timing;
  return { ...timing, [kind]: { perMinute, element } };
}
