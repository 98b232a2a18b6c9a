import { type Command, Option } from 'commander';
import type { Text } from '../model';
import { terminal } from '../reporters';

/** What the commands about catalogues take. */
export interface CatalogOptions {
  policy?: string;
  format: 'text' | 'json';
}

export function withPolicy(command: Command): Command {
  return command.option(
    '--policy <file>',
    'policy file (default: genesys-scopes.json, from here up to the root of the repository)',
  );
}

export function withPolicyAndFormat(command: Command): Command {
  return withPolicy(command).addOption(
    new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'),
  );
}

/** What the commands take as options about the policy alone. */
export function policyOption({ policy }: { policy?: string }): { policy?: string } {
  return policy === undefined ? {} : { policy };
}

/** Lines for a terminal. */
export function linesOf(lines: readonly Text[]): string {
  return lines.map((line) => `${terminal(line)}\n`).join('');
}
