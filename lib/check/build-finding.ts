import {
  type ClientPart,
  type Finding,
  type Location,
  type OAuthClientRecord,
  type Printable,
  printed,
  publicText,
  type Severity,
  type Text,
} from '../model';
import type { Policy } from '../policy';
import type { Rule } from '../rules';

interface Details {
  readonly subject?: Printable | undefined;
  /** @default - the rule's severity; what the policy says comes before both */
  readonly severity?: Severity | undefined;
  readonly part?: ClientPart | undefined;
  readonly policy: Policy;
  /** @default - where that part of the client stands, or the client */
  readonly at?: Location;
}

/** Builds a finding; its id is the same at every gate. `about`: the clients concerned, or none for the whole source. */
export function buildFinding(
  rule: Rule,
  source: Text,
  about: readonly OAuthClientRecord[],
  message: Text,
  { subject, severity, part, policy, at }: Details,
): Finding {
  const said = { rule, message, subject: subjectText(subject), severity: severityOf(rule, policy, severity), part };
  return findingOf(said, source, about, at);
}

/** What a finding says, of whichever client it is. */
export interface Said {
  readonly rule: Rule;
  readonly message: Text;
  readonly subject?: Text | undefined;
  readonly severity: Severity;
  /** @default - that of the rule */
  readonly part?: ClientPart | undefined;
  /** @default fail */
  readonly kind?: Finding['kind'];
  /** @default - the rule's own */
  readonly remedy?: Text;
}

/** The finding that says it of these clients. */
export function findingOf(
  { rule, message, subject, severity, part = rule.part, kind = 'fail', remedy = publicText(rule.remedy) }: Said,
  source: Text,
  about: readonly OAuthClientRecord[],
  at: Location | undefined = placeOf(about[0], part),
): Finding {
  const [client] = about;
  const finding: { -readonly [K in keyof Finding]: Finding[K] } = {
    id: idOf(rule, client?.address, subject),
    source,
    rule: rule.id,
    severity,
    kind,
    instances: about.map((each) => each.instance),
    message,
    remedy,
    new: true,
  };
  if (client !== undefined) finding.address = client.address;
  if (subject !== undefined) finding.subject = subject;
  if (at !== undefined) finding.location = at;
  return finding;
}

/** Of the scopes it is the client's own place, which says what stands there. */
function placeOf(client: OAuthClientRecord | undefined, part: ClientPart = 'scopes'): Location | undefined {
  return (part === 'scopes' ? undefined : client?.placeOf?.(part)) ?? client?.at;
}

export function idOf({ id }: Rule, address: Text | undefined, subject: Text | undefined): string {
  const of = address === undefined ? id : `${id}/${address}`;
  return subject === undefined ? of : `${of}/${subject}`;
}

/** The severity that the policy gives a rule, or the rule itself. */
export function severityOf(rule: Rule, policy: Policy, own: Severity = rule.severity): Severity {
  const chosen = policy.severities.get(rule.id);
  return chosen === undefined || chosen === 'off' ? own : chosen;
}

/** A subject as it stands in an id: a known value without the quotes of a message. */
export function subjectText(subject: Printable | undefined): Text | undefined {
  if (subject === undefined) return undefined;
  const isKnown = typeof subject === 'object' && 'kind' in subject && subject.kind === 'known';
  return isKnown ? publicText(String(subject.value)) : printed`${subject}`;
}
