import { MIGRATION_SCOPES } from './capabilities';
import { PUBLISHED } from './published';

/** The scopes that exist, as far as is known: Genesys Cloud's published ones, or one organisation's own. */
export interface Catalog {
  /** Day on which the list was true, as YYYY-MM-DD. */
  readonly date: string;
  readonly source: 'published' | 'organisation';
  readonly scopes: ReadonlySet<string>;
}

export const PUBLISHED_CATALOG: Catalog = {
  date: PUBLISHED.date,
  source: 'published',
  scopes: new Set<string>(PUBLISHED.scopes),
};

/** Every name that the product itself knows: the published ones, and those of the migration guidance. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set<string>([...PUBLISHED.scopes, ...MIGRATION_SCOPES.keys()]);
