import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type App, type ISynthesisSession, Manifest, TerraformStack } from 'cdktf';
// Not exported by the package's root; without it a synthesizer of the user's own could not be told from the standard one.
import { StackSynthesizer } from 'cdktf/lib/synthesize/synthesizer';
import { check } from '../check';
import {
  type Location,
  type Problem,
  publicText,
  type Reading,
  type Report,
  SOURCE_MAP_FILE,
  type SourceMap,
  type Text,
} from '../model';
import { DEFAULT_POLICY } from '../policy';
import { renderText, terminal } from '../reporters';
import { PUBLISHED_CATALOG } from '../scopes';
import { type Json, readTerraformJson, type TerraformDocument } from '../sources';
import { positionsOf, recordBypass } from './declare';
import { hclDocument } from './hcl-document';
import { refusal } from './refusal';
import { sharedState } from './shared-state';
import type { SourcePosition } from './source-position';
import { today } from './today';

/** With a reason in it, what the gate finds are warnings, and the output says that it was bypassed. */
export const BYPASS_VARIABLE = 'GENESYS_SCOPES_BYPASS';

/** The gate of an app: whether a synth is under way, which the validations of stacks leave to it. */
interface Gate {
  active: boolean;
}

/** Puts the gate around `app.synth`, once for each app, and a validation on each stack for `Testing.synth(stack, true)`. */
export function attachGate(app: App | undefined, stacks: readonly TerraformStack[]): void {
  const gate = app && sharedState(app, 'gate', () => guard(app));
  for (const stack of stacks) {
    sharedState(stack, 'validation', () => {
      stack.node.addValidation({ validate: () => (gate?.active ? [] : validateStack(stack)) });
      return { attached: true };
    });
  }
}

function guard(app: App): Gate {
  const gate: Gate = { active: false };
  const synth = app.synth.bind(app);
  app.synth = () => {
    if (gate.active) return synth();
    gate.active = true;
    try {
      synthInTransaction(app, synth);
    } finally {
      gate.active = false;
    }
  };
  return gate;
}

/**
 * Runs a synth so that it writes everything or nothing: each stack's own synthesizer works into a staging folder, what it
 * wrote is judged, and only then the files are moved to where they belong. So it makes no difference how a scope came to be
 * missing: a late Aspect, an override, `onSynthesize`, `skipValidation`. Whatever was replaced for it is put back.
 */
