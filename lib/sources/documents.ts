import { byteStream, bytesOf, guarded, isObject, type JsonObject, parseJson, textOf, WHAT_TO_GIVE } from '../files';
import { type Problem, publicText, type Reading } from '../model';
import { isConfiguration, isHcl, isTerraformJson } from './configuration-files';
import { isLargeDocument, isProblem, LARGE, readLarge, tryReadLargeFile } from './large-document';
import { broken, type Named, named, unreadable } from './names';
import { isPlan, readPlan } from './plan';
import { isState, readState } from './state';

/** Reads one file: by its name where that tells, else by its content. */
export async function readFile(path: string, label?: string): Promise<Reading> {
  const source = named(path, label);
  const large = isConfiguration(path) ? undefined : tryReadLargeFile(path, source.path);
  if (large !== undefined) return readOutline(large, source);
  const text = textOf(() => bytesOf(path), source.path);
  if (typeof text !== 'string') return broken(source, text);
  if (isHcl(path) || isTerraformJson(path)) return readConfiguration(text, source, isHcl(path), path);
  return readText(text, source, path);
}

/** Reads standard input by its content. */
export async function readStandardInput(source: Named): Promise<Reading> {
  let text: string | Problem;
  try {
    const stream = byteStream(0, LARGE);
    if (isLargeDocument(stream)) return readOutline(readLarge(stream, source.path), source);
    text = textOf(() => stream.all(), source.path);
  } catch (error) {
    text = textOf(() => {
      throw error;
    }, source.path);
  }
  return typeof text === 'string' ? readText(text, source) : broken(source, text);
}

/** What reads configuration is much, and a plan needs none of it. */
async function readConfiguration(text: string, source: Named, hcl: boolean, path?: string): Promise<Reading> {
  const configuration = await import('./configuration');
  return configuration.readConfiguration(text, source, hcl, path);
}

function readOutline(outline: JsonObject | Problem, source: Named): Reading {
  if (isProblem(outline)) return broken(source, outline);
  return guarded(
    source.path,
    () => readDocument(outline, source) ?? notRecognised(source),
    (problem) => broken(source, problem),
  );
}

/** @param path of the file, where the text is that of one */
async function readText(text: string, source: Named, path?: string): Promise<Reading> {
  if (looksLikeHcl(text)) return readConfiguration(text, source, true, path);
  const isBroken = (problem: Problem) => broken(source, problem);
  const parsed = guarded<ReturnType<typeof parseJson>>(
    source.path,
    () => parseJson(text, source.path),
    (problem) => problem,
  );
  if ('message' in parsed) return isBroken(isLog(text) ? planLog(source) : parsed);
  const { value } = parsed;
  if (!isObject(value)) return notRecognised(source);
  const reading = guarded(source.path, () => readDocument(value, source), isBroken);
  if (reading !== undefined) return reading;
  if (TERRAFORM_BLOCKS.some((name) => name in value)) return readConfiguration(text, source, false, path);
  return notRecognised(source);
}

/** A block that a Terraform file has, at the start of a line. What begins as JSON is none. */
const HCL_BLOCK =
  /^[ \t]*(?:(?:resource|data|ephemeral|module|variable|output|provider|check)(?:[ \t]+"[^"\n]*")+|locals|terraform)[ \t]*\{/m;

function looksLikeHcl(text: string): boolean {
  return !/^\s*[{[]/.test(text) && HCL_BLOCK.test(text);
}

/** Top-level names of Terraform's JSON syntax by which a document is recognised when its file name does not tell. */
const TERRAFORM_BLOCKS = ['resource', 'terraform', 'provider', 'variable', 'module', 'data', 'output', 'locals'];

/** Reads what Terraform prints; undefined for what is none of that. */
function readDocument(value: JsonObject, source: Named): Reading | undefined {
  if (isPlan(value)) return readPlan(value, source);
  if ('@level' in value) return broken(source, planLog(source));
  if (isState(value)) return readState(value, source);
  return undefined;
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
