import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { DECLARATIONS_VARIABLE } from '../model';

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/**
 * What a stack writes as HCL, in the form of Terraform's JSON. CDKTF renders HCL from these fragments of its elements, in
 * which every value is wrapped with its type; `stack.toTerraform()` would not do, because overrides of the stack are in it
 * and do not reach the HCL.
 */
export function hclDocument(stack: TerraformStack): unknown[] {
  return elementsOf(stack).map((element) =>
    withDeclarations(
      unwrap(Tokenization.resolve(element.toHclTerraform(), { scope: stack, resolver: RESOLVER, preparing: false })),
    ),
  );
}

/** The default of the declarations is rendered already: it is JSON in a text. */
function withDeclarations(fragment: { variable?: Record<string, { default?: unknown }> }) {
  const variable = fragment.variable?.[DECLARATIONS_VARIABLE];
  if (typeof variable?.default === 'string') variable.default = JSON.parse(variable.default);
  return fragment;
}

function elementsOf(construct: Construct): TerraformElement[] {
  const below = construct.node.children.filter((child) => !TerraformStack.isStack(child)).flatMap(elementsOf);
  return TerraformElement.isTerraformElement(construct) ? [construct, ...below] : below;
}

// biome-ignore lint/suspicious/noExplicitAny: fragments are untyped in CDKTF; the reader takes any JSON.
function unwrap(value: any): any {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== 'object' || value === null) return value;
  if ('value' in value && 'type' in value) return unwrap(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}
