import { check } from '../check';
import { readingInstead } from '../files';
import { publicText, type Reading, type Report } from '../model';
import { type ChangedFile, changedFiles } from './file-edits';
import { type FixOptions, isLeft, type Left, type Wish, wishesOf } from './wishes';

/** What a fix comes to. Nothing is written. */
export interface Fix {
  readonly files: readonly ChangedFile[];
  /** The clients that the changes are for. */
  readonly fixed: readonly Wish[];
  readonly left: readonly Left[];
  /** The report by the files as they would be. */
  readonly report: Report;
}

/**
 * Works out what to change in configuration so that clients hold what they must. Each change is judged before it is
 * proposed: one that mends a client and breaks another, of the same list, is left out.
 *
 * @param read reads the sources, again for each look at what a change comes to
 */
export async function fix(read: () => Promise<readonly Reading[]>, options: FixOptions): Promise<Fix> {
  const readings = await read();
  const before = reportOf(readings, options);
  const all = readings.flatMap((reading) => wishesOf(reading, options));
  const left = all.filter(isLeft);
  let wishes = all.filter((wish): wish is Wish => !isLeft(wish));
  for (;;) {
    const { files, impossible } = changedFiles(wishes);
    const contents = new Map(files.map(({ realPath, after }) => [realPath, Buffer.from(after)]));
    const report = files.length === 0 ? before : reportOf(await readingInstead(contents, read), options);
    const refused = impossible.size > 0 ? impossible : breaking(wishes, before, report);
    if (refused.size === 0) return { files, fixed: wishes, left, report };
    wishes = wishes.filter((wish) => !refused.has(wish));
    for (const wish of refused) left.push(leftOf(wish, impossible.has(wish) ? NO_PLACE : SHARED));
  }
}

const NO_PLACE = 'its block stands on one line, or its list cannot be found';
const SHARED = 'what its list needs would be wrong for others that use the list';

/** With the vocabulary that clients are brought to: by the one of before they would lack what they have lost. */
function reportOf(readings: readonly Reading[], { policy, catalog, today, to }: FixOptions): Report {
  return check(readings, to === undefined ? policy : { ...policy, vocabulary: to }, { today, catalog });
}

/** The wishes without which nobody becomes worse: first those about lists that somebody else may use too. */
function breaking(wishes: readonly Wish[], before: Report, after: Report): ReadonlySet<Wish> {
  if (after.problems.length <= before.problems.length && worsened(before, after).size === 0) return new Set();
  const shared = wishes.filter(({ written }) => written.kind === 'lists' && written.lists.some(({ isOwn }) => !isOwn));
  return new Set(shared.length > 0 ? shared : wishes);
}

/** What lists of scopes can be wrong in. That a name is not published is no news of a client that gets it. */
const ABOUT_LISTS = new Set(['missing-scope', 'unknown-scope', 'excess-scope']);

/** What is found of the lists of clients that was not found before. */
function worsened(before: Report, after: Report): ReadonlySet<string> {
  const keysIn = ({ findings }: Report) =>
    findings.filter(({ rule }) => ABOUT_LISTS.has(rule)).map(({ source, id, kind }) => `${source} ${kind} ${id}`);
  const known = new Set(keysIn(before));
  return new Set(keysIn(after).filter((key) => !known.has(key)));
}

function leftOf({ source, address, change, written }: Wish, why: string): Left {
  const at = written.kind === 'absent' ? written.at : written.lists[written.lists.length - 1]?.at;
  return { source, address, change, why: publicText(why), at: at ?? { file: source }, isCode: false };
}
