import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import {
  decode,
  errorCode,
  isObject,
  type JsonObject,
  parseJson,
  parseLocatedJson,
  tooDeep,
  WHAT_TO_GIVE,
} from '../files';
import { type Location, type Problem, publicText, type Reading, type SourceInfo, type Text } from '../model';
import { isPlan, readPlan } from './plan';
import { type Positions, readTerraformJson, type TerraformDocument } from './terraform-json';

/** A source before it is read. */
export type Named = Pick<SourceInfo, 'label' | 'path'>;

/** Names a source by its path, or by the label that the user gave. */
export function named(path: string, label?: string): Named {
  const text = publicText(path.split(sep).join('/'));
  return { label: label === undefined ? text : publicText(label), path: text };
}

/** A reading of something that could not be read, with the reason and what to do. */
export function unreadable(
  source: Named,
  message: string,
  remedy: string,
  at: Location = { file: source.path },
): Reading {
  return broken(source, { message: publicText(message), remedy: publicText(remedy), at });
}

export function broken(source: Named, problem: Problem): Reading {
  return {
    source: { ...source, kind: 'terraform-json', gap: 'unreadable' },
    clients: [],
    credentials: [],
    orphans: [],
    problems: [problem],
  };
}

/** Files in Terraform's JSON syntax; `.tofu.json` is OpenTofu's own name for them. */
export function isTerraformJson(path: string): boolean {
  return /\.(tf|tofu)\.json$/.test(path);
}

export function isHcl(path: string): boolean {
  return /\.(tf|tofu|hcl)$/.test(path);
}

/** Reads one file by its content. */
export function readFile(path: string, label?: string): Reading {
  if (isTerraformJson(path)) return readModule([path], named(path, label));
  if (isHcl(path)) return notYet(named(path, label), 'HCL');
  return readBytes(() => readFileSync(path), named(path, label));
}

/** Reads bytes by their content. */
export function readBytes(read: () => Uint8Array, source: Named): Reading {
  return guarded(source, () => {
    const text = textOf(read, source.path);
    if (typeof text !== 'string') return broken(source, text);
    const parsed = parseJson(text, source.path);
    if ('message' in parsed) return broken(source, isLog(text) ? planLog(source) : parsed);
    return isObject(parsed.value) ? readDocument(parsed.value, text, source) : notRecognised(source);
  });
}

/**
 * Reads the files of one Terraform module as one. Those in HCL are problems of the module: they could hold a client, or
 * override one.
 */
export function readModule(paths: readonly string[], source: Named, positions?: Positions): Reading {
  return guarded(source, () => {
    const { documents, problems } = readDocuments(paths.filter(isTerraformJson));
    const reading = readTerraformJson(documents, source, positions);
    const unread = paths.filter(isHcl).flatMap((path) => notYet(named(path), 'HCL').problems);
    return { ...reading, problems: [...problems, ...unread, ...reading.problems] };
  });
}

/** Parses files in Terraform's JSON syntax, with places; what cannot be read is a problem. */
export function readDocuments(paths: readonly string[]): { documents: TerraformDocument[]; problems: Problem[] } {
  return parseDocuments(
    paths.map((path) => {
      const file = named(path).path;
      return { text: textOf(() => readFileSync(path), file), file };
    }),
  );
}

export function textOf(read: () => Uint8Array, file: Text): string | Problem {
  try {
    return decode(read(), file);
  } catch (error) {
    return { message: publicText(`cannot be read (${errorCode(error)})`), at: { file } };
  }
}

export function notYet(source: Named, what: string): Reading {
  return unreadable(
    source,
    `is ${what}, which this version does not read`,
    'Give the plan instead: terraform plan -out tfplan && terraform show -json tfplan > plan.json',
  );
}

/** Whatever is nested so deeply that reading it runs out of stack is a problem of the input, not a defect. */
function guarded(source: Named, read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if (error !== null && typeof error === 'object' && 'name' in error && error.name === 'RangeError') {
      return broken(source, tooDeep(source.path));
    }
    throw error;
  }
}

function parseDocuments(texts: readonly { readonly text: string | Problem; readonly file: Text }[]) {
  const documents: TerraformDocument[] = [];
  const problems: Problem[] = [];
  for (const { text, file } of texts) {
    const parsed = typeof text === 'string' ? parseLocatedJson(text, file) : text;
    if ('message' in parsed) problems.push(parsed);
    else if (typeof parsed.value === 'object' && parsed.value !== null) {
      documents.push({ ...parsed, file, overrides: /(^|\/|_)override\.(tf|tofu)\.json$/.test(file) });
    } else problems.push({ message: publicText('is JSON, but no object: Terraform would not read it'), at: { file } });
  }
  return { documents, problems };
}

/** Top-level names of Terraform's JSON syntax by which a document is recognised when its file name does not tell. */
const TERRAFORM_BLOCKS = ['resource', 'terraform', 'provider', 'variable', 'module', 'data', 'output', 'locals'];

function readDocument(value: JsonObject, text: string, source: Named): Reading {
  if (isPlan(value)) return readPlan(value, source);
  if ('@level' in value) return broken(source, planLog(source));
  if (typeof value.version === 'number' && 'lineage' in value) return notYet(source, 'a state file');
  if (typeof value.format_version === 'string' && 'values' in value) return notYet(source, 'the JSON of a state');
  if (TERRAFORM_BLOCKS.some((name) => name in value)) {
    const { documents, problems } = parseDocuments([{ text, file: source.path }]);
    const reading = readTerraformJson(documents, source);
    return { ...reading, problems: [...problems, ...reading.problems] };
  }
  return notRecognised(source);
}

function notRecognised(source: Named): Reading {
  return unreadable(source, 'is JSON, but neither a plan nor Terraform configuration', WHAT_TO_GIVE);
}

/** `terraform plan -json` prints one JSON object a line. */
function isLog(text: string): boolean {
  return /^\s*\{[^\n]*"@level"/.test(text);
}

function planLog(source: Named): Problem {
  return {
    message: publicText('is the log of terraform plan -json, not the plan'),
    remedy: publicText(
      'Save the plan and print it: terraform plan -out tfplan && terraform show -json tfplan > plan.json',
    ),
    at: { file: source.path },
  };
}
