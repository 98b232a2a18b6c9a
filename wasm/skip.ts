// AssemblyScript: skips one JSON value, byte for byte checked, however it is cut into windows.

/** What is expected next. */
const VALUE: i32 = 0;
const FIRST_ELEMENT: i32 = 1;
const AFTER_VALUE: i32 = 2;
const FIRST_KEY: i32 = 3;
const KEY: i32 = 4;
const COLON: i32 = 5;
const IN_STRING: i32 = 6;
const IN_KEY: i32 = 7;
const IN_NUMBER: i32 = 8;

const DONE: i32 = 0;
const MORE: i32 = 1;
const DAMAGED: i32 = 2;
const TOO_DEEP: i32 = 3;

/** One bit a level: 1 is an object. */
const STACK: usize = 1024;
const MOST_LEVELS: i32 = 1 << 20;

let state: i32 = VALUE;
let depth: i32 = 0;
let number: i32 = 0;
let keyStart: usize = 0;
let isTypeNext: bool = false;

export let status: i32 = DONE;
/** 1 for an object that has one member "type" itself, with a text. */
export let types: i32 = 0;
/** Whether a letter is written as an escape, so that a name could stand there unseen. */
export let odd: i32 = 0;

export function begin(): void {
  state = VALUE;
  depth = 0;
  types = 0;
  odd = 0;
  keyStart = 0;
  isTypeNext = false;
}

@inline function isBlank(c: u8): bool {
  return c == 0x20 || c == 0x0a || c == 0x0d || c == 0x09;
}

@inline function isObject(): bool {
  return ((load<u8>(STACK + (<usize>(depth - 1) >> 3)) >> <u8>((depth - 1) & 7)) & 1) != 0;
}

@inline function push(object: bool): void {
  const at = STACK + (<usize>depth >> 3);
  const bit: u8 = <u8>1 << <u8>(depth & 7);
  store<u8>(at, object ? load<u8>(at) | bit : load<u8>(at) & ~bit);
  depth++;
}

@inline function hex(c: u8): i32 {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const l = c | 0x20;
  return l >= 0x61 && l <= 0x66 ? l - 0x57 : -1;
}

/** The length of a sequence of UTF-8 at `p`, 0 where it is none, -1 where it is cut off. */
function sequence(p: usize, end: usize): i32 {
  const a = load<u8>(p);
  if (a < 0xc2 || a > 0xf4) return 0;
  const length = a < 0xe0 ? 2 : a < 0xf0 ? 3 : 4;
  if (p + 1 >= end) return -1;
  const b = load<u8>(p + 1);
  const low: u8 = a == 0xe0 ? 0xa0 : a == 0xf0 ? 0x90 : 0x80;
  const high: u8 = a == 0xed ? 0x9f : a == 0xf4 ? 0x8f : 0xbf;
  if (b < low || b > high) return 0;
  for (let i: usize = 2; i < <usize>length; i++) {
    if (p + i >= end) return -1;
    if ((load<u8>(p + i) & 0xc0) != 0x80) return 0;
  }
  return length;
}

