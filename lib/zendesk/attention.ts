import { printed, type Text } from '../model';
import type { PersonRow } from './person';
import { OUTCOMES, type Outcome } from './rules';

/** People of one kind whom somebody should look at. */
export interface AttentionGroup {
  readonly outcome: Outcome;
  readonly title: Text;
  readonly people: number;
  /** The first of them. */
  readonly shown: readonly PersonRow[];
}

/** A page of more rows than this helps nobody; everyone is in the CSV. */
const SHOWN_IN_GROUP = 250;
const SHOWN = 3000;

/** Collects the people whom somebody should look at, as many as a page can show, and counts the rest. */
export function attentionList() {
  const groups = new Map<string, { outcome: Outcome; title: Text; people: number; shown: PersonRow[] }>();
  let shown = 0;
  return {
    add(person: PersonRow): void {
      const title = titleOf(person);
      if (title === undefined) return;
      const { outcome } = person.placement;
      const key = `${outcome} ${title}`;
      const group = groups.get(key) ?? { outcome, title, people: 0, shown: [] };
      groups.set(key, group);
      group.people++;
      if (group.shown.length >= SHOWN_IN_GROUP || shown >= SHOWN) return;
      group.shown.push(person);
      shown++;
    },
    groups(): readonly AttentionGroup[] {
      const order = (group: AttentionGroup) => ATTENTION_ORDER.indexOf(group.outcome);
      return [...groups.values()].sort(
        (a, b) => order(a) - order(b) || b.people - a.people || (a.title < b.title ? -1 : 1),
      );
    },
  };
}

const ATTENTION_ORDER: readonly Outcome[] = [
  'unplaced',
  'client',
  'suspended',
  'deleted',
  'no-client',
  'end-user',
].filter((outcome): outcome is Outcome => OUTCOMES.some((known) => known === outcome));

/** What everyone in a person's group has in common; undefined for whoever needs no look. */
function titleOf({ placement: { outcome, reason, attention } }: PersonRow): Text | undefined {
  if (outcome === 'unplaced' || outcome === 'suspended' || outcome === 'no-client') return reason;
  const [first] = attention;
  return first === undefined ? undefined : printed`${first}`;
}
