import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import {
  type Location,
  type Problem,
  publicText,
  type Reading,
  SOURCE_MAP_FILE,
  type SourceInfo,
  sourceMapSchema,
  type Text,
} from '../model';
import { decode } from './decode';
import { isObject, type JsonObject, parseJson, parseLocatedJson } from './json';
import { isPlan, readPlan } from './plan';
import { type Positions, readTerraformJson, type TerraformDocument } from './terraform-json';

/** Folders that never hold what a user wrote. */
const SKIPPED = new Set(['.terraform', 'node_modules', '.git']);

/** The file in `cdktf.out` that lists the stacks. */
const MANIFEST = 'manifest.json';

/** Reads whatever a path names: a file by its content, a folder by what is in it. Standard input is `-`. */
export function readPath(path: string, label?: string): Reading[] {
  if (path === '-') return [readBytes(() => readFileSync(0), named('standard input', label))];
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    return [unreadable(named(path, label), 'does not exist', 'Check the path and the folder you are in.')];
  }
  return stats.isDirectory() ? readFolder(path, label) : [readFile(path, label)];
}

type Named = Pick<SourceInfo, 'label' | 'path'>;

function named(path: string, label?: string): Named {
  const text = publicText(path.split(sep).join('/'));
  return { label: label === undefined ? text : publicText(label), path: text };
}

/** A reading of something that could not be read, with the reason. */
function unreadable(source: Named, message: string, remedy: string, at: Location = { file: source.path }): Reading {
  return broken(source, { message: publicText(message), remedy: publicText(remedy), at });
}

function broken(source: Named, problem: Problem): Reading {
  return {
    source: { ...source, kind: 'terraform-json', complete: false },
    clients: [],
    credentials: [],
    problems: [problem],
  };
}

function readFile(path: string, label?: string): Reading {
  if (isTerraformJson(path)) return readModule([path], named(path, label));
  return readBytes(() => readFileSync(path), named(path, label), path);
}

function isTerraformJson(path: string): boolean {
  return path.endsWith('.tf.json');
}

function readBytes(read: () => Uint8Array, source: Named, path = ''): Reading {
  const text = textOf(read, source.path);
  if (typeof text !== 'string') return broken(source, text);
  if (/\.(tf|tofu|hcl)$/.test(path)) return notYet(source, 'HCL');
  const parsed = parseJson(text, source.path);
  if ('message' in parsed) {
    return broken(source, looksLikeLog(text) ? planLog(source) : parsed);
  }
  return isObject(parsed.value) ? readDocument(parsed.value, text, source) : notRecognised(source);
}

/** `terraform plan -json` prints one JSON object a line. */
function looksLikeLog(text: string): boolean {
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

/** Top-level names of Terraform's JSON syntax by which a document is recognised when its file name does not tell. */
const TERRAFORM_BLOCKS = ['resource', 'terraform', 'provider', 'variable', 'module', 'data', 'output', 'locals'];

function readDocument(value: JsonObject, text: string, source: Named): Reading {
  if (isPlan(value)) return readPlan(value, source);
  if (typeof value.version === 'number' && 'lineage' in value) return notYet(source, 'a state file');
  if (typeof value.format_version === 'string' && 'values' in value) return notYet(source, 'the JSON of a state');
  if (TERRAFORM_BLOCKS.some((name) => name in value)) return readTexts([{ text, file: source.path }], source);
  return notRecognised(source);
}

function notYet(source: Named, what: string): Reading {
  return unreadable(
    source,
    `is ${what}, which this version does not read`,
    'Give the plan instead: terraform plan -out tfplan && terraform show -json tfplan > plan.json',
  );
}

function notRecognised(source: Named): Reading {
  return unreadable(
    source,
    'is JSON, but neither a plan nor Terraform configuration',
    'Give the output of terraform show -json, a .tf.json file, or the folder cdktf.out.',
  );
}

function textOf(read: () => Uint8Array, file: Text): string | Problem {
  try {
    return decode(read(), file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { message: publicText(`cannot be read (${code})`), at: { file } };
  }
}

/** Reads the files of one Terraform module as one. */
function readModule(paths: readonly string[], source: Named, positions?: Positions): Reading {
  const texts = paths.map((path) => {
    const file = named(path).path;
    return { text: textOf(() => readFileSync(path), file), file };
  });
  return readTexts(texts, source, positions);
}

function readTexts(
  texts: readonly { readonly text: string | Problem; readonly file: Text }[],
  source: Named,
  positions?: Positions,
): Reading {
  const documents: TerraformDocument[] = [];
  const problems: Problem[] = [];
  for (const { text, file } of texts) {
    const parsed = typeof text === 'string' ? parseLocatedJson(text, file) : text;
    if ('message' in parsed) problems.push(parsed);
    else documents.push({ ...parsed, file, overrides: /(^|\/|_)override\.tf\.json$/.test(file) });
  }
  const reading = readTerraformJson(documents, source, positions);
  return { ...reading, problems: [...problems, ...reading.problems] };
}

function readFolder(folder: string, label?: string): Reading[] {
  if (existsSync(join(folder, MANIFEST))) return readSynthOutput(folder, label);
  const readings = walk(folder, label);
  if (readings.length > 0) return readings;
  return [
    unreadable(
      named(folder, label),
      'holds no Terraform configuration and no synth output',
      'Name a plan (terraform show -json), a folder with .tf.json files, or cdktf.out after a synth.',
    ),
  ];
}

function walk(folder: string, label?: string): Reading[] {
  const entries = listFolder(folder);
  if (!Array.isArray(entries)) return [broken(named(folder, label), entries)];
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  const own = files.filter(isTerraformJson);
  const hcl = files.filter((file) => /\.(tf|tofu)$/.test(file));
  return [
    ...(own.length > 0 ? [readModule(own, named(folder, label))] : []),
    ...hcl.map((file) => readFile(file)),
    ...entries
      .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name))
      .map((entry) => join(folder, entry.name))
      .flatMap((child) => (existsSync(join(child, MANIFEST)) ? readSynthOutput(child, undefined) : walk(child))),
  ];
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return { message: publicText('cannot be read'), at: { file: named(folder).path } } satisfies Problem;
  }
}

