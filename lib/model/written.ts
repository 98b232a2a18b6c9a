import type { Location } from './client';
import type { Text } from './text';

/** A list as it is written in configuration. */
export interface WrittenList {
  readonly file: Text;
  readonly at: Location;
  /** Where it is in the file: by offsets in UTF-16 code units, or in JSON by the way to it. */
  readonly place: WrittenPlace | readonly (string | number)[];
  /** True where it stands in the client itself, and not in something that others may use too. */
  readonly isOwn: boolean;
}

export interface WrittenPlace {
  readonly start: number;
  readonly end: number;
  /** `value` is absent for an element that an expression makes. */
  readonly elements: readonly { readonly start: number; readonly end: number; readonly value?: string }[];
}

/**
 * Where the elements of a client's list are written: in these lists, of which the last is the one to add to; nowhere,
 * because the client has no such argument; or where nobody can tell without running Terraform.
 */
export type Written =
  | { readonly kind: 'lists'; readonly lists: readonly [WrittenList, ...WrittenList[]] }
  | { readonly kind: 'absent'; readonly at: Location; readonly path?: readonly (string | number)[] }
  | { readonly kind: 'elsewhere'; readonly why: Text; readonly at: Location };
