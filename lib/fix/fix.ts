import { check } from '../check';
import { readingInstead } from '../files';
import { publicText, type Reading, type Report, type Text } from '../model';
import { type ChangedFile, changedFiles } from './file-edits';
import { type FixOptions, spokenPolicy } from './options';
import { firstRefusal, newlyFound, type Refusals, refusalsOf } from './refusals';
import { isLeft, type Left, type Wish, wishesOf } from './wishes';

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
 * proposed: one that mends a client and breaks another, of the same list, is left out, and keeps no other change back.
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
    const report = await reportWith(files);
    const refusals = impossible.size > 0 ? noPlaceFor(impossible) : await refused(report);
    if (refusals.size === 0) return { files, fixed: wishes, left, report };
    wishes = wishes.filter((wish) => !refusals.has(wish));
    for (const [wish, why] of refusals) left.push(leftOf(wish, why));
  }

  async function reportWith(files: readonly ChangedFile[]): Promise<Report> {
    if (files.length === 0) return before;
    const contents = new Map(files.map(({ realPath, after }) => [realPath, Buffer.from(after)]));
    return reportOf(await readingInstead(contents, read), options);
  }

  async function refused(report: Report): Promise<Refusals> {
    if (!isWorse(wishes, report)) return new Map();
    const refusals = refusalsOf(wishes, newlyFound(wishes, before, report), readings);
    if (refusals.size > 0) return refusals;
    return firstRefusal(wishes, async (some) => isWorse(some, await reportWith(changedFiles(some).files)));
  }

  function isWorse(some: readonly Wish[], report: Report): boolean {
    return report.problems.length > before.problems.length || newlyFound(some, before, report).length > 0;
  }
}

function reportOf(readings: readonly Reading[], options: FixOptions): Report {
  return check(readings, spokenPolicy(options), { today: options.today, catalog: options.catalog });
}

const NO_PLACE = publicText('its block stands on one line, or its list cannot be found');

function noPlaceFor(wishes: ReadonlySet<Wish>): Refusals {
  return new Map([...wishes].map((wish) => [wish, NO_PLACE]));
}

function leftOf({ source, address, change, written }: Wish, why: Text): Left {
  const at = written.kind === 'absent' ? written.at : written.lists[written.lists.length - 1]?.at;
  return { source, address, change, why, at: at ?? { file: source }, isCode: false, isOpen: true };
}