/** Reads each stack that the manifest of `cdktf.out` lists, under the stack's name. */
function readSynthOutput(folder: string, label?: string): Reading[] {
  const manifest = join(folder, MANIFEST);
  const source = named(folder, label);
  const file = named(manifest).path;
  const text = textOf(() => readFileSync(manifest), file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  if ('message' in parsed) return [broken(source, parsed)];
  const stacks =
    isObject(parsed.value) && isObject(parsed.value.stacks) ? Object.entries(parsed.value.stacks) : undefined;
  if (stacks === undefined)
    return [unreadable(source, 'has a manifest.json that lists no stacks', 'Synthesize again.')];
  return stacks.map(([name, stack]) => {
    const listed = isObject(stack) ? stack.synthesizedStackPath : undefined;
    const path = resolve(folder, String(listed));
    const inside = typeof listed === 'string' && !relative(resolve(folder), path).startsWith('..');
    const stackSource = { label: publicText(label === undefined ? name : `${label}/${name}`), path: source.path };
    if (!inside) return unreadable(stackSource, 'has a path outside the folder in manifest.json', 'Synthesize again.');
    const shown = join(folder, relative(resolve(folder), path));
    if (!existsSync(shown)) {
      return unreadable(
        stackSource,
        `lacks ${named(shown).path}, which manifest.json lists`,
        'Synthesize again; the folder is not whole.',
      );
    }
    const whole = { label: stackSource.label, path: named(shown).path };
    return isTerraformJson(shown)
      ? readModule([shown, ...otherDocuments(shown)], whole, readPositions(shown))
      : notYet(whole, 'HCL');
  });
}

/** Terraform reads every .tf.json file of the folder, not only the one that cdktf wrote. */
function otherDocuments(stackFile: string): string[] {
  return readdirSync(dirname(stackFile))
    .filter((name) => isTerraformJson(name) && name !== basename(stackFile))
    .sort()
    .map((name) => join(dirname(stackFile), name));
}

function readPositions(stackFile: string): Positions {
  const path = join(dirname(stackFile), SOURCE_MAP_FILE);
  if (!existsSync(path)) return new Map();
  const file = named(path).path;
  const text = textOf(() => readFileSync(path), file);
  const parsed = typeof text === 'string' ? parseJson(text, file) : text;
  const map = 'message' in parsed ? undefined : sourceMapSchema.safeParse(parsed.value).data;
  const project = projectOf(dirname(path));
  return new Map(
    Object.entries(map?.clients ?? {}).map(([address, at]) => [
      address,
      { line: at.line, column: at.column, file: named(relative(process.cwd(), resolve(project, at.file))).path },
    ]),
  );
}

/** The folder of the nearest `cdktf.json` upwards, else the working directory. */
export function projectOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'cdktf.json'))) return at;
    if (dirname(at) === at) return process.cwd();
  }
}
