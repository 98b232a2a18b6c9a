import type { Reading, SourceInfo } from '../../model';
import type { ReadDeclarations } from '../declarations';
import { type TerraformDocument, toModuleFile } from './json-module';
import { type Positions, readModules } from './module-reader';
import { UNRESOLVED } from './module-scope';

/**
 * Reads the clients of one module in Terraform's JSON syntax, all its documents together, before Terraform has seen it:
 * nobody knows yet what its variables will be given, so references are told and not resolved. `declared` is what is said of
 * the clients; the documents say it unless somebody knows it first-hand.
 */
export function readTerraformJson(
  documents: readonly TerraformDocument[],
  source: Pick<SourceInfo, 'label' | 'path'>,
  positions?: Positions,
  declared?: ReadDeclarations,
): Reading {
  const module = {
    files: documents.map((document) => toModuleFile(document)),
    hasHcl: false,
    problems: [],
    called: new Map(),
  };
  return readModules(module, source, { resolve: UNRESOLVED, ...(declared && { declared }), positions });
}
