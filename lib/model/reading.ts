import type { Location, OAuthClientRecord } from './client';
import type { Text } from './text';
import type { Written } from './written';

/**
 * `organisation`: the clients as Genesys Cloud itself lists them. `report`: a JSON report that cannot be read; of one that can,
 * the sources are those that it reports on.
 */
export const SOURCE_KINDS = ['plan', 'terraform-json', 'hcl', 'state', 'organisation', 'report'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/**
 * Why a source does not show everything. `errored`: Terraform ended the plan with an error; `partial`: it says that the
 * plan is not complete (`-target`, or deferred changes); `modules`: it calls modules that are not followed; `unreadable`: it
 * could not be read.
 */
export const GAPS = ['errored', 'partial', 'modules', 'unreadable'] as const;
export type Gap = (typeof GAPS)[number];

/** Where clients were read from. */
export interface SourceInfo {
  /** Name of the source in findings: a stack, an environment, a file. */
  readonly label: Text;
  /** The name that it had before it was told apart from others of the same name; policies speak of that. */
  readonly stack?: Text;
  readonly path: Text;
  readonly kind: SourceKind;
  /** Absent for a source that shows everything. */
  readonly gap?: Gap;
  /** Postconditions of clients, and check blocks, that Terraform itself found failing; only a plan has them. */
  readonly failedChecks?: readonly Text[];
}

/** True where the sources show everything. */
export function areWhole(sources: readonly SourceInfo[]): boolean {
  return sources.every(({ gap }) => gap === undefined);
}

/** Something that keeps an input, or a part of it, from being read. Never passed over: it ends in exit code 3. */
export interface Problem {
  readonly message: Text;
  readonly remedy?: Text;
  readonly at: Location;
  /** True when the policy is at fault, and not an input. */
  readonly isPolicy?: boolean;
}

/** A credential that is written into a provider block. The value itself is never read. */
export interface WrittenCredential {
  readonly provider: Text;
  readonly argument: Text;
  readonly at?: Location;
}

/** What came of reading one source. */
export interface Reading {
  readonly source: SourceInfo;
  readonly clients: readonly OAuthClientRecord[];
  readonly credentials: readonly WrittenCredential[];
  /** The reason that was given when the synth gate was bypassed for this output. */
  readonly bypassed?: Text;
  /** Addresses of which something is declared although the source has no such client. */
  readonly orphans: readonly Text[];
  readonly problems: readonly Problem[];
  /** Where the scopes of each client are written, by its address; only of configuration. */
  readonly written?: ReadonlyMap<Text, () => Written>;
}
