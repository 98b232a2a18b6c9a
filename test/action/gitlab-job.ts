import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type PullRequest, write } from './checkout';
import { packageFiles } from './package';
import { readYamlDocuments } from './yaml';

const header = z.strictObject({
  spec: z.strictObject({
    inputs: z.record(
      z.string(),
      z.strictObject({
        description: z.string(),
        default: z.string().optional(),
        options: z.array(z.string()).optional(),
        regex: z.string().optional(),
      }),
    ),
  }),
});

const jobs = z.record(
  z.string(),
  z.strictObject({
    stage: z.string(),
    image: z.string(),
    rules: z.array(z.strictObject({ if: z.string() })),
    variables: z.record(z.string(), z.string()),
    script: z.array(z.string()),
    artifacts: z.strictObject({
      when: z.literal('always'),
      expose_as: z.string(),
      paths: z.array(z.string()),
      reports: z.strictObject({ codequality: z.string(), junit: z.string() }),
    }),
  }),
);

const [HEAD, BODY] = readYamlDocuments('templates/genesys-scopes.yml');
export const INPUTS = header.parse(HEAD).spec.inputs;
/** The jobs of the template, before inputs are filled in. */
export const JOBS = jobs.parse(BODY);

export type Inputs = Readonly<Record<string, string>>;

/** The jobs of the template as GitLab makes them of inputs. */
export function jobsWith(inputs: Inputs): z.infer<typeof jobs> {
  const unknown = Object.keys(inputs).filter((name) => !(name in INPUTS));
  if (unknown.length > 0) throw new Error(`there is no input ${unknown.join(', ')}`);
  const filled = Object.entries(JOBS).map(([name, job]) => [
    fillIn(name, inputs),
    mapStrings(job, (text) => fillIn(text, inputs)),
  ]);
  return jobs.parse(Object.fromEntries(filled));
}

function fillIn(text: string, inputs: Inputs): string {
  return text.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => {
    const { default: value, options, regex } = INPUTS[name] ?? {};
    const given = inputs[name] ?? value;
    if (given === undefined) throw new Error(`the input ${name} is missing`);
    if (options?.includes(given) === false || (regex && !new RegExp(regex).test(given))) {
      throw new Error(`the input ${name} may not be ${given}`);
    }
    return given;
  });
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapStrings(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, change)]));
}

/** The runner fills in variables of the job that others name. */
function expanded(value: string, workspace: string): string {
  return value.replaceAll('$CI_PROJECT_DIR', workspace);
}

export interface GitlabRan {
  readonly code: number;
  readonly log: string;
  /** What npm was asked for, where it is not the real one. */
  readonly npm: string;
}

/** An npm that notes down what it is asked for, and lays the package where it is to be. */
function withNpm(temp: string): string {
  const files = {
    ...packageFiles('package'),
    'bin/npm': [
      '#!/bin/sh',
      'echo "npm: $*"',
      'for package; do :; done',
      '[ "$package" != none@1 ] || exit 1',
      'mkdir -p node_modules/.bin',
      `cp -r '${temp}/package' node_modules/cdktf-genesyscloud-scopes`,
      'ln -s ../cdktf-genesyscloud-scopes/bin/genesys-scopes.js node_modules/.bin/genesys-scopes',
      '',
    ].join('\n'),
  };
  for (const [path, text] of Object.entries(files)) write(temp, path, text);
  for (const path of ['bin/npm', 'package/bin/genesys-scopes.js']) chmodSync(join(temp, path), 0o755);
  return `${join(temp, 'bin')}:${process.env.PATH}`;
}

/** Runs the script of the job in a checkout, with the shell that small images have. */
export async function runGitlabJob(
  { workspace, temp }: PullRequest,
  {
    inputs,
    env,
    realNpm = false,
  }: { readonly inputs: Inputs; readonly env: Readonly<Record<string, string>>; readonly realNpm?: boolean },
): Promise<GitlabRan> {
  const [job] = Object.values(jobsWith(inputs));
  if (job === undefined) throw new Error('the template has no job');
  const child = spawn('/bin/sh', ['-e', '-c', job.script.join('\n')], {
    cwd: workspace,
    env: {
      PATH: realNpm ? process.env.PATH : withNpm(temp),
      HOME: temp,
      CI: 'true',
      CI_PROJECT_DIR: workspace,
      CI_JOB_URL: 'https://gitlab.example.com/group/project/-/jobs/5',
      ...Object.fromEntries(Object.entries(job.variables).map(([name, value]) => [name, expanded(value, workspace)])),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? -1)));
  return { code, log: log.replace(/^npm: .*\n/m, ''), npm: /^npm: (.*)$/m.exec(log)?.[1] ?? '' };
}
