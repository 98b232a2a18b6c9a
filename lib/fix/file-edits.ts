import { realpathSync } from 'node:fs';
import { bytesOf, listInJson, textOf } from '../files';
import type { Text, WrittenList, WrittenPlace } from '../model';
import { insertIntoBlock, insertIntoObject } from './absent-list';
import { editsOfList, type ListChange } from './list-edit';
import { applyEdits, type Edit } from './text-edit';
import type { Wish } from './wishes';

/** A file before and after. */
export interface ChangedFile {
  /** As the user named it, or its folder. */
  readonly path: Text;
  readonly realPath: string;
  readonly before: string;
  readonly after: string;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** What is to be done at one place, for whichever clients. */
interface PlaceChange {
  readonly file: Text;
  readonly change: Mutable;
  readonly edits: MakeEdits;
}

/** Undefined where the text has no such place. */
type MakeEdits = (text: string, change: ListChange) => readonly Edit[] | undefined;

interface Mutable extends ListChange {
  readonly renamed: Map<string, string>;
  readonly removed: Set<string>;
  readonly added: string[];
}

/** Makes the changes, each list once whoever uses it. `impossible` has the wishes that a file cannot be given. */
export function changedFiles(wishes: readonly Wish[]): {
  readonly files: readonly ChangedFile[];
  readonly impossible: ReadonlySet<Wish>;
} {
  const places = new Map<string, PlaceChange>();
  const users = new Map<PlaceChange, Wish[]>();
  for (const wish of wishes) {
    for (const place of placesOf(wish, places)) users.set(place, [...(users.get(place) ?? []), wish]);
  }
  const impossible = new Set<Wish>();
  const files = [...byFile(places.values())].flatMap(([realPath, all]) => {
    const path = all[0].file;
    const before = wholeTextOf(realPath, path);
    const edits = all.flatMap((place) => {
      const made = before && place.edits(before.text, place.change);
      if (made === undefined) for (const wish of users.get(place) ?? []) impossible.add(wish);
      return made ?? [];
    });
    if (before === undefined || edits.length === 0) return [];
    const after = applyEdits(before.text, edits);
    return [{ path, realPath, before: before.mark + before.text, after: before.mark + after }];
  });
  return { files, impossible };
}

/** The text and the mark in front of it; undefined for a file that is another by now. */
function wholeTextOf(realPath: string, path: Text): { readonly text: string; readonly mark: string } | undefined {
  let mark = '';
  const text = textOf(() => {
    const bytes = bytesOf(realPath);
    if (bytes[0] === 0xef) mark = BYTE_ORDER_MARK;
    return bytes;
  }, path);
  return typeof text === 'string' ? { text, mark } : undefined;
}

/** One file may be named in several ways. */
function byFile(places: Iterable<PlaceChange>): Map<string, [PlaceChange, ...PlaceChange[]]> {
  const files = new Map<string, [PlaceChange, ...PlaceChange[]]>();
  for (const place of places) {
    const key = realPathOf(place.file);
    const known = files.get(key);
    if (known) known.push(place);
    else files.set(key, [place]);
  }
  return files;
}

function realPathOf(file: Text): string {
  try {
    return realpathSync(file);
  } catch {
    // It was there when it was read: reading it again will tell.
    return file;
  }
}

/** The places that a wish is about, with what it wants added to what others want. */
function placesOf({ written, change }: Wish, places: Map<string, PlaceChange>): PlaceChange[] {
  const keys = placesWritten(written);
  if (written.kind === 'absent') {
    const { at, path } = written;
    const place = placeFor(places, keys[0], at.file, (text, { added }) =>
      path === undefined ? insertIntoBlock(text, at, added) : insertIntoObject(text, path, added),
    );
    add(place.change, change, true);
    return [place];
  }
  return written.lists.map(({ file, place: list }, index) => {
    const place = placeFor(places, keys[index], file, (text, all) => {
      if (isInText(list)) return editsOfList(text, list, all, 'hcl');
      const found = listInJson(text, list);
      return found && editsOfList(text, found, all, 'json');
    });
    // What is missing goes where nobody else is concerned, if there is such a list.
    add(place.change, change, index === written.lists.length - 1);
    return place;
  });
}

/** A key for each place where a list is written, in their order: clients that share one share the list. */
export function placesWritten(written: Wish['written']): readonly string[] {
  if (written.kind === 'absent') {
    const { at, path } = written;
    return [`${realPathOf(at.file)} ${at.line}:${at.column}:${path}`];
  }
  return written.lists.map(
    ({ file, place }) => `${realPathOf(file)} ${isInText(place) ? place.start : JSON.stringify(place)}`,
  );
}

function placeFor(places: Map<string, PlaceChange>, key = '', file: Text, edits: MakeEdits): PlaceChange {
  const known = places.get(key);
  if (known !== undefined) return known;
  const place = { file, change: { renamed: new Map(), removed: new Set<string>(), added: [] }, edits };
  places.set(key, place);
  return place;
}

function add(to: Mutable, { renamed, removed, added }: ListChange, isHome: boolean): void {
  for (const [name, by] of renamed) to.renamed.set(name, by);
  for (const name of removed) to.removed.add(name);
  if (isHome) for (const name of added) if (!to.added.includes(name)) to.added.push(name);
}

function isInText(place: WrittenList['place']): place is WrittenPlace {
  return 'elements' in place;
}
