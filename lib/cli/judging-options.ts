import { type Command, InvalidArgumentError, Option } from 'commander';
import { SEVERITIES, type Severity } from '../model';
import { FORMATS, type Format } from '../reporters';
import { CLIENT_PROFILE_IDS, didYouMean, isProfileId, type ProfileId, VOCABULARIES, type Vocabulary } from '../scopes';

/** What says by which policy clients are judged. */
export interface PolicyOptions {
  policy?: string;
  policyBase?: string;
  profile?: ProfileId;
  vocabulary?: Vocabulary;
  synth?: string;
  baseline?: string;
}

/** The options of every command that reports on clients. */
export interface JudgingOptions extends PolicyOptions {
  trustHeadPolicy?: true;
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

export const EXIT_CODES = `
Exit codes:
  0  nothing at or above --fail-on     2  wrong usage, or a policy file that is wrong
  1  findings                          3  an input that cannot be read, or no client where one is required`;

const POLICY = new Option(
  '--policy <file>',
  'policy file (default: genesys-scopes.json, from here up to the root of the repository)',
);

/** Adds the options of a command that judges clients and reports on nothing else. */
export function addPolicyOptions(command: Command): Command {
  return command
    .addOption(POLICY)
    .addOption(new Option('--profile <profile>', PROFILE_HELP).argParser(parseProfile))
    .addOption(new Option('--vocabulary <vocabulary>', VOCABULARY_HELP).choices(VOCABULARIES));
}

const PROFILE_HELP = 'what clients must meet that nothing names';
const VOCABULARY_HELP = 'the names by which clients are judged that name none';

/** Adds the options to a command. `format` is that of standard output. */
export function addJudgingOptions(command: Command, format: Format): Command {
  return command
    .addOption(POLICY)
    .option(
      '--policy-base <file>',
      "the policy before this change: what only the change's own policy silences still fails",
    )
    .option('--trust-head-policy', "shows what the change's policy silences, without failing for it")
    .addOption(new Option('--profile <profile>', PROFILE_HELP).argParser(parseProfile))
    .addOption(new Option('--vocabulary <vocabulary>', VOCABULARY_HELP).choices(VOCABULARIES))
    .option(
      '--synth <folder>',
      'synth output of the same stacks, for the lines of code (default: cdk.tf.json beside a plan)',
    )
    .option(
      '--baseline <report>',
      'JSON report of before: what it has does not fail; what code only now silences, by it, does',
    )
    .addOption(
      new Option('--format <format>', 'form of the report on standard output').choices(FORMATS).default(format),
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
      new Option('--unknown <verdict>', 'whether what is not known yet, or not seen, counts as a finding')
        .choices(['pass', 'fail'])
        .default('pass'),
    )
    .option('--require-clients', 'exit code 3 when there is no client to check')
    .option('--quiet', 'no notes, no remedies and no list of clients in the text')
    .option('--no-color', 'no colours, on a terminal too');
}

/** `label=path`. A path with an equals sign of its own is written `./a=b`. */
export function splitLabel(argument: string): [path: string, label?: string] {
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
