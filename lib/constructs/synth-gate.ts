import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import { check, today } from '../check';
import {
  areWhole,
  publicText,
  type Reading,
  type Report,
  SOURCE_MAP_FILE,
  type SourceMap,
  type SourcePosition,
  writePosition,
} from '../model';
import { renderText, terminal } from '../reporters';
import { positionsOf, recordBypass } from './declare';
import { type ProjectPolicy, projectPolicy } from './project-policy';
import { refusal } from './refusal';
import { sharedState } from './shared-state';
import { readMeant, readWritten, type StagedStack } from './staged-stack';
import { stacksOf, synthInTransaction } from './transaction';

/** With a reason in it, what the gate finds are warnings, and the output says that it was bypassed. */
const BYPASS_VARIABLE = 'GENESYS_SCOPES_BYPASS';

/** What people write to switch something on: it says nothing to a reviewer. */
const NO_REASON = /^(1|0|true|false|yes|no|on|off)$/i;

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
    if (gate.active) throw refusal('app.synth() was called while the app is being synthesized');
    const bypass = bypassReason();
    gate.active = true;
    const undo: (() => void)[] = [];
    try {
      if (bypass !== undefined) for (const stack of stacksOf(app)) undo.push(recordBypass(stack, bypass));
      const unlocated: TerraformStack[] = [];
      synthInTransaction(app, synth, (staged) => unlocated.push(...accept(staged, projectPolicy(app), bypass)));
      for (const stack of unlocated) removeOldPositions(app, stack);
    } finally {
      for (const restore of undo) restore();
      gate.active = false;
    }
  };
  return gate;
}

/**
 * Throws when a staged stack may not be written; else tells what there is to tell, and adds the maps of places. Returns the
 * stacks that have none.
 */
function accept(staged: readonly StagedStack[], policy: ProjectPolicy, bypass: string | undefined): TerraformStack[] {
  // CDKTF drops some overrides on the way to HCL: what they say is judged too, because it is what the author meant.
  const meant = staged.filter(({ handed }) => handed?.method === 'toHclTerraform').map(({ stack }) => readMeant(stack));
  judge(meant, policy, bypass, () => {});
  const located = staged.map((each) => ({ each, positions: positionsOf(each.stack) }));
  const written = located.map(({ each, positions }) => readWritten(each, positions));
  judge(written, policy, bypass, (text) => process.stderr.write(text));
  for (const { each, positions } of located) if (positions.size > 0) writePositions(each, positions);
  return located.filter(({ positions }) => positions.size === 0).map(({ each }) => each.stack);
}

/** Throws when something in the readings stops the app; what does not is handed to `tell`. */
function judge(
  readings: readonly Reading[],
  policy: ProjectPolicy,
  bypass: string | undefined,
  tell: (text: string) => void,
): void {
  const report = judgeReadings(readings, policy);
  if (bypass === undefined && isRefused(report)) {
    throw refusal(`the app was not synthesized, and nothing was written:\n\n${gateText(onlyErrors(report)).trimEnd()}`);
  }
  const findings = report.findings
    .filter(({ severity, rule }) => severity !== 'note' && rule !== 'gate-bypassed')
    // What is left of an error that stops nothing.
    .map((finding) =>
      finding.severity === 'error' && finding.kind === 'fail' ? { ...finding, severity: 'warning' as const } : finding,
    );
  // Modules are no part of what a stack writes: that clients in them are not seen here has to be known.
  if (findings.length > 0 || report.problems.length > 0 || !areWhole(report.sources))
    tell(`${gateText({ ...report, findings })}\n`);
  if (bypass !== undefined) {
    const reason = terminal(publicText(bypass));
    tell(`${BYPASS_VARIABLE} is set (${reason}): the gate stopped nothing, and the output says so\n`);
  }
}

function judgeReadings(readings: readonly Reading[], { policy, catalog }: ProjectPolicy): Report {
  return check(readings, policy, { today: today(), catalog });
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
  return renderText(report, { color: false, quiet: false, fails: false });
}

/** The gate for `Testing.synth(stack, true)` and `Testing.fullSynth(stack)`, which do not go through the app. */
function validateStack(stack: TerraformStack): string[] {
  const report = judgeReadings([readMeant(stack)], projectPolicy(stack));
  return isRefused(report) ? [gateText(onlyErrors(report))] : [];
}

function bypassReason(): string | undefined {
  const reason = process.env[BYPASS_VARIABLE];
  // CI systems define a variable that nobody set as an empty one.
  if (reason === undefined || reason.trim() === '') return undefined;
  if (!NO_REASON.test(reason.trim())) return reason.trim();
  throw refusal(`${BYPASS_VARIABLE} is "${reason.trim()}": give the reason, which reviewers will read, or unset it`);
}

/** The map of an earlier synth must not speak for a stack of which nothing is declared any more. */
function removeOldPositions(app: App, stack: TerraformStack): void {
  rmSync(join(app.outdir, app.manifest.forStack(stack).workingDirectory, SOURCE_MAP_FILE), { force: true });
}

function writePositions(
  { stack, staging, manifest }: StagedStack,
  positions: ReadonlyMap<string, SourcePosition>,
): void {
  const clients: Record<string, string> = {};
  for (const [address, position] of positions) clients[address] = writePosition(position);
  const map: SourceMap = { v: 1, clients };
  const folder = join(staging, manifest.forStack(stack).workingDirectory);
  writeFileSync(join(folder, SOURCE_MAP_FILE), `${JSON.stringify(map)}\n`);
}
