import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod/mini';
import { readJsonFile } from '../files';
import { type Problem, publicText, type Text } from '../model';
import { type Catalog, PUBLISHED_CATALOG } from '../scopes';
import type { Policy } from './policy';

/** Name and version of the format in which an organisation's own catalogue is kept. */
export const CATALOG_FORMAT = 'genesys-scopes/catalog@1';

const catalogSchema = z.object({
  format: z.literal(CATALOG_FORMAT),
  date: z.iso.date(),
  scopes: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  descriptions: z.optional(z.record(z.string(), z.string())),
});

/** What a file keeps of an organisation's catalogue. */
export interface KeptCatalog {
  /** Day on which the organisation was asked, as YYYY-MM-DD. */
  readonly date: string;
  readonly scopes: readonly string[];
  /** What the organisation says of a scope, by its name. */
  readonly descriptions: ReadonlyMap<string, string>;
}

/** Reads a file of the format, or says what is wrong with it. */
export function readCatalogFile(path: string, file: Text): KeptCatalog | Problem {
  const parsed = readJsonFile(path, file);
  if ('message' in parsed) return parsed;
  const read = catalogSchema.safeParse(parsed.value);
  if (!read.success) {
    const message = publicText(`is no catalogue of this tool (format ${CATALOG_FORMAT}, date, scopes)`);
    return { message, at: { file } };
  }
  const { date, scopes, descriptions = {} } = read.data;
  return { date, scopes, descriptions: new Map(Object.entries(descriptions)) };
}

/** The file of a catalogue: sorted, so that a change of it shows what changed. */
export function catalogFileText({ date, scopes, descriptions }: KeptCatalog): string {
  const sorted = [...new Set(scopes)].sort();
  const said = sorted.flatMap((scope) => {
    const description = descriptions.get(scope);
    return description === undefined ? [] : [[scope, description] as const];
  });
  const document = {
    format: CATALOG_FORMAT,
    date,
    scopes: sorted,
    ...(said.length > 0 && { descriptions: Object.fromEntries(said) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Where the catalogue is that a policy names, whether it is there yet or not; undefined where it names none. */
export function catalogPath({ catalog, file }: Policy): string | undefined {
  return catalog === undefined ? undefined : resolve(dirname(file ?? '.'), catalog.file);
}

/**
 * The catalogue by which a policy has clients judged: the organisation's own where the policy names one.
 *
 * @param beside another policy, beside which the file may lie instead
 */
export function readCatalog({ catalog, file }: Policy, beside?: Policy): Catalog | Problem {
  if (catalog === undefined) return PUBLISHED_CATALOG;
  const own = resolve(dirname(file ?? '.'), catalog.file);
  // The policy before a change comes alone, as a file of its own; its catalogue lies where the policy of now is.
  const path = existsSync(own) ? own : resolve(dirname(beside?.file ?? file ?? '.'), catalog.file);
  const say = (message: string): Problem => ({
    message: publicText(`catalog: ${catalog.file} ${message}`),
    at: catalog.at,
  });
  const kept = readCatalogFile(path, publicText(catalog.file));
  if ('message' in kept) return say(kept.message);
  return { date: kept.date, source: 'organisation', scopes: new Set(kept.scopes) };
}
