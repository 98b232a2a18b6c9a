import { realpathSync } from 'node:fs';
import { bytesOf, decode, listInJson } from '../files';
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
  edits(text: string): readonly Edit[] | undefined;
}

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
  const files = [...groups(places.values())].flatMap(([, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const realPath = realpathSync(first.file);
    const bytes = bytesOf(realPath);
    const text = decode(bytes, first.file);
    if (typeof text !== 'string') throw new Error(`${first.file} has changed while it was read`);
    const edits = all.flatMap((place) => {
      const made = place.edits(text);
      if (made === undefined) for (const wish of users.get(place) ?? []) impossible.add(wish);
      return made ?? [];
    });
    const after = applyEdits(text, edits);
    const mark = bytes[0] === 0xef ? BYTE_ORDER_MARK : '';
    return after === text ? [] : [{ path: first.file, realPath, before: mark + text, after: mark + after }];
  });
  return { files, impossible };
}

/** By file: one may be named in several ways. */
function groups(places: Iterable<PlaceChange>): Map<string, PlaceChange[]> {
  const byFile = new Map<string, PlaceChange[]>();
  for (const place of places) {
    const key = realpathSync(place.file);
    byFile.set(key, [...(byFile.get(key) ?? []), place]);
  }
  return byFile;
}

/** The places that a wish is about, with what it wants added to what others want. */
function placesOf({ written, change }: Wish, places: Map<string, PlaceChange>): PlaceChange[] {
  if (written.kind === 'absent') {
    const { at, path } = written;
    const place = placeFor(places, at.file, `${at.line}:${at.column}:${path}`, (added) => ({
      edits: (text) => (path === undefined ? insertIntoBlock(text, at, added) : insertIntoObject(text, path, added)),
    }));
    add(place.change, change, true);
    return [place];
  }
  return written.lists.map((list, index) => {
    const place = placeFor(places, list.file, placeKey(list), (_, all) => ({
      edits: (text) => {
        const { place } = list;
        if (isInText(place)) return editsOfList(text, place, all, 'hcl');
        const found = listInJson(text, place);
        return found && editsOfList(text, found, all, 'json');
      },
    }));
    // What is missing goes where nobody else is concerned, if there is such a list.
    add(place.change, change, index === written.lists.length - 1);
    return place;
  });
}

function placeFor(
  places: Map<string, PlaceChange>,
  file: Text,
  key: string,
  make: (added: readonly string[], all: ListChange) => Pick<PlaceChange, 'edits'>,
): PlaceChange {
  const whole = `${realpathSync(file)} ${key}`;
  const known = places.get(whole);
  if (known !== undefined) return known;
  const change: Mutable = { renamed: new Map(), removed: new Set(), added: [] };
  const place = { file, change, ...make(change.added, change) };
  places.set(whole, place);
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

function placeKey({ place }: WrittenList): string {
  return isInText(place) ? `${place.start}` : JSON.stringify(place);
}
