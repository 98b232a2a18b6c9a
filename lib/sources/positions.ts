import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { bytesOf, parseJson, textOf } from '../files';
import { readPosition, SOURCE_MAP_FILE, sourceMapSchema } from '../model';
import type { Positions } from './configuration/module-reader';
import { named } from './names';

/** The places that stand beside the configuration in a folder, if cdktf wrote it. */
export function readPositions(folder: string): Positions {
  const path = join(folder, SOURCE_MAP_FILE);
  if (!existsSync(path)) return new Map();
  const file = named(path).path;
  const text = textOf(() => bytesOf(path), file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  // Places are a help: without them the findings stand all the same.
  const map = 'message' in parsed ? undefined : sourceMapSchema.safeParse(parsed.value).data;
  const project = projectOf(folder);
  const positions = Object.entries(map?.clients ?? {}).map(([address, text]) => [address, readPosition(text)] as const);
  return new Map(
    positions.flatMap(([address, position]) => {
      if (position === undefined) return [];
      const place = named(relative(process.cwd(), resolve(project, position.file))).path;
      return [[address, { ...position, file: place }] as const];
    }),
  );
}

/** The folder of the nearest `cdktf.json` upwards, else the working directory. */
export function projectOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'cdktf.json'))) return at;
    if (dirname(at) === at) return process.cwd();
  }
}
