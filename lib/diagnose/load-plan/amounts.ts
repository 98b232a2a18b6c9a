import { printed, publicText, type Text } from '../../model';
import type { TestElement } from './test-element';
import { textOf } from './test-element';
import { resolve, type Variables } from './values';

/** Reads numbers of one element, and keeps what of them is not known. */
export interface Amounts {
  /** @param absent what JMeter takes where nothing is written */
  number(name: string, what: string, absent: number): number | undefined;
  /** Reads a number that stands elsewhere. */
  parse(text: string, what: string, absent: number): number | undefined;
  /** Each number that is not known, with what it waits for. */
  readonly unknown: Text[];
  /** Each number that is the default of a property. */
  readonly defaults: Text[];
}

export function amountsOf(element: TestElement, variables: Variables): Amounts {
  const unknown: Text[] = [];
  const defaults: Text[] = [];
  const parse = (text: string, what: string, absent: number): number | undefined => {
    const { value, waitsFor, properties } = resolve(text, variables);
    if (value === undefined) {
      unknown.push(printed`${publicText(what)} waits for ${waitsFor}`);
      return undefined;
    }
    if (value.trim() === '') return absent;
    const number = Number(value);
    if (!Number.isFinite(number)) {
      unknown.push(printed`${publicText(what)} is no number`);
      return undefined;
    }
    for (const name of properties) defaults.push(printed`${publicText(what)} is ${number} by default of ${name}`);
    return number;
  };
  return {
    parse,
    number: (name, what, absent) => parse(textOf(element.properties, name), what, absent),
    unknown,
    defaults,
  };
}
