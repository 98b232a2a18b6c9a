import { type Finding, printed, publicText, type Reading, type Report, type Text } from '../model';
import { placesWritten } from './file-edits';
import type { ClientKey, Wish } from './wishes';

/** The wishes that are not to be granted, and why. */
export type Refusals = ReadonlyMap<Wish, Text>;

const SHARED = publicText('what its list needs would be wrong for others that use the list');

/** What lists of scopes can be wrong in. That a name is not published is no news of a client that gets it. */
const ABOUT_LISTS = new Set(['missing-scope', 'unknown-scope', 'excess-scope']);

/** What is found of the lists of clients that was not found before. */
export function newlyFound(wishes: readonly Wish[], before: Report, after: Report): readonly Finding[] {
  const keyOf = ({ source, id, kind }: Finding) => `${source} ${kind} ${id}`;
  const known = new Set(before.findings.map(keyOf));
  const found = after.findings.filter((each) => ABOUT_LISTS.has(each.rule) && !known.has(keyOf(each)));
  if (found.length === 0) return found;
  const byClient = grouped(wishes);
  return found.filter(({ rule, source, address, subject }) => {
    const own = address === undefined ? [] : (byClient.get(clientKey({ source, address })) ?? []);
    return !(rule === 'excess-scope' && own.some(({ asBefore }) => subject !== undefined && asBefore.has(subject)));
  });
}

/**
 * Whose wishes make what is newly found: those of others about the list of the client that it is found of, else its own.
 * Empty where nobody can tell.
 */
export function refusalsOf(wishes: readonly Wish[], found: readonly Finding[], readings: readonly Reading[]): Refusals {
  const byClient = grouped(wishes);
  const byPlace = new Map<string, Wish[]>();
  for (const wish of wishes) {
    for (const place of placesWritten(wish.written)) byPlace.set(place, [...(byPlace.get(place) ?? []), wish]);
  }
  const refusals = new Map<Wish, Text>();
  for (const { source, address, message } of found) {
    if (address === undefined) continue;
    const own = byClient.get(clientKey({ source, address })) ?? [];
    const written = readings.find((reading) => reading.source.label === source)?.written?.get(address)?.();
    const places = written === undefined || written.kind === 'elsewhere' ? [] : placesWritten(written);
    const others = places.flatMap((place) => byPlace.get(place) ?? []).filter((wish) => !own.includes(wish));
    for (const wish of others) refusals.set(wish, SHARED);
    if (others.length > 0) continue;
    for (const wish of own) if (!refusals.has(wish)) refusals.set(wish, printed`then it ${message}`);
  }
  return refusals;
}

/**
 * The first wish with which something becomes worse, where nobody can tell whose it is: wishes about lists that others may
 * use come last, so that it is one of them if it can be.
 */
export async function firstRefusal(
  wishes: readonly Wish[],
  isWorse: (wishes: readonly Wish[]) => Promise<boolean>,
): Promise<Refusals> {
  const inOrder = [...wishes].sort((a, b) => Number(isShared(a)) - Number(isShared(b)));
  let [good, bad] = [0, inOrder.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await isWorse(inOrder.slice(0, middle))) bad = middle;
    else good = middle;
  }
  const wish = inOrder[bad - 1] as Wish;
  return new Map([[wish, isShared(wish) ? SHARED : publicText('with this change the configuration would be worse')]]);
}

function isShared({ written }: Wish): boolean {
  return written.kind === 'lists' && written.lists.some(({ isOwn }) => !isOwn);
}

function grouped(wishes: readonly Wish[]): ReadonlyMap<string, readonly Wish[]> {
  const byClient = new Map<string, Wish[]>();
  for (const wish of wishes) byClient.set(clientKey(wish), [...(byClient.get(clientKey(wish)) ?? []), wish]);
  return byClient;
}

function clientKey({ source, address }: ClientKey): string {
  return `${source}\n${address}`;
}
