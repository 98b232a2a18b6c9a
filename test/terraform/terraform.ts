import { type ExecFileException, execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OAuthClient } from '../platform/oauth-clients';
import { type Platform, type PlatformOptions, PUBLISHED_AND_MIGRATION, withPlatform } from '../platform/platform';
import { terraformCommand } from './binary';
import type { Plan } from './plan';
import { serveProvider } from './provider';

/** What a command came to. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Its errors, each as `summary: detail`. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** The real Terraform in a folder of its own, attached to the stand-in provider. It needs no network. */
export interface Terraform {
  /** The Genesys Cloud that it works on. */
  readonly platform: Platform;
  /** The clients there, besides Terraform's own. */
  clients(): readonly OAuthClient[];
  /** Makes this the whole configuration: HCL, or files by their paths, as cdktf writes them. The state stays. */
  write(configuration: string | Readonly<Record<string, string>>): void;
  validate(): Promise<Run>;
  /** Plans into a file, which `showPlan` reads and `apply` applies. */
  plan(): Promise<Run>;
  showPlan(): Promise<Plan>;
  apply(): Promise<Run>;
  /** What `terraform show -json` prints of the plan, or of the state. */
  show(what: 'plan' | 'state'): Promise<string>;
  /** The state file after an apply. */
  readState(): string;
}

const REQUIRED_PROVIDERS =
  'terraform {\n  required_providers {\n    genesyscloud = { source = "mypurecloud/genesyscloud" }\n  }\n}\n';

/** cdktf writes the path of a state file beside the user's program; here the state stays in the temporary folder. */
const BACKEND_OVERRIDE = 'terraform {\n  backend "local" {}\n}\n';

/**
 * Runs a test with Terraform in a temporary folder, and takes everything away afterwards.
 *
 * @param options of the platform. @default - an organisation that knows the names of both vocabularies
 */
export async function withTerraform(
  test: (terraform: Terraform) => Promise<void>,
  options: PlatformOptions = { scopes: PUBLISHED_AND_MIGRATION },
): Promise<void> {
  await withPlatform(options, (platform) => withTerraformOn(platform, test));
}

/** The same on a platform that is there already. */
export async function withTerraformOn(
  platform: Platform,
  test: (terraform: Terraform) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tf-'));
  const provider = await serveProvider(join(folder, 's'), platform);
  try {
    await test(terraformIn(folder, platform, provider.reattach));
  } finally {
    provider.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function terraformIn(folder: string, platform: Platform, reattach: string): Terraform {
  const work = join(folder, 'work');
  mkdirSync(work);
  writeFileSync(join(folder, 'empty.tfrc'), '');
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: join(folder, 'empty.tfrc'),
    TF_IN_AUTOMATION: '1',
    TF_REATTACH_PROVIDERS: reattach,
  };
  const execute = (...args: string[]) => run(args, { cwd: work, env });
  // Only a backend asks for an init; it downloads nothing, because the provider is attached.
  let needsInit = false;
  const initialised = async (...args: string[]) => {
    if (needsInit) await succeeded(execute('init', '-input=false', '-no-color', '-reconfigure'));
    needsInit = false;
    return execute(...args);
  };
  return {
    platform,
    clients: () => [...platform.clients.all.values()].filter(({ id }) => id !== platform.automation.id),
    write: (configuration) => {
      needsInit = typeof configuration !== 'string';
      replaceConfiguration(work, configuration);
    },
    validate: () => initialised('validate', '-json'),
    plan: () => initialised('plan', '-json', '-input=false', '-out=plan'),
    showPlan: async () => JSON.parse((await succeeded(execute('show', '-json', 'plan'))).stdout),
    apply: () => execute('apply', '-json', '-input=false', 'plan'),
    show: async (what) => (await succeeded(execute('show', '-json', ...(what === 'plan' ? ['plan'] : [])))).stdout,
    readState: () => readFileSync(join(work, 'terraform.tfstate'), 'utf8'),
  };
}

function replaceConfiguration(folder: string, configuration: string | Readonly<Record<string, string>>): void {
  for (const name of readdirSync(folder)) {
    // Only the state stays: a plan of before must not be taken for a new one, nor what an init of before remembers.
    if (!name.startsWith('terraform.tfstate')) rmSync(join(folder, name), { recursive: true });
  }
  const files =
    typeof configuration === 'string'
      ? { 'main.tf': configuration, 'versions.tf': REQUIRED_PROVIDERS }
      : { ...configuration, 'backend_override.tf': BACKEND_OVERRIDE };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Asynchronous: the provider that the command talks to is served by this very process. */
async function run(
  args: readonly string[],
  where: { cwd: string; env: Record<string, string | undefined> },
): Promise<Run> {
  const command = terraformCommand();
  if (command === undefined) throw new Error('there is no terraform: put the test into terraformOrSkip');
  return new Promise((resolve, reject) => {
    execFile(command, args, { ...where, maxBuffer: 2 ** 26 }, (error: ExecFileException | null, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code !== 'number') return reject(error);
      resolve({ code, stdout, stderr, ...diagnosticsOf(stdout) });
    });
  });
}

async function succeeded(running: Promise<Run>): Promise<Run> {
  const done = await running;
  if (done.code !== 0) throw new Error(`terraform failed:\n${done.stdout}${done.stderr}`);
  return done;
}

interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
}

function diagnosticsOf(stdout: string): Pick<Run, 'errors' | 'warnings'> {
  const all = jsonDocuments(stdout).flatMap(({ diagnostic, diagnostics = [] }) => diagnostic ?? diagnostics);
  const ofSeverity = (wanted: Diagnostic['severity']) =>
    all.filter(({ severity }) => severity === wanted).map(({ summary, detail }) => `${summary}: ${detail}`);
  return { errors: ofSeverity('error'), warnings: ofSeverity('warning') };
}

/** `plan` and `apply` print a JSON document a line, `validate` one over many lines, `init` none. */
function jsonDocuments(stdout: string): { diagnostic?: Diagnostic; diagnostics?: Diagnostic[] }[] {
  const texts = stdout.startsWith('{\n') ? [stdout] : stdout.split('\n').filter((line) => line.startsWith('{"'));
  return texts.map((text) => JSON.parse(text));
}
