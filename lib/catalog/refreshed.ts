import type { LiveScope } from '../live';
import { printed, publicText, quoted, type Text } from '../model';
import type { KeptCatalog } from '../policy';
import { MIGRATION_SCOPES } from '../scopes';
import { compareCatalogs, isSame } from './compare';
import type { GoneScope } from './gone';

/** What an organisation answered, as a file keeps it. */
export function keptFrom(scopes: readonly LiveScope[], date: string): KeptCatalog {
  const described = scopes.flatMap(({ id, description }) =>
    description === undefined ? [] : [[id, description] as const],
  );
  return { date, scopes: scopes.map(({ id }) => id).sort(), descriptions: new Map(described) };
}

/** A catalogue that was read anew. */
export interface Refreshed {
  readonly file: Text;
  readonly now: KeptCatalog;
  /** What the file held before; absent where there was none. */
  readonly before?: KeptCatalog;
  readonly gone: readonly GoneScope[];
}

/** What has changed, and what follows from it. */
export function refreshedText({ file, now, before, gone }: Refreshed): readonly Text[] {
  return [
    printed`${file}: ${now.scopes.length} scopes of ${publicText(now.date)}`,
    ...(before === undefined ? [] : changes(file, before, now)),
    migrationText(new Set(now.scopes)),
    ...gone.map(({ scope, by }) => printed`required, and not in the organisation: ${quoted([scope])} (by ${by})`),
  ];
}

function changes(name: Text, before: KeptCatalog, now: KeptCatalog): Text[] {
  const difference = compareCatalogs({ name, ...before }, { name, ...now });
  const since = publicText(before.date);
  if (isSame(difference)) return [printed`the same names as on ${since}; the date is new`];
  return [
    ...(difference.added.length > 0 ? [printed`added since ${since}: ${quoted(difference.added)}`] : []),
    ...(difference.removed.length > 0 ? [printed`removed since ${since}: ${quoted(difference.removed)}`] : []),
  ];
}

/** Whether the names of the migration guidance exist: by that clients are judged that hold them. */
function migrationText(scopes: ReadonlySet<string>): Text {
  const names = [...MIGRATION_SCOPES.keys()];
  const [known, unknown] = [names.filter((name) => scopes.has(name)), names.filter((name) => !scopes.has(name))];
  if (unknown.length === 0) return publicText('names of the migration guidance: the organisation knows all of them');
  if (known.length === 0)
    return publicText(
      'names of the migration guidance: the organisation knows none of them, so clients that hold them fail (unpublished-scope); "vocabulary": "platform" asks for the published names',
    );
  return printed`names of the migration guidance: the organisation knows ${quoted(known)}, and not ${quoted(unknown)}`;
}
