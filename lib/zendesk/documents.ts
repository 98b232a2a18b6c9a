import { errorCode, isObject, type JsonObject } from '../files';
import { type Problem, printed, publicText } from '../model';
import { chunksOf } from './chunks';
import type { ExportFile } from './folder';
import { kindOfItem, LIST_KEYS, listsIn, type RecordKind, recordIn } from './kinds';
import { type Page, pageOf } from './pages';
import { damage, EXPORT_AGAIN, type Position, unreadable, WHAT_TO_GIVE } from './problems';
import { splitter } from './split';

/** Why a record cannot be taken, and what to do. */
export interface Complaint {
  readonly message: string;
  readonly remedy?: string;
}

export interface RecordSink {
  /** Takes a record, or says what keeps it from being taken. Only its place is told of it. */
  record(kind: RecordKind, record: JsonObject): Complaint | undefined;
  page(kind: RecordKind, page: Page): void;
  bytes(count: number): void;
}

/** What was found in a file. */
export interface FileContent {
  readonly kinds: ReadonlySet<RecordKind>;
  /** Documents in which nothing is known. */
  readonly unknown: number;
  readonly problems: readonly Problem[];
}

/** More problems of records than this are counted, not listed. */
const LISTED = 20;

/** Reads a file record by record. What comes before damage is taken, and the damage is told. */
export async function readFile(file: ExportFile, sink: RecordSink): Promise<FileContent> {
  const found = { kinds: new Set<RecordKind>(), unknown: 0, problems: [] as Problem[], more: 0 };
  const complain = (complaint: Complaint | undefined, at: Position) => {
    if (complaint === undefined) return;
    const { message, remedy = WHAT_TO_GIVE } = complaint;
    if (found.problems.length < LISTED) found.problems.push(damage(file.name, message, at, remedy));
    else found.more++;
  };
  const take = (kind: RecordKind, record: JsonObject, at: Position) => {
    found.kinds.add(kind);
    complain(sink.record(kind, record), at);
  };
  /** Of the document that is being read: the kinds in its lists, and the first element that is no record. */
  let [listed, stray] = [new Set<RecordKind>(), undefined as Position | undefined];
  const split = splitter(file.name, LIST_KEYS, {
    item(key, item, at) {
      const kind = isObject(item) ? kindOfItem(key, item) : undefined;
      if (kind !== undefined) {
        listed.add(kind);
        take(kind, item as JsonObject, at);
      } else if (key !== null) stray ??= at;
    },
    document(document, at) {
      const single = isObject(document) ? recordIn(document) : undefined;
      const kinds = isObject(document) ? kindsOfPage(document, listed) : [...listed];
      if (single) take(single.kind, single.record, at);
      else if (kinds.length === 0) found.unknown++;
      // A record on its own has lists too, of ids for example.
      else if (stray) complain({ message: 'has an element that is no record' }, stray);
      for (const kind of single ? [] : kinds) {
        found.kinds.add(kind);
        if (isObject(document)) sink.page(kind, pageOf(document));
      }
      [listed, stray] = [new Set(), undefined];
    },
  });
  const end = await readInto(file, split, sink);
  const isEmpty = found.kinds.size + found.unknown + end.length === 0;
  return {
    ...found,
    problems: [
      ...found.problems,
      ...(found.more > 0 ? [andMore(file, found.more)] : []),
      ...end,
      ...(isEmpty ? [empty(file)] : []),
    ],
  };
}

function kindsOfPage(document: JsonObject, listed: ReadonlySet<RecordKind>): RecordKind[] {
  const empty = listsIn(document).flatMap(({ kind }) => kind ?? []);
  return [...new Set([...listed, ...empty])];
}

function empty({ name }: ExportFile): Problem {
  return { message: publicText('is empty'), remedy: publicText(EXPORT_AGAIN), at: { file: name } };
}

function andMore({ name }: ExportFile, count: number): Problem {
  return { message: printed`has ${count} more records that cannot be taken`, at: { file: name } };
}

async function readInto(
  file: ExportFile,
  split: ReturnType<typeof splitter>,
  sink: RecordSink,
): Promise<readonly Problem[]> {
  const chunks = chunksOf(file.path, sink.bytes);
  const next = async (): Promise<Uint8Array | Problem | undefined> => {
    try {
      return (await chunks.next()).value || undefined;
    } catch (error) {
      return unreadable(file.name, errorCode(error));
    }
  };
  try {
    // Only what the file itself gives rise to is a problem of it: whoever takes the records may fail too.
    for (;;) {
      const chunk = await next();
      const problem = chunk instanceof Uint8Array ? split.write(chunk) : (chunk ?? split.end());
      if (problem) return [problem];
      if (chunk === undefined) return [];
    }
  } finally {
    await chunks.return(undefined);
  }
}
