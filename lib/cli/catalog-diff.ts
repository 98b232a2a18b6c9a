import { relative } from 'node:path';
import { Command } from 'commander';
import { compareCatalogs, differenceJson, differenceText, isSame, type NamedCatalog } from '../catalog';
import { genesysReader, startDeadline } from '../http';
import { askScopes } from '../live';
import { type Problem, publicText } from '../model';
import { catalogPath, readCatalogFile } from '../policy';
import { terminal, visible } from '../reporters';
import { PUBLISHED_CATALOG } from '../scopes';
import { type CatalogOptions, linesOf, policyOption, withPolicyAndFormat } from './catalog-options';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { policyFrom } from './judging';
import { addLiveOptions, CREDENTIALS_HELP, type LiveOptions, organisationOf, patienceOf } from './live-options';
import { problemText } from './problem-text';

interface DiffOptions extends CatalogOptions, LiveOptions {
  live?: true;
}

const EXAMPLES = `
Examples:
  genesys-scopes catalog diff                    the published catalogue, and the one that the policy names
  genesys-scopes catalog diff before.json after.json
  genesys-scopes catalog diff --live --region eu-central-1   what the organisation has by now
${CREDENTIALS_HELP}
Exit codes:
  0  no difference                       2  wrong usage, or a policy file that is wrong
  1  a difference                        3  a catalogue that cannot be read`;

export function catalogDiffCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('diff')
    .summary('compare two catalogues')
    .description(
      'Says what distinguishes two catalogues: the published one from a file (without one, from the file that the policy ' +
        'names); a file from another; or, with --live, any of them from what the organisation has by now.',
    )
    .argument('[file...]', 'one or two files that "catalog refresh" wrote')
    .option('--live', 'compare with what the organisation has by now');
  return addLiveOptions(withPolicyAndFormat(command))
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: DiffOptions) => done(await diff(files, options, io)));
}

async function diff(files: readonly string[], options: DiffOptions, io: Io): Promise<ExitCode> {
  requireSense(files, options);
  const pair = options.live ? await withLive(files, options, io) : pairOf(files, options);
  const problem = pair.find((each): each is Problem => 'message' in each);
  if (problem !== undefined) {
    io.stderr(`error: ${terminal(problemText(problem))}\n`);
    return EXIT.input;
  }
  const [from, to] = pair as readonly [NamedCatalog, NamedCatalog];
  const difference = compareCatalogs(from, to);
  io.stdout(options.format === 'json' ? visible(differenceJson(difference)) : linesOf(differenceText(difference)));
  return isSame(difference) ? EXIT.clean : EXIT.findings;
}

function requireSense(files: readonly string[], { live, region, apiUrl }: DiffOptions): void {
  if (files.length > (live ? 1 : 2)) {
    throw new UsageError(
      live ? 'with --live name one file at most' : 'two catalogues are compared: name two files at most',
    );
  }
  if (!live && (region !== undefined || apiUrl !== undefined)) {
    throw new UsageError('--region and --api-url are of --live');
  }
}

type Pair = readonly [NamedCatalog | Problem, NamedCatalog | Problem];

const PUBLISHED: NamedCatalog = { name: publicText('the published catalogue'), ...PUBLISHED_CATALOG };

function pairOf([first, second]: readonly string[], options: DiffOptions): Pair {
  if (first !== undefined) return second === undefined ? [PUBLISHED, kept(first)] : [kept(first), kept(second)];
  const own = ownCatalog(options);
  if (own !== undefined) return [PUBLISHED, own];
  throw new UsageError('nothing to compare: the policy names no catalogue. Name a file, or use --live');
}

async function withLive([file]: readonly string[], options: DiffOptions, io: Io): Promise<Pair> {
  const from = file === undefined ? (ownCatalog(options) ?? PUBLISHED) : kept(file);
  if ('message' in from) return [from, from];
  const cloud = organisationOf(options, 'the scopes', io);
  const scopes = await askScopes(() => genesysReader(cloud, startDeadline(patienceOf(io))), cloud);
  const name = publicText(cloud.api.host);
  return [from, 'message' in scopes ? scopes : { name, date: io.today, scopes: scopes.map(({ id }) => id) }];
}

function kept(path: string): NamedCatalog | Problem {
  const file = publicText(path);
  const read = readCatalogFile(path, file);
  return 'message' in read ? read : { name: file, ...read };
}

/** The catalogue that the policy names; undefined where it names none. */
function ownCatalog(options: DiffOptions): NamedCatalog | Problem | undefined {
  const policy = policyFrom(policyOption(options));
  const path = catalogPath(policy);
  return path === undefined ? undefined : kept(relative(process.cwd(), path) || path);
}
