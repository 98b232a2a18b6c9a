import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { bytesOf, textOf } from '../../files';
import type { Problem, Reading } from '../../model';
import { isConfiguration, isOverride, list, NO_VALUES, valueFilesOf } from '../configuration-files';
import { broken, type Named, named } from '../names';
import { readPositions } from '../positions';
import type { TerraformDocument } from './json-module';
import { jsonDocument, moduleFile } from './module-files';
import { loaderFor, moduleOfFile, readRoot } from './modules';

/** Reads a file of a module for itself. In the folder where it lies its calls are followed, and values are found. */
export async function readConfiguration(text: string, source: Named, hcl: boolean, path?: string): Promise<Reading> {
  const file = await moduleFile(text, source.path, hcl);
  if ('message' in file) return broken(source, file, hcl ? 'hcl' : 'terraform-json');
  if (path === undefined) return readRoot({ files: [file], hasHcl: hcl, problems: [], called: new Map() }, source);
  const folder = dirname(path);
  const roots = [realpathSync(folder)];
  const listing = list(folder, roots);
  const [beside, values] = 'message' in listing ? [[], NO_VALUES] : [listing.files, valueFilesOf(listing, roots)];
  const overrides = beside.filter(
    (each) => isConfiguration(each) && isOverride(each) && basename(each) !== basename(path),
  );
  const module = await moduleOfFile(loaderFor(roots), file, { hasHcl: hcl, path, overrides });
  return readRoot(module, source, values, readPositions(folder));
}

/** Parses files in Terraform's JSON syntax, with places; what cannot be read is a problem. */
export function readDocuments(paths: readonly string[]): { documents: TerraformDocument[]; problems: Problem[] } {
  const read = paths.map((path) => {
    const { path: file } = named(path);
    const text = textOf(() => bytesOf(path), file);
    return typeof text === 'string' ? jsonDocument(text, file) : text;
  });
  return {
    documents: read.flatMap((each) => ('message' in each ? [] : [each])),
    problems: read.flatMap((each) => ('message' in each ? [each] : [])),
  };
}
