import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Manifest, TerraformStack } from 'cdktf';
import type { Json } from '../files';
import { HOST } from '../host';
import { DECLARATIONS_VARIABLE, type Declarations, type Problem, publicText, type Reading, type Text } from '../model';
import { isHcl, isTerraformJson, toReadDeclarations } from '../sources';
import { type Positions, readDocuments, readTerraformJson, type TerraformDocument } from '../sources/configuration';
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
  const reading = readDeclared(stack, documents, file, positions);
  const unread = others.filter(isHcl).map((name) => unreadable(publicText(join(workingDirectory, name))));
  return { ...reading, problems: [...broken, ...unread, ...reading.problems] };
}

/** Reads what a stack says in JSON, whatever it writes. */
export function readMeant(stack: TerraformStack): Reading {
  const file = publicText(stack.node.id);
  return readDeclared(stack, [{ value: stack.toTerraform() as Json, file }], file, positionsOf(stack));
}

/** Reads documents by what the code declared, which is what they have to say too. */
function readDeclared(
  stack: TerraformStack,
  documents: readonly TerraformDocument[],
  file: Text,
  positions: Positions,
): Reading {
  const declared = declaredDefault(stack);
  const source = { label: publicText(stack.node.id), path: file };
  // Never what the documents say by themselves, even where the code said nothing.
  const reading = readTerraformJson(
    documents,
    source,
    positions,
    toReadDeclarations(declared ?? { v: 1, clients: {} }),
  );
  return { ...reading, problems: [...reading.problems, ...changed(declared, documents, file)] };
}

/** What was written must be what the code declared: an override could make it ask for less. */
function changed(
  declared: Declarations | undefined,
  documents: readonly TerraformDocument[],
  stackFile: Text,
): Problem[] {
  const written = documents.flatMap(({ value, file }) =>
    [value].flat().flatMap((top) => {
      const variable = (top as { variable?: Record<string, { default?: unknown }> }).variable?.[DECLARATIONS_VARIABLE];
      return variable === undefined ? [] : [{ value: variable.default, file }];
    }),
  );
  const [found, expected] = [written.map((each) => each.value), declared === undefined ? [] : [declared]].map(
    (values) => JSON.stringify(values),
  ) as [string, string];
  // A synthesizer of the user's own may order keys otherwise.
  if (found === expected || isDeepStrictEqual(JSON.parse(found), JSON.parse(expected))) return [];
  return [
    {
      message: publicText(`the variable ${DECLARATIONS_VARIABLE} is not what the code declared`),
      remedy: publicText(
        'Leave the variable to this package: use ScopeValidation.assign, or the props of the construct.',
      ),
      at: { file: written[0]?.file ?? stackFile },
    },
  ];
}

function unreadable(file: Text): Problem {
  return {
    message: publicText(
      `is HCL that ${HOST.title} did not render from the stack, which cannot be judged before it is on disk`,
    ),
    remedy: publicText(`Use JSON output, and the synthesizer that ${HOST.title} gives the stack.`),
    at: { file },
  };
}
