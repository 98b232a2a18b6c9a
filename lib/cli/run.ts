import { Command, CommanderError } from 'commander';
import { publicText } from '../model';
import { terminal } from '../reporters';
import { TOOL, VERSION } from '../version';
import { adoptCommand } from './adopt';
import { auditCommand } from './audit';
import { catalogCommand } from './catalog';
import { checkCommand } from './check';
import { diagnoseCommand } from './diagnose';
import { explainCommand } from './explain';
import { fixCommand } from './fix';
import { initCommand } from './init';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { reviewCommand } from './review';
import { rulesCommand } from './rules';
import { tokenCommand } from './token';

/** Runs the command line with its arguments (without node and script), and returns the exit code. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  if (!hasFolder()) {
    io.stderr('error: the working directory is not there any more\n');
    return EXIT.usage;
  }
  let code: ExitCode = EXIT.clean;
  const done = (result: ExitCode) => {
    code = result;
  };
  const program = new Command(TOOL)
    .description('Finds OAuth clients of Genesys Cloud that lack a scope, before their agents do.')
    .version(VERSION)
    // What stands behind a command is that command's, or of one below it.
    .enablePositionalOptions();
  for (const command of [
    checkCommand(io, done),
    reviewCommand(io, done),
    fixCommand(io, done),
    initCommand(io, done),
    adoptCommand(io, done),
    tokenCommand(io, done),
    auditCommand(io, done),
    diagnoseCommand(io, done),
    explainCommand(io, done),
    catalogCommand(io, done),
    rulesCommand(io, done),
  ])
    program.addCommand(command);
  for (const command of withAllBelow(program)) {
    command.exitOverride().configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      outputError: (text, write) =>
        write(`${printable(text.trimEnd())}\n${/^error: unknown/.test(text) ? allowed(command) : ''}`),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    if (error instanceof UsageError) {
      for (const message of error.messages) io.stderr(`error: ${terminal(publicText(message))}\n`);
      return EXIT.usage;
    }
    io.stderr(defect(error));
    return EXIT.defect;
  }
}

/** A command, and the commands of which it is made. */
function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}

/** Paths mean nothing in a folder that was deleted. */
function hasFolder(): boolean {
  try {
    process.cwd();
    return true;
  } catch {
    return false;
  }
}

/** What a command takes, for whoever misspelt it. */
function allowed(command: Command): string {
  const names =
    command.commands.length > 0
      ? `commands: ${command.commands.map((each) => each.name()).join(', ')}`
      : command.options.length > 0
        ? `options: ${command.options
            .filter(({ hidden }) => !hidden)
            .map(({ long }) => long)
            .join(', ')}`
        : 'it has no options';
  return `(${names}; see ${nameOf(command)} --help)\n`;
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

/** What the user typed comes back in error messages: nothing of it may steer the terminal or begin a line. */
function printable(text: string): string {
  const lines = withoutValue(text).split(/\n(?=\(Did you mean )/);
  return lines.map((line) => terminal(publicText(line))).join('\n');
}

/** What stands behind an unknown option may be a secret that was typed by a slip. */
function withoutValue(text: string): string {
  return text
    .replace(/^(error: unknown option '--?[A-Za-z][\w-]{0,30})=.*'/s, "$1=…'")
    .replace(/^(error: unknown option '-)[^-'][^']+'/s, "$1…'");
}

function defect(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = process.env.GENESYS_SCOPES_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  return (
    `${TOOL} ${VERSION} has a defect (${name}); nothing can be said of the input.\n` +
    `Please report it with the command line; GENESYS_SCOPES_DEBUG=1 prints where it happened.${stack}\n`
  );
}