/** Skips from `p`, in a window that ends at `end`; gives where it came to. */
export function skip(p: usize, end: usize): usize {
  const quote = i8x16.splat(0x22);
  const slash = i8x16.splat(0x5c);
  const blank = i8x16.splat(0x20);
  while (true) {
    if (state == IN_STRING || state == IN_KEY) {
      while (true) {
        while (p + 16 <= end) {
          const v = v128.load(p);
          const m = i8x16.bitmask(v128.or(v128.or(i8x16.eq(v, quote), i8x16.eq(v, slash)), i8x16.lt_s(v, blank)));
          if (m != 0) {
            p += ctz(m);
            break;
          }
          p += 16;
        }
        if (p >= end) {
          status = MORE;
          return p;
        }
        const c = load<u8>(p);
        if (c == 0x22) break;
        if (c == 0x5c) {
          if (p + 1 >= end) {
            status = MORE;
            return p;
          }
          const e = load<u8>(p + 1);
          if (e == 0x75) {
            if (p + 6 > end) {
              status = MORE;
              return p;
            }
            const h = hex(load<u8>(p + 2)) << 12 | hex(load<u8>(p + 3)) << 8 | hex(load<u8>(p + 4)) << 4 | hex(load<u8>(p + 5));
            if (h < 0) {
              status = DAMAGED;
              return p;
            }
            if (h == 0x5f || (h >= 0x61 && h <= 0x7a)) odd = 1;
            p += 6;
          } else if (e == 0x22 || e == 0x5c || e == 0x2f || e == 0x62 || e == 0x66 || e == 0x6e || e == 0x72 || e == 0x74) {
            p += 2;
          } else {
            status = DAMAGED;
            return p;
          }
        } else if (c < 0x20) {
          status = DAMAGED;
          return p;
        } else if (c < 0x80) {
          p++;
        } else {
          const length = sequence(p, end);
          if (length <= 0) {
            status = length < 0 ? MORE : DAMAGED;
            return p;
          }
          p += length;
        }
      }
      p++;
      if (state == IN_KEY) {
        isTypeNext = depth == 1 && keyStart != 0 && p - keyStart == 5 && load<u32>(keyStart) == 0x65707974;
        state = COLON;
      } else {
        state = AFTER_VALUE;
      }
      if (depth == 0 && state == AFTER_VALUE) {
        status = DONE;
        return p;
      }
    } else if (state == IN_NUMBER) {
      while (p < end) {
        const c = load<u8>(p);
        const isDigit = c >= 0x30 && c <= 0x39;
        // 0 after '-', 1 after a leading zero, 2 in digits, 3 after '.', 4 in the fraction, 5 after 'e', 6 after its sign, 7 in the exponent
        if (number == 0 && isDigit) number = c == 0x30 ? 1 : 2;
        else if (number == 2 && isDigit) number = 2;
        else if ((number == 1 || number == 2) && c == 0x2e) number = 3;
        else if ((number == 3 || number == 4) && isDigit) number = 4;
        else if ((number == 1 || number == 2 || number == 4) && (c | 0x20) == 0x65) number = 5;
        else if (number == 5 && (c == 0x2b || c == 0x2d)) number = 6;
        else if (number >= 5 && isDigit) number = 7;
        else {
          if (number == 1 || number == 2 || number == 4 || number == 7) {
            state = AFTER_VALUE;
            break;
          }
          status = DAMAGED;
          return p;
        }
        p++;
      }
      if (state == IN_NUMBER) {
        status = MORE;
        return p;
      }
      if (depth == 0) {
        status = DONE;
        return p;
      }
    }
    // Between the tokens.
    let c: u8 = 0;
    while (true) {
      if (p >= end) {
        status = MORE;
        return p;
      }
      c = load<u8>(p);
      if (c > 0x20) break;
      if (!isBlank(c)) {
        status = DAMAGED;
        return p;
      }
      p++;
    }
    if (state == AFTER_VALUE) {
      if (c == 0x2c) {
        p++;
        state = isObject() ? KEY : VALUE;
        continue;
      }
      if (c == (isObject() ? <u8>0x7d : <u8>0x5d)) {
        p++;
        depth--;
        if (depth == 0) {
          status = DONE;
          return p;
        }
        continue;
      }
      status = DAMAGED;
      return p;
    }
    if (state == KEY || state == FIRST_KEY) {
      if (c == 0x22) {
        p++;
        keyStart = p;
        state = IN_KEY;
        continue;
      }
      if (state == FIRST_KEY && c == 0x7d) {
        p++;
        depth--;
        state = AFTER_VALUE;
        if (depth == 0) {
          status = DONE;
          return p;
        }
        continue;
      }
      status = DAMAGED;
      return p;
    }
    if (state == COLON) {
      if (c != 0x3a) {
        status = DAMAGED;
        return p;
      }
      p++;
      state = VALUE;
      continue;
    }
    // A value.
    if (c == 0x22) {
      if (isTypeNext) types++;
      isTypeNext = false;
      p++;
      state = IN_STRING;
      continue;
    }
    if (isTypeNext) types += 2;
    isTypeNext = false;
    if (c == 0x7b || c == 0x5b) {
      if (depth == MOST_LEVELS) {
        status = TOO_DEEP;
        return p;
      }
      push(c == 0x7b);
      p++;
      state = c == 0x7b ? FIRST_KEY : FIRST_ELEMENT;
      continue;
    }
    if (c == 0x5d && state == FIRST_ELEMENT) {
      p++;
      depth--;
      state = AFTER_VALUE;
      if (depth == 0) {
        status = DONE;
        return p;
      }
      continue;
    }
    if (c == 0x2d || (c >= 0x30 && c <= 0x39)) {
      number = c == 0x2d ? 0 : c == 0x30 ? 1 : 2;
      p++;
      state = IN_NUMBER;
      continue;
    }
    const length: usize = c == 0x66 ? 5 : 4;
    if (c != 0x74 && c != 0x66 && c != 0x6e) {
      status = DAMAGED;
      return p;
    }
    if (p + length > end) {
      status = MORE;
      return p;
    }
    const word = load<u32>(p);
    if (c == 0x74 ? word != 0x65757274 : c == 0x6e ? word != 0x6c6c756e : word != 0x736c6166 || load<u8>(p + 4) != 0x65) {
      status = DAMAGED;
      return p;
    }
    p += length;
    state = AFTER_VALUE;
    if (depth == 0) {
      status = DONE;
      return p;
    }
  }
  return p; // never
}

/**
 * Goes over the elements of a list, from one that begins at `p`, as long as each is for certain something else: an object with one
 * type, no letter written as an escape, and all of it before `until`. Gives where the first other begins, or the last.
 */
export function pass(p: usize, end: usize, until: usize): usize {
  while (p < end && load<u8>(p) == 0x7b) {
    begin();
    let next = skip(p, end);
    if (status != DONE || next > until || types != 1 || odd != 0) break;
    if (next == end || load<u8>(next) != 0x2c) break;
    next++;
    while (next < end && isBlank(load<u8>(next))) next++;
    p = next;
  }
  return p;
}

/** The window was moved: what lay in it is elsewhere, and a key that was cut may have been "type". */
export function moved(): void {
  if (state == IN_KEY && depth == 1) types += 2;
  keyStart = 0;
}
