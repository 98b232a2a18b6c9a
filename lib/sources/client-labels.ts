/** The longest label that is made of a name: what tells two of one name apart must fit behind it. */
const LONGEST = 200;

/** Letters that are not taken apart into one of ASCII and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
};

/**
 * A client's name as a label in Terraform, by the rule of the provider's own export: in ASCII, `_` for every character that
 * a label may not have, and in front of what may not begin one.
 */
export function labelOf(name: string): string {
  const ascii = name
    .replaceAll(/[ßæÆøØœŒł]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');
  const label = ascii.slice(0, LONGEST).replaceAll(/[^0-9A-Za-z_-]/gu, '_');
  if (!/[0-9A-Za-z]/.test(label)) return 'client';
  return /^[A-Za-z_]/.test(label) ? label : `_${label}`;
}

/**
 * A label for each client, by its id: the same whatever order they come in. Those whose labels would be the same are told
 * apart by the beginnings of their ids, all of them: none is the first.
 *
 * @param clients each with an id of its own
 * @param isTaken whether a client of that id cannot have that label
 */
export function labelsOf(
  clients: readonly { readonly id: string; readonly name: string }[],
  isTaken: (label: string, id: string) => boolean = () => false,
): ReadonlyMap<string, string> {
  const named = clients.map(({ id, name }) => ({ id, label: labelOf(name) }));
  // The shortest part of the ids that makes the labels differ, and the whole of them in the end.
  for (const length of [8, 13, 23, Number.POSITIVE_INFINITY]) {
    const labels = withIds(named, length, isTaken);
    if (new Set(labels.values()).size === clients.length && ![...labels].some(([id, label]) => isTaken(label, id)))
      return labels;
  }
  return new Map(named.map(({ id, label }, index) => [id, `${label}_${safe(id)}_${index}`]));
}

function withIds(
  named: readonly { readonly id: string; readonly label: string }[],
  length: number,
  isTaken: (label: string, id: string) => boolean,
): Map<string, string> {
  const counts = new Map<string, number>();
  for (const { label } of named) counts.set(label, (counts.get(label) ?? 0) + 1);
  return new Map(
    named.map(({ id, label }) => {
      const isAlone = counts.get(label) === 1 && !isTaken(label, id);
      return [id, isAlone ? label : `${label}_${safe(id).slice(0, length)}`];
    }),
  );
}

function safe(id: string): string {
  return id.replaceAll(/[^0-9A-Za-z_-]/gu, '_');
}
