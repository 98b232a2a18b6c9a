import * as z from 'zod/mini';
import type { Location } from './client';
import { publicText } from './text';

/** Beside a synthesized stack: where in the code each of its clients was made. */
export const SOURCE_MAP_FILE = 'genesys-scopes.map.json';

/** A place in the user's code. */
export type SourcePosition = Required<Pick<Location, 'file' | 'line' | 'column'>>;

/**
 * Places by configuration address, each as `file:line:column`. Files are relative to the project (the folder of
 * `cdktf.json`), with forward slashes. It is a file of its own so that snapshots of the synth output do not change with
 * every edit.
 */
export interface SourceMap {
  readonly v: 1;
  readonly clients: Readonly<Record<string, string>>;
}

/** @internal */
export const sourceMapSchema: z.ZodMiniType<SourceMap> = z.object({
  v: z.literal(1),
  clients: z.record(z.string(), z.string()),
});

export function writePosition({ file, line, column }: SourcePosition): string {
  return `${file}:${line}:${column}`;
}

/** The place that {@link writePosition} wrote, or undefined for a text that is none. */
export function readPosition(text: string): SourcePosition | undefined {
  const match = /^(.+):(\d+):(\d+)$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { file: publicText(match[1]), line: Number(match[2]), column: Number(match[3]) };
}
