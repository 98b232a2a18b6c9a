import { lstatSync } from 'node:fs';
import { Command } from 'commander';
import {
  adopt,
  adoptionMarkdown,
  adoptionText,
  type Collected,
  codeOf,
  collectClients,
  collectLive,
  type Inputs,
  readInputs,
} from '../adopt';
import { HOST } from '../host';
import { genesysCloudIn } from '../http';
import { publicText } from '../model';
import { terminal } from '../reporters';
import { adoptZendesk } from './adopt-zendesk';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { judgeFrom } from './judging';
import { addPolicyOptions, EXIT_CODES, type PolicyOptions, splitLabel } from './judging-options';
import { patienceOf } from './live-options';
import { refuse } from './problem-text';
import { writeAll } from './write-file';

interface AdoptCommandOptions extends PolicyOptions {
  live?: string | true;
  zendesk?: string;
  html?: string;
  csv?: string;
  move?: true;
  acceptRemovals?: true;
  out?: string;
  report?: string;
  force?: true;
}

const EXAMPLES = `
Examples:
  genesys-scopes adopt export/ --out clients.ts  an export with its terraform.tfstate (include_state_file = true)
  genesys-scopes adopt export/ old.tfstate       an export, and the state that has its ids
  genesys-scopes adopt --live eu-central-1 --out clients.ts --report clients.md
  genesys-scopes adopt --move terraform.tfstate --out clients.ts
  genesys-scopes adopt --zendesk export/ --out migration.ts --html people.html --csv people.csv

The code is one function, adoptedClients(stack), to call in a stack of yours. Two ways lead to it:
  imports  (default) clients that no state of yours has yet: the code imports them by their ids
  --move   clients that Terraform manages already in this very stack, as raw resources: give the stack's own state; the
           code moves them to their new addresses. Take out the raw resources in the same change.
Of the state of another stack take imports only after that stack has let go of them (removed blocks): two stacks that manage
one client undo each other's changes.

Which profile a client has says the policy; where it does not, the scopes that the client holds. One that seems to have
nothing to do with a softphone stays as it is: a raw OauthClient, which the code leaves out of the check, with the reason. So
does one of which nobody can tell, but the check goes on to hold for it: app.synth() refuses it until you give it a profile, or
leave it out. Nothing is taken from running apps: what a client holds beyond its profile becomes additionalScopes, unless
--accept-removals. The table on standard error says what the first apply adds and removes. No secret is read or written.

--zendesk reads answers of the Zendesk API (.json, .ndjson, .gz; users by pages or the incremental export, chat agents and
roles, custom roles, entitlements, group memberships), and decides everyone's profile. The code has the profiles and nothing
of any person; people stand in the report that you name, and nowhere else.

--live logs in with GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET, or GENESYSCLOUD_ACCESS_TOKEN, as the
provider does; it needs the permission oauth:client:view (and a user's token the scope oauth:readonly). Without a region
GENESYSCLOUD_REGION holds. GENESYSCLOUD_GATEWAY_HOST, _PORT and _PROTOCOL name another address, by https or on this machine.
`;

const ADOPT_EXIT_CODES = EXIT_CODES.replace(
  /0 .*\n.*$/s,
  `0  done                                 2  wrong usage, a policy file that is wrong, or a file that cannot be written
                                       3  an input that cannot be read, or shows no client or no ids; nothing is written`,
);

export function adoptCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('adopt')
    .summary(`write clients that exist as ${HOST.title} code`)
    .description(
      `Writes OAuth clients that exist in Genesys Cloud as TypeScript for ${HOST.title}, with imports or moves: from an export (HCL ` +
        'or JSON) with its state, a state (terraform.tfstate, terraform show -json), or the organisation itself; or the ' +
        'migration of the people in a Zendesk export.',
    )
    .argument('[path...]', 'exports and states; label=path names a source, - is standard input')
    .option('--live [region]', 'read the organisation itself, in the region by its name or domain')
    .option('--zendesk <folder>', 'write the migration of the people in a Zendesk export instead')
    .option('--html <file>', 'with --zendesk: write the report on its people as a page')
    .option('--csv <file>', 'with --zendesk: write the table of its people')
    .option('--move', "the state is this stack's own: move its raw resources, import nothing")
    .option('--accept-removals', 'drop what clients hold beyond their profiles')
    .option('--out <file>', 'write the code to a file (default: standard output)')
    .option('--report <file>', 'also write the table to a file, in Markdown')
    .option('--force', 'overwrite files that are there');
  return addPolicyOptions(command)
    .addHelpText('after', EXAMPLES + ADOPT_EXIT_CODES)
    .action(async (paths: string[], options: AdoptCommandOptions) => done(await runAdopt(paths, options, io)));
}

