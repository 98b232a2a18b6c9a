/** How far reading is. Every file is read once for what is in it, and those with users once more to place them. */
export interface Progress {
  readonly phase: 'reading' | 'placing';
  readonly bytes: number;
  readonly allBytes: number;
  readonly people: number;
}

/** One line for a terminal: figures only. */
export function progressLine({ phase, bytes, allBytes, people }: Progress): string {
  const share = allBytes === 0 ? 100 : Math.min(100, Math.floor((bytes / allBytes) * 100));
  return `${phase} ${share} % (${Math.round(bytes / 1_000_000)} of ${Math.round(allBytes / 1_000_000)} MB), ${people} people`;
}
