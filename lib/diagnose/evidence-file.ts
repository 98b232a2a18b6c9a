import { statSync } from 'node:fs';
import { bytesOf, errorCode, guarded, isObject, type Json, parseJson, textOf } from '../files';
import { type Problem, publicText, type Text } from '../model';
import { isHar } from './har';

/** A file of evidence, by what is in it. */
export type Evidence =
  | { readonly is: 'har'; readonly value: Json }
  | { readonly is: 'json'; readonly value: Json }
  | { readonly is: 'load-plan'; readonly text: string }
  | { readonly is: 'log'; readonly text: string }
  /** A plan, a state or configuration, which is read anew with its places. */
  | { readonly is: 'terraform' };

/** Reads a file and tells what it is. Standard input is `-`. */
export function readEvidence(path: string, file: Text): Evidence | Problem {
  const text = readText(path, file);
  if (typeof text !== 'string') return forEvidence(text);
  if (/<jmeterTestPlan[\s>]/.test(text.slice(0, 10_000))) return { is: 'load-plan', text };
  if (!/^\s*[[{]/.test(text)) return { is: 'log', text };
  const read = () => parseJson(text, file);
  const parsed = guarded<ReturnType<typeof parseJson>>(file, read, (problem) => problem);
  if ('value' in parsed) return kindOf(parsed.value);
  // A log may begin with a brace, and its lines be JSON each.
  return isMeantAsDocument(text) ? parsed : { is: 'log', text };
}

function kindOf(value: Json): Evidence {
  if (isHar(value)) return { is: 'har', value };
  return isTerraform(value) ? { is: 'terraform' } : { is: 'json', value };
}

function isTerraform(value: Json): boolean {
  if (!isObject(value)) return false;
  return 'terraform_version' in value || 'format_version' in value || 'resource' in value || 'planned_values' in value;
}

/** A HAR, or a plan, that is damaged: not a log that has braces. */
function isMeantAsDocument(text: string): boolean {
  const start = text.slice(0, 2_000);
  return /^\s*\{\s*"log"\s*:\s*\{/.test(start) || /^\s*\{\s*"format_version"/.test(start);
}

function readText(path: string, file: Text): string | Problem {
  let bytes: Uint8Array;
  try {
    bytes = bytesOf(path === '-' ? 0 : path);
  } catch (error) {
    return cannotRead(errorCode(error), file);
  }
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!isLittleEndian && !(bytes[0] === 0xfe && bytes[1] === 0xff)) return textOf(() => bytes, file);
  // What has bytes of zero is read to its end from a file only.
  const isWhole = path !== '-' && statSync(path).size === bytes.length;
  return isWhole ? new TextDecoder(isLittleEndian ? 'utf-16le' : 'utf-16be').decode(bytes) : textOf(() => bytes, file);
}

function cannotRead(code: string, file: Text): Problem {
  if (code === 'ENOENT') {
    const remedy = publicText('Check the path and the folder you are in.');
    return { message: publicText('does not exist'), remedy, at: { file } };
  }
  if (code === 'EFBIG') return { message: publicText('is too large to be read'), remedy: SMALLER, at: { file } };
  return { message: publicText(`cannot be read (${code})`), at: { file } };
}

const SMALLER = publicText(
  'Record less: filter the network tab by "api/v2" or "stream" before saving, or save a shorter session.',
);

/** What is advised for plans does not fit here. */
function forEvidence(problem: Problem): Problem {
  const isOfPlans = /terraform show/.test(problem.remedy ?? '');
  return isOfPlans ? { ...problem, remedy: publicText('Give the file itself, unpacked and in UTF-8.') } : problem;
}
