import { nearest } from './nearest';
import { scopeOfPermission } from './permissions';

/** How a name goes wrong, in the order in which it is tried; each gives the names that may be meant. */
export const MISTAKES = {
  spelling: (name, known) => {
    const folded = name.replaceAll(/\s/g, '').toLowerCase();
    return known.has(folded) ? [folded] : [];
  },
  permission: (name) => {
    const scope = scopeOfPermission(name);
    return scope === undefined ? [] : [scope];
  },
  form: (name, known) => {
    const domain = name.split(':', 1)[0] ?? '';
    return [domain, `${domain}:readonly`].filter((form) => known.has(form));
  },
  near: (name, known) => {
    const meant = nearest(name, known);
    return meant === undefined ? [] : [meant];
  },
} as const satisfies Record<string, (name: string, known: ReadonlySet<string>) => readonly string[]>;

export type Mistake = keyof typeof MISTAKES;

/** What was meant by a name that `known` does not have; none for one that resembles none. */
export function namesMeant(name: string, known: ReadonlySet<string>): readonly string[] {
  for (const names of Object.values(MISTAKES)) {
    const meant = names(name, known);
    if (meant.length > 0) return meant;
  }
  return [];
}
