import { type ClientVerdict, type Finding, type Problem, SEVERITIES, type Severity, type SourceInfo } from '../model';

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function bySource(a: SourceInfo, b: SourceInfo): number {
  return compare(a.label, b.label) || compare(a.path, b.path);
}

export function byPlace(a: ClientVerdict, b: ClientVerdict): number {
  return compare(a.source, b.source) || compare(a.address, b.address);
}

export function byFile(a: Problem, b: Problem): number {
  return compare(a.at.file, b.at.file) || (a.at.line ?? 0) - (b.at.line ?? 0) || compare(a.message, b.message);
}

const RANK = Object.fromEntries(SEVERITIES.map((severity, rank) => [severity, rank])) as Record<Severity, number>;

/** Errors first, then what is open, then by place: the order in which a person wants to read them. */
export function byImportance(a: Finding, b: Finding): number {
  return (
    RANK[b.severity] - RANK[a.severity] ||
    compare(a.kind, b.kind) ||
    compare(a.source, b.source) ||
    compare(a.id, b.id) ||
    compare(a.instances.join(), b.instances.join())
  );
}

/** True when the first is at least as severe as the second. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return RANK[severity] >= RANK[threshold];
}
