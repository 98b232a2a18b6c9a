import { tryReadStacks } from '../constructs';
import { guarded, isObject, type Json, parseLocatedJson } from '../files';
import { type Problem, publicText, type Reading } from '../model';
import { readTerraformJson } from '../sources/configuration';

/** What the matcher was given, read; or why it cannot be. */
export interface Received {
  readonly readings: readonly Reading[];
  /** False for a text that does not say of which stack it is: the policy may speak of single ones. */
  readonly isNamed: boolean;
}

const NAME = publicText('the synthesized stack');

/** Reads a stack, an app, the text of a synth, or that text parsed. */
export function readReceived(received: unknown): Received | string {
  const readings = tryReadStacks(received);
  if (readings !== undefined) return { readings, isNamed: true };
  if (typeof received === 'string') return readText(received);
  if (typeof received !== 'object' || received === null || !isPlain(received))
    return `${WANTED}, and not ${kindOf(received)}`;
  const text = tryJson(received);
  return text === undefined ? `${WANTED}, and not an object that JSON cannot hold` : readText(text);
}

const WANTED = 'expect takes a stack, an app, the text of Testing.synth(stack), or that text parsed';

function readText(text: string): Received | string {
  const parsed = guarded<{ value: Json } | Problem>(
    NAME,
    () => parseLocatedJson(text, NAME),
    (problem) => problem,
  );
  if ('message' in parsed) return `${WANTED}; the text ${parsed.message}`;
  const { value } = parsed;
  if (!isObject(value)) return `${WANTED}; the JSON is no object`;
  const name = stackName(value);
  const label = publicText(name ?? NAME);
  return {
    readings: [readTerraformJson([{ value, file: label }], { label, path: label })],
    isNamed: name !== undefined,
  };
}

/** `cdk.tf.json` has it; `Testing.synth` takes it out. */
function stackName(value: Json | undefined): string | undefined {
  const note = isObject(value) ? value['//'] : undefined;
  const metadata = isObject(note) ? note.metadata : undefined;
  const name = isObject(metadata) ? metadata.stackName : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Of another realm too, as jest's sandboxes are. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function tryJson(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined ? String(value) : `a ${typeof value}`;
  const { name } = (value as { constructor?: { name?: unknown } }).constructor ?? {};
  return typeof name === 'string' && name !== '' ? `a value of class ${name}` : 'a value of a class';
}
