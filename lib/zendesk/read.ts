import type { JsonObject } from '../files';
import { type Problem, printed, publicText, type Text } from '../model';
import { type FileContent, type RecordSink, readFile } from './documents';
import { type ExportFile, listFolder, type UnusedFile } from './folder';
import type { RecordKind } from './kinds';
import { pageCounter } from './pages';
import { type PersonRow, personOf, personOfChat } from './person';
import { EXPORT_AGAIN, WHAT_TO_GIVE } from './problems';
import type { Progress } from './progress';
import { type Tables, tables } from './tables';
import { type Counts, tally } from './tally';
import { type UserIndex, userIndex } from './user-index';

/** What a folder of answers of the Zendesk API comes to. It holds counts; nothing of any person. */
export interface ZendeskExport extends Counts {
  /** The folder's own name, without the way to it. */
  readonly folder: Text;
  /** False when anything could not be read: people, and profiles, may be missing then. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
  /** What can be read and still looks as if something were missing. */
  readonly doubts: readonly Text[];
  readonly unused: readonly UnusedFile[];
  /** Records of each kind, repeated ones included. */
  readonly records: Readonly<Partial<Record<RecordKind, number>>>;
  /** Records of users who have several, from pages that overlap or from an incremental export. */
  readonly repeated: number;
}

export interface ReadOptions {
  /** Told at every quarter of a megabyte, or more seldom. */
  readonly onProgress?: (progress: Progress) => void;
  /** Given each person once, in the order of reading; nobody is kept. */
  readonly onPerson?: (person: PersonRow) => void;
}

interface Reading {
  readonly tables: Tables;
  readonly index: UserIndex;
  readonly contents: readonly (readonly [ExportFile, FileContent])[];
  readonly records: Readonly<Partial<Record<RecordKind, number>>>;
  readonly doubts: readonly Text[];
}

/**
 * Reads a Zendesk export and decides everyone's profile. Twice over the files: which of a user's records holds, and what
 * users are joined with, is known only at the end, and to read again takes less than to keep hundreds of thousands of people.
 */
export async function readZendeskExport(folder: string, options: ReadOptions = {}): Promise<ZendeskExport> {
  const { name, files, unused, problems } = listFolder(folder);
  const reading = await readAll(files, options);
  const { counts, problems: changed } = await placeAll(reading, folder, options);
  const found = reading.contents.flatMap(([, content]) => content.problems);
  const all = [...problems, ...found, ...changed];
  const nobody = counts.people === 0 && all.length === 0 ? [nobodyIn(folder)] : [];
  return {
    ...counts,
    folder: publicText(name),
    complete: all.length + nobody.length === 0,
    problems: [...all, ...nobody],
    doubts: reading.doubts,
    unused: [...unused, ...unusedIn(reading)],
    records: reading.records,
    repeated: reading.index.repeated,
  };
}

const NO_ID = { message: 'has a user without an id that is a whole number' };

async function readAll(files: readonly ExportFile[], { onProgress }: ReadOptions): Promise<Reading> {
  const [joined, index, pages] = [tables(), userIndex(), pageCounter()];
  const records: Partial<Record<RecordKind, number>> = {};
  const contents: [ExportFile, FileContent][] = [];
  const allBytes = sizeOf(files);
  let [bytes, ordinal] = [0, 0];
  for (const file of files) {
    const sink: RecordSink = {
      record(kind, record) {
        records[kind] = (records[kind] ?? 0) + 1;
        if (kind !== 'user') return joined.add(kind, record, file.inside);
        return index.add(record, ordinal++) ? undefined : NO_ID;
      },
      page: pages.add,
      bytes(count) {
        bytes += count;
        onProgress?.({ phase: 'reading', bytes, allBytes, people: index.people });
      },
    };
    contents.push([file, await readFile(file, sink)]);
  }
  return { tables: joined, index, contents, records, doubts: pages.doubts(index.people) };
}

async function placeAll(
  { tables: joined, index, contents }: Reading,
  folder: string,
  { onProgress, onPerson }: ReadOptions,
): Promise<{ counts: Counts; problems: readonly Problem[] }> {
  const files = contents.filter(([, { kinds }]) => kinds.has('user')).map(([file]) => file);
  const [counter, met, allBytes] = [tally(), new Set<number>(), sizeOf(files)];
  let [bytes, ordinal, people] = [0, 0, 0];
  const place = (person: PersonRow) => {
    counter.add(person.placement);
    onPerson?.(person);
  };
  const placeUser = (user: JsonObject) => {
    if (!index.holds(user, ordinal++)) return;
    people++;
    const person = personOf(user, joined, index);
    for (const id of person.chatAgentIds) met.add(id);
    place(person);
  };
  for (const file of files) {
    await readFile(file, {
      record(kind, record) {
        if (kind === 'user') placeUser(record);
        return undefined;
      },
      page() {},
      bytes(count) {
        bytes += count;
        onProgress?.({ phase: 'placing', bytes, allBytes, people });
      },
    });
  }
  for (const agents of joined.chatAgents.people) {
    if (!agents.some(({ id }) => met.has(id))) place(personOfChat(agents, joined));
  }
  return { counts: counter.counts(), problems: people === index.people ? [] : [changedWhileRead(folder)] };
}

function sizeOf(files: readonly ExportFile[]): number {
  return files.reduce((all, { size }) => all + size, 0);
}

function unusedIn({ contents }: Reading): readonly UnusedFile[] {
  return contents.flatMap(([{ name: file }, { kinds, unknown, problems }]) => {
    if (kinds.size === 0 && problems.length === 0) return [{ file, why: publicText('has nothing that is known') }];
    if (unknown > 0 && kinds.size > 0) return [{ file, why: printed`has ${unknown} values in which nothing is known` }];
    if (kinds.size === 1 && kinds.has('talk-availability')) {
      return [{ file, why: publicText('has the availability for calls, which says nothing of a profile') }];
    }
    return [];
  });
}

function nobodyIn(folder: string): Problem {
  return {
    message: publicText('has neither users nor Chat agents'),
    remedy: publicText(WHAT_TO_GIVE),
    at: { file: publicText(folder) },
  };
}

function changedWhileRead(folder: string): Problem {
  return {
    message: publicText('was changed while it was read'),
    remedy: publicText(EXPORT_AGAIN),
    at: { file: publicText(folder) },
  };
}
