import {
  type Attributes,
  type Certainty,
  type Change,
  type ClientPart,
  type JudgedName,
  type Location,
  type OAuthClientRecord,
  type Printable,
  publicText,
  type Reading,
  type Severity,
  type Text,
  type Usage,
  type Value,
} from '../model';
import type { ClientAcknowledgment, Policy, PolicyAcknowledgment, PolicyEntry, Requirement } from '../policy';
import type { Catalog } from '../scopes';

// biome-ignore lint/suspicious/noExplicitAny: the data of a message is typed by its own function; see `Report`.
type Messages = Record<string, (data: any) => Text>;

/** What a message prints; an empty object for one that always reads the same. */
type DataOf<F> = F extends () => Text ? Record<never, never> : F extends (data: infer D) => Text ? D : never;

/** Reports one result: the message by its name, with the data that it prints. */
type ReportFinding<M extends Messages> = <K extends keyof M>(
  message: K,
  data: DataOf<M[K]>,
  options?: {
    /** What in the client the finding is about; the last part of its id. */
    readonly subject?: Printable;
    /** @default - the rule's severity */
    readonly severity?: Severity;
    /** @default - that of the rule */
    readonly part?: ClientPart;
    /** @default - where that part of the client stands, or the client */
    readonly at?: Location;
  },
) => void;

interface Meta<M extends Messages> {
  /** File name, id in reports and anchor in RULES.md. */
  readonly id: string;
  readonly severity: Severity;
  /** What in a client the rule is about. @default scopes */
  readonly part?: ClientPart;
  /** One sentence that starts with Require, Disallow, Limit or Announce. */
  readonly description: string;
  readonly rationale: string;
  readonly remedy: string;
  readonly messages: M;
  readonly examples: { readonly correct: Example; readonly incorrect: Example };
}

/**
 * What an example shows. `before` are the attributes that the client has now, of an example about a change; `actions` what
 * the plan does. `attributes` are those of one client, laid over a minimal CODE client; `document` is a whole
 * Terraform JSON document. Examples are rendered in RULES.md and run by a test.
 */
export interface Example {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly before?: Readonly<Record<string, unknown>>;
  /** @default - update */
  readonly actions?: readonly string[];
  readonly document?: Readonly<Record<string, unknown>>;
  /** What the client declares; printed as a comment. */
  readonly declared?: OAuthClientRecord['declared'];
  /** What the client called, of an example about usage; printed as a comment. */
  readonly usage?: Usage;
}

/**
 * What a rule sees of one client: not what it is called, where it stands, or what is said of it. Clients of which rules see
 * the same are judged once.
 */
export interface ClientContext<M extends Messages = Messages> {
  readonly client: Pick<OAuthClientRecord, 'ignoresScopes' | 'usage'>;
  readonly now: Pick<Attributes, JudgedName>;
  readonly requirement: Requirement;
  readonly catalog: Catalog;
  /** Whether the client's scopes cover `scope`. While that is unknown, the rule is noted as waiting for the scopes. */
  holds(scope: string): Certainty;
  /** What `judge` says of an attribute; false while it is unknown, and the rule is noted as waiting for it. */
  is<A extends SingleAttribute>(attribute: A, judge: (value: Held<A>) => boolean): boolean;
  /** Notes that the rule waits for the client's name, while it is unknown. */
  awaitName(): void;
  /** The elements of a list that `judge` accepts; the rule is noted as waiting for those that are unknown. */
  elements(attribute: ListAttribute, judge: (value: string) => boolean): readonly Value<string>[];
  readonly report: ReportFinding<M>;
}

/** What a rule sees of a change that a plan makes to a client which exists. */
export interface ChangeContext<M extends Messages = Messages> extends ClientContext<M> {
  readonly change: Change;
  readonly before: Attributes;
  /** True when the plan deletes the client; `now` is then what it was. */
  readonly destroyed: boolean;
}

type ListAttribute = {
  [A in JudgedName]: Attributes[A] extends Value<unknown> ? never : A;
}[JudgedName];
type SingleAttribute = Exclude<JudgedName, ListAttribute>;
type Held<A extends SingleAttribute> = Attributes[A] extends Value<infer T> ? T : never;

/** One client with the requirement that holds for it; one that is exempt or destroyed has none. */
interface JudgedClient {
  readonly client: OAuthClientRecord;
  /** Why it is left out. */
  readonly ignored?: Text;
  readonly requirement?: Requirement;
}

/** What the rule about the policy file itself sees, over all sources. */
export interface PolicyContext<M extends Messages = Messages> {
  readonly policy: Policy;
  readonly entries: readonly {
    readonly entry: PolicyEntry;
    readonly matched: boolean;
    /** True when it names a source that was read. */
    readonly sourceNamed: boolean;
  }[];
  readonly acknowledgments: readonly {
    readonly entry: PolicyAcknowledgment;
    /** True when a client that it names was read. */
    readonly clientSeen: boolean;
    readonly used: boolean;
  }[];
  readonly today: string;
  readonly report: (at: Location, ...rest: Parameters<ReportFinding<M>>) => void;
}

/** What a rule about a whole source sees. */
interface SourceContext<M extends Messages = Messages> {
  readonly reading: Reading;
  readonly clients: readonly JudgedClient[];
  readonly acknowledgments: readonly (ClientAcknowledgment & { readonly used: boolean })[];
  /** The day of the check, as YYYY-MM-DD. */
  readonly today: string;
  /** `about`: the clients concerned, all of one configuration address; absent when it is the source as a whole. */
  readonly report: (about: readonly OAuthClientRecord[], ...rest: Parameters<ReportFinding<M>>) => void;
}

export interface ClientRule<M extends Messages = Messages> extends Meta<M> {
  readonly on: 'client';
  check(context: ClientContext<M>): void;
}

export interface ChangeRule<M extends Messages = Messages> extends Meta<M> {
  readonly on: 'change';
  check(context: ChangeContext<M>): void;
}

export interface SourceRule<M extends Messages = Messages> extends Meta<M> {
  readonly on: 'all';
  check(context: SourceContext<M>): void;
  /** What it finds in the policy file. */
  checkPolicy?(context: PolicyContext<M>): void;
}

export type Rule = ClientRule | ChangeRule | SourceRule;

/** Types a rule's messages, so that a misspelt message or a wrong field is a compile error. */
export function defineClientRule<const M extends Messages>(rule: Omit<ClientRule<M>, 'on'>): ClientRule {
  return { ...rule, on: 'client' } as unknown as ClientRule;
}

/** {@link defineClientRule} for a rule about what a plan changes. */
export function defineChangeRule<const M extends Messages>(rule: Omit<ChangeRule<M>, 'on'>): ChangeRule {
  return { ...rule, on: 'change' } as unknown as ChangeRule;
}

/** {@link defineClientRule} for a rule about a whole source. */
export function defineSourceRule<const M extends Messages>(rule: Omit<SourceRule<M>, 'on'>): SourceRule {
  return { ...rule, on: 'all' } as unknown as SourceRule;
}

/** The usage of an example: one call that succeeded, all that there was. */
export function exampleUsage(operation: string, scopes: readonly string[]): Usage {
  const call = { operation: publicText(operation), scopes, requests: 12, succeeded: 12 };
  return { days: 30, calls: [call], unpublished: 0, whole: true };
}
