import { Command, InvalidArgumentError, Option } from 'commander';
import { type Audited, auditOrganisation, headline, leaveOut, readSavedClients } from '../audit';
import { type Problem, printed, publicText, type Text } from '../model';
import { terminal } from '../reporters';
import type { Catalog } from '../scopes';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { type Judge, judge, judgeFrom, outcomeOf, tell } from './judging';
import { addJudgingOptions, EXIT_CODES, type JudgingOptions, splitLabel } from './judging-options';
import { addLiveOptions, CREDENTIALS_HELP, type LiveOptions, organisationOf, patienceOf } from './live-options';
import { problemText } from './problem-text';
import { progressOn } from './progress';

interface AuditCommandOptions extends JudgingOptions, LiveOptions {
  label?: string;
  usage?: true;
  usageDays?: number;
}

const EXAMPLES = `
Examples:
  genesys-scopes audit --region eu-central-1     all clients of the organisation, by its own catalogue
  genesys-scopes audit --region eu-central-1 --usage --output html=audit.html
  genesys-scopes audit prod=clients.json         a saved answer of GET /api/v2/oauth/clients; no connection is opened

Each client has the address that an export would give it, so a policy names clients best by name: { "match": { "name": … } }.
Clients in the states disabled and inactive are left out, and named.
${CREDENTIALS_HELP}It needs the permission oauth:client:view (and a user's token the scope oauth:readonly). Nothing is changed: it only
reads, and asks for usage.

With --usage the organisation is asked which operations each client called (not of CLIENT-CREDENTIALS clients: their scopes
have no effect). What is called without a scope for it works only while scopes are not enforced (uncovered-call); what is
held and not used can go (unused-scope). Days are whole, the last is yesterday; calls of Genesys Cloud's own embedded apps are
not counted. A client whose usage cannot be had is named, and judged by the rest; if that is so of all of them, the exit code
is 3.
`;

export function auditCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('audit')
    .summary('judge all OAuth clients of an organisation')
    .description(
      'Reads the OAuth clients of an organisation, or a saved list of them, and reports which of them break on the day the ' +
        'organisation enforces scopes, which use a grant that is going away, and which hold more than they need.',
    )
    .argument('[file]', 'saved answer of GET /api/v2/oauth/clients; label=path names it, - is standard input');
  addLiveOptions(command)
    .option(
      '--label <label>',
      'name of the organisation in the report and for `source` in the policy (default: its host)',
    )
    .option('--usage', 'also ask which operations the clients called')
    .addOption(
      new Option('--usage-days <days>', 'ask so for this many days before today (default: 30)').argParser(parseDays),
    );
  return addJudgingOptions(command, 'text')
    .addHelpText('after', EXAMPLES + EXIT_CODES)
    .action(async (file: string | undefined, options: AuditCommandOptions) => done(await runAudit(file, options, io)));
}

async function runAudit(file: string | undefined, options: AuditCommandOptions, io: Io): Promise<ExitCode> {
  if (options.synth !== undefined) throw new UsageError('--synth is of plans: leave it out');
  const by = judgeFrom(options, io);
  const audited = file === undefined ? await fromLive(options, io) : fromFile(file, options);
  for (const remark of audited.remarks) say(remark, io);
  const { report, counted } = judge([audited.reading], byCatalog(by, audited.catalog, io), options);
  const outcome = outcomeOf(counted, options, () => true);
  sayUsage(audited, io);
  await tell(report, outcome, options, io, isUnread(audited) ? undefined : headline(report, audited.leftOut));
  return outcome.code === EXIT.usage || !lacksAllUsage(audited) ? outcome.code : EXIT.input;
}

function fromFile(argument: string, { region, apiUrl, label, usage, usageDays }: AuditCommandOptions): Audited {
  if (label !== undefined) throw new UsageError('the name of a file stands before it: label=path');
  if (region !== undefined || apiUrl !== undefined) {
    throw new UsageError('a saved list is read without a connection: leave --region and --api-url out');
  }
  if (usage || usageDays !== undefined)
    throw new UsageError('only the organisation knows what its clients called: leave the file or --usage out');
  return leaveOut(readSavedClients(...splitLabel(argument)));
}

/** An app that is used at all is used within a month. */
const USAGE_DAYS = 30;

async function fromLive(options: AuditCommandOptions, io: Io): Promise<Audited> {
  const { usage, usageDays = usage ? USAGE_DAYS : undefined } = options;
  const cloud = organisationOf(options, 'the OAuth clients', io);
  const progress = progressOn(io);
  try {
    return await auditOrganisation(cloud, {
      patience: patienceOf(io),
      today: io.today,
      ...(options.label !== undefined && { label: options.label }),
      ...(usageDays !== undefined && { usageDays }),
      onProgress: (asked, all) => progress.show(`usage of ${asked} of ${all} clients`),
    });
  } finally {
    progress.clear();
  }
}

/** The organisation's own catalogue decides, of the policy of before too; where it cannot be had, what else would. */
function byCatalog(by: Judge, catalog: Catalog | Problem | undefined, io: Io): Judge {
  if (catalog === undefined) return by;
  const { options } = by;
  if ('message' in catalog) {
    const { date, source } = options.catalog;
    say(
      printed`the organisation's catalogue is not to be had (${problemText(catalog)}); judged by the catalogue of ${publicText(date)} (${publicText(source)})`,
      io,
    );
    return by;
  }
  say(printed`judged by the organisation's own catalogue of today, ${catalog.scopes.size} scopes`, io);
  return { ...by, options: { ...options, catalog, ...(options.base && { base: { ...options.base, catalog } }) } };
}

/** Clients that a line names. */
const NAMED = 5;

function sayUsage({ usage }: Audited, io: Io): void {
  for (const { clients, why } of usage?.failures ?? []) {
    const more = clients.length > NAMED ? ` and ${clients.length - NAMED} more` : '';
    say(printed`the usage of ${clients.slice(0, NAMED)}${publicText(more)} is not known: ${why}`, io);
  }
}

/** Nothing was seen, so there is nothing to count: zeros would read as a good result. */
function isUnread({ reading, leftOut }: Audited): boolean {
  return reading.problems.length > 0 && reading.clients.length + leftOut === 0;
}

function lacksAllUsage({ usage }: Audited): boolean {
  const failed = (usage?.failures ?? []).reduce((sum, { clients }) => sum + clients.length, 0);
  return usage !== undefined && usage.asked > 0 && failed === usage.asked;
}

function say(text: Text, io: Io): void {
  io.stderr(`${terminal(text)}\n`);
}

function parseDays(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 365) return Number(text);
  throw new InvalidArgumentError('Give a number of days, from 1 to 365.');
}
