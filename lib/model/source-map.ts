import { z } from 'zod';

/** Beside a synthesized stack: where in the code each of its clients was made. */
export const SOURCE_MAP_FILE = 'genesys-scopes.map.json';

/**
 * Places by configuration address. Files are relative to the project (the folder of `cdktf.json`), with forward slashes. It
 * is a file of its own so that snapshots of the synth output do not change with every edit.
 */
export interface SourceMap {
  readonly v: 1;
  readonly clients: Readonly<Record<string, { readonly file: string; readonly line: number; readonly column: number }>>;
}

/** @internal */
export const sourceMapSchema: z.ZodType<SourceMap> = z.object({
  v: z.literal(1),
  clients: z.record(z.string(), z.object({ file: z.string(), line: z.int(), column: z.int() })),
});
