import { Command, InvalidArgumentError, Option } from 'commander';
import { check } from '../check';
import { publicText, type Reading, type Report, SEVERITIES, type Severity } from '../model';
import { DEFAULT_POLICY, type Policy } from '../policy';
import { FORMATS, type Format, REPORTERS } from '../reporters';
import {
  CLIENT_PROFILE_IDS,
  didYouMean,
  isProfileId,
  type ProfileId,
  PUBLISHED_CATALOG,
  profileOf,
  VOCABULARIES,
  type Vocabulary,
} from '../scopes';
import { readPath } from '../sources';
import { EXIT, type ExitCode, type Io } from './io';
import { writeWhole } from './write-file';

interface CheckOptions {
  profile?: ProfileId;
  vocabulary?: Vocabulary;
  format: Format;
  output: Output[];
  failOn: Severity | 'never';
  unknown: 'pass' | 'fail';
  requireClients?: true;
  color: boolean;
  quiet?: true;
}

interface Output {
  readonly format: Format;
  readonly file: string;
}

const EXAMPLES = `
Examples:
  genesys-scopes check cdktf.out                 what a synth wrote, stack by stack
  terraform show -json tfplan > plan.json && genesys-scopes check plan.json
  genesys-scopes check prod=prod.json test=test.json --output json=report.json

Exit codes:
  0  nothing at or above --fail-on     2  wrong usage
  1  findings                          3  an input that cannot be read, or no client where one is required`;

export function checkCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .summary('check plans, synth output and .tf.json files for missing scopes')
    .description(
      'Reads plans (terraform show -json, also of OpenTofu), cdktf.out folders and .tf.json files, and reports every OAuth ' +
        'client that lacks a scope, with what else is wrong with it. Of a folder it reads cdktf.out and .tf.json files; plans ' +
        'are read when they are named.',
    )
    .argument('[path...]', 'files and folders; label=path names a source, - is standard input', ['.'])
    .addOption(new Option('--profile <profile>', 'what clients must meet that nothing names').argParser(parseProfile))
    .addOption(
      new Option('--vocabulary <vocabulary>', 'the names by which clients are judged that name none').choices(
        VOCABULARIES,
      ),
    )
    .addOption(
      new Option('--format <format>', 'form of the report on standard output').choices(FORMATS).default('text'),
    )
    .addOption(
      new Option('--output <format=file>', 'also write the report to a file; may be repeated')
        .argParser(parseOutput)
        .default([], 'none'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that ends in exit code 1')
        .choices([...SEVERITIES].reverse().concat('never' as Severity))
        .default('error'),
    )
    .addOption(
      new Option('--unknown <verdict>', 'whether what is not known yet counts as a finding')
        .choices(['pass', 'fail'])
        .default('pass'),
    )
    .option('--require-clients', 'exit code 3 when there is no client to check')
    .option('--quiet', 'no notes, no remedies and no list of clients in the text')
    .option('--no-color', 'no colours, on a terminal too')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: CheckOptions) => done(await runCheck(paths, options, io)));
}

async function runCheck(paths: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const named = [...new Set(paths)].map(splitLabel);
  const readings = distinctLabels((await Promise.all(named.map(([path, label]) => readPath(path, label)))).flat());
  const report = check(readings, policyFrom(options), { today: io.today, catalog: PUBLISHED_CATALOG });
  io.stdout(REPORTERS[options.format](report, { color: io.color && options.color, quiet: options.quiet ?? false }));
  for (const { format, file } of options.output) {
    writeWhole(file, REPORTERS[format](report, { color: false, quiet: options.quiet ?? false }));
  }
  return exitCode(report, options);
}

/** Two stacks of one name, in two folders, are told apart by their paths. */
function distinctLabels(readings: readonly Reading[]): Reading[] {
  const isShared = ({ source }: Reading) =>
    readings.filter((other) => other.source.label === source.label && other.source.path !== source.path).length > 0;
  return readings.map((reading) =>
    isShared(reading)
      ? {
          ...reading,
          source: { ...reading.source, label: publicText(`${reading.source.label} (${reading.source.path})`) },
        }
      : reading,
  );
}

function policyFrom({ profile, vocabulary }: CheckOptions): Policy {
  return {
    ...DEFAULT_POLICY,
    ...(profile && { base: profileOf(profile), baseNamed: true }),
    ...(vocabulary && { vocabulary }),
  };
}

function exitCode(report: Report, options: CheckOptions): ExitCode {
  if (report.problems.length > 0) return EXIT.input;
  if (options.requireClients && report.summary.clients === 0) return EXIT.input;
  const { failOn } = options;
  if (failOn === 'never') return EXIT.clean;
  const counting = report.findings.filter(
    ({ kind, severity }) =>
      (kind === 'fail' || options.unknown === 'fail') && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn),
  );
  const failedInTerraform = report.sources.some(({ failedChecks = [] }) => failedChecks.length > 0);
  return counting.length > 0 || failedInTerraform ? EXIT.findings : EXIT.clean;
}

/** `label=path`. A path with an equals sign of its own is written `./a=b`. */
function splitLabel(argument: string): [path: string, label?: string] {
  const match = /^([A-Za-z0-9][\w.-]*)=(.+)$/.exec(argument);
  return match?.[1] === undefined || match[2] === undefined ? [argument] : [match[2], match[1]];
}

function parseProfile(id: string): ProfileId {
  const allowed: readonly string[] = CLIENT_PROFILE_IDS;
  if (isProfileId(id) && !allowed.includes(id)) {
    throw new InvalidArgumentError(
      `Users of profile "${id}" need no softphone client. Allowed: ${allowed.join(', ')}.`,
    );
  }
  if (!isProfileId(id)) throw new InvalidArgumentError(`Allowed: ${allowed.join(', ')}${didYouMean(id, allowed)}.`);
  return id;
}

function parseOutput(argument: string, before: Output[]): Output[] {
  const [, format, file] = /^(\w+)=(.+)$/.exec(argument) ?? [];
  const known = FORMATS.find((each) => each === format);
  if (known === undefined || file === undefined) {
    throw new InvalidArgumentError(`Write FORMAT=FILE with one of the formats ${FORMATS.join(', ')}.`);
  }
  return [...before, { format: known, file }];
}
