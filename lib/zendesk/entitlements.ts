import type { JsonObject } from '../files';
import { idOf, objectIn, textOf } from './fields';

/** What the entitlements say of one product; null where they say nothing. */
export interface Entitlement {
  readonly isActive: boolean;
  /** `admin`, `lead` or `agent`, as far as is known. */
  readonly name: string;
}

export interface Entitlements {
  readonly chat: Entitlement | null;
  readonly talk: Entitlement | null;
}

export function entitlementsOf(answer: JsonObject): Entitlements | undefined {
  const products = objectIn(answer, 'entitlements');
  return products && { chat: entitlementOf(products.chat), talk: entitlementOf(products.talk) };
}

function entitlementOf(value: unknown): Entitlement | null {
  if (typeof value !== 'object' || value === null) return null;
  const { is_active: isActive, name } = value as JsonObject;
  return typeof isActive === 'boolean' ? { isActive, name: textOf(name).toLowerCase() } : null;
}

/**
 * Whose entitlements an answer shows. The answer of GET /api/v2/users/{id}/entitlements/full does not say it. Taken are: a
 * `user_id` beside `entitlements`; the only number in the file's name (`35436.json`, `user-35436-entitlements.json`); and,
 * with no number there, the nearest folder that is named by a number (`users/35436/entitlements/full.json`).
 */
export function ownerOf(answer: JsonObject, inside: string): number | undefined {
  if (answer.user_id !== undefined) return idOf(answer.user_id);
  const [name = '', ...folders] = inside.split('/').reverse();
  const numbers = name.match(/\d+/g) ?? [];
  if (numbers.length > 0) return numbers.length === 1 ? idOf(numbers[0]) : undefined;
  return idOf(folders.find((folder) => /^\d+$/.test(folder)));
}

// Hundreds of thousands are kept: each as one small number.
const NAMES = ['', 'agent', 'lead', 'admin'];

export function packed({ chat, talk }: Entitlements): number {
  return packedOne(chat) * 16 + packedOne(talk);
}

function packedOne(entitlement: Entitlement | null): number {
  if (entitlement === null) return 0;
  return 1 + (entitlement.isActive ? 2 : 0) + Math.max(0, NAMES.indexOf(entitlement.name)) * 4;
}

export function unpacked(number: number): Entitlements {
  return { chat: unpackedOne(number >> 4), talk: unpackedOne(number & 15) };
}

function unpackedOne(number: number): Entitlement | null {
  return number === 0 ? null : { isActive: (number & 2) > 0, name: NAMES[number >> 2] ?? '' };
}
