import {
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type Finding,
  holds,
  judgeValue,
  type OAuthClientRecord,
  type Printable,
  printed,
  publicText,
  quoted,
  type ScopeList,
  type Severity,
  type Text,
  type Unknown,
  type Value,
} from '../model';
import type { Requirement } from '../policy';
import { CLIENT_RULES, type ClientContext, type ClientRule, type Rule } from '../rules';
import type { Catalog } from '../scopes';

/** Runs all client rules on one client with the attributes given (the planned ones, or those before the change). */
export function judgeClient(
  source: Text,
  client: OAuthClientRecord,
  now: Attributes,
  requirement: Requirement,
  catalog: Catalog,
): Finding[] {
  const findings: Finding[] = [];
  const about = [client];
  const waiting = new Map<AttributeName, Set<ClientRule>>();
  // One context for all rules, which run one after the other: thousands of clients times rules would make as many.
  let running: ClientRule;
  const wait = (attribute: AttributeName) => {
    const rules = waiting.get(attribute);
    if (rules) rules.add(running);
    else waiting.set(attribute, new Set([running]));
  };
  const context: ClientContext = {
    client,
    now,
    requirement,
    catalog,
    holds(scope) {
      const answer = holds(now.scopes, scope);
      if (answer === 'unknown') wait('scopes');
      return answer;
    },
    is(attribute, judge) {
      const answer = judgeValue(now[attribute] as Value<never>, judge as (value: unknown) => boolean);
      if (answer === undefined) wait(attribute);
      return answer ?? false;
    },
    elements(attribute, judge) {
      const list = now[attribute];
      if (list.rest.length > 0 || list.items.some((item) => item.kind === 'unknown')) wait(attribute);
      return list.items.filter((item) => judgeValue(item, judge) === true);
    },
    report(message, data, { subject, severity } = {}) {
      findings.push(buildFinding(running, source, about, running.messages[message]?.(data) as Text, subject, severity));
    },
  };
  for (const rule of CLIENT_RULES) {
    running = rule;
    rule.check(context);
  }
  for (const [attribute, rules] of waiting) findings.push(openFinding(source, about, now, attribute, [...rules]));
  return findings;
}

/** Builds a finding; its id is the same at every gate. `about`: the clients concerned, or none for the whole source. */
export function buildFinding(
  rule: Rule,
  source: Text,
  about: readonly OAuthClientRecord[],
  message: Text,
  subject: Printable | undefined,
  severity: Severity = rule.severity,
): Finding {
  const [client] = about;
  const subjectText = subject === undefined ? undefined : unquoted(subject);
  const finding: { -readonly [K in keyof Finding]: Finding[K] } = {
    id: [rule.id, client?.address, subjectText].filter((part) => part !== undefined).join('/'),
    source,
    rule: rule.id,
    severity,
    kind: 'fail',
    instances: about.map((each) => each.instance),
    message,
    remedy: publicText(rule.remedy),
    new: true,
  };
  if (client !== undefined) finding.address = client.address;
  if (subjectText !== undefined) finding.subject = subjectText;
  if (client?.at !== undefined) finding.location = client.at;
  return finding;
}

/** A subject as it stands in an id: a known value without the quotes of a message. */
function unquoted(subject: Printable): Text {
  const isKnown = typeof subject === 'object' && 'kind' in subject && subject.kind === 'known';
  return isKnown ? publicText(String(subject.value)) : printed`${subject}`;
}

/** The one finding that says of an attribute that it is not known yet, and which rules wait for it. */
function openFinding(
  source: Text,
  about: readonly OAuthClientRecord[],
  now: Attributes,
  attribute: AttributeName,
  rules: readonly ClientRule[],
): Finding {
  const name = publicText(ATTRIBUTES[attribute].terraform);
  const references = waitsFor(now[attribute]);
  const decision = references.length > 0 ? printed`waits for ${references}` : publicText('known after apply');
  const message = printed`${name} is not known yet (${decision}), so these rules wait: ${quoted(rules.map((rule) => rule.id))}`;
  // Rules come in order of importance: the first that waits stands for the finding.
  const [first] = rules as [ClientRule, ...ClientRule[]];
  const remedy = publicText('Check again when the value is known, in the plan of a later run.');
  return { ...buildFinding(first, source, about, message, name), kind: 'open', remedy };
}

function waitsFor(attribute: Value<unknown> | ScopeList): readonly Text[] {
  const values: readonly Value<unknown>[] = 'kind' in attribute ? [attribute] : attribute.items;
  const unknowns = values.filter((value): value is Unknown => value.kind === 'unknown');
  const references = [...unknowns.flatMap((value) => value.waitsFor), ...('rest' in attribute ? attribute.rest : [])];
  return [...new Set(references)].sort();
}
