import { Command } from 'commander';
import { catalogJson, catalogText } from '../catalog';
import { publicText } from '../model';
import { visible } from '../reporters';
import { didYouMean } from '../scopes';
import { tellAge } from './catalog-age';
import { catalogDiffCommand } from './catalog-diff';
import { type CatalogOptions, linesOf, policyOption, withPolicyAndFormat } from './catalog-options';
import { catalogRefreshCommand } from './catalog-refresh';
import { EXIT, type ExitCode, type Io, UsageError } from './io';
import { judgeFrom } from './judging';

const EXAMPLES = `
Examples:
  genesys-scopes catalog                         the scopes by which clients are judged here
  genesys-scopes catalog refresh --region eu-central-1
  genesys-scopes catalog diff                    what the organisation's own catalogue has beside the published one

The published scopes come with this tool. Those of your organisation decide for good what exists: name a file in
genesys-scopes.json, { "catalog": "genesys-scopes.catalog.json" }, fill it with "catalog refresh", and commit it.

Exit codes:
  0  done                                2  wrong usage, or a policy or catalogue file that is wrong`;

export function catalogCommand(io: Io, done: (code: ExitCode) => void): Command {
  return withPolicyAndFormat(new Command('catalog'))
    .summary('show the scopes that exist, load those of an organisation, compare')
    .description('Shows the catalogue of scopes by which clients are judged here: its source, its date, its names.')
    .addHelpText('after', EXAMPLES)
    .enablePositionalOptions()
    .allowExcessArguments(true)
    .addCommand(catalogRefreshCommand(io, done))
    .addCommand(catalogDiffCommand(io, done))
    .action((options: CatalogOptions, command: Command) => {
      const [unknown] = command.args;
      if (unknown !== undefined) throw new UsageError(unknownCommand(unknown, command));
      done(showCatalog(options, io));
    });
}

function unknownCommand(name: string, { commands }: Command): string {
  const names = commands.map((command) => command.name());
  return `catalog has no command "${name}"${didYouMean(name, names)}; commands: ${names.join(', ')}`;
}

function showCatalog(options: CatalogOptions, io: Io): ExitCode {
  const { policy, options: judging } = judgeFrom(policyOption(options), io);
  const { catalog } = judging;
  const shown = {
    catalog,
    knownScopes: policy.knownScopes,
    ...(policy.catalog && { file: publicText(policy.catalog.file) }),
  };
  tellAge(catalog, io);
  io.stdout(options.format === 'json' ? visible(catalogJson(shown)) : linesOf(catalogText(shown)));
  return EXIT.clean;
}
