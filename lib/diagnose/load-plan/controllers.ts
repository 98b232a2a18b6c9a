import type { Amounts } from './amounts';
import { shortType, type TestElement, textOf } from './test-element';

/** How often a controller runs what is below it in one round. */
export interface Control {
  readonly most: number;
  readonly least: number;
  readonly once: boolean;
}

const ALWAYS: Control = { most: 1, least: 1, once: false };
const PERHAPS: Control = { most: 1, least: 0, once: false };
const NO_BOUND: Control = { most: Number.POSITIVE_INFINITY, least: 0, once: false };

const CONTROLS: Readonly<Record<string, Control>> = {
  GenericController: ALWAYS,
  TransactionController: ALWAYS,
  RecordingController: ALWAYS,
  CriticalSectionController: ALWAYS,
  RandomOrderController: ALWAYS,
  ParallelSampler: ALWAYS,
  OnceOnlyController: { ...ALWAYS, once: true },
  IfController: PERHAPS,
  SwitchController: PERHAPS,
  RandomController: PERHAPS,
  InterleaveControl: PERHAPS,
  ThroughputController: PERHAPS,
  IncludeController: PERHAPS,
  ModuleController: PERHAPS,
};

/** Whether an element decides how often others run. */
export function isController(type: string): boolean {
  return type in CONTROLS || /(Controller|Control|RunTime)$/.test(type);
}

/** Of a controller that is not known, and of one that only a condition ends, there is no bound. */
export function controlOf({ type, properties }: TestElement, amounts: Amounts): Control {
  const name = shortType(type);
  if (name !== 'LoopController') return CONTROLS[name] ?? NO_BOUND;
  const loops = amounts.parse(textOf(properties, 'LoopController.loops'), 'the number of loops', 1);
  if (loops === undefined) return NO_BOUND;
  return loops < 0 ? { ...NO_BOUND, least: 1 } : { most: loops, least: loops, once: false };
}
