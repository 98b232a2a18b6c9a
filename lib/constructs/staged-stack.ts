import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, TerraformStack } from 'cdktf';
import { type Problem, publicText, type Reading, type Text } from '../model';
import { type Json, type Positions, readTerraformJson, type TerraformDocument } from '../sources';
import { positionsOf } from './declare';
import { hclDocument } from './hcl-document';

/** What a stack handed to its synthesizer to be written, and by which method. */
export interface Handed {
  readonly method: 'toTerraform' | 'toHclTerraform';
  readonly result: unknown;
}

/** A stack that was written to the staging folder of a synth. */
export interface StagedStack {
  readonly stack: TerraformStack;
  readonly staging: string;
  readonly manifest: Manifest;
  /** What the stack handed to the standard synthesizer; absent with a synthesizer of the user's own. */
  readonly handed: Handed | undefined;
}

/** Reads a stack as it was staged: every document in its folder. What was handed over need not be parsed again. */
export function readWritten({ stack, staging, manifest, handed }: StagedStack, positions: Positions): Reading {
  const { synthesizedStackPath, workingDirectory } = manifest.forStack(stack);
  const file = publicText(synthesizedStackPath);
  const documents: TerraformDocument[] = readdirSync(join(staging, workingDirectory))
    .map((name) => join(workingDirectory, name))
    .filter((path) => path.endsWith('.tf.json') && !(path === synthesizedStackPath && handed !== undefined))
    .map((path) => ({ value: JSON.parse(readFileSync(join(staging, path), 'utf8')), file: publicText(path) }));
  if (handed !== undefined) {
    const value = handed.method === 'toTerraform' ? handed.result : hclDocument(stack);
    documents.push({ value: value as Json, file });
  }
  const reading = readTerraformJson(documents, sourceOf(stack, file), positions);
  const isUnreadable = handed === undefined && !synthesizedStackPath.endsWith('.tf.json');
  return isUnreadable ? { ...reading, problems: [...reading.problems, unreadable(file)] } : reading;
}

/** Reads what a stack says in JSON, whatever it writes. */
export function readMeant(stack: TerraformStack): Reading {
  const file = publicText(stack.node.id);
  return readTerraformJson([{ value: stack.toTerraform(), file }], sourceOf(stack, file), positionsOf(stack));
}

function sourceOf(stack: TerraformStack, file: Text) {
  return { label: publicText(stack.node.id), path: file };
}

function unreadable(file: Text): Problem {
  return {
    message: publicText('was written as HCL by a synthesizer of its own, which cannot be judged before it is on disk'),
    remedy: publicText('Use JSON output, or the synthesizer that CDKTF gives the stack.'),
    at: { file },
  };
}
