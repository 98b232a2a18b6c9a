import { Lazy, type TerraformResource, TerraformStack, TerraformVariable } from 'cdktf';
import { DECLARATIONS_VARIABLE, type Declaration, type Declarations, type SourcePosition } from '../model';
import { hclLiteral } from './hcl-literal';
import { refusal } from './refusal';
import { sharedState, trySharedState } from './shared-state';
import { sourcePosition } from './source-position';

interface Entry {
  readonly declaration: Declaration;
  readonly position: SourcePosition | undefined;
}

/** What is declared of a stack's clients, and where in the code. */
interface StackDeclarations {
  readonly entries: Map<TerraformResource, Entry>;
  /** Carries the declarations; present once there is something to carry. */
  variable?: TerraformVariable;
  /** The reason of a bypass, for the time of a synth. */
  bypass?: string;
}

function declarationsOf(stack: TerraformStack): StackDeclarations {
  return sharedState(stack, 'declarations', () => ({ entries: new Map() }));
}

/**
 * Declares something of a client, once. It travels as the default of one Terraform variable of the stack, because that
 * reaches the JSON of a plan: a resource's own metadata does not.
 *
 * @throws when something was declared of the client before: it could only ask for less
 */
export function declare(resource: TerraformResource, declaration: Declaration): void {
  const stack = TerraformStack.of(resource);
  const { entries } = declarationsOf(stack);
  if (entries.has(resource)) {
    throw refusal(
      `${resource.node.path}: it is said already what this client is for; say it once, with everything that holds`,
    );
  }
  ensureVariable(stack);
  // A copy: what was checked must not change afterwards.
  entries.set(resource, { declaration: structuredClone(declaration), position: sourcePosition() });
}

/** Makes the variable of the stack, where there is none yet; returns it when it is new. */
function ensureVariable(stack: TerraformStack): TerraformVariable | undefined {
  const declarations = declarationsOf(stack);
  if (declarations.variable !== undefined) return undefined;
  if (stack.node.tryFindChild(DECLARATIONS_VARIABLE) !== undefined) {
    throw refusal(
      `${stack.node.path}: the id "${DECLARATIONS_VARIABLE}" is taken; this package needs it for a variable`,
    );
  }
  declarations.variable = new DeclarationsVariable(stack);
  return declarations.variable;
}

/** The variable that carries the declarations; its default is put together when the stack is written. */
class DeclarationsVariable extends TerraformVariable {
  public constructor(stack: TerraformStack) {
    super(stack, DECLARATIONS_VARIABLE, {
      type: 'any',
      description:
        'What the OAuth clients of this stack are for. Read by genesys-scopes from the default; do not set it.',
      default: Lazy.anyValue({ produce: () => declaredDefault(stack) }),
    });
  }

  public override toHclTerraform() {
    const fragment = super.toHclTerraform();
    const variable = fragment.variable[this.friendlyUniqueId];
    variable.default = { value: hclLiteral(declaredDefault(this.cdktfStack)), type: 'any' };
    return fragment;
  }
}

/** What the variable's default has to be; undefined for a stack of which nothing is declared. */
export function declaredDefault(stack: TerraformStack): Declarations | undefined {
  const declarations = trySharedState<StackDeclarations>(stack, 'declarations');
  if (declarations?.variable === undefined) return undefined;
  const { entries, bypass } = declarations;
  const clients: Record<string, Declaration> = {};
  for (const [resource, { declaration }] of entries) clients[addressOf(resource)] = declaration;
  return { v: 1, clients, ...(bypass !== undefined && { bypass }) };
}

/** The Terraform address, which is settled only when the stack is written: a logical id may be overridden until then. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** Where each declared client of the stack was made in the code. */
export function positionsOf(stack: TerraformStack): Map<string, SourcePosition> {
  const positions = new Map<string, SourcePosition>();
  for (const [resource, { position }] of trySharedState<StackDeclarations>(stack, 'declarations')?.entries ?? []) {
    const address = addressOf(resource);
    if (position !== undefined && !positions.has(address)) positions.set(address, position);
  }
  return positions;
}

/** Records the bypass in the stack's output for the time of a synth; returns what undoes it. */
export function recordBypass(stack: TerraformStack, reason: string): () => void {
  const isNew = ensureVariable(stack) !== undefined;
  const declarations = declarationsOf(stack);
  declarations.bypass = reason;
  return () => {
    delete declarations.bypass;
    if (!isNew) return;
    delete declarations.variable;
    stack.node.tryRemoveChild(DECLARATIONS_VARIABLE);
  };
}