function synthInTransaction(app: App, synth: () => void): void {
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  const undo: (() => void)[] = [];
  try {
    const bypass = bypassReason();
    if (bypass !== undefined) undo.push(...stacks.map((stack) => recordBypass(stack, bypass)));
    const captured: Captured = new Map();
    const synthesizers = stacks.map((stack) => ({ stack, synthesizer: stack.synthesizer }));
    let ran = false;
    const runAll = (session: ISynthesisSession) => {
      // cdktf calls the synthesizer of each stack in turn: the first call does the work of all.
      if (ran) return;
      ran = true;
      stage(app, session, synthesizers, captured, bypass);
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

/** What a stack handed to its synthesizer to be written, and by which method. */
interface Handed {
  readonly method: 'toTerraform' | 'toHclTerraform';
  readonly result: unknown;
}

type Captured = Map<TerraformStack, Handed>;

type Synthesizers = readonly { stack: TerraformStack; synthesizer: TerraformStack['synthesizer'] }[];

function stage(
  app: App,
  session: ISynthesisSession,
  synthesizers: Synthesizers,
  captured: Captured,
  bypass: string | undefined,
): void {
  // In the output folder itself: moving a file there cannot fail half-way for want of space.
  const staging = mkdtempSync(join(session.outdir, '.genesys-scopes-'));
  try {
    const manifest = new Manifest(session.manifest.version, staging, app.hclOutput);
    for (const { synthesizer } of synthesizers) synthesizer.synthesize({ ...session, outdir: staging, manifest });
    const staged = synthesizers.map(({ stack, synthesizer }): StagedStack => {
      const isPlain =
        Object.getPrototypeOf(synthesizer) === StackSynthesizer.prototype && !Object.hasOwn(synthesizer, 'synthesize');
      return { stack, staging, manifest, handed: isPlain ? captured.get(stack) : undefined };
    });
    // CDKTF drops some overrides on the way to HCL: what they say is judged too, because it is what the author meant.
    const meant = staged.filter(({ handed }) => handed?.method === 'toHclTerraform').map(readMeant);
    judge(meant, bypass, () => {});
    judge(staged.map(readWritten), bypass, (text) => process.stderr.write(text));
    for (const { stack } of synthesizers) {
      writePositions(stack, join(staging, manifest.forStack(stack).workingDirectory));
      const { annotations } = manifest.forStack(stack);
      Object.assign(session.manifest.forStack(stack), { annotations });
    }
    moveFiles(staging, session.outdir);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

interface StagedStack {
  readonly stack: TerraformStack;
  readonly staging: string;
  readonly manifest: Manifest;
  /** What the stack handed to the standard synthesizer; absent with a synthesizer of the user's own. */
  readonly handed: Handed | undefined;
}

/** Reads a stack as it was staged: every document in its folder. What was handed over need not be parsed again. */
function readWritten({ stack, staging, manifest, handed }: StagedStack): Reading {
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
  const reading = readTerraformJson(documents, sourceOf(stack, file), positionTexts(stack));
  const isUnreadable = handed === undefined && !synthesizedStackPath.endsWith('.tf.json');
  return isUnreadable ? { ...reading, problems: [...reading.problems, unreadable(file)] } : reading;
}

function readMeant({ stack, manifest }: StagedStack): Reading {
  const file = publicText(manifest.forStack(stack).synthesizedStackPath);
  return readTerraformJson([{ value: stack.toTerraform(), file }], sourceOf(stack, file), positionTexts(stack));
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

function positionTexts(stack: TerraformStack): Map<string, Location> {
  return new Map([...positionsOf(stack)].map(([address, at]) => [address, { ...at, file: publicText(at.file) }]));
}

/** Throws when something in the readings stops the app; what does not is handed to `tell`. */
function judge(readings: readonly Reading[], bypass: string | undefined, tell: (text: string) => void): void {
  const report = judgeReadings(readings);
  if (bypass === undefined && isRefused(report)) {
    throw refusal(`the app was not synthesized, and nothing was written:\n\n${gateText(onlyErrors(report)).trimEnd()}`);
  }
  const findings = report.findings.filter(({ severity, rule }) => severity !== 'note' && rule !== 'gate-bypassed');
  if (findings.length > 0 || report.problems.length > 0) tell(`${gateText({ ...report, findings })}\n`);
  if (bypass !== undefined) {
    const reason = terminal(publicText(bypass));
    tell(`${BYPASS_VARIABLE} is set (${reason}): the gate stopped nothing, and the output says so\n`);
  }
}

function judgeReadings(readings: readonly Reading[]): Report {
  return check(readings, DEFAULT_POLICY, { today: today(), catalog: PUBLISHED_CATALOG });
}

function isRefused(report: Report): boolean {
  return report.summary.error > 0 || report.problems.length > 0;
}

function onlyErrors(report: Report): Report {
  return {
    ...report,
    findings: report.findings.filter(({ severity, kind }) => severity === 'error' && kind === 'fail'),
  };
}

function gateText(report: Report): string {
  return renderText(report, { color: false, quiet: false });
}

/** The gate for `Testing.synth(stack, true)` and `Testing.fullSynth(stack)`, which do not go through the app. */
function validateStack(stack: TerraformStack): string[] {
  const file = publicText(stack.node.id);
  const document = { value: stack.toTerraform(), file };
  const report = judgeReadings([readTerraformJson([document], sourceOf(stack, file), positionTexts(stack))]);
  return isRefused(report) ? [gateText(onlyErrors(report))] : [];
}

function bypassReason(): string | undefined {
  const reason = process.env[BYPASS_VARIABLE];
  if (reason === undefined) return undefined;
  if (reason.trim() !== '') return reason.trim();
  throw refusal(`${BYPASS_VARIABLE} is empty: give the reason, which reviewers will read, or unset it`);
}

function writePositions(stack: TerraformStack, folder: string): void {
  const positions = positionsOf(stack);
  if (positions.size === 0) return;
  const addresses = [...positions.keys()].sort();
  const clients = Object.fromEntries(addresses.map((address) => [address, positions.get(address) as SourcePosition]));
  const map: SourceMap = { v: 1, clients };
  writeFileSync(join(folder, SOURCE_MAP_FILE), `${JSON.stringify(map)}\n`);
}

function moveFiles(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target, { recursive: true });
      moveFiles(source, target);
    } else {
      mkdirSync(dirname(target), { recursive: true });
      renameSync(source, target);
    }
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
