import type { Vocabulary } from '../scopes';
import type { ChangeAction } from './client';
import type { AcceptedFinding, Finding, Severity } from './finding';
import type { Problem, SourceInfo } from './reading';
import type { Text } from './text';

export const VERDICTS = ['pass', 'fail', 'open', 'accepted', 'ignored'] as const;

/**
 * What the report says of one client. `fail`: a finding of severity error. `pass` is said of nothing that is open, accepted
 * or ignored.
 */
export type Verdict = (typeof VERDICTS)[number];

/** One client of a source, judged. */
export interface ClientVerdict {
  readonly source: Text;
  /** Address with index keys. */
  readonly address: Text;
  /** Null where it is unknown, sensitive or absent. */
  readonly name: Text | null;
  readonly profile: Text | null;
  readonly origin: RequirementOrigin;
  /** Null where nothing is asked of the client. */
  readonly vocabulary: Vocabulary | null;
  /** The scopes it holds; null where one of them is unknown or sensitive. */
  readonly held: readonly Text[] | null;
  readonly missing: readonly Text[];
  /** How many required scopes it meets by names of the migration guidance, which Genesys Cloud does not publish. */
  readonly unpublished: number;
  readonly action: ChangeAction | null;
  readonly importing: boolean;
  /** The address before this plan, of a client that is moved. */
  readonly movedFrom: Text | null;
  /** What the plan does to its scopes; null where there is no plan, or a scope is unknown or sensitive. */
  readonly scopeChanges: readonly ScopeChange[] | null;
  /** What somebody did to its scopes outside Terraform; null where nothing, or where a scope is sensitive. */
  readonly drift: readonly ScopeChange[] | null;
  readonly verdict: Verdict;
  /** Why it is ignored. */
  readonly reason: Text | null;
}

/** A scope that a client gains or loses. */
export interface ScopeChange {
  readonly scope: Text;
  readonly change: 'added' | 'removed';
  /** What the client needs it for, as words after "to"; null where its profile does not. */
  readonly purpose: Text | null;
}

/**
 * Who asks for a client's scopes. `assumed`: nobody named the client, so the base profile holds for it; `none`: nothing is
 * asked of it.
 */
export const REQUIREMENT_ORIGINS = ['policy', 'construct', 'assumed', 'none'] as const;
export type RequirementOrigin = (typeof REQUIREMENT_ORIGINS)[number];

export type Summary = { readonly clients: number } & { readonly [V in Verdict]: number } & {
  readonly [S in Severity]: number;
};

/** The result of a check: plain data, sorted, the same on every run. */
export interface Report {
  readonly catalog: { readonly date: string; readonly source: 'published' | 'organisation' };
  readonly sources: readonly SourceInfo[];
  readonly summary: Summary;
  readonly clients: readonly ClientVerdict[];
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly problems: readonly Problem[];
}
