import type { Text } from './text';

/**
 * A value as a source knows it.
 *
 * - `known`: the value itself.
 * - `unknown`: not decided yet; `waitsFor` names the references that decide it (empty when the source does not tell).
 * - `sensitive`: may be judged, never printed. The value is closed over, so no reporter, log or error can reach it.
 */
export type Value<T> = Known<T> | Unknown | Sensitive<T>;

export interface Known<T> {
  readonly kind: 'known';
  readonly value: T;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly waitsFor: readonly Text[];
}

export interface Sensitive<T> {
  readonly kind: 'sensitive';
  test(judge: (value: T) => boolean): boolean;
}

export function known<T>(value: T): Known<T> {
  return { kind: 'known', value };
}

export function unknown(waitsFor: readonly Text[] = []): Unknown {
  return { kind: 'unknown', waitsFor };
}

export function sensitive<T>(value: T): Sensitive<T> {
  return { kind: 'sensitive', test: (judge) => judge(value) };
}

/** What `judge` says of the value; undefined while the value is unknown. */
export function judgeValue<T>(value: Value<T>, judge: (value: T) => boolean): boolean | undefined {
  if (value.kind === 'known') return judge(value.value);
  if (value.kind === 'sensitive') return value.test(judge);
  return undefined;
}
