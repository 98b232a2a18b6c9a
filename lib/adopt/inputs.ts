import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reading } from '../model';
import { readPath } from '../sources';

/** What the user named, and the state that lies beside each configuration. */
export interface Inputs {
  readonly readings: readonly Reading[];
  readonly beside: ReadonlyMap<Reading, readonly Reading[]>;
}

/** The name that the provider gives the state of an export, and Terraform its own. */
const STATE_FILE = 'terraform.tfstate';

/**
 * Reads what the paths name, as every command does, and the states of exports, which hold the ids.
 *
 * @param paths each with the label that the user gave it
 */
export async function readInputs(paths: readonly (readonly [path: string, label?: string])[]): Promise<Inputs> {
  const readings = (await Promise.all(paths.map(([path, label]) => readPath(path, label)))).flat();
  const states = new Map<string, Promise<Reading[]>>();
  const beside = new Map<Reading, readonly Reading[]>();
  for (const reading of readings.filter(isConfiguration)) {
    const file = stateBeside(reading.source.path);
    if (file === undefined) continue;
    const read = states.get(file) ?? readPath(file);
    states.set(file, read);
    beside.set(reading, await read);
  }
  return { readings, beside };
}

/** Configuration tells which clients there are, but not their ids. */
export function isConfiguration({ source: { kind, gap } }: Reading): boolean {
  return (kind === 'hcl' || kind === 'terraform-json') && gap !== 'unreadable';
}

function stateBeside(path: string): string | undefined {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
  const file = join(folder, STATE_FILE);
  return existsSync(file) ? file : undefined;
}
