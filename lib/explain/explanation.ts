import type { AgentCall, AgentCallWithScopes, Cause, Operation } from '../operations';
import type { Capability, ClientProfileId, Vocabulary } from '../scopes';

/** Name and version of the JSON form: an {@link Explanation} as it stands, after this in `format`. */
export const EXPLANATION_FORMAT = 'genesys-scopes/explanation@1';

/** What can be explained, in the order in which a name is tried. */
export const KINDS = ['rule', 'profile', 'capability', 'scope', 'permission', 'refusal', 'operation'] as const;
export type Kind = (typeof KINDS)[number];

/** Whether something works without the scope, though not fully. */
export type Need = 'required' | 'recommended';

/** What is asked for in each vocabulary. */
export type Spellings = Readonly<Record<Vocabulary, Readonly<Record<Need, readonly string[]>>>>;

/** A capability that asks for a scope, or for one that the scope covers. */
export interface Asking {
  readonly capability: Capability;
  /** The name for which it asks. */
  readonly scope: string;
  readonly vocabulary: Vocabulary;
  readonly need: Need;
}

/** How a profile comes to a scope: by its own name, or by another scope of the profile that covers it. */
export interface AskingProfile {
  readonly profile: ClientProfileId;
  readonly vocabulary: Vocabulary;
  readonly need: Need;
  readonly coveredBy: string | null;
}

export interface RuleExplanation {
  readonly kind: 'rule';
  readonly id: string;
  readonly severity: string;
  readonly description: string;
  readonly rationale: string;
  readonly remedy: string;
}

/** A code in the body of a refusal, or a cause that `diagnose` names. */
export interface RefusalExplanation {
  readonly kind: 'refusal';
  readonly id: string;
  readonly isCode: boolean;
  readonly cause: Cause;
  readonly title: string;
  readonly remedy: string;
  /** All codes of the cause. */
  readonly codes: readonly string[];
}

export interface ProfileExplanation {
  readonly kind: 'profile';
  readonly id: string;
  /** By which signals of Zendesk a person has it. */
  readonly zendesk: string;
  /** None for a profile whose users need no client. */
  readonly capabilities: readonly Capability[];
  readonly vocabularies: Spellings;
  /** The published scopes, each with the calls that it opens. */
  readonly scopes: readonly ScopeCalls[];
}

export interface CapabilityExplanation {
  readonly kind: 'capability';
  readonly id: Capability;
  readonly title: string;
  readonly profiles: readonly string[];
  readonly vocabularies: Spellings;
  /** The published scopes, each with the calls that it opens. */
  readonly scopes: readonly ScopeCalls[];
}

export interface ScopeCalls {
  readonly name: string;
  readonly need: Need;
  readonly calls: readonly AgentCallWithScopes[];
}

interface AnyScopeExplanation {
  readonly kind: 'scope';
  readonly name: string;
  /** The day of the published catalogue, as YYYY-MM-DD. */
  readonly catalog: string;
  readonly capabilities: readonly Asking[];
  readonly profiles: readonly AskingProfile[];
  /** The calls of an agent's app that need it. */
  readonly calls: readonly AgentCallWithScopes[];
}

export interface PublishedScopeExplanation extends AnyScopeExplanation {
  readonly published: true;
  /** The scopes that a token with this one needs no more. */
  readonly covers: readonly string[];
  readonly coveredBy: readonly string[];
  /** The operations that take the `:readonly` form and not the other, where the domain has both. */
  readonly readonlyAlone: readonly Operation[];
  readonly operations: readonly Operation[];
}

/** A name of the migration guidance, which Genesys Cloud does not publish. */
export interface MigrationScopeExplanation extends AnyScopeExplanation {
  readonly published: false;
  /** All names that spell its capability. */
  readonly together: readonly string[];
  /** What its capability takes by published names. */
  readonly equivalent: Readonly<Record<Need, readonly string[]>>;
}

export interface PermissionExplanation {
  readonly kind: 'permission';
  readonly name: string;
  /** The day of the API document, as YYYY-MM-DD. */
  readonly document: string;
  /** The scopes that its operations take, each with the number of those operations. */
  readonly scopes: readonly { readonly name: string; readonly operations: number }[];
  readonly operations: readonly Operation[];
}

/** Whether the scopes that a profile requires and recommends, as published, open an operation. */
export interface ProfileAccess {
  readonly profile: ClientProfileId;
  /** The scope that opens it; null where none does. */
  readonly by: string | null;
}

export interface ExplainedOperation extends Operation {
  /** Null where scopes decide nothing: it is not secured by PureCloud OAuth, or names no scope. */
  readonly profiles: readonly ProfileAccess[] | null;
  /** The call of an agent's app that it is, else null. */
  readonly call: AgentCall | null;
}

export interface OperationExplanation {
  readonly kind: 'operation';
  /** The day of the API document, as YYYY-MM-DD. */
  readonly document: string;
  /** Several where no method was given, or where an operationId differs from another in its case alone. */
  readonly operations: readonly ExplainedOperation[];
}

/** What a name is, without what else it may be. */
export type Meaning =
  | RuleExplanation
  | ProfileExplanation
  | CapabilityExplanation
  | PublishedScopeExplanation
  | MigrationScopeExplanation
  | PermissionExplanation
  | RefusalExplanation
  | OperationExplanation;

/** What a name is; `also` says what else has that name. */
export type Explanation = Meaning & { readonly also: readonly Kind[] };
