import type { Io } from './io';

/** One line on a terminal that is written over; nothing where there is no terminal. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** A line of progress on standard error. It shows figures only, nothing from outside. */
export function progressOn(io: Io): ProgressLine {
  let shown = 0;
  if (io.interactive !== true) return { show: () => {}, clear: () => {} };
  return {
    show(text) {
      // What stood there before may have been longer.
      io.stderr(`\r${text.padEnd(shown)}`);
      shown = text.length;
    },
    clear() {
      if (shown > 0) io.stderr(`\r${' '.repeat(shown)}\r`);
      shown = 0;
    },
  };
}
