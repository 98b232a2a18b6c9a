import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Location, Reading } from '../model';
import { readPath } from './files';

/** What `cdktf synth` writes for a stack. */
const STACK_FILES = ['cdk.tf.json', 'cdk.tf'];

/**
 * Lets the clients of plans and states stand where the code made them, as a synth output tells: the one that is named, or
 * the one beside the file.
 */
export async function withPlaces(readings: readonly Reading[], synth: string | undefined): Promise<Reading[]> {
  const named = synth === undefined ? undefined : await readPath(synth);
  const placed = await Promise.all(
    readings.map(async (reading) => {
      if (reading.source.kind !== 'plan' && reading.source.kind !== 'state') return reading;
      const places = placesFor(reading, named ?? (await synthBeside(reading.source.path)));
      const clients = reading.clients.map((client) => {
        const at = client.at ?? places.get(client.address);
        return at === undefined ? client : { ...client, at };
      });
      return { ...reading, clients };
    }),
  );
  // What was named has to be readable; what lies beside is only a help.
  const [first] = placed;
  if (first === undefined || named === undefined) return placed;
  const problems = named.flatMap((each) => each.problems);
  return [{ ...first, problems: [...first.problems, ...problems] }, ...placed.slice(1)];
}

async function synthBeside(path: string): Promise<readonly Reading[]> {
  const folder = dirname(path);
  const file = STACK_FILES.map((name) => join(folder, name)).find(
    (each) => existsSync(each) && statSync(each).isFile(),
  );
  return file === undefined ? [] : readPath(file);
}

/** The places of the stack of the same name or, of the stacks that there are, those that agree. */
function placesFor({ source }: Reading, synths: readonly Reading[]): ReadonlyMap<string, Location> {
  const sameName = synths.filter((synth) => synth.source.label === (source.stack ?? source.label));
  const places = new Map<string, Location>();
  const ambiguous = new Set<string>();
  for (const { address, at } of (sameName.length > 0 ? sameName : synths).flatMap(({ clients }) => clients)) {
    if (places.has(address)) ambiguous.add(address);
    if (at !== undefined) places.set(address, at);
  }
  for (const address of ambiguous) places.delete(address);
  return places;
}
