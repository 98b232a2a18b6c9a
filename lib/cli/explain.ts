import { Command, Option } from 'commander';
import { EXPLANATION_FORMAT, explain, explanationText, KINDS, type Kind } from '../explain';
import { terminal } from '../reporters';
import { EXIT, type ExitCode, type Io } from './io';

interface ExplainOptions {
  readonly as?: Kind;
  readonly all?: true;
  readonly format: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  genesys-scopes explain conversations                       a scope: what it opens, and who asks for it
  genesys-scopes explain webphone:use                        a name of the migration guidance: what it stands for
  genesys-scopes explain POST /api/v2/conversations/calls    an operation: its scopes and permissions
  genesys-scopes explain https://api.mypurecloud.com/api/v2/stations/4711
  genesys-scopes explain postConversationsCalls
  genesys-scopes explain routing:queue:join                  a permission: the scopes of its operations
  genesys-scopes explain app.not.authorized.for.scope        the code of a refusal, or a cause that diagnose names
  genesys-scopes explain missing-scope                       a rule
  genesys-scopes explain routing --as scope                  the scope, and not the capability of that name

A name is tried as ${KINDS.join(', ')}, in this order;
--as names one. Nothing is sent: what is said comes from the API document that Genesys Cloud publishes, as this version
has it.

--format json prints {"format": "${EXPLANATION_FORMAT}", "kind": …} with all that is told, each operation
included.

Exit codes:
  0  explained      2  wrong usage, or nothing known has that name
`;

export function explainCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('say what a scope, an operation or a permission is about')
    .description(
      'Says of a scope what it opens and who asks for it; of an operation of the platform API which scopes and ' +
        'permissions it takes, and whose clients can call it; of a permission which scopes its operations take; of the ' +
        'code of a refusal what it means; of a rule, a profile or a capability what it asks for, and why.',
    )
    .argument(
      '<name...>',
      'scope, rule, profile, capability, permission or code of a refusal; [method and] path, URL or operationId',
    )
    .addOption(new Option('--as <kind>', 'what the name is, where it is several things').choices(KINDS))
    .option('--all', 'list every operation, however many there are')
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: ExplainOptions) => done(runExplain(words.join(' '), options, io)));
}

function runExplain(name: string, { as, all, format }: ExplainOptions, io: Io): ExitCode {
  const result = explain(name, as);
  if ('hints' in result) {
    io.stderr(`error: ${terminal(result.message)}\n`);
    for (const hint of result.hints) io.stderr(`${terminal(hint)}\n`);
    return EXIT.usage;
  }
  io.stdout(
    format === 'json'
      ? `${JSON.stringify({ format: EXPLANATION_FORMAT, ...result }, null, 2)}\n`
      : explanationText(result, all === true),
  );
  return EXIT.clean;
}
