import type { Scanner, Wanted } from './window';

/** What is kept of a value. */
export type Rule =
  /** All of it. */
  | 'whole'
  /** Nothing. */
  | 'nothing'
  /** All of it, where the text that is looked for stands in it; else nothing. */
  | 'mentioned'
  /** All of an entry, unless it is the entry of something else for certain: an object with one type, that mentions nothing. */
  | 'entry'
  /** Its members, each by its own rule. What is no object is kept whole. */
  | { readonly members: Readonly<Record<string, Rule>>; readonly others: Rule }
  /** All of it, where it mentions the text that is looked for, and this one too. */
  | { readonly alsoMentioned: string }
  /** That it is there. */
  | 'seen'
  /**
   * Its elements, but those of which nothing is kept. What is no list is kept whole. `instead` gives what stands for one
   * that is kept and has one type, by how it begins; `keep` what is kept of one that is kept.
   */
  | {
      readonly each: Rule;
      readonly instead?: (start: string) => unknown;
      readonly keep?: (value: unknown) => unknown;
    }
  /** As another rule, and then only where it is wanted. */
  | { readonly of: Rule; readonly where: (value: unknown) => boolean }
  /** A rule that refers to itself. */
  | (() => Rule);

/** Which values are kept by a rule that keeps all or nothing of one; undefined for other rules. */
function wantedBy(rule: Rule): Wanted | undefined {
  if (rule === 'whole') return () => true;
  if (rule === 'mentioned') return ({ mentions }) => mentions;
  if (rule === 'entry') return ({ mentions, types }, first) => mentions || types !== 1 || first !== OPEN_OBJECT;
  if (typeof rule !== 'object' || !('alsoMentioned' in rule)) return undefined;
  return ({ mentions, isOdd }, _, text) => isOdd || (mentions && text().includes(rule.alsoMentioned));
}

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, COMMA] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c];

/** Takes the next value, without what the rule leaves out; undefined where that is all of it. */
export function prune(scanner: Scanner, rule: Rule): unknown {
  if (typeof rule === 'function') return prune(scanner, rule());
  if (rule === 'nothing' || rule === 'seen') {
    scanner.skip();
    return rule === 'seen' ? null : undefined;
  }
  const wanted = wantedBy(rule);
  if (wanted !== undefined) return scanner.value(wanted);
  if (typeof rule === 'string' || 'alsoMentioned' in rule) return undefined;
  if ('of' in rule) {
    const value = prune(scanner, rule.of);
    return value !== undefined && rule.where(value) ? value : undefined;
  }
  const first = scanner.peek();
  if ('members' in rule) return first === OPEN_OBJECT ? members(scanner, rule) : scanner.value(() => true);
  return first === OPEN_LIST ? elements(scanner, rule) : scanner.value(() => true);
}

function members(scanner: Scanner, { members: rules, others }: Extract<Rule, { members: unknown }>): unknown {
  const kept = new Map<string, unknown>();
  scanner.take(OPEN_OBJECT);
  for (let isFirst = true; !(isFirst && scanner.peek() === CLOSE_OBJECT); isFirst = false) {
    if (!isFirst) {
      if (scanner.peek() === CLOSE_OBJECT) break;
      scanner.take(COMMA);
    }
    const key = scanner.key();
    const value = prune(scanner, Object.hasOwn(rules, key) ? (rules[key] as Rule) : others);
    // Of a key that is there twice the last counts, as in JSON.parse.
    if (value === undefined) kept.delete(key);
    else kept.set(key, value);
  }
  scanner.take(CLOSE_OBJECT);
  return Object.fromEntries(kept);
}

function elements(scanner: Scanner, { each: rule, instead, keep }: Extract<Rule, { each: unknown }>): unknown[] {
  const wanted = wantedBy(rule);
  if (wanted !== undefined) return scanner.elements(wanted, instead, keep);
  const kept: unknown[] = [];
  scanner.take(OPEN_LIST);
  for (let isFirst = true; !(isFirst && scanner.peek() === CLOSE_LIST); isFirst = false) {
    if (!isFirst) {
      if (scanner.peek() === CLOSE_LIST) break;
      scanner.take(COMMA);
    }
    const value = prune(scanner, rule);
    if (value !== undefined) kept.push(keep === undefined ? value : keep(value));
  }
  scanner.take(CLOSE_LIST);
  return kept;
}
