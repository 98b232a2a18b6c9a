import {
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type Finding,
  holds,
  judgeValue,
  type OAuthClientRecord,
  printed,
  publicText,
  quoted,
  type ScopeList,
  type SourceInfo,
  type Text,
  type Unknown,
  type Value,
} from '../model';
import type { Policy, Requirement } from '../policy';
import {
  CHANGE_RULES,
  type ChangeContext,
  type ChangeRule,
  CLIENT_RULES,
  type ClientContext,
  type ClientRule,
} from '../rules';
import type { Catalog } from '../scopes';
import { buildFinding } from './build-finding';

/** What is judged: one client with the attributes that it has then, and by what. */
export interface Judged {
  readonly source: SourceInfo;
  readonly client: OAuthClientRecord;
  readonly now: Attributes;
  readonly requirement: Requirement;
  readonly catalog: Catalog;
  readonly policy: Policy;
}

/** Runs all client rules on one client with the attributes given (the planned ones, or those before the change). */
export function judgeClient(judged: Judged): Finding[] {
  return runRules(CLIENT_RULES, judged, (context) => context);
}

/** Runs the rules about changes on a client that exists and that the plan touches; `now` of a deleted one is what it was. */
export function judgeChange(judged: Judged): Finding[] {
  const { change, attributes } = judged.client;
  if (change === undefined || change.before === null || change.action === 'no-op') return [];
  const { before } = change;
  return runRules(CHANGE_RULES, judged, (context) => ({ ...context, change, before, destroyed: attributes === null }));
}

function runRules<R extends ClientRule | ChangeRule>(
  rules: readonly R[],
  { source, client, now, requirement, catalog, policy }: Judged,
  extend: (context: ClientContext) => Parameters<R['check']>[0],
): Finding[] {
  const findings: Finding[] = [];
  const about = [client];
  const waiting = new Map<AttributeName, Set<R>>();
  // One context for all rules, which run one after the other: thousands of clients times rules would make as many.
  let running: R;
  const wait = (attribute: AttributeName) => {
    const rules = waiting.get(attribute);
    if (rules) rules.add(running);
    else waiting.set(attribute, new Set([running]));
  };
  const context = extend({
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
      const text = running.messages[message]?.(data) as Text;
      findings.push(buildFinding(running, source.label, about, text, { subject, severity, policy }));
    },
  });
  for (const rule of rules) {
    if (policy.severities.get(rule.id) === 'off') continue;
    running = rule;
    (rule.check as (context: ClientContext | ChangeContext) => void)(context);
  }
  for (const [attribute, rules] of waiting) {
    findings.push(openFinding(source, client, now, attribute, [...rules], policy));
  }
  return findings;
}

/** The one finding that says of an attribute that it is not known yet, and which rules wait for it. */
function openFinding(
  source: SourceInfo,
  client: OAuthClientRecord,
  now: Attributes,
  attribute: AttributeName,
  rules: readonly (ClientRule | ChangeRule)[],
  policy: Policy,
): Finding {
  const name = publicText(ATTRIBUTES[attribute].terraform);
  const references = waitsFor(now[attribute]);
  const decision = references.length > 0 ? printed`waits for ${references}` : publicText('known after apply');
  const message = printed`${name} is not known yet (${decision}), so these rules wait: ${quoted(rules.map((rule) => rule.id))}`;
  // Rules come in order of importance: the first that waits stands for the finding.
  const [first] = rules as [ClientRule | ChangeRule, ...(ClientRule | ChangeRule)[]];
  const finding = buildFinding(first, source.label, [client], message, { subject: name, policy });
  return { ...finding, kind: 'open', remedy: remedyOf(source, client, attribute) };
}

/** Who decides what is open, by where it was read. */
function remedyOf({ kind }: SourceInfo, client: OAuthClientRecord, attribute: AttributeName): Text {
  if (client.guarded && attribute === 'scopes') {
    return publicText(
      "The client's own check decides it at apply: Terraform then stops if a required scope is missing.",
    );
  }
  return kind === 'plan'
    ? publicText('Check again when the value is known: the state after the apply, or the plan of a later run.')
    : publicText('Check the plan, where Terraform knows more.');
}

function waitsFor(attribute: Value<unknown> | ScopeList): readonly Text[] {
  const values: readonly Value<unknown>[] = 'kind' in attribute ? [attribute] : attribute.items;
  const unknowns = values.filter((value): value is Unknown => value.kind === 'unknown');
  const references = [...unknowns.flatMap((value) => value.waitsFor), ...('rest' in attribute ? attribute.rest : [])];
  return [...new Set(references)].sort();
}
