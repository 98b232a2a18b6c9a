import { type Location, printed, publicText, type Text } from '../model';

/** A place in evidence: `log:12`, or `x.har#entries[3]`, which is part of the name there. */
export function placeOf({ file, line }: Location): Text {
  return line === undefined ? file : printed`${file}:${line}`;
}

/** A number with what it counts. */
export function counted(count: number, one: string, more: string): Text {
  return publicText(`${count} ${count === 1 ? one : more}`);
}
