import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type ISynthesisSession, Manifest, TerraformStack } from 'cdktf';
// Not exported by the package's root; without it a synthesizer of the user's own could not be told from the standard one.
import { StackSynthesizer } from 'cdktf/lib/synthesize/synthesizer';
import type { IConstruct } from 'constructs';
import type { Handed, StagedStack } from './staged-stack';

/**
 * Runs a synth so that it writes everything or nothing: each stack's own synthesizer works into a staging folder, `accept`
 * judges what it wrote and may throw, and only then the files are moved to where they belong. So it makes no difference how
 * a scope came to be missing: a late Aspect, an override, `onSynthesize`, `skipValidation`. Whatever was replaced for it is
 * put back.
 */
export function synthInTransaction(
  app: App,
  synth: () => void,
  accept: (staged: readonly StagedStack[]) => void,
): void {
  const undo: (() => void)[] = [];
  try {
    const captured: Captured = new Map();
    const synthesizers = stacksOf(app).map((stack) => ({ stack, synthesizer: stack.synthesizer }));
    let ran = false;
    const runAll = (session: ISynthesisSession) => {
      // cdktf calls the synthesizer of each stack in turn: the first call does the work of all.
      if (ran) return;
      ran = true;
      stage(app, session, synthesizers, captured, accept);
    };
    for (const { stack, synthesizer } of synthesizers) {
      undo.push(replace(stack, 'synthesizer', { ...synthesizer, synthesize: runAll } as typeof synthesizer));
      undo.push(capture(stack, 'toTerraform', captured), capture(stack, 'toHclTerraform', captured));
    }
    synth();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}

/** All stacks below, in the order of the tree. An app has thousands of constructs and few stacks: no list is made of all. */
export function stacksOf(construct: IConstruct, found: TerraformStack[] = []): TerraformStack[] {
  if (TerraformStack.isStack(construct)) found.push(construct);
  for (const child of construct.node.children) stacksOf(child, found);
  return found;
}

type Captured = Map<TerraformStack, Handed>;

type Synthesizers = readonly { stack: TerraformStack; synthesizer: TerraformStack['synthesizer'] }[];

function stage(
  app: App,
  session: ISynthesisSession,
  synthesizers: Synthesizers,
  captured: Captured,
  accept: (staged: readonly StagedStack[]) => void,
): void {
  // In the output folder itself: moving a file there cannot fail half-way for want of space.
  const staging = mkdtempSync(join(session.outdir, '.genesys-scopes-'));
  try {
    const manifest = new Manifest(session.manifest.version, staging, app.hclOutput);
    const staged = synthesizers.map(({ stack, synthesizer }): StagedStack => {
      synthesizer.synthesize({ ...session, outdir: staging, manifest });
      const isPlain =
        Object.getPrototypeOf(synthesizer) === StackSynthesizer.prototype && !Object.hasOwn(synthesizer, 'synthesize');
      // Taken at once: a later stack may ask this one again, when it has changed.
      return { stack, staging, manifest, handed: isPlain ? captured.get(stack) : undefined };
    });
    accept(staged);
    for (const { stack } of staged) {
      const { annotations } = manifest.forStack(stack);
      Object.assign(session.manifest.forStack(stack), { annotations });
    }
    moveFiles(staging, session.outdir);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function moveFiles(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    // A folder that is new moves whole; one of an earlier synth keeps what else is in it, as it would without the gate.
    if (entry.isDirectory() && existsSync(target)) moveFiles(source, target);
    else renameSync(source, target);
  }
}

/** Replaces a property of one object; returns what puts the former state back, inherited or own. */
function replace<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): () => void {
  const former = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: former?.enumerable ?? false,
  });
  return () => {
    if (former) Object.defineProperty(object, key, former);
    else delete object[key];
  };
}

/** Remembers what a method of the stack returned last; returns what undoes it. */
function capture(stack: TerraformStack, method: Handed['method'], captured: Captured): () => void {
  const original = stack[method].bind(stack);
  return replace(stack, method, () => {
    const result = original();
    captured.set(stack, { method, result });
    return result;
  });
}
