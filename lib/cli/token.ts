import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { type GenesysAddress, genesysAddress, startDeadline, TOKEN } from '../http';
import { type Problem, publicText } from '../model';
import { terminal } from '../reporters';
import {
  askOf,
  type Claims,
  claimsOf,
  factsOfClaims,
  judgeToken,
  readTokenText,
  type TokenFacts,
  type TokenReport,
  tokenIn,
  tokenJson,
  tokenText,
} from '../token';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { judgeFrom } from './judging';
import { addPolicyOptions, type PolicyOptions } from './judging-options';
import { addLiveOptions, addressOptions, type LiveOptions, patienceOf } from './live-options';
import { problemText } from './problem-text';

interface TokenCommandOptions extends PolicyOptions, LiveOptions {
  env?: string;
  token?: string;
  address?: string;
  org?: string;
  wait?: number;
  interval: number;
  format: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  genesys-scopes token token.txt --profile chat-agent --region eu-central-1
  log-in-as-an-agent | genesys-scopes token - --profile voice-agent --org "Acme Support"
  genesys-scopes token --env AGENT_TOKEN --address genesyscloud_oauth_client.zendesk_chat
  genesys-scopes token token.txt --wait 600      after a deploy, while a job logs in and writes the file anew

The token is read from the file, from standard input (-), or from the environment, and from no argument: those stand in lists
of processes and in logs. The file may hold the token alone, or the answer of a login with its access_token.

An opaque token is sent to GET /api/v2/tokens/me of the region (or --api-url), and nowhere else; the token has to hold
user-basic-info for it, and one that does not lacks a scope for certain. A JSON Web Token is decoded for its scope and org,
without a call and unverified, unless --region or --api-url is given.

What must be held says --profile, or the policy for --address or the client's name. A token keeps the scopes that it was given:
after a change of the client have it approved again (Authorized Applications), and log in anew.

Exit codes:
  0  the token holds what is required     2  wrong usage, or a policy file that is wrong
  1  it lacks a scope, or is the wrong    3  a token that cannot be read or is not valid, a platform that does not answer,
     one (grant, organisation)               or a token that does not tell what it holds
`;

export function tokenCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('token')
    .summary('tell from a live token whether the scopes have arrived')
    .description(
      'Reads an access token and tells which of the required scopes it holds, which calls fail without the others, and ' +
        'whether the client or the token is at fault.',
    )
    .argument('[file]', `file with the token, - is standard input (default: ${TOKEN} in the environment)`)
    .option('--env <name>', 'variable of the environment that has the token')
    // So that whoever tries it is not answered with the token.
    .addOption(new Option('--token <token>').hideHelp())
    .option('--address <address>', "the client's address in the configuration, by which the policy speaks of it")
    .option('--org <organisation>', 'id or name of the organisation that the token has to be of')
    .addOption(
      new Option('--wait [seconds]', 'ask again until it holds everything, for so long')
        .preset('300')
        .argParser(parseSeconds),
    )
    .addOption(
      new Option('--interval <seconds>', 'with --wait: how long to wait between').argParser(parseSeconds).default(5),
    )
    .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json']).default('text'));
  return addLiveOptions(addPolicyOptions(command))
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: TokenCommandOptions) => done(await runToken(file, options, io)));
}

/** What one question came to. */
type Result = { readonly report: TokenReport } | { readonly failure: Failure };

/** Why nothing was learnt, and whether asking again may help. */
type Failure = Problem & { readonly mayPass: boolean };

async function runToken(file: string | undefined, options: TokenCommandOptions, io: Io): Promise<ExitCode> {
  const token = sourceOf(file, options, io);
  const judge = judgeWith(options, io);
  // With --wait no question takes longer than there is time.
  const end = options.wait === undefined ? Number.POSITIVE_INFINITY : performance.now() + options.wait * 1000;
  const ask = questionFor(options, io, () => Math.max(1000, end - performance.now()));
  const once = async (): Promise<Result> => {
    const given = token();
    const asked = typeof given === 'string' ? await ask(given) : given;
    return 'message' in asked ? { failure: asked } : { report: judge(asked) };
  };
  return tell(
    options.wait === undefined ? await once() : await untilItPasses(once, { ...options, wait: options.wait, end }, io),
    options,
    io,
  );
}

async function untilItPasses(
  once: () => Promise<Result>,
  { interval, wait, end }: { readonly interval: number; readonly wait: number; readonly end: number },
  io: Io,
): Promise<Result> {
  let said = '';
  for (;;) {
    const result = await once();
    if ('report' in result ? result.report.verdict === 'pass' : !result.failure.mayPass) return result;
    if (performance.now() + interval * 1000 > end) {
      io.stderr(`gave up after ${wait} seconds\n`);
      return result;
    }
    const now = 'report' in result ? whatIsMissing(result.report) : problemText(result.failure);
    if (now !== said) io.stderr(`waiting: ${terminal(now)}\n`);
    said = now;
    await sleep(interval * 1000);
  }
}

function whatIsMissing({ missing }: TokenReport): string {
  return missing.length === 0 ? 'it does not pass' : `it lacks ${missing.map(({ scope }) => scope).join(', ')}`;
}

function tell(result: Result, { format }: TokenCommandOptions, io: Io): ExitCode {
  if ('failure' in result) {
    io.stderr(`error: ${terminal(problemText(result.failure))}\n`);
    return EXIT.input;
  }
  const { report } = result;
  io.stdout(format === 'json' ? tokenJson(report) : tokenText(report));
  if (report.problems.some(({ isPolicy }) => isPolicy)) return EXIT.usage;
  return report.problems.length > 0
    ? EXIT.input
    : { pass: EXIT.clean, fail: EXIT.findings, open: EXIT.input }[report.verdict];
}

function judgeWith(options: TokenCommandOptions, io: Io): (facts: TokenFacts) => TokenReport {
  const { policy, options: judging } = judgeFrom(options, io);
  const { address, org } = options;
  return (facts) =>
    judgeToken(facts, {
      policy,
      catalog: judging.catalog,
      today: judging.today,
      ...(address !== undefined && { address }),
      ...(org !== undefined && { organisation: org }),
    });
}

/** Where the token comes from, read anew each time: while it is waited for, a login writes another. */
function sourceOf(file: string | undefined, options: TokenCommandOptions, io: Io): () => string | Failure {
  if (options.token !== undefined) {
    throw new UsageError('a token is never given as an argument: name a file, - for standard input, or --env');
  }
  const { env = TOKEN } = options;
  if (file === undefined) {
    const text = io.env[env];
    // The name itself may be the token, by a slip.
    const name = env === TOKEN ? TOKEN : 'the variable that --env names';
    if (text === undefined) throw new UsageError(`no token: name a file, - for standard input, or set ${name}`);
    return () => accepted(tokenIn(text), name);
  }
  if (options.env !== undefined) throw new UsageError('both a file and --env name a token: leave one out');
  if (file === '-') {
    const token = accepted(textIn(0), 'standard input');
    return () => token;
  }
  // What is no file may be the token itself, so it is not repeated.
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    throw new UsageError('the argument names no file; a token is never given as an argument');
  }
  return () => accepted(textIn(file), file);
}

function textIn(file: string | 0): string | { readonly refused: string } {
  const text = readTokenText(file);
  return typeof text === 'string' ? tokenIn(text) : text;
}

function accepted(token: string | { readonly refused: string }, where: string): string | Failure {
  if (typeof token === 'string') return token;
  return { message: publicText(`${token.refused}`), at: { file: publicText(where) }, mayPass: true };
}

/** How it is learnt what a token holds. Says once whom it asks. */
function questionFor(
  options: TokenCommandOptions,
  io: Io,
  left: () => number,
): (token: string) => Promise<TokenFacts | Failure> {
  const isNamed = options.region !== undefined || options.apiUrl !== undefined;
  let address: GenesysAddress | undefined;
  return async (token) => {
    const claims = claimsOf(token);
    if (claims !== undefined && !isNamed) return expired(claims) ?? factsOfClaims(claims);
    address ??= addressFrom(options, io);
    const patience = patienceOf(io);
    return askOf(token, address, startDeadline({ ...patience, total: Math.min(patience.total, left()) }));
  };
}

/** A token that says itself that it is over needs no question. */
function expired({ expires }: Claims): Failure | undefined {
  if (expires === undefined || expires * 1000 > Date.now()) return undefined;
  const since = new Date(Math.max(0, expires * 1000)).toISOString();
  return {
    message: publicText(`has been over since ${since}, by what it says of itself`),
    remedy: publicText('Log in anew.'),
    at: { file: publicText('the token') },
    mayPass: true,
  };
}

function addressFrom(options: TokenCommandOptions, io: Io): GenesysAddress {
  const address = genesysAddress(io.env, addressOptions(options));
  if ('refused' in address) throw new UsageError(address.refused);
  io.stderr(`${terminal(publicText(`asking ${address.api.href} what the token may do`))}\n`);
  return address;
}

function parseSeconds(text: string): number {
  // What stands there by a slip may be the token, so it is not repeated.
  if (!/^\d{1,6}(\.\d+)?$/.test(text) || Number(text) <= 0) {
    throw new UsageError('--wait and --interval take seconds, more than none; put the file before --wait');
  }
  return Number(text);
}
