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

/** A finding before it is known which instances share it. */
export type ClientFinding = Omit<Finding, 'source' | 'instances' | 'new'>;

/** Runs all client rules on one client with the attributes given (the planned ones, or those before the change). */
export function judgeClient(
  client: OAuthClientRecord,
  now: Attributes,
  requirement: Requirement,
  catalog: Catalog,
): ClientFinding[] {
  const findings: ClientFinding[] = [];
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
      findings.push(buildFinding(running, client, running.messages[message]?.(data) as Text, subject, severity));
    },
  };
  for (const rule of CLIENT_RULES) {
    running = rule;
    rule.check(context);
  }
  for (const [attribute, rules] of waiting) findings.push(openFinding(client, now, attribute, [...rules]));
  return findings;
}

/** Builds a finding of a rule about a client; its id is the same at every gate. */
export function buildFinding(
  rule: Rule,
  about: Pick<OAuthClientRecord, 'address' | 'at'> | undefined,
  message: Text,
  subject: Printable | undefined,
  severity: Severity = rule.severity,
): ClientFinding {
  const subjectText = subject === undefined ? undefined : unquoted(subject);
  const finding: { -readonly [K in keyof ClientFinding]: ClientFinding[K] } = {
    id: [rule.id, about?.address, subjectText].filter((part) => part !== undefined).join('/'),
    rule: rule.id,
    severity,
    kind: 'fail',
    message,
    remedy: publicText(rule.remedy),
  };
  if (about !== undefined) finding.address = about.address;
  if (subjectText !== undefined) finding.subject = subjectText;
  if (about?.at !== undefined) finding.location = about.at;
  return finding;
}

/** A subject as it stands in an id: a known value without the quotes of a message. */
function unquoted(subject: Printable): Text {
  const isKnown = typeof subject === 'object' && 'kind' in subject && subject.kind === 'known';
  return isKnown ? publicText(String(subject.value)) : printed`${subject}`;
}

/** The one finding that says of an attribute that it is not known yet, and which rules wait for it. */
function openFinding(
  client: OAuthClientRecord,
  now: Attributes,
  attribute: AttributeName,
  rules: readonly ClientRule[],
): ClientFinding {
  const name = publicText(ATTRIBUTES[attribute].terraform);
  const references = waitsFor(now[attribute]);
  const source = references.length > 0 ? printed`waits for ${references}` : publicText('known after apply');
  const message = printed`${name} is not known yet (${source}), so these rules wait: ${quoted(rules.map((rule) => rule.id))}`;
  // Rules come in order of importance: the first that waits stands for the finding.
  const [first] = rules as [ClientRule, ...ClientRule[]];
  const remedy = publicText(
    'Check again when the value is known: the plan of a later run or the state; a postcondition decides it at apply.',
  );
  return { ...buildFinding(first, client, message, name), kind: 'open', remedy };
}

function waitsFor(attribute: Value<unknown> | ScopeList): readonly Text[] {
  const values: readonly Value<unknown>[] = 'kind' in attribute ? [attribute] : attribute.items;
  const unknowns = values.filter((value): value is Unknown => value.kind === 'unknown');
  const references = [...unknowns.flatMap((value) => value.waitsFor), ...('rest' in attribute ? attribute.rest : [])];
  return [...new Set(references)].sort();
}
