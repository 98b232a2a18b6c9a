import { Command } from 'commander';
import type { ExitCode, Io } from './io';
import { judge, judgeFrom, outcomeOf, readSources, tell } from './judging';
import { addJudgingOptions, EXIT_CODES, type JudgingOptions } from './judging-options';

const EXAMPLES = `
Examples:
  genesys-scopes check                           every .tf, .tf.json and cdktf.out below this folder
  terraform show -json tfplan > plan.json && genesys-scopes check plan.json
  genesys-scopes check prod=prod.json test=test.json --output json=report.json --output sarif=report.sarif
`;

export function checkCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('check')
    .summary('check configuration, synth output, plans and states for missing scopes')
    .description(
      'Reads Terraform configuration (.tf, .tf.json), cdktf.out folders, plans and states (terraform show -json, also of ' +
        'OpenTofu; .tfstate), and reports every OAuth client that lacks a scope, with what else is wrong with it. Of a ' +
        'folder it reads configuration and synth output; plans and states are read when they are named.',
    )
    .argument('[path...]', 'files and folders; label=path names a source, - is standard input', ['.']);
  return addJudgingOptions(command, 'text')
    .addHelpText('after', EXAMPLES + EXIT_CODES)
    .action(async (paths: string[], options: JudgingOptions) => {
      const { report, counted } = judge(await readSources(paths, options), judgeFrom(options, io), options);
      const outcome = outcomeOf(counted, options, () => true);
      await tell(report, outcome, options, io);
      done(outcome.code);
    });
}
