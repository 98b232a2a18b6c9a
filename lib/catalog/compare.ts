import { printed, publicText, type Text } from '../model';

/** A catalogue, and how it is called in what is printed. */
export interface NamedCatalog {
  readonly name: Text;
  readonly date: string;
  readonly scopes: Iterable<string>;
}

/** What distinguishes two catalogues. */
export interface Difference {
  readonly from: NamedCatalog;
  readonly to: NamedCatalog;
  /** Names that only `to` has, sorted. */
  readonly added: readonly string[];
  /** Names that only `from` has, sorted. */
  readonly removed: readonly string[];
}

/** Name and version of the format in which a difference is told to other tools. */
const DIFFERENCE_FORMAT = 'genesys-scopes/catalog-diff@1';

export function compareCatalogs(from: NamedCatalog, to: NamedCatalog): Difference {
  const [before, after] = [new Set(from.scopes), new Set(to.scopes)];
  return {
    from,
    to,
    added: [...after].filter((name) => !before.has(name)).sort(),
    removed: [...before].filter((name) => !after.has(name)).sort(),
  };
}

export function isSame({ added, removed }: Difference): boolean {
  return added.length === 0 && removed.length === 0;
}

/** The difference as lines for a person. */
export function differenceText(difference: Difference): readonly Text[] {
  const { from, to, added, removed } = difference;
  const named = ({ name, date, scopes }: NamedCatalog) =>
    printed`${name} of ${publicText(date)} (${new Set(scopes).size} scopes)`;
  return [
    printed`from ${named(from)} to ${named(to)}: ${publicText(isSame(difference) ? 'no difference' : `${added.length} added, ${removed.length} removed`)}`,
    ...added.map((name) => publicText(`+ ${name}`)),
    ...removed.map((name) => publicText(`- ${name}`)),
  ];
}

/** The difference for other tools. */
export function differenceJson({ from, to, added, removed }: Difference): string {
  const side = ({ name, date, scopes }: NamedCatalog) => ({ name, date, scopes: new Set(scopes).size });
  const document = { format: DIFFERENCE_FORMAT, from: side(from), to: side(to), added, removed };
  return `${JSON.stringify(document, null, 2)}\n`;
}
