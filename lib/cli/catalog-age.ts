import { ageText } from '../catalog';
import { publicText } from '../model';
import { terminal } from '../reporters';
import type { Catalog } from '../scopes';
import type { Io } from './io';

/** Says that a catalogue may be out of date, where it may: one line beside whatever else is printed. */
export function tellAge(catalog: Pick<Catalog, 'date' | 'source'>, io: Io): void {
  const text = ageText(catalog, io.today);
  if (text !== undefined) io.stderr(`note: ${terminal(publicText(text))}\n`);
}
