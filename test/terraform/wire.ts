import { decode, ExtData, encode } from '@msgpack/msgpack';

/** The attributes of a resource, by their Terraform names. */
export type State = Readonly<Record<string, unknown>>;

/** How a value travels between Terraform and a provider. */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
}

/** A value that Terraform will know only after the apply. */
export const UNKNOWN = new ExtData(0, new Uint8Array([0]));

/** True of {@link UNKNOWN}, and of what Terraform sends where it knows something already (not null, a least length). */
export function isUnknown(value: unknown): value is ExtData {
  return value instanceof ExtData;
}

export function toWire(value: State | null): DynamicValue {
  return { msgpack: encode(value) };
}

/** A resource or configuration from the wire; null where there is none: before a create, after a delete. */
export function fromWire(value: DynamicValue): State | null {
  return decode(value.msgpack) as State | null;
}
