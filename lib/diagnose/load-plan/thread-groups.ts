import type { Location, Text } from '../../model';
import { type Amounts, amountsOf } from './amounts';
import { PLUGIN_GROUPS } from './plugin-groups';
import { property, shortType, type TestElement, textOf } from './test-element';
import type { Variables } from './values';

/** How many threads there are, how often they go round and how fast they come. Undefined is what is not known. */
export interface Load {
  /** At the same time. */
  readonly threads: number | undefined;
  /** All that ever start. */
  readonly starts: number | undefined;
  /** Rounds of each thread: Infinity where only time ends them. */
  readonly loops: number | undefined;
  /** Seconds in which the threads start, evenly. */
  readonly ramp?: number | undefined;
  /** Starts of a minute, where the group says that. */
  readonly arrivals?: number | undefined;
  /** How long all of it takes at the most, where the group says that. */
  readonly minutes?: number | undefined;
}

/** A thread group that runs. */
export interface Group extends Load {
  readonly element: TestElement;
  readonly phase: 'before' | 'main' | 'after';
  /** False for a type of which it is not known how it is read. */
  readonly isKnownType: boolean;
  readonly unknown: readonly Text[];
  readonly defaults: readonly Text[];
  readonly at: Location;
}

/** Whether an element of a plan is a thread group, of whatever make. */
export function isThreadGroup({ type }: TestElement): boolean {
  return /ThreadGroup$/.test(type);
}

type ReadLoad = (element: TestElement, amounts: Amounts) => Load;

/** JMeter's own, and those of plugins. */
const GROUPS: Readonly<Record<string, ReadLoad>> = {
  ThreadGroup: readThreadGroup,
  SetupThreadGroup: readThreadGroup,
  PostThreadGroup: readThreadGroup,
  ...PLUGIN_GROUPS,
};

export function readGroup(element: TestElement, variables: Variables): Group {
  const type = shortType(element.type);
  const read = GROUPS[type];
  const amounts = amountsOf(element, variables);
  const load = read?.(element, amounts) ?? { threads: undefined, starts: undefined, loops: undefined };
  return {
    ...load,
    element,
    phase: type === 'SetupThreadGroup' ? 'before' : type === 'PostThreadGroup' ? 'after' : 'main',
    isKnownType: read !== undefined,
    unknown: amounts.unknown,
    defaults: amounts.defaults,
    at: element.at(),
  };
}

function readThreadGroup(element: TestElement, amounts: Amounts): Load {
  const threads = amounts.number('ThreadGroup.num_threads', 'the number of threads', 1);
  return {
    threads,
    starts: threads,
    loops: loopsOf(element, amounts),
    ramp: amounts.number('ThreadGroup.ramp_time', 'the ramp-up', 0),
    ...(textOf(element.properties, 'ThreadGroup.scheduler') === 'true' && { minutes: durationOf(amounts) }),
  };
}

/** Without one the scheduler ends nothing. */
function durationOf(amounts: Amounts): number | undefined {
  const seconds = amounts.number('ThreadGroup.duration', 'the duration', 0);
  return seconds === undefined || seconds <= 0 ? undefined : seconds / 60;
}

/** Rounds of the controller in a thread group. */
function loopsOf({ properties }: TestElement, amounts: Amounts): number | undefined {
  const controller = property(properties, 'ThreadGroup.main_controller');
  if (controller === undefined) return 1;
  // At the top of a thread it means that the thread never ends by itself.
  if (textOf(controller, 'LoopController.continue_forever') === 'true') return Number.POSITIVE_INFINITY;
  return rounds(amounts.parse(textOf(controller, 'LoopController.loops'), 'the number of loops', 1));
}

/** Any number below 0 means that there is no end. */
export function rounds(loops: number | undefined): number | undefined {
  return loops !== undefined && loops < 0 ? Number.POSITIVE_INFINITY : loops;
}
