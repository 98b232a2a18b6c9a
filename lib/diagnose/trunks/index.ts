import { sep } from 'node:path';
import { bytesOf, guarded, isObject, parseJson, textOf } from '../../files';
import { type Problem, publicText, type Text } from '../../model';
import { isHcl, isTerraformJson } from '../../sources';
import type { Verdict } from '../verdict';
import { trunksInHcl, trunksInTerraformJson } from './configuration';
import { judgeTrunk } from './judge';
import { trunksInPrinted } from './printed-json';
import { TRUNK_SETTINGS, type TrunkSettings } from './settings';

/** What the evidence shows, and what of it cannot be read. */
export interface ReadTrunks {
  readonly verdicts: readonly Verdict[];
  readonly problems: readonly Problem[];
}

/**
 * Looks for limits of calls in the settings of trunks, in a plan or a state as Terraform prints them, a state file, or
 * configuration in either syntax. A file without such settings gives nothing.
 */
export async function readTrunks(path: string): Promise<ReadTrunks> {
  const file = publicText(path.split(sep).join('/'));
  const text = textOf(() => bytesOf(path), file);
  if (typeof text !== 'string') return { verdicts: [], problems: [text] };
  const trunks = await trunksIn(text, file, path);
  if ('message' in trunks) return { verdicts: [], problems: [trunks] };
  return { verdicts: trunks.flatMap(judgeTrunk), problems: [] };
}

async function trunksIn(text: string, file: Text, path: string): Promise<readonly TrunkSettings[] | Problem> {
  if (isHcl(path)) return await asRead(file, () => trunksInHcl(text, file));
  const parsed = guarded<ReturnType<typeof parseJson>>(
    file,
    () => parseJson(text, file),
    (problem) => problem,
  );
  if ('message' in parsed) return parsed;
  // To find places takes ten times as long as to parse.
  if (!text.includes(TRUNK_SETTINGS)) return [];
  const isConfiguration = isTerraformJson(path) || (isObject(parsed.value) && 'resource' in parsed.value);
  if (isConfiguration) return await asRead(file, () => trunksInTerraformJson(text, file));
  return await asRead(file, async () => trunksInPrinted(text, file));
}

/** What is thrown where a text takes too much is a problem of the input. */
async function asRead<T>(file: Text, read: () => Promise<T>): Promise<T | Problem> {
  try {
    return await read();
  } catch (error) {
    const again = (): Problem => {
      throw error;
    };
    return guarded(file, again, (problem) => problem);
  }
}
