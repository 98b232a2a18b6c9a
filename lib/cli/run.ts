import { Command, CommanderError } from 'commander';
import { publicText } from '../model';
import { terminal } from '../reporters';
import { TOOL, VERSION } from '../version';
import { checkCommand } from './check';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { rulesCommand } from './rules';

/** Runs the command line with its arguments (without node and script), and returns the exit code. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.clean;
  const done = (result: ExitCode) => {
    code = result;
  };
  const program = new Command(TOOL)
    .description('Finds OAuth clients of Genesys Cloud that lack a scope, before their agents do.')
    .version(VERSION)
    .showHelpAfterError(`(${TOOL} --help lists commands and options)`);
  for (const command of [checkCommand(io, done), rulesCommand(io, done)]) program.addCommand(command);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: io.stdout, writeErr: (text) => io.stderr(terminalLines(text)) });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    if (error instanceof UsageError) {
      io.stderr(`error: ${terminalLines(error.message)}\n`);
      return EXIT.usage;
    }
    io.stderr(defect(error));
    return EXIT.defect;
  }
}

/** What the user typed comes back in error messages: its control characters must not reach the terminal. */
function terminalLines(text: string): string {
  return text
    .split('\n')
    .map((line) => terminal(publicText(line)))
    .join('\n');
}

function defect(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = process.env.GENESYS_SCOPES_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  return (
    `${TOOL} ${VERSION} has a defect (${name}); nothing can be said of the input.\n` +
    `Please report it with the command line; GENESYS_SCOPES_DEBUG=1 prints where it happened.${stack}\n`
  );
}
