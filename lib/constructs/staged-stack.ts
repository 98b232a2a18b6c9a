import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Manifest, TerraformStack } from 'cdktf';
import { DECLARATIONS_VARIABLE, type Problem, publicText, type Reading, type Text } from '../model';
import {
  isHcl,
  isTerraformJson,
  type Json,
  type Positions,
  readDocuments,
  readTerraformJson,
  type TerraformDocument,
} from '../sources';
import { declaredDefault, positionsOf } from './declare';
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

/** Reads a stack as it was staged: every file in its folder. What was handed over need not be parsed again. */
export function readWritten(staged: StagedStack, positions: Positions): Reading {
  const { stack, staging, manifest, handed } = staged;
  const { synthesizedStackPath, workingDirectory } = manifest.forStack(stack);
  const file = publicText(synthesizedStackPath);
  const folder = join(staging, workingDirectory);
  const others = readdirSync(folder).filter(
    (name) => !(handed !== undefined && join(workingDirectory, name) === synthesizedStackPath),
  );
  const read = readDocuments(others.filter(isTerraformJson).map((name) => join(folder, name)));
  // Where the files will be, not where they wait.
  const place = <T extends { readonly file: Text }>(at: T): T => ({
    ...at,
    file: publicText(relative(staging, at.file)),
  });
  const documents = read.documents.map(place);
  const broken = read.problems.map((problem) => ({ ...problem, at: place(problem.at) }));
  if (handed !== undefined) {
    const value = (handed.method === 'toTerraform' ? handed.result : hclDocument(stack)) as Json;
    documents.push({ value, file });
  }
  const reading = readTerraformJson(documents, sourceOf(stack, file), positions);
  const unread = others.filter(isHcl).map((name) => unreadable(publicText(join(workingDirectory, name))));
  return { ...reading, problems: [...broken, ...unread, ...reading.problems, ...changed(stack, documents)] };
}

/** Reads what a stack says in JSON, whatever it writes. */
export function readMeant(stack: TerraformStack): Reading {
  const file = publicText(stack.node.id);
  const documents = [{ value: stack.toTerraform() as Json, file }];
  const reading = readTerraformJson(documents, sourceOf(stack, file), positionsOf(stack));
  return { ...reading, problems: [...reading.problems, ...changed(stack, documents)] };
}

/** What was written must be what the code declared: an override could make it ask for less. */
function changed(stack: TerraformStack, documents: readonly TerraformDocument[]): Problem[] {
  const written = documents.flatMap(({ value, file }) =>
    [value].flat().flatMap((top) => {
      const variable = (top as { variable?: Record<string, { default?: unknown }> }).variable?.[DECLARATIONS_VARIABLE];
      return variable === undefined ? [] : [{ value: variable.default, file }];
    }),
  );
  const declared = declaredDefault(stack);
  const plain = (values: unknown[]) => JSON.parse(JSON.stringify(values));
  const found = plain(written.map((each) => each.value));
  if (isDeepStrictEqual(found, plain(declared === undefined ? [] : [declared]))) return [];
  return [
    {
      message: publicText(`the variable ${DECLARATIONS_VARIABLE} is not what the code declared`),
      remedy: publicText(
        'Leave the variable to this package: use ScopeValidation.assign, or the props of the construct.',
      ),
      at: { file: written[0]?.file ?? publicText(stack.node.id) },
    },
  ];
}

function sourceOf(stack: TerraformStack, file: Text) {
  return { label: publicText(stack.node.id), path: file };
}

function unreadable(file: Text): Problem {
  return {
    message: publicText('is HCL that CDKTF did not render from the stack, which cannot be judged before it is on disk'),
    remedy: publicText('Use JSON output, and the synthesizer that CDKTF gives the stack.'),
    at: { file },
  };
}
