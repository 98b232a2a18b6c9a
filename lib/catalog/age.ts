import type { Catalog } from '../scopes';

/** How many days old a catalogue may be until it is worth a word: Genesys Cloud adds scopes a few times a year. */
const OLD_DAYS = 180;

/** What is to be said of a catalogue that may be out of date, with what to do; undefined while it need not be. */
export function ageText({ date, source }: Pick<Catalog, 'date' | 'source'>, today: string): string | undefined {
  const days = Math.floor((Date.parse(today) - Date.parse(date)) / 86_400_000);
  // A report of nothing has no catalogue.
  if (!(days > OLD_DAYS)) return undefined;
  return source === 'published'
    ? `the catalogue of published scopes is of ${date}, ${days} days ago: update this tool, or load the organisation's own (genesys-scopes catalog refresh)`
    : `the organisation's catalogue is of ${date}, ${days} days ago: load it again (genesys-scopes catalog refresh)`;
}
