import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Command, Option } from 'commander';
import { type CheckOptions, check } from '../check';
import {
  CI_SYSTEMS,
  type CiSystem,
  ciFiles,
  type Found,
  findOut,
  type NewFile,
  type Proposal,
  policyFile,
  policyWith,
  projectFiles,
  proposals,
} from '../init';
import type { Reading, Report } from '../model';
import { DEFAULT_POLICY, findPolicyFile, POLICY_FILE, type Policy } from '../policy';
import { PUBLISHED_CATALOG } from '../scopes';
import { initText } from './init-text';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { judgeFrom, readSources } from './judging';
import { EXIT_CODES } from './judging-options';
import { type FileToWrite, isTaken, writeNew } from './new-files';
import { refuse } from './problem-text';

interface InitOptions {
  ci?: CiSystem | 'none';
  from: string[];
  dryRun?: true;
}

/** What init comes to, before it is written. */
export interface Outcome {
  readonly found: Found;
  /** The folder as the user named it. */
  readonly folder: string;
  readonly files: readonly FileToWrite[];
  readonly kept: readonly FileToWrite[];
  /** The policy that is there already. */
  readonly policyFile?: string;
  readonly proposals: readonly Proposal[];
  /** What is found by the policy with what is proposed. */
  readonly report: Report;
  /** The configuration address of each instance of a client. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Why there is no CI file, where it was not said that there should be none. */
  readonly noCi?: string;
}

const EXAMPLES = `
Examples:
  genesys-scopes init                            adds to the project in this folder, or starts one
  genesys-scopes init zendesk-migration          starts a project in a new folder
  genesys-scopes init --dry-run                  shows what it would write
  genesys-scopes init infra --ci gitlab --from prod=prod.tfstate

An entry of the policy says which profile a client seems to be, by the scopes that it holds, or that it seems to be none. A client
is left out only where nothing of it speaks for a softphone; confirm each of those. Of all others the base profile is asked, with
an entry or without. What is there already is never changed: what should be added to it is printed.
`;

const INIT_EXIT_CODES = EXIT_CODES.replace(
  /0 .*\n.*$/s,
  `0  done, whatever was found              2  wrong usage, a policy file that is wrong, or a file that cannot be written
                                         3  an input that cannot be read; nothing is written then`,
);

export function initCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('init')
    .summary('start a project, or add a policy and CI files to one')
    .description(
      'Finds out what there is and writes what is missing: a policy with an entry for every client, a CI file that reviews ' +
        'pull requests and, in a folder with nothing to add to, a small app in TypeScript. Asks nothing, and never overwrites.',
    )
    .argument('[folder]', 'folder of the project', '.')
    .addOption(
      new Option('--ci <system>', 'whose CI file to write (default: found out from the repository)').choices([
        ...CI_SYSTEMS,
        'none',
      ]),
    )
    .addOption(
      new Option('--from <path>', 'also read the clients of an export, a state or a plan; may be repeated')
        .argParser((path: string, before: string[]) => [...before, path])
        .default([], 'none'),
    )
    .option('--dry-run', 'show what would be written, and write nothing')
    .addHelpText('after', EXAMPLES + INIT_EXIT_CODES)
    .action(async (folder: string, options: InitOptions) => done(await runInit(folder, options, io)));
}

async function runInit(folder: string, options: InitOptions, io: Io): Promise<ExitCode> {
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new UsageError(`${folder} is no folder`);
  const found = findOut(folder);
  if ('message' in found) return refuse([found], io);
  const readings = await readSources([...ownSources(folder, found), ...options.from], {});
  const problems = readings.flatMap((reading) => reading.problems);
  if (problems.length > 0) return refuse(problems, io);
  const outcome = outcomeOf(folder, found, readings, options, io);
  if (options.dryRun !== true) writeNew(outcome.files, found.root ?? found.folder);
  io.stdout(initText(outcome, options.dryRun === true));
  return EXIT.clean;
}

/** What is in the folder, where there is something to read. */
function ownSources(folder: string, { kind, synthesized, readable, output }: Found): string[] {
  if (kind === 'terraform') return readable ? [folder] : [];
  return synthesized ? [join(folder, output)] : [];
}

function outcomeOf(folder: string, found: Found, readings: readonly Reading[], { ci }: InitOptions, io: Io): Outcome {
  const file = findPolicyFile(found.folder);
  const { policy, options } = judgeBy(file, io);
  const proposed = proposals(readings, check(readings, policy, options), policy, options.catalog);
  const project = found.kind === 'new' ? projectFiles(found) : [];
  const own = [...(file === undefined ? [policyFile(found, proposed)] : []), ...project];
  const root = found.root ?? found.folder;
  const { files: ofCi, why } = ciOf(ci, found, posix(relative(root, resolve(file ?? join(found.folder, POLICY_FILE)))));
  const all = [...placed(own, found.folder), ...placed(ofCi, root)];
  return {
    found,
    folder,
    files: all.filter((each) => !isTaken(each)),
    kept: all.filter(isTaken),
    proposals: proposed,
    report: check(readings, file === undefined ? policyWith(policy, proposed) : policy, options),
    addresses: new Map(readings.flatMap(({ clients }) => clients.map(({ instance, address }) => [instance, address]))),
    ...(file !== undefined && { policyFile: file }),
    ...(why !== undefined && { noCi: why }),
  };
}

/** The policy that holds in the folder, wherever init is called from. */
function judgeBy(file: string | undefined, io: Io): { readonly policy: Policy; readonly options: CheckOptions } {
  if (file !== undefined) return judgeFrom({ policy: file }, io);
  return { policy: DEFAULT_POLICY, options: { today: io.today, catalog: PUBLISHED_CATALOG } };
}

function ciOf(
  asked: InitOptions['ci'],
  found: Found,
  policy: string,
): { readonly files: readonly NewFile[]; readonly why?: string } {
  if (asked === 'none') return { files: [] };
  const [system, other] = asked === undefined ? found.ci : [asked];
  if (system === undefined || other !== undefined) {
    const reason = other === undefined ? 'nothing shows which system is used' : 'the repository shows signs of both';
    return { files: [], why: `${reason}: say --ci github or --ci gitlab` };
  }
  const files = ciFiles(system, found, policy);
  return 'why' in files ? { files: [], why: files.why } : { files };
}

function placed(files: readonly NewFile[], folder: string): FileToWrite[] {
  return files.map(({ path, text }) => {
    const whole = join(folder, path);
    return { path: whole, shown: posix(relative(process.cwd(), whole)), text };
  });
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
