import { Command, Option } from 'commander';
import {
  type Diagnosis,
  diagnose,
  diagnosisJson,
  diagnosisMarkdown,
  diagnosisText,
  hasFailures,
  type LoadPlanReader,
  readLoadPlan,
} from '../diagnose';
import { type Limits, readLimits } from '../live';
import type { Problem } from '../model';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { addLiveOptions, type LiveOptions, organisationOf, patienceOf } from './live-options';

const RENDERERS = { text: diagnosisText, json: diagnosisJson, markdown: diagnosisMarkdown } as const satisfies Record<
  string,
  (diagnosis: Diagnosis) => string
>;

type Format = keyof typeof RENDERERS;

interface DiagnoseOptions extends LiveOptions {
  format: Format;
  live?: true;
  approved?: true;
}

const EXAMPLES = `
Examples:
  genesys-scopes diagnose softphone.har                what each refused call in a recording of the browser was
  genesys-scopes diagnose console.log sdk.log          the saved console, or the log of the softphone's SDK
  genesys-scopes diagnose login.har --format markdown  to paste into an incident
  genesys-scopes diagnose load.jmx --live --region eu-central-1
  genesys-scopes diagnose infra/                       limits of calls in trunks

What a file is, its content says: a HAR of any browser, a JMeter plan (.jmx), Terraform (configuration, plan, state), or else
a log. The code in the body of an answer decides what a failure was; without it the verdict is "unclear", with what is left
and how to record what decides. In a HAR that is saved with content the bodies are; the sanitized one of Chrome is enough.

Nothing of tokens, cookies, bodies and frames is printed: of a call its published path, status, code, scopes and permissions,
the numbers of the rate limit and the correlation id; of a client its id.

--live reads the limits of the organisation for a JMeter plan, with the credentials of the environment, as adopt --live does.
`;

const EXIT_CODES = `
Exit codes:
  0  no failure found; what was looked at is told     2  wrong usage
  1  failures                                         3  an input that cannot be read, or nothing in it that is known`;

export function diagnoseCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('diagnose')
    .summary('say what a 403, or a dead softphone, really was')
    .description(
      'Says of each failure in a HAR, a browser console or a log of the softphone SDK what it was: a missing scope (which, for ' +
        'which call, in which client), a permission, an expired token, a rate limit, a proxy, and so on; and whether the ' +
        'WebSocket was ever reached. Of a JMeter plan or of trunks in Terraform it says which limits they meet.',
    )
    .argument('<file...>', 'evidence; - is standard input')
    .addOption(
      new Option('--format <format>', 'form of the output').choices(Object.keys(RENDERERS)).default('text' as Format),
    )
    .option('--live', 'read the limits of the organisation, for a JMeter plan')
    .option('--approved', 'Genesys has approved the load test');
  return addLiveOptions(command)
    .addHelpText('after', EXAMPLES + EXIT_CODES)
    .action(async (paths: string[], options: DiagnoseOptions) => done(await runDiagnose(paths, options, io)));
}

async function runDiagnose(paths: readonly string[], options: DiagnoseOptions, io: Io): Promise<ExitCode> {
  const { live, region, apiUrl, format } = options;
  if (live !== true && (region !== undefined || apiUrl !== undefined)) {
    throw new UsageError('--region and --api-url say where --live looks: add --live');
  }
  const found = await diagnose([...new Set(paths)], loadPlanReader(options, io));
  if (live && !found.files.some(({ kind }) => kind === 'load-plan')) {
    throw new UsageError('--live reads limits for a JMeter plan: none of the files is one');
  }
  io.stdout(RENDERERS[format](found));
  if (found.problems.length > 0) return EXIT.input;
  return hasFailures(found) ? EXIT.findings : EXIT.clean;
}

/** Asks the organisation when there is a plan to judge, and once. */
function loadPlanReader(options: DiagnoseOptions, io: Io): LoadPlanReader {
  let asked: Promise<Limits | Problem> | undefined;
  const approved = options.approved === true;
  return async (text, file) => {
    if (options.live) asked ??= readLimits(organisationOf(options, 'the limits', io), patienceOf(io));
    const limits = await asked;
    if (limits === undefined) return readLoadPlan(text, file, { approved });
    if (!('message' in limits)) return readLoadPlan(text, file, { approved, limits });
    // By the documented numbers it is judged all the same.
    const { verdicts, problems } = readLoadPlan(text, file, { approved });
    return { verdicts, problems: [limits, ...problems] };
  };
}
