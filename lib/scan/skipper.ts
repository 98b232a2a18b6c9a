import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// As much of it as is used: the types of Node.js alone do not have it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Variable {
  readonly value: number;
}

/** What `wasm/skip.ts` compiles to. */
export interface Skipper {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly status: Variable;
  readonly types: Variable;
  readonly odd: Variable;
  begin(): void;
  skip(from: number, end: number): number;
  pass(from: number, end: number, until: number): number;
  moved(): void;
}

/** What came of going over a value: it is whole, cut by the window, damaged, or nested too deeply. */
export const [DONE, , DAMAGED, TOO_DEEP] = [0, 1, 2, 3];

/** Where the text lies in the memory, behind the levels of nesting. */
export const START = 262_144;

let compiled: object | undefined;

export function newSkipper(): Skipper {
  compiled ??= new WebAssembly.Module(readFileSync(join(__dirname, 'skip.wasm')));
  return new WebAssembly.Instance(compiled).exports as Skipper;
}
