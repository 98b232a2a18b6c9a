import { Lazy, type TerraformResource, TerraformStack, TerraformVariable } from 'cdktf';
import { DECLARATIONS_VARIABLE, type Declaration, type Declarations, type SourcePosition } from '../model';
import { sharedState, trySharedState } from './shared-state';
import { sourcePosition } from './source-position';

interface Entry {
  readonly resource: TerraformResource;
  readonly declaration: Declaration;
  readonly position: SourcePosition | undefined;
}

/** What is declared of a stack's clients, and where in the code. */
interface StackDeclarations {
  readonly entries: Entry[];
  /** The reason of a bypass, for the time of a synth. */
  bypass?: string;
}

function declarationsOf(stack: TerraformStack): StackDeclarations {
  return sharedState(stack, 'declarations', () => ({ entries: [] }));
}

/**
 * Declares something of a client. It travels as the default of one Terraform variable of the stack, because that reaches
 * the JSON of a plan: a resource's own metadata does not.
 */
export function declare(resource: TerraformResource, declaration: Declaration): void {
  const stack = TerraformStack.of(resource);
  declarationsOf(stack).entries.push({ resource, declaration, position: sourcePosition() });
  ensureVariable(stack);
}

/** Makes the variable of the stack; its default is put together when the stack is written. */
function ensureVariable(stack: TerraformStack): TerraformVariable | undefined {
  if (stack.node.tryFindChild(DECLARATIONS_VARIABLE) !== undefined) return undefined;
  return new TerraformVariable(stack, DECLARATIONS_VARIABLE, {
    type: 'any',
    description:
      'What the OAuth clients of this stack are for. Read by genesys-scopes from the default; do not set it.',
    default: Lazy.anyValue({ produce: () => declaredDefault(stack) }),
  });
}

function declaredDefault(stack: TerraformStack): Declarations {
  const { entries, bypass } = declarationsOf(stack);
  const clients: Record<string, Declaration> = {};
  for (const { resource, declaration } of entries) {
    const address = addressOf(resource);
    clients[address] = { ...clients[address], ...declaration };
  }
  return { v: 1, clients, ...(bypass !== undefined && { bypass }) };
}

/** The Terraform address, which is settled only when the stack is written: a logical id may be overridden until then. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** Where each declared client of the stack was made in the code. */
export function positionsOf(stack: TerraformStack): Map<string, SourcePosition> {
  const positions = new Map<string, SourcePosition>();
  for (const { resource, position } of trySharedState<StackDeclarations>(stack, 'declarations')?.entries ?? []) {
    if (position !== undefined && !positions.has(addressOf(resource))) positions.set(addressOf(resource), position);
  }
  return positions;
}

/** Records the bypass in the stack's output for the time of a synth; returns what undoes it. */
export function recordBypass(stack: TerraformStack, reason: string): () => void {
  const declarations = declarationsOf(stack);
  const variable = ensureVariable(stack);
  declarations.bypass = reason;
  return () => {
    delete declarations.bypass;
    if (variable !== undefined) stack.node.tryRemoveChild(DECLARATIONS_VARIABLE);
  };
}
