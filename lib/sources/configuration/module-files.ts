import { bytesOf, guarded, parseLocatedJson, textOf } from '../../files';
import { type HclParser, loadHcl } from '../../hcl';
import { type Problem, publicText, type Text } from '../../model';
import { isOverride, isTerraformJson } from '../configuration-files';
import { named } from '../names';
import { needsParser } from './json-expression';
import { type TerraformDocument, toModuleFile } from './json-module';
import { misplaced } from './json-shape';
import { isRead, type ModuleFile } from './module-file';

/** Parses the files of a module; what cannot be read is a problem. */
export async function moduleFiles(paths: readonly string[]): Promise<{ files: ModuleFile[]; problems: Problem[] }> {
  const files: ModuleFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const { path: file } = named(path);
    const text = textOf(() => bytesOf(path), file);
    const read = typeof text === 'string' ? await moduleFile(text, file, !isTerraformJson(path)) : text;
    if ('message' in read) problems.push(read);
    else files.push(read);
  }
  return { files, problems };
}

/** Parses the text of one file. The grammar of HCL is loaded when there is some, and not before. */
export async function moduleFile(text: string, file: Text, hcl: boolean): Promise<ModuleFile | Problem> {
  const parser = hcl || needsParser(text) ? await loadHcl() : undefined;
  return guarded<ModuleFile | Problem>(
    file,
    () => (hcl && parser ? hclFile(text, file, parser) : jsonFile(text, file, parser)),
    (problem) => problem,
  );
}

function hclFile(text: string, file: Text, parser: HclParser): ModuleFile | Problem {
  const body = parser.parse(text, file, isRead);
  return 'message' in body ? body : { file, body, overrides: isOverride(file) };
}

function jsonFile(text: string, file: Text, parser: HclParser | undefined): ModuleFile | Problem {
  const document = jsonDocument(text, file);
  if ('message' in document) return document;
  return misplaced(document) ?? toModuleFile(document, parser);
}

/** Parses a file in Terraform's JSON syntax, with places. */
export function jsonDocument(text: string, file: Text): TerraformDocument | Problem {
  const parsed = parseLocatedJson(text, file);
  if ('message' in parsed) return parsed;
  if (typeof parsed.value === 'object' && parsed.value !== null)
    return { ...parsed, file, overrides: isOverride(file) };
  return { message: publicText('is JSON, but no object: Terraform would not read it'), at: { file } };
}
