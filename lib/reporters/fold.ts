import type { ClientVerdict, Finding, Text } from '../model';
import { groupBy } from './group';

/** Findings that read the same for several sources, as one. */
export interface Folded<F extends Finding> {
  readonly finding: F;
  readonly sources: readonly Text[];
}

/** Folds what is found alike in several sources: of twelve environments with one mistake a reader wants one row. */
export function foldFindings<F extends Finding>(findings: readonly F[]): Folded<F>[] {
  const alike = groupBy(
    findings,
    ({ source: _, id, instances, message, severity, kind, new: isNew, baseline, silenced }) =>
      JSON.stringify([id, instances, message, severity, kind, isNew, baseline, silenced]),
  );
  return [...alike.values()].map((same) => ({
    finding: same[0] as F,
    sources: [...new Set(same.map(({ source }) => source))],
  }));
}

/** Clients that are alike in several sources, as one. */
export interface FoldedClient {
  readonly client: ClientVerdict;
  readonly sources: readonly Text[];
}

/** Folds clients of which the same is to be said. */
export function foldClients(clients: readonly ClientVerdict[]): FoldedClient[] {
  const alike = groupBy(clients, ({ source: _, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].map((same) => ({
    client: same[0] as ClientVerdict,
    sources: same.map(({ source }) => source),
  }));
}
