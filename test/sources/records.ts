import { type OAuthClientRecord, printed, type Reading } from '../../lib/model';
import { readPath } from '../../lib/sources';
import { type Files, inFolder } from '../cli/run-cli';

/** Reads a path in a folder of these files. */
export function readingsOf(files: Files, path = '.'): Promise<readonly Reading[]> {
  return inFolder(files, () => readPath(path));
}

/** Each client with its place, and what is known of it, as a few lines. */
export function shown({ clients, problems }: Reading): string {
  return [
    ...clients.map(showClient),
    ...problems.map(({ message, at }) => `problem at ${at.line}:${at.column}: ${message}\n`),
  ].join('\n');
}

function showClient({ address, at, attributes, ignoresScopes }: OAuthClientRecord): string {
  if (at === undefined || attributes === null) throw new Error(`${address} has no place`);
  const { name, description, authorizedGrantType: grant, scopes, roles } = attributes;
  return [
    address,
    `  at ${at.line}:${at.column} to ${at.endLine}:${at.endColumn}: ${at.excerpt}`,
    printed`  name ${name}, description ${description}, grant ${grant}, roles ${roles}`,
    printed`  scopes ${scopes}`,
    // What an element waits for is not printed with a list.
    ...scopes.items.flatMap((item) => (item.kind === 'unknown' ? [printed`  waits for ${item.waitsFor}`] : [])),
    ...(ignoresScopes ? ['  ignored'] : []),
    '',
  ].join('\n');
}
