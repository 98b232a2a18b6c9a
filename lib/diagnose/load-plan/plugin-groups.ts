import { publicText } from '../../model';
import type { Amounts } from './amounts';
import { property, type TestElement, textOf } from './test-element';
import type { Load } from './thread-groups';
import type { Xml } from './xml';

const FOREVER = Number.POSITIVE_INFINITY;

/** The thread groups of plugins (bzm, jp@gc), and the open model of JMeter 5.5, by the names of their classes. */
export const PLUGIN_GROUPS: Readonly<Record<string, (element: TestElement, amounts: Amounts) => Load>> = {
  ConcurrencyThreadGroup(element, amounts) {
    const threads = amounts.number('TargetLevel', 'the target concurrency', 0);
    // A thread that has done its iterations is replaced by another, so none but time ends them.
    const minutes = timeOf(element, amounts);
    return { threads, starts: threads, loops: FOREVER, minutes };
  },
  ArrivalsThreadGroup(element, amounts) {
    const rate = amounts.number('TargetLevel', 'the target rate', 0);
    const arrivals = perMinute(rate, element);
    const minutes = timeOf(element, amounts);
    return { ...arriving(amounts), starts: times(arrivals, minutes), arrivals, minutes };
  },
  FreeFormArrivalsThreadGroup(element, amounts) {
    const rows = rowsIn(element, 'Schedule').map((row) => rowOf(row, amounts, 'a rate of the schedule'));
    const highest = most(rows.flatMap((row) => row.slice(0, 2)));
    const arrivals = perMinute(highest, element);
    const minutes = sum(rows.map(([, , duration]) => inMinutes(duration, element)));
    return { ...arriving(amounts), starts: times(arrivals, minutes), arrivals, minutes };
  },
  UltimateThreadGroup(element, amounts) {
    const rows = rowsIn(element, 'ultimatethreadgroupdata').map((row) =>
      rowOf(row, amounts, 'a number of the schedule'),
    );
    const minutes = most(rows.map(([, ...times]) => inMinutesOf(sum(times))));
    return { threads: peakOf(rows), starts: sum(rows.map(([threads]) => threads)), loops: FOREVER, minutes };
  },
  SteppingThreadGroup(_, amounts) {
    const threads = amounts.number('ThreadGroup.num_threads', 'the number of threads', 0);
    return { threads, starts: threads, loops: FOREVER };
  },
  OpenModelThreadGroup(_, amounts) {
    amounts.unknown.push(publicText('the schedule of an open model is not read'));
    return { threads: undefined, starts: undefined, loops: 1 };
  },
};

/** Each arrival is a thread that goes round once. An empty limit is none. */
function arriving(amounts: Amounts): Pick<Load, 'threads' | 'loops'> {
  return { threads: amounts.number('ConcurrencyLimit', 'the limit of concurrency', FOREVER), loops: 1 };
}

function isInSeconds({ properties }: TestElement): boolean {
  return textOf(properties, 'Unit') === 'S';
}

function perMinute(rate: number | undefined, element: TestElement): number | undefined {
  return rate !== undefined && isInSeconds(element) ? rate * 60 : rate;
}

function inMinutesOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds / 60;
}

function inMinutes(time: number | undefined, element: TestElement): number | undefined {
  return isInSeconds(element) ? inMinutesOf(time) : time;
}

function timeOf(element: TestElement, amounts: Amounts): number | undefined {
  const ramp = amounts.number('RampUp', 'the ramp-up', 0);
  const hold = amounts.number('Hold', 'the hold time', 0);
  return inMinutes(sum([ramp, hold]), element);
}

/** Rows of a table: lists in a list, in JMeter's way to write them. */
function rowsIn({ properties }: TestElement, name: string): readonly Xml[] {
  return property(properties, name)?.children.filter(({ children }) => children.length > 0) ?? [];
}

function rowOf(row: Xml, amounts: Amounts, what: string): readonly (number | undefined)[] {
  return row.children.map(({ text }) => amounts.parse(text.trim(), what, 0));
}

/** The most threads at once: those of every row from their start to the end of their shutdown. */
function peakOf(rows: readonly (readonly (number | undefined)[])[]): number | undefined {
  const steps: { readonly time: number; readonly threads: number }[] = [];
  for (const [threads, delay, ...rest] of rows) {
    const time = sum(rest);
    if (threads === undefined || delay === undefined || time === undefined) return undefined;
    steps.push({ time: delay, threads }, { time: delay + time, threads: -threads });
  }
  let [now, peak] = [0, 0];
  // At the same moment those that start meet those that end.
  for (const { threads } of steps.sort((a, b) => a.time - b.time || b.threads - a.threads)) {
    now += threads;
    peak = Math.max(peak, now);
  }
  return peak;
}

function sum(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce(
    (total, number) => (total === undefined || number === undefined ? undefined : total + number),
    0,
  );
}

function most(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce<number | undefined>(
    (highest, number) => (highest === undefined || number === undefined ? undefined : Math.max(highest, number)),
    0,
  );
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.ceil(a * b);
}
