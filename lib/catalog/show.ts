import { printed, publicText, quoted, type Text } from '../model';
import { CATALOG_FORMAT } from '../policy';
import type { Catalog } from '../scopes';

/** The catalogue that holds, as it is shown. */
export interface Shown {
  readonly catalog: Catalog;
  /** The file that it is kept in; absent for the published one. */
  readonly file?: Text;
  /** Names that the policy says exist beside it. */
  readonly knownScopes: readonly string[];
}

export function catalogText({ catalog, file, knownScopes }: Shown): readonly Text[] {
  const { date, scopes } = catalog;
  const source =
    file === undefined ? publicText('the published scopes') : printed`the organisation's own scopes, kept in ${file}`;
  const beside = knownScopes.filter((name) => !scopes.has(name));
  return [
    printed`${source}: ${scopes.size} of ${publicText(date)}`,
    ...(beside.length === 0 ? [] : [printed`the policy knows beside them (knownScopes): ${quoted(beside)}`]),
    ...[...scopes].sort().map(publicText),
  ];
}

/** For other tools, in the format of a file that a policy may name. */
export function catalogJson({ catalog, knownScopes }: Shown): string {
  const { date, source, scopes } = catalog;
  const document = { format: CATALOG_FORMAT, date, source, scopes: [...scopes].sort(), knownScopes };
  return `${JSON.stringify(document, null, 2)}\n`;
}
