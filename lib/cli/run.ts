import { Command, CommanderError } from 'commander';
import { publicText } from '../model';
import { terminal } from '../reporters';
import { TOOL, VERSION } from '../version';
import { EXIT, type ExitCode, type Io, UsageError } from './io';

/** Every command, in the order of the help, by the name it is called by. Each is loaded when it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandOf>>> = {
  check: async () => (await import('./check')).checkCommand,
  review: async () => (await import('./review')).reviewCommand,
  fix: async () => (await import('./fix')).fixCommand,
  init: async () => (await import('./init')).initCommand,
  adopt: async () => (await import('./adopt')).adoptCommand,
  token: async () => (await import('./token')).tokenCommand,
  audit: async () => (await import('./audit')).auditCommand,
  diagnose: async () => (await import('./diagnose')).diagnoseCommand,
  explain: async () => (await import('./explain')).explainCommand,
  catalog: async () => (await import('./catalog')).catalogCommand,
  rules: async () => (await import('./rules')).rulesCommand,
};

type CommandOf = (io: Io, done: (code: ExitCode) => void) => Command;

/** The command that the arguments name; all of them where they name none, for the help and the nearest name. */
function loadedFor([name = '']: readonly string[]): Promise<CommandOf[]> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return Promise.all((load ? [load] : Object.values(COMMANDS)).map((each) => each()));
}

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
  for (const commandOf of await loadedFor(args)) program.addCommand(commandOf(io, done));
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
