import { type AttributeName, type Attributes, holds, JUDGED, judgeValue, type Text, type Value } from '../model';
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
import { type Said, severityOf, subjectText } from './build-finding';
import type { Recall } from './recall';

/** What has come of rules: what they say, and by attribute those that wait for it. */
export interface Outcome {
  readonly said: readonly Said[];
  readonly waiting: ReadonlyMap<AttributeName, ReadonlySet<ClientRule | ChangeRule>>;
}

/** What rules are run on: all that they see. */
export interface Seen {
  readonly client: ClientContext['client'];
  readonly now: Attributes;
  readonly requirement: Requirement;
  readonly catalog: Catalog;
  readonly policy: Policy;
}

/** @param recall of outcomes by one catalogue and one policy */
export function runClientRules(seen: Seen, recall: Recall<Outcome>): Outcome {
  const { client, now, requirement } = seen;
  // All that `ClientContext` shows: of the name only whether it is known.
  const parts: unknown[] = [client.ignoresScopes, client.usage, requirement, now.name.kind === 'unknown'];
  for (const name of JUDGED) parts.push(now[name]);
  return recall(parts, () => run(CLIENT_RULES, seen));
}

export function runChangeRules(
  seen: Seen,
  { change, before, destroyed }: Pick<ChangeContext, 'change' | 'before' | 'destroyed'>,
): Outcome {
  return run(CHANGE_RULES, seen, { change, before, destroyed });
}

function run(
  rules: readonly (ClientRule | ChangeRule)[],
  { client, now, requirement, catalog, policy }: Seen,
  ofChange?: Pick<ChangeContext, 'change' | 'before' | 'destroyed'>,
): Outcome {
  const said: Said[] = [];
  const waiting = new Map<AttributeName, Set<ClientRule | ChangeRule>>();
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
    awaitName() {
      if (now.name.kind === 'unknown') wait('name');
    },
    elements(attribute, judge) {
      const list = now[attribute];
      if (list.rest.length > 0 || list.items.some((item) => item.kind === 'unknown')) wait(attribute);
      return distinct(list.items.filter((item) => judgeValue(item, judge) === true));
    },
    report(message, data, { subject, severity, part } = {}) {
      said.push({
        rule: running,
        message: running.messages[message]?.(data) as Text,
        subject: subjectText(subject),
        severity: severityOf(running, policy, severity),
        part,
      });
    },
  };
  const whole = { ...context, ...ofChange };
  for (const rule of rules) {
    if (policy.severities.get(rule.id) === 'off') continue;
    running = rule;
    (rule.check as (context: ClientContext) => void)(whole);
  }
  return { said, waiting };
}

/** What is written twice is one; of two that are not printed nobody knows whether they are. */
function distinct<T>(items: readonly Value<T>[]): Value<T>[] {
  const values = new Set<T>();
  return items.filter((item) => item.kind !== 'known' || values.size !== values.add(item.value).size);
}
