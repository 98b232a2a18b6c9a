import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { readJsonFile } from '../files';
import { type Problem, publicText } from '../model';
import { type Catalog, PUBLISHED_CATALOG } from '../scopes';
import type { Policy } from './policy';

/** Name and version of the format in which an organisation's own catalogue is kept. */
export const CATALOG_FORMAT = 'genesys-scopes/catalog@1';

const catalogSchema = z.object({
  format: z.literal(CATALOG_FORMAT),
  date: z.iso.date(),
  scopes: z.array(z.string().min(1)).min(1),
});

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
  const parsed = readJsonFile(path, publicText(catalog.file));
  if ('message' in parsed) return say(parsed.message);
  const read = catalogSchema.safeParse(parsed.value);
  if (!read.success) return say(`is no catalogue of this tool (format ${CATALOG_FORMAT}, date, scopes)`);
  return { date: read.data.date, source: 'organisation', scopes: new Set(read.data.scopes) };
}
