import { lstatSync } from 'node:fs';
import { relative } from 'node:path';
import { Command } from 'commander';
import { goneScopes, keptFrom, refreshedText } from '../catalog';
import { genesysReader, startDeadline } from '../http';
import { askScopes } from '../live';
import { type Problem, printed, publicText, type Text } from '../model';
import { catalogFileText, catalogPath, type KeptCatalog, POLICY_FILE, type Policy, readCatalogFile } from '../policy';
import { visible } from '../reporters';
import { linesOf, policyOption, withPolicy } from './catalog-options';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { policyFrom } from './judging';
import { addLiveOptions, CREDENTIALS_HELP, type LiveOptions, organisationOf, patienceOf } from './live-options';
import { problemText, refuse } from './problem-text';
import { writeWhole } from './write-file';

interface RefreshOptions extends LiveOptions {
  policy?: string;
  out?: string;
}

const EXAMPLES = `
Examples:
  genesys-scopes catalog refresh --region eu-central-1
  genesys-scopes catalog refresh --region eu-central-1 --out genesys-scopes.catalog.json
${CREDENTIALS_HELP}It takes no permission (and of a user's token the scope oauth:readonly). It says what has changed since the file was
written last, which names of the migration guidance the organisation knows, and what the policy requires and it does not have.

Exit codes:
  0  done                                2  wrong usage, or a policy file that is wrong
                                         3  an answer that cannot be had, or is not whole; nothing is written`;

export function catalogRefreshCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('refresh')
    .summary("load an organisation's own catalogue into the file that the policy names")
    .description(
      "Asks an organisation for the scopes that it has (GET /api/v2/oauth/scopes), and writes them with today's date into the " +
        'file that the policy names as "catalog".',
    );
  return addLiveOptions(withPolicy(command))
    .option('--out <file>', 'write this file instead of the one that the policy names')
    .addHelpText('after', EXAMPLES)
    .action(async (options: RefreshOptions) => done(await refresh(options, io)));
}

async function refresh(options: RefreshOptions, io: Io): Promise<ExitCode> {
  const policy = policyFrom(policyOption(options));
  const path = fileFor(policy, options);
  const file = publicText(relative(process.cwd(), path) || path);
  const before = keptIn(path, file);
  const cloud = organisationOf(options, 'the scopes', io);
  const scopes = await askScopes(() => genesysReader(cloud, startDeadline(patienceOf(io))), cloud);
  if ('message' in scopes) return refuse([scopes], io);
  const now = keptFrom(scopes, io.today);
  // What an organisation says of a scope will be read by people, in a diff.
  writeWhole(path, visible(catalogFileText(now)));
  const gone = goneScopes(policy, new Set(now.scopes));
  io.stdout(linesOf(refreshedText({ file, now, gone, ...(before && { before }) })));
  return EXIT.clean;
}

function fileFor(policy: Policy, { out }: RefreshOptions): string {
  const path = out ?? catalogPath(policy);
  if (path !== undefined) return path;
  throw new UsageError(
    `no file to write: add "catalog": "genesys-scopes.catalog.json" to ${policy.file ?? POLICY_FILE}, or name one with --out`,
  );
}

/** What the file holds by now. One that holds something else is not overwritten. */
function keptIn(path: string, file: Text): KeptCatalog | undefined {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const kept: KeptCatalog | Problem = readCatalogFile(path, file);
  if (!('message' in kept)) return kept;
  throw new UsageError(printed`${problemText(kept)}; nothing was written: remove it, or name another file with --out`);
}
