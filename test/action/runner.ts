import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../cli/run-cli';
import { fillIn, holds } from './expressions';
import { readYaml } from './yaml';

const step = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  if: z.string().optional(),
  shell: z.literal('bash').optional(),
  'working-directory': z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
});

const action = z.strictObject({
  name: z.string(),
  description: z.string(),
  author: z.string(),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(
    z.string(),
    z.strictObject({ description: z.string(), required: z.boolean().optional(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({ using: z.literal('composite'), steps: z.array(step) }),
});

export const ACTION = action.parse(readYaml('action.yml'));

export interface Job {
  readonly workspace: string;
  /** Where the runner keeps files of the job. */
  readonly temp: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** The actions, without their version, that do not succeed when a step uses them. */
  readonly failing: readonly string[];
}

export interface Ran {
  readonly outcome: 'success' | 'failure';
  /** The exit code of the step that failed last. */
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly summary: string;
  /** The actions that steps used, with what they were given. */
  readonly used: readonly (readonly [action: string, inputs: Readonly<Record<string, string>>])[];
}

/** Runs the steps of action.yml as the runner does: `run` in a shell, `uses` only noted down. */
export async function runAction(job: Job): Promise<Ran> {
  const github = { token: job.env.GITHUB_TOKEN ?? '' };
  const inputs = Object.fromEntries(
    Object.entries(ACTION.inputs).map(([name, { default: value = '' }]) => [
      name,
      job.inputs[name] ?? fillIn(value, { github }),
    ]),
  );
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const contexts = { inputs, steps, github };
  const ran = { code: 0, log: '', summary: '', used: [] as [string, Record<string, string>][] };
  let failed = false;
  for (const { id = '', if: condition = 'success()', ...each } of ACTION.runs.steps) {
    if (!holds(condition, contexts, { failed })) continue;
    const fill = (values: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillIn(value, contexts)]));
    if (each.uses !== undefined) {
      ran.used.push([each.uses, fill(each.with)]);
      failed ||= job.failing.includes(each.uses.split('@')[0] ?? '');
      continue;
    }
    const cwd = resolve(job.workspace, fillIn(each['working-directory'] ?? '.', contexts));
    const shell = await runScript(each.run ?? '', cwd, { ...job, env: { ...job.env, ...fill(each.env) } });
    steps[id] = { outputs: shell.outputs };
    ran.log += shell.log;
    ran.summary += shell.summary;
    if (shell.code !== 0) [failed, ran.code] = [true, shell.code];
  }
  const outputs = Object.fromEntries(
    Object.entries(ACTION.outputs).map(([name, { value }]) => [name, fillIn(value, contexts)]),
  );
  return { ...ran, outcome: failed ? 'failure' : 'success', outputs };
}

interface Shell {
  readonly code: number;
  readonly log: string;
  readonly outputs: Record<string, string>;
  readonly summary: string;
}

/** A script in bash, as the runner starts it. */
async function runScript(script: string, cwd: string, { temp, workspace, env }: Job): Promise<Shell> {
  const folder = mkdtempSync(join(temp, 'step-'));
  const [file, output, summary] = ['script.sh', 'output', 'summary'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, script);
  for (const empty of [output, summary]) writeFileSync(empty, '');
  const child = spawn('/bin/bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: temp,
      GIT_CONFIG_NOSYSTEM: '1',
      RUNNER_TEMP: temp,
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_WORKSPACE: workspace,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '99',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? -1)));
  return { code, log, outputs: outputsIn(output), summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
}

function outputsIn(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`the runner refuses the output ${line}`);
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
