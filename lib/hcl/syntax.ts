import type { Span } from '../files';
import type { Location, Text } from '../model';

export type Literal = string | number | boolean | null;

/**
 * An expression as far as it can be told without running Terraform. Strings are decoded: what is escaped in them is plain
 * text. Its span is absent where there is no text.
 */
export type Expression = Shape & { readonly span?: Span };

export type Shape =
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'list'; readonly elements: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Argument[] }
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly name: Text }
  /** Whatever else there is: operations, conditions, loops, templates of several parts. */
  | { readonly kind: 'other'; readonly references: readonly Text[] };

export interface ObjectEntry {
  /** Absent where an expression makes it. */
  readonly key?: string;
  readonly value: Expression;
}

export interface Argument {
  readonly value: Expression;
  /** True for the last one of `f(list...)`. */
  readonly expands: boolean;
}

export interface Attribute {
  readonly name: string;
  readonly value: Expression;
  /** The place of the value. */
  readonly at?: (() => Location) | undefined;
  /** The way to the value, in JSON syntax only: there an expression has no span of its own. */
  readonly path?: () => readonly (string | number)[];
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** The place of type and labels. */
  readonly at?: (() => Location) | undefined;
  /** The way to the block, in JSON syntax only. */
  readonly path?: () => readonly (string | number)[];
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}
