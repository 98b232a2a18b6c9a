import type { Block, Body, Expression } from '../../hcl';
import { DECLARATIONS_VARIABLE } from '../../model';
import { IGNORED, ignoresAll } from './module-attributes';
import type { ModuleFile } from './module-file';

/** The blocks of all files of a module, with those of override files laid over the others, as Terraform does. */
export function overlaid(files: readonly ModuleFile[]): Block[] {
  const of = (overrides: boolean) =>
    files.filter((file) => file.overrides === overrides).flatMap(({ body }) => body.blocks);
  return of(true).reduce(overlay, of(false));
}

function overlay(base: readonly Block[], over: Block): Block[] {
  const isSame = (block: Block) =>
    block.type === over.type && block.labels.every((label, index) => label === over.labels[index]);
  // One without a block to lie over is judged all the same.
  if (!isMerged(over) || !base.some(isSame)) return [...base, over];
  if (over.type === 'locals') return [...base.map((block) => (isSame(block) ? without(block, over) : block)), over];
  return base.map((block) => (isSame(block) ? { ...block, body: overlayBody(block.body, over.body) } : block));
}

/** Credentials count wherever they are written; what was declared cannot be declared again. */
function isMerged({ type, labels }: Block): boolean {
  return type !== 'provider' && !(type === 'variable' && labels[0] === DECLARATIONS_VARIABLE);
}

function without(block: Block, over: Block): Block {
  const attributes = new Map([...block.body.attributes].filter(([name]) => !over.body.attributes.has(name)));
  return { ...block, body: { ...block.body, attributes } };
}

/** An attribute replaces the one below it, and blocks those of their type; of `lifecycle` each argument does. */
function overlayBody(below: Body, over: Body): Body {
  const isLifecycle = ({ type }: Block) => type === 'lifecycle';
  const replaced = new Set(over.blocks.map(typeOf));
  const lifecycle = [...below.blocks, ...over.blocks].filter(isLifecycle);
  return {
    attributes: new Map([...below.attributes, ...over.attributes]),
    blocks: [
      ...below.blocks.filter((block) => !replaced.has(typeOf(block)) && !isLifecycle(block)),
      ...over.blocks.filter((block) => !isLifecycle(block)),
      ...(lifecycle[0] ? [{ ...lifecycle[0], body: lifecycle.map(({ body }) => body).reduce(overlayLifecycle) }] : []),
    ],
  };
}

function overlayLifecycle(below: Body, over: Body): Body {
  const attributes = new Map([...below.attributes, ...over.attributes]);
  const [was, now] = [below, over].map((body) => body.attributes.get(IGNORED));
  // Terraform takes an override's names in place of those below, but neither an empty list nor anything in place of `all`.
  if (was !== undefined && now !== undefined && (ignoresAll(was.value) || isEmptyList(now.value))) {
    attributes.set(IGNORED, was);
  }
  return { attributes, blocks: [...below.blocks, ...over.blocks] };
}

function isEmptyList(expression: Expression): boolean {
  return expression.kind === 'list' && expression.elements.length === 0;
}

/** A dynamic block makes blocks of the type that its label names. */
function typeOf({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0] ?? type) : type;
}
