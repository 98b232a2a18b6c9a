import { constants } from 'node:buffer';
import { DAMAGED, DONE, newSkipper, START, TOO_DEEP } from './skipper';

/** What the text is damaged by, and at which byte. */
export class Damage extends Error {
  public constructor(
    public readonly kind: 'cut' | 'trailing' | 'syntax' | 'depth',
    public readonly offset: number,
  ) {
    super(kind);
  }
}

/** A part of the text that has been gone over: a value, whole and sound. */
export interface Skipped {
  /** Whether the text that is looked for stands in it, or could stand in it unseen. */
  readonly mentions: boolean;
  /** Whether a letter is written as an escape: then any name could stand in it unseen. */
  readonly isOdd: boolean;
  /** 1 where it is an object that has for certain one member `type` itself, with a text. */
  readonly types: number;
}

/** A JSON text of any size, of which only a part is in memory. Every byte of it is checked. Throws {@link Damage}. */
export interface Scanner {
  /** The next byte that is not blank, without taking it; -1 at the end. */
  peek(): number;
  /** Takes a byte that has to come next. */
  take(byte: number): void;
  /** Takes the key of a member, with its colon. */
  key(): string;
  /** Goes over a value. */
  skip(): Skipped;
  /** Takes a value where `isWanted` says so of what it is; undefined where it does not. */
  value(isWanted: Wanted): unknown;
  /**
   * Takes a list, and gives those of its elements of which `isWanted` says so.
   *
   * @param instead gives what stands for a wanted element of one type by how it begins, so that the element need not be parsed
   * @param keep gives what is kept of an element, as soon as it is parsed: what is let go at once costs next to nothing
   */
  elements(isWanted: Wanted, instead?: (start: string) => unknown, keep?: (value: unknown) => unknown): unknown[];
  /** Takes the end of the text: nothing but blanks. */
  end(): void;
}

/** Whether a value is kept, by what is known of it, its first byte, and its text if need be. */
export type Wanted = (skipped: Skipped, first: number, text: () => Buffer) => boolean;

/** Reads into the array and gives how many bytes it read; 0 at the end. */
export type Reader = (into: Uint8Array) => number;

const [OPEN_OBJECT, OPEN_LIST, CLOSE_LIST, COMMA] = [0x7b, 0x5b, 0x5d, 0x2c];

/** What is known of an entry that is certainly something else's. */
const OTHER: Skipped = { mentions: false, isOdd: false, types: 1 };
const NOTHING = Buffer.alloc(0);

/** What is read at once. More keeps no disk busier, and costs memory. */
const WINDOW = 1_048_576;

/** How much of an element tells how it begins. */
const MOST_OF_START = 512;

/** How many bytes of elements are parsed at once. */
const MOST_TOGETHER = 65_536;

/** Of more no text could be made. */
const MOST_KEPT = constants.MAX_STRING_LENGTH;

/** A value that is too large to be kept until it is known whether it is wanted. */
export class TooLarge extends Error {}

/**
 * @param needle a text in ASCII that values are looked through for
 * @param size of the window, in bytes
 */
