import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type ISynthesisSession, Manifest, TerraformStack } from 'cdktf';
// Not exported by the package's root; without it a synthesizer of the user's own could not be told from the standard one.
import { StackSynthesizer } from 'cdktf/lib/synthesize/synthesizer';
import type { IConstruct } from 'constructs';
import { refusal } from './refusal';
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
    const entries = stacksOf(app).map((stack): Entry => ({ stack, synthesizer: stack.synthesizer, captures: [] }));
    let ran = false;
    const runAll = (session: ISynthesisSession) => {
      // cdktf calls the synthesizer of each stack in turn: the first call does the work of all.
      if (ran) return;
      ran = true;
      stage(app, session, entries, accept);
    };
    for (const entry of entries) {
      undo.push(intercept(entry, runAll));
      for (const method of METHODS) undo.push(capture(entry, method));
    }
    synth();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
}

/** The methods by which a stack hands itself to be written. */
const METHODS = ['toTerraform', 'toHclTerraform'] as const satisfies readonly Handed['method'][];

/** A stack during a synth. */
interface Entry {
  readonly stack: TerraformStack;
  /** The synthesizer that writes it: its own, or one that it is given during the synth. */
  synthesizer: TerraformStack['synthesizer'];
  readonly captures: (() => boolean)[];
  handed?: Handed;
}

/** All stacks below, in the order of the tree. An app has thousands of constructs and few stacks: no list is made of all. */
export function stacksOf(construct: IConstruct, found: TerraformStack[] = []): TerraformStack[] {
  if (TerraformStack.isStack(construct)) found.push(construct);
  for (const child of construct.node.children) stacksOf(child, found);
  return found;
}

function stage(
  app: App,
  session: ISynthesisSession,
  entries: readonly Entry[],
  accept: (staged: readonly StagedStack[]) => void,
): void {
  // In the output folder itself: moving a file there cannot fail half-way for want of space.
  removeLeftovers(session.outdir);
  const staging = mkdtempSync(join(session.outdir, STAGING));
  try {
    const manifest = new Manifest(session.manifest.version, staging, app.hclOutput);
    const staged = entries.map((entry): StagedStack => {
      delete entry.handed;
      entry.synthesizer.synthesize({ ...session, outdir: staging, manifest });
      // Taken at once: a later stack may ask this one again, when it has changed.
      return { stack: entry.stack, staging, manifest, handed: trusted(entry) };
    });
    accept(staged);
    requireFree(staging, session.outdir);
    for (const { stack } of staged) {
      const { annotations } = manifest.forStack(stack);
      Object.assign(session.manifest.forStack(stack), { annotations });
    }
    moveFiles(staging, session.outdir);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What the stack handed over, when it is certain that just this was written. */
function trusted({ stack, synthesizer, handed, captures }: Entry): Handed | undefined {
  const isStandard =
    Object.getPrototypeOf(synthesizer) === StackSynthesizer.prototype && !Object.hasOwn(synthesizer, 'synthesize');
  // Somebody may have put a method of their own around ours while the stack was synthesized.
  if (!isStandard || handed === undefined || !captures.every((isInPlace) => isInPlace())) return undefined;
  // A stack may change the text of its HCL; what it renders from is all that can be read here.
  const ownHcl = Object.getPrototypeOf(stack).toHclTerraform !== TerraformStack.prototype.toHclTerraform;
  return handed.method === 'toHclTerraform' && ownHcl ? undefined : handed;
}

/** Refuses before the first file is moved what would stop the moving half-way. */
function requireFree(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    const stats = statSync(target, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    if (stats.isDirectory() !== entry.isDirectory()) {
      throw refusal(
        `${target} is in the way: a ${entry.isDirectory() ? 'folder' : 'file'} of this name is to be written`,
      );
    }
    if (entry.isDirectory()) requireFree(join(from, entry.name), target);
  }
}

/** Name of a staging folder, up to what makes it its own. */
const STAGING = '.genesys-scopes-';

/** A process that was killed leaves its staging folder; one of an hour ago is nobody's any more. */
function removeLeftovers(outdir: string): void {
  for (const name of readdirSync(outdir).filter((each) => each.startsWith(STAGING))) {
    const path = join(outdir, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 3_600_000) rmSync(path, { recursive: true, force: true });
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

/** Stands in for the synthesizer of a stack; one that the stack is given meanwhile is kept for the staging. */
function intercept(entry: Entry, synthesize: (session: ISynthesisSession) => void): () => void {
  const { stack } = entry;
  const standIn = { ...entry.synthesizer, synthesize };
  Object.defineProperty(stack, 'synthesizer', {
    get: () => standIn,
    set: (synthesizer: TerraformStack['synthesizer']) => {
      entry.synthesizer = synthesizer;
    },
    configurable: true,
    enumerable: true,
  });
  return () => {
    const value = entry.synthesizer;
    Object.defineProperty(stack, 'synthesizer', { value, configurable: true, writable: true, enumerable: true });
  };
}

/** Remembers what a method of the stack returned last; returns what undoes it. */
function capture(entry: Entry, method: Handed['method']): () => void {
  const { stack } = entry;
  const former = Object.getOwnPropertyDescriptor(stack, method);
  const original = stack[method].bind(stack);
  const captured = () => {
    const result = original();
    entry.handed = { method, result };
    return result;
  };
  stack[method] = captured;
  entry.captures.push(() => stack[method] === captured);
  return () => {
    if (stack[method] !== captured) return;
    if (former) Object.defineProperty(stack, method, former);
    else delete (stack as Partial<TerraformStack>)[method];
  };
}
