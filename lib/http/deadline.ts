/** How long to try. */
export interface Patience {
  /** Milliseconds for everything, the waits included. */
  readonly total: number;
  /** Milliseconds that a second of waiting between tries takes. Tests shorten it. */
  readonly second: number;
}

export const PATIENCE: Patience = { total: 120_000, second: 1000 };

/** The moment at which everything that was begun with it ends. */
export interface Deadline extends Patience {
  readonly signal: AbortSignal;
  /** Whether waiting that many of the server's seconds leaves time for another try. */
  hasTimeFor(seconds: number): boolean;
}

export function startDeadline(patience: Patience): Deadline {
  const end = performance.now() + patience.total;
  return {
    ...patience,
    signal: AbortSignal.timeout(Math.ceil(patience.total)),
    hasTimeFor: (seconds) => performance.now() + seconds * patience.second < end,
  };
}
