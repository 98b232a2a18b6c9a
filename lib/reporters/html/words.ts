import type { Finding, Verdict } from '../../model';

/** What a finding is called, and the sign that stands beside the word. The most important first. */
export const LEVELS = {
  error: { word: 'Error', sign: '✕' },
  warning: { word: 'Warning', sign: '!' },
  note: { word: 'Note', sign: 'i' },
  open: { word: 'Not known yet', sign: '?' },
} as const;

export type LevelName = keyof typeof LEVELS;
export const LEVEL_NAMES = Object.keys(LEVELS) as LevelName[];

export function levelOf({ kind, severity }: Finding): LevelName {
  return kind === 'open' ? 'open' : severity;
}

interface VerdictWords {
  readonly word: string;
  /** The word after another number than one. */
  readonly many: string;
  readonly sign: string;
  readonly meaning: string;
}

/** What is said of a client, with what that means. In the order in which a person wants to read them. */
export const VERDICT_WORDS: Readonly<Record<Verdict, VerdictWords>> = {
  fail: { word: 'Fails', many: 'fail', sign: '✕', meaning: 'something of severity error is wrong with it' },
  open: {
    word: 'Not known yet',
    many: 'not known yet',
    sign: '?',
    meaning: 'it waits for a value, or for an input that could not be read',
  },
  pass: { word: 'Passes', many: 'pass', sign: '✓', meaning: 'it holds every scope that its profile needs' },
  accepted: {
    word: 'Accepted',
    many: 'accepted',
    sign: '–',
    meaning: 'somebody accepted what is wrong with it, with a reason',
  },
  ignored: { word: 'Ignored', many: 'ignored', sign: '–', meaning: 'nothing is asked of it, for the reason given' },
};

export const VERDICT_NAMES = Object.keys(VERDICT_WORDS) as Verdict[];
