import { HOST } from '../host';
import { publicText } from '../model';
import { terminal } from '../reporters';
import { TOOL } from '../version';
import type { ZendeskExport } from './read';

/**
 * The TypeScript that makes the clients of an export: which profiles, and nothing of any person. Undefined when nobody needs
 * a client. The same export gives the same text.
 */
export function zendeskMigrationText(read: ZendeskExport): string | undefined {
  if (read.profiles.length === 0) return undefined;
  const { 'no-client': none, unplaced, suspended, deleted, 'end-user': customers } = read.outcomes;
  const width = Math.max(...read.profiles.map(({ profile }) => profile.length));
  const profiles = read.profiles.map(
    ({ profile, people }) => `  '${profile}',${' '.repeat(width - profile.length)} // ${persons(people)}`,
  );
  return `// Made by ${TOOL} adopt --zendesk from the export "${terminal(publicText(read.folder))}": ${persons(read.people)}, of whom
// ${read.outcomes.client} need a client, ${none} need none, ${unplaced} cannot be placed, ${suspended} suspended, ${deleted} deleted, ${customers} end-users.
// Do not edit it: the next run writes it again. Redirect addresses and all else are given where it is called.
import type { Construct } from 'constructs';
import { ZendeskMigration, type ZendeskMigrationProps } from '${HOST.package}';

/** The profiles that the people of the export have, each of which needs a client. */
export const ZENDESK_PROFILES = [
${profiles.join('\n')}
] as const;

export function zendeskMigration(scope: Construct, props: Omit<ZendeskMigrationProps, 'profiles'>) {
  return new ZendeskMigration(scope, 'Zendesk', { ...props, profiles: ZENDESK_PROFILES });
}
`;
}

function persons(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}
