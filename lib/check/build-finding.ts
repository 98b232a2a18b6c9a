import {
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
  readonly policy: Policy;
  /** @default - where the client stands */
  readonly at?: Location;
}

/** Builds a finding; its id is the same at every gate. `about`: the clients concerned, or none for the whole source. */
export function buildFinding(
  rule: Rule,
  source: Text,
  about: readonly OAuthClientRecord[],
  message: Text,
  { subject, severity = rule.severity, policy, at = about[0]?.at }: Details,
): Finding {
  const [client] = about;
  const subjectText = subject === undefined ? undefined : unquoted(subject);
  const finding: { -readonly [K in keyof Finding]: Finding[K] } = {
    id: [rule.id, client?.address, subjectText].filter((part) => part !== undefined).join('/'),
    source,
    rule: rule.id,
    severity: severityOf(rule, policy, severity),
    kind: 'fail',
    instances: about.map((each) => each.instance),
    message,
    remedy: publicText(rule.remedy),
    new: true,
  };
  if (client !== undefined) finding.address = client.address;
  if (subjectText !== undefined) finding.subject = subjectText;
  if (at !== undefined) finding.location = at;
  return finding;
}

/** The severity that the policy gives a rule, or the rule itself. */
export function severityOf(rule: Rule, policy: Policy, own: Severity = rule.severity): Severity {
  const chosen = policy.severities.get(rule.id);
  return chosen === undefined || chosen === 'off' ? own : chosen;
}

/** A subject as it stands in an id: a known value without the quotes of a message. */
function unquoted(subject: Printable): Text {
  const isKnown = typeof subject === 'object' && 'kind' in subject && subject.kind === 'known';
  return isKnown ? publicText(String(subject.value)) : printed`${subject}`;
}
