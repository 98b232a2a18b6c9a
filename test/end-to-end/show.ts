// npm run softphone: the whole way from TypeScript to a ringing softphone, on this machine only, and shown step by step.
import { cli, inFolder } from '../cli/run-cli';
import { type Platform, withPlatform } from '../platform/platform';
import { openInJsdom } from '../softphone/browsers';
import { tokenFor } from '../softphone/log-in';
import { SDK_NAME, softphoneSdk } from '../softphone/sdk';
import { agentPages, type Shift, workShift } from '../softphone/softphone';
import { terraformCommand } from '../terraform/binary';
import { type Run, withTerraformOn } from '../terraform/terraform';
import { type StackFiles, stackOfProfiles, stackOfRawClients } from './stacks';

const LACKING = ['conversations', 'organization:readonly', 'routing:readonly', 'user-basic-info', 'users'];

interface Way {
  readonly title: string;
  readonly code: string;
  readonly stack: () => StackFiles;
  readonly client: string;
  readonly isReady: boolean;
}

const WAYS: readonly Way[] = [
  {
    title: 'A client of this library',
    code: "new MigratedProfileClient(stack, 'chat-agent', { profile: 'chat-agent', vocabulary: 'platform', … })",
    stack: () => stackOfProfiles(['chat-agent']),
    client: 'chat-agent',
    isReady: true,
  },
  {
    title: 'A client written by hand, without notifications',
    code: `new OauthClient(stack, 'by-hand', { scopes: ${JSON.stringify(LACKING)}, … })`,
    stack: () => stackOfRawClients([{ id: 'by-hand', scopes: LACKING }]),
    client: 'by-hand',
    isReady: false,
  },
];

async function main(): Promise<number> {
  const sdk = softphoneSdk();
  if ('reason' in sdk) return fail(sdk.reason);
  if (terraformCommand() === undefined) return fail('terraform 1.11 or tofu 1.10 or newer has to be on PATH');
  for (const way of WAYS) {
    const shift = await withPlatform({ pages: agentPages(sdk.text) }, (platform) => shown(way, platform));
    if (shift.isReady !== way.isReady) return fail('this is not what should have come of it');
  }
  return 0;
}

async function shown({ title, code, stack, client }: Way, platform: Platform): Promise<Shift> {
  let shift: Shift | undefined;
  await withTerraformOn(platform, async (terraform) => {
    say(`\n━━ ${title}\n\n   ${code}`);
    terraform.write(stack());
    step('app.synth()', 'a stack in cdktf.out');
    step(`${terraformCommand()} plan`, outcome(await terraform.plan()));
    await command('review', 'plan.json', await terraform.show('plan'));
    step(`${terraformCommand()} apply`, outcome(await terraform.apply()));
    await command('check', 'terraform.tfstate', terraform.readState());
    const made = terraform.clients().find(({ name }) => name === client);
    if (made === undefined) throw new Error(`Terraform made no client ${client}`);
    const token = await tokenFor(platform, made);
    step('a token for it', 'by the login of the agent, with PKCE');
    const page = await openInJsdom(`${platform.url}/agent.html`);
    shift = await workShift(platform, page, token);
    step(SDK_NAME, shift.isReady ? 'ready' : 'does not come up');
    for (const [action, result] of Object.entries(shift.actions)) say(`     ${action}: ${result}`);
    for (const { call, status, code: reason } of shift.refused) say(`     refused: ${call} → ${status} ${reason}`);
    await page.close();
  });
  if (shift === undefined) throw new Error('nobody has worked');
  return shift;
}

async function command(name: 'review' | 'check', file: string, text: string): Promise<void> {
  const { code, stdout } = await inFolder({ [file]: text }, () => cli([name, file, '--format', 'text']));
  step(`genesys-scopes ${name} ${file}`, `exit code ${code}`);
  say(stdout.replace(/^(?=.)/gm, '     │ ').trimEnd());
}

function outcome({ code, errors }: Run): string {
  return code === 0 ? 'no error, no warning' : errors.join('; ');
}

function step(what: string, result: string): void {
  say(`\n   ${what}: ${result}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(reason: string): number {
  process.stderr.write(`${reason}\n`);
  return 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.exitCode = fail(String(error instanceof Error ? error.message : error));
  },
);
