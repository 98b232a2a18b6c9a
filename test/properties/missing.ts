import type { Changed } from './as-changes';
import { verdictOn, type WorldClient } from './worlds';

/** The scopes that a client lacks for certain. */
export function missingIn(client: WorldClient): readonly string[] {
  const oracle = verdictOn(client);
  return oracle.kind === 'judged' ? oracle.missing : [];
}

/** Those that it did not lack before. What is imported is new, whatever it was. */
export function newlyMissing({ action, importing, before, after }: Changed): readonly string[] {
  const old = action === 'create' || importing ? [] : missingIn(before);
  return missingIn(after).filter((scope) => !old.includes(scope));
}
