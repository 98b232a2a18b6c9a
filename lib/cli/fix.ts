import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { Command, Option } from 'commander';
import {
  type ChangedFile,
  type Fix,
  type FixOptions,
  fix,
  isEmpty,
  type Left,
  type ListChange,
  unifiedDiff,
} from '../fix';
import { printed, publicText, quoted, type Reading, type Text } from '../model';
import { placeText, terminal } from '../reporters';
import { VOCABULARIES, type Vocabulary } from '../scopes';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { hasErrors, judgeFrom, readSources } from './judging';
import { addPolicyOptions, EXIT_CODES, type PolicyOptions } from './judging-options';
import { problemText } from './problem-text';
import { writeAll } from './write-file';

interface FixCommandOptions extends PolicyOptions {
  to?: Vocabulary;
  write?: true;
  addRecommended?: true;
  removeExcess?: true;
  acceptCredentialRisk?: true;
}

const EXAMPLES = `
Examples:
  genesys-scopes fix                             what would change, as a diff, of everything below this folder
  genesys-scopes fix | git apply
  genesys-scopes fix modules/chat --write
  genesys-scopes fix --to platform --write       by the names that Genesys Cloud publishes

Only lists of scopes are touched. One that comes from a local, a variable or a module is changed where it is written, if that
is plain and wrong for nobody else who uses it; else the command says where to look. A misspelt name whose correction would give
a client more than its profile needs or allows is left, unless --remove-excess takes it out. For clients that TypeScript makes it
says what to change on which line. The diff shows lines of your files as they are.

--to platform replaces each name of the migration guidance by what it stands for, whatever the profile; --to migration replaces
the published names by which the client's profile is spelled, and no others. A name or a client that stays because the policy or
the code says so is told, and the exit code is 1.
`;

const FIX_EXIT_CODES = EXIT_CODES.replace(
  /0 .*\n.*$/s,
  `0  nothing is wrong (any more)          2  wrong usage, or a policy file that is wrong
  1  something is still to be mended       3  an input that cannot be read`,
);

export function fixCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('fix')
    .summary('add missing scopes to .tf and .tf.json, and correct misspelt ones')
    .description(
      'Works out what lists of scopes in Terraform configuration need, and prints it as a unified diff. With --write it ' +
        'changes the files, all or none. Each change is checked before it is proposed.',
    )
    .argument('[path...]', 'files and folders with configuration', ['.']);
  return addPolicyOptions(command)
    .addOption(new Option('--to <vocabulary>', 'bring all clients to these names').choices(VOCABULARIES))
    .option('--write', 'change the files')
    .option('--add-recommended', 'add recommended scopes too')
    .option('--remove-excess', 'take out what a named profile neither needs nor allows')
    .option('--accept-credential-risk', 'change clients with integration_credential_name too')
    .addHelpText('after', EXAMPLES + FIX_EXIT_CODES)
    .action(async (paths: string[], options: FixCommandOptions) => {
      done(await run(paths, options, io));
    });
}

async function run(paths: readonly string[], options: FixCommandOptions, io: Io): Promise<ExitCode> {
  const { policy, options: judging } = judgeFrom(options, io);
  const read = async () => {
    const readings = await readSources(paths, options);
    refuseOthers(readings);
    return readings;
  };
  const result = await fix(read, { policy, ...judging, ...fixOptions(options) });
  const { files, report } = result;
  const write = options.write === true && files.length > 0;
  if (write) {
    for (const file of files) refuseChanged(file);
    // By the name that the user gave, which errors repeat: a link is written through.
    writeAll(files.map(({ path, after }) => ({ path, content: after })));
  } else io.stdout(files.map(({ path, before, after }) => unifiedDiff(relativePath(path), before, after)).join(''));
  io.stderr(summary(result, write));
  if (report.problems.length > 0) return EXIT.input;
  const isMended = result.left.every(({ isOpen }) => !isOpen) && !hasErrors(report);
  return isMended && (write || files.length === 0) ? EXIT.clean : EXIT.findings;
}

function fixOptions(options: FixCommandOptions): Omit<FixOptions, 'policy' | 'catalog' | 'today'> {
  return {
    ...(options.to && { to: options.to }),
    addRecommended: options.addRecommended ?? false,
    removeExcess: options.removeExcess ?? false,
    acceptCredentialRisk: options.acceptCredentialRisk ?? false,
  };
}

function refuseOthers(readings: readonly Reading[]): void {
  const other = readings.find(
    ({ source, problems }) => problems.length === 0 && (source.kind === 'plan' || source.kind === 'state'),
  );
  if (other === undefined) return;
  throw new UsageError(
    `${other.source.path} is a ${other.source.kind}: fix changes configuration; name the folder of the .tf files`,
  );
}

function relativePath(path: string): string {
  return relative(process.cwd(), path).split(sep).join('/');
}

/** What somebody wrote since it was read is not lost. */
function refuseChanged({ path, realPath, before }: ChangedFile): void {
  if (readFileSync(realPath, 'utf8') !== before) {
    throw new UsageError(`${path} has changed meanwhile; nothing was written`);
  }
}

function summary({ files, fixed, left, report }: Fix, isWritten: boolean): string {
  const lines: Text[] = [];
  for (const { address, change } of fixed)
    lines.push(printed`${publicText(isWritten ? 'changed' : 'to change')}: ${address}: ${wanted(change)}`);
  for (const each of left) lines.push(leftLine(each));
  for (const problem of report.problems) lines.push(problemText(problem));
  if (lines.length === 0) lines.push(publicText('nothing to change'));
  else if (files.length > 0 && !isWritten)
    lines.push(publicText('nothing was written: --write changes the files, and `git apply` takes the diff'));
  return lines.map((line) => `${terminal(line)}\n`).join('');
}

function leftLine({ address, change, why, at, isCode }: Left): Text {
  const place = placeText(at);
  if (isEmpty(change)) return printed`${place}: not changed: ${address}: ${why}`;
  return isCode
    ? printed`${place}: ${address}: in the code, ${wanted(change)}`
    : printed`${place}: not changed: ${address}: ${wanted(change)}; but ${why}`;
}

function wanted({ renamed, removed, added }: ListChange): Text {
  const parts = [
    ...(added.length > 0 ? [`add ${quoted(added)}`] : []),
    ...[...renamed].map(([name, by]) => `write ${quoted([by])} for ${quoted([name])}`),
    ...(removed.size > 0 ? [`take out ${quoted([...removed])}`] : []),
  ];
  return publicText(parts.join(', '));
}