export function scanner(read: Reader, needle: string, size = WINDOW): Scanner {
  const skipper = newSkipper();
  const needleBytes = Buffer.from(needle);
  let bytes = Buffer.alloc(0);
  // Positions in the memory; `base` is the offset in the text of what lies at START.
  let [position, end, base, kept] = [START, START, 0, -1];
  let isAtEnd = false;
  const found: number[] = [];
  let passed = 0;

  const reserve = (needed: number) => {
    const missing = START + needed - skipper.memory.buffer.byteLength;
    if (missing > 0) skipper.memory.grow(Math.ceil(missing / 65_536));
    if (bytes.buffer !== skipper.memory.buffer) bytes = Buffer.from(skipper.memory.buffer);
  };

  /** Reads on, and keeps what is not done with. False at the end of the text. */
  const refill = (): boolean => {
    if (isAtEnd) return false;
    const from = kept === -1 ? position : kept;
    reserve(2 * size);
    if (from > START) {
      bytes.copyWithin(START, from, end);
      const by = from - START;
      [position, end, base] = [position - by, end - by, base + by];
      if (kept !== -1) kept = START;
      skipper.moved();
    }
    if (end - START > MOST_KEPT) throw new TooLarge();
    reserve(end - START + size);
    const count = read(bytes.subarray(end, end + size));
    isAtEnd = count === 0;
    // One that is cut by the window begins before it.
    const seen = Math.max(START, end - needleBytes.length + 1);
    end += count;
    look(bytes.subarray(seen, end), base + seen - START);
    return !isAtEnd;
  };

  const look = (part: Buffer, offset: number) => {
    for (let at = part.indexOf(needleBytes); at !== -1; at = part.indexOf(needleBytes, at + needleBytes.length))
      found.push(offset + at);
  };

  const offset = () => base + position - START;

  /** Where the needle stands next, at an offset or behind it, as far as the text is read. Those before are done with. */
  const mentionFrom = (from: number) => {
    while (passed < found.length && (found[passed] as number) < from) passed++;
    if (passed === found.length) {
      found.length = 0;
      passed = 0;
    }
    return found[passed] ?? Number.POSITIVE_INFINITY;
  };

  const peek = () => {
    for (;;) {
      if (position === end && !refill()) return -1;
      const byte = bytes[position] as number;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      position++;
    }
  };

  const damage = (kind?: Damage['kind']) => new Damage(kind ?? (peek() === -1 ? 'cut' : 'syntax'), offset());

  const skip = (): Skipped => {
    if (peek() === -1) throw damage('cut');
    const from = offset();
    skipper.begin();
    for (;;) {
      position = skipper.skip(position, end);
      const status = skipper.status.value;
      if (status === DONE) break;
      if (status === DAMAGED || status === TOO_DEEP) throw damage(status === TOO_DEEP ? 'depth' : 'syntax');
      if (refill()) continue;
      // A number has no end of its own: a blank after the text is its end.
      reserve(end - START + 1);
      bytes[end] = 0x20;
      position = skipper.skip(position, end + 1);
      if (skipper.status.value !== DONE) throw damage('cut');
      break;
    }
    const isOdd = skipper.odd.value === 1;
    return { mentions: mentionFrom(from) < offset() || isOdd, isOdd, types: skipper.types.value };
  };

  const value: Scanner['value'] = (isWanted) => {
    const first = peek();
    kept = position;
    const skipped = skip();
    const isKept = isWanted(skipped, first, () => bytes.subarray(kept, position));
    const text = isKept ? bytes.toString('utf8', kept, position) : undefined;
    kept = -1;
    return text === undefined ? undefined : JSON.parse(text);
  };

  const take = (byte: number) => {
    if (peek() !== byte) throw damage();
    position++;
  };

  /** Goes over elements that are certainly something else's, up to the end of the window: most are, and each alone takes longer. */
  const passOthers = () => {
    const mention = mentionFrom(offset());
    position = skipper.pass(position, end, Math.min(mention - base + START, end));
  };

  const startOf = (start: number) => bytes.toString('latin1', start, Math.min(position, start + MOST_OF_START));

  /** Neighbours are parsed together: for each alone it takes longer to begin than to parse. */
  const elements: Scanner['elements'] = (isWanted, instead, keep) => {
    const all: unknown[] = [];
    const isForOthers = isWanted(OTHER, OPEN_OBJECT, () => NOTHING);
    let length = 0;
    const parse = () => {
      if (length > 0) {
        const parsed = JSON.parse(`[${bytes.toString('utf8', kept, kept + length)}]`) as unknown[];
        for (const each of parsed) all.push(keep === undefined ? each : keep(each));
      }
      length = 0;
      kept = -1;
    };
    take(OPEN_LIST);
    if (peek() === CLOSE_LIST) {
      position++;
      return all;
    }
    for (;;) {
      if (length === 0 && !isForOthers) passOthers();
      const first = peek();
      if (length === 0) kept = position;
      const from = position - kept;
      const skipped = skip();
      const start = kept + from;
      const isKept = isWanted(skipped, first, () => bytes.subarray(start, position));
      const other = isKept && skipped.types === 1 ? instead?.(startOf(start)) : undefined;
      if (isKept && other === undefined) {
        length = position - kept;
        if (length > MOST_TOGETHER) parse();
      } else {
        parse();
        if (other !== undefined) all.push(other);
      }
      if (peek() === CLOSE_LIST) break;
      take(COMMA);
    }
    parse();
    position++;
    return all;
  };

  return {
    peek,
    take,
    elements,
    key: () => {
      if (peek() !== 0x22) throw damage();
      const key = value(() => true) as string;
      if (peek() !== 0x3a) throw damage();
      position++;
      return key;
    },
    skip,
    value,
    end: () => {
      if (peek() !== -1) throw damage('trailing');
    },
  };
}
