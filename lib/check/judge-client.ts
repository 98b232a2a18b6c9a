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
  SEVERITIES,
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
  RULES,
} from '../rules';
import type { Catalog } from '../scopes';
import { buildFinding, severityOf } from './build-finding';

/** What is judged: one client with the attributes that it has then, and by what. */
export interface Judged {
  readonly source: SourceInfo;
  readonly client: OAuthClientRecord;
  readonly now: Attributes;
  readonly requirement: Requirement;
  readonly catalog: Catalog;
  readonly policy: Policy;
}

/** What has come of the rules so far: findings, and by attribute the rules that wait for it. */
interface Outcome {
  readonly findings: Finding[];
  readonly waiting: Map<AttributeName, Set<ClientRule | ChangeRule>>;
}

/** Runs all client rules on one client with the attributes given (the planned ones, or those before the change). */
export function judgeClient(judged: Judged): Finding[] {
  const outcome = newOutcome();
  run(CLIENT_RULES, judged, outcome);
  return allFindings(judged, outcome);
}

/**
 * Runs all rules on one client of a plan. `lost` is what holds for those about changes; `now` of a client that is deleted is
 * what it was, and only these run.
 */
export function judgePlanned(judged: Judged, lost: Requirement): Finding[] {
  const outcome = newOutcome();
  const { change, attributes } = judged.client;
  if (attributes !== null) run(CLIENT_RULES, judged, outcome);
  if (change !== undefined && change.before !== null && change.action !== 'no-op') {
    const { before } = change;
    run(CHANGE_RULES, { ...judged, requirement: lost }, outcome, { change, before, destroyed: attributes === null });
  }
  return allFindings(judged, outcome);
}

function newOutcome(): Outcome {
  return { findings: [], waiting: new Map() };
}

function run(
  rules: readonly (ClientRule | ChangeRule)[],
  { source, client, now, requirement, catalog, policy }: Judged,
  { findings, waiting }: Outcome,
  ofChange?: Pick<ChangeContext, 'change' | 'before' | 'destroyed'>,
): void {
  const about = [client];
  // One context for all rules, which run one after the other: thousands of clients times rules would make as many.
  let running: ClientRule | ChangeRule;
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
      const text = running.messages[message]?.(data) as Text;
      findings.push(buildFinding(running, source.label, about, text, { subject, severity, policy }));
    },
  };
  const whole = { ...context, ...ofChange };
  for (const rule of rules) {
    if (policy.severities.get(rule.id) === 'off') continue;
    running = rule;
    (rule.check as (context: ClientContext) => void)(whole);
  }
}

function allFindings(judged: Judged, { findings, waiting }: Outcome): Finding[] {
  for (const [attribute, rules] of waiting) findings.push(openFinding(judged, attribute, rules));
  return findings;
}

/** The one finding that says of an attribute that it is not known yet, and which rules wait for it. */
function openFinding(
  { source, client, now, policy }: Judged,
  attribute: AttributeName,
  waiting: ReadonlySet<ClientRule | ChangeRule>,
): Finding {
  const rules = RULES.filter((rule): rule is ClientRule | ChangeRule => rule.on !== 'all' && waiting.has(rule));
  const name = publicText(ATTRIBUTES[attribute].terraform);
  const references = waitsFor(now[attribute]);
  const decision = references.length > 0 ? printed`waits for ${references}` : publicText('known after apply');
  const message = printed`${name} is not known yet (${decision}), so these rules wait: ${quoted(rules.map((rule) => rule.id))}`;
  // Rules come in order of importance: the first that waits stands for the finding, and the gravest weighs.
  const [first] = rules as [ClientRule | ChangeRule, ...(ClientRule | ChangeRule)[]];
  const severity = [...SEVERITIES].reverse().find((each) => rules.some((rule) => severityOf(rule, policy) === each));
  const finding = buildFinding(first, source.label, [client], message, { subject: name, policy });
  return {
    ...finding,
    severity: severity ?? finding.severity,
    kind: 'open',
    remedy: remedyOf(source, client, attribute),
  };
}

/** Who decides what is open, by where it was read. */
function remedyOf({ kind }: SourceInfo, client: OAuthClientRecord, attribute: AttributeName): Text {
  if (client.guarded && attribute === 'scopes') {
    return publicText(
      "The client's own check decides it at apply: Terraform then stops if a required scope is missing.",
    );
  }
  if (kind === 'organisation') return publicText('Look at the client in Genesys Cloud: a value of it is none.');
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
