import { isObject, type Json, type JsonObject } from '../files';

/** An id as the API gives it, a whole number; some exports write it in quotes. */
export function idOf(value: Json | undefined): number | undefined {
  const id = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  // Of a larger number JSON keeps only the first digits, and two people would become one.
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function isTrue(value: Json | undefined): boolean {
  return value === true;
}

/** The Chat API says 1 and 0, the others true and false; undefined for what is neither. */
export function switchOf(value: Json | undefined): boolean | undefined {
  if (value === true || value === 1) return true;
  return value === false || value === 0 ? false : undefined;
}

export function objectIn(record: JsonObject, key: string): JsonObject | undefined {
  const value = record[key];
  return isObject(value) ? value : undefined;
}

export function idsIn(record: JsonObject, key: string): readonly number[] {
  const value = record[key];
  return Array.isArray(value) ? value.flatMap((each) => idOf(each) ?? []) : [];
}

/** A time as a number; what has none is older than everything that has one. */
export function timeOf(value: Json | undefined): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/**
 * An email address as people are joined by it: upper and lower case, blanks around it and the ways to compose an accent
 * make no difference. What stands after a plus does: `a+chat@` is somebody else than `a@`. Undefined for what is none.
 */
export function emailKey(value: Json | undefined): string | undefined {
  const email = textOf(value).trim().normalize('NFC').toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined;
}