async function runAdopt(paths: readonly string[], options: AdoptCommandOptions, io: Io): Promise<ExitCode> {
  const { zendesk, out, html, csv } = options;
  const files = [out, options.report, html, csv].filter((file) => file !== undefined);
  requireFree(files, options.force === true);
  if (zendesk !== undefined) {
    requireAlone(paths, options);
    return adoptZendesk({ zendesk, ...(out && { out }), ...(html && { html }), ...(csv && { csv }) }, io);
  }
  if (html !== undefined || csv !== undefined) throw new UsageError('--html and --csv are the report of --zendesk');
  const { policy, options: judging } = judgeFrom(options, io);
  const collected = options.live === undefined ? await fromFiles(paths, options) : await fromLive(paths, options, io);
  if (collected.problems.length > 0) return refuse(collected.problems, io);
  if (collected.clients.length === 0) {
    io.stderr('error: there is no genesyscloud_oauth_client to adopt; nothing was written\n');
    return EXIT.input;
  }
  const adoption = adopt(collected, {
    policy,
    catalog: judging.catalog,
    today: judging.today,
    by: options.move ? 'move' : 'import',
    acceptsRemovals: options.acceptRemovals === true,
  });
  const code = codeOf(adoption);
  const { report } = options;
  writeAll([
    ...(out === undefined ? [] : [{ path: out, content: code }]),
    ...(report === undefined ? [] : [{ path: report, content: adoptionMarkdown(adoption) }]),
  ]);
  if (out === undefined) io.stdout(code);
  io.stderr(adoptionText(adoption));
  return EXIT.clean;
}

function requireAlone(paths: readonly string[], { live, move, report }: AdoptCommandOptions): void {
  if (paths.length > 0) throw new UsageError('--zendesk names the folder: leave the paths out');
  if (live !== undefined || move)
    throw new UsageError('--zendesk reads an export of Zendesk: leave --live and --move out');
  if (report !== undefined) throw new UsageError('with --zendesk the report is written by --html and --csv');
}

async function fromFiles(paths: readonly string[], { move }: AdoptCommandOptions): Promise<Collected> {
  if (paths.length === 0)
    throw new UsageError('name an export or a state, or use --live; see genesys-scopes adopt --help');
  const inputs = await readInputs([...new Set(paths)].map(splitLabel));
  if (move) requireStates(inputs);
  return collectClients(inputs);
}

/** Of what moves the state is the whole truth: a client that configuration leaves out would be destroyed. */
function requireStates({ readings }: Inputs): void {
  const other = readings.find(({ source, problems }) => problems.length === 0 && source.kind !== 'state');
  if (other === undefined) return;
  throw new UsageError(`${other.source.path} is no state: --move takes the state of the stack alone`);
}

async function fromLive(paths: readonly string[], { live, move }: AdoptCommandOptions, io: Io): Promise<Collected> {
  if (paths.length > 0) throw new UsageError('--live reads the organisation: leave the paths out');
  if (move) throw new UsageError('--move needs the state of the stack: leave --live out');
  const cloud = genesysCloudIn(io.env, typeof live === 'string' ? { region: live } : {});
  if ('refused' in cloud) throw new UsageError(`--live: ${cloud.refused}`);
  io.stderr(`${terminal(publicText(`reading the OAuth clients of ${cloud.api.href}`))}\n`);
  return collectLive(cloud, patienceOf(io));
}

/** Before anything is read or sent: what a person wrote is not lost by a slip of the hand. */
function requireFree(files: readonly string[], force: boolean): void {
  if (new Set(files).size < files.length) throw new UsageError('two options name the same file');
  if (force) return;
  for (const file of files) {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats?.isFile() || stats?.isSymbolicLink()) {
      throw new UsageError(`${file} is there already: name another file, or overwrite it with --force`);
    }
  }
}
