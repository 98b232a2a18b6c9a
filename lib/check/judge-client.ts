import {
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type Finding,
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
import type { Requirement } from '../policy';
import { type ChangeRule, type ClientRule, RULES } from '../rules';
import { findingOf, idOf, type Said, severityOf } from './build-finding';
import type { Recall } from './recall';
import { type Outcome, runChangeRules, runClientRules, type Seen } from './run-rules';

/** What is judged: one client with the attributes that it has then, and by what. */
export interface Judged extends Seen {
  readonly source: SourceInfo;
  readonly client: OAuthClientRecord;
  /** What came of clients before, by the same catalogue and policy. */
  readonly recall: Recall<Outcome>;
}

/** What a client was before a change, and what held for it. */
export interface Before {
  readonly now: Attributes;
  readonly requirement: Requirement;
}

/**
 * Runs all rules on one client. `lost` is what holds for those about changes; `now` of a client that is deleted is what it
 * was, and only these run. What was found of it `before` too is not new.
 */
export function judgeClient(judged: Judged, lost: Requirement, before: Before | undefined): Finding[] {
  const { source, client, catalog, policy, recall } = judged;
  const ofClient = client.attributes === null ? NOTHING : runClientRules(judged, recall);
  const all = allOf(withChange(ofClient, judged, lost), judged);
  if (all.length === 0) return [];
  const known: string[] = [];
  if (before !== undefined) {
    const was: Judged = { source, client, catalog, policy, recall, now: before.now, requirement: before.requirement };
    const isSame = before.now === judged.now && before.requirement === judged.requirement;
    const ofBefore = isSame ? ofClient : runClientRules(was, recall);
    known.push(...allOf(ofBefore, was).map(({ rule, subject }) => idOf(rule, client.address, subject)));
  }
  return all.map((said) => {
    const finding = findingOf(said, source.label, [client]);
    return known.includes(finding.id) ? { ...finding, new: false } : finding;
  });
}

/** What comes of the rules about the change beside it. */
function withChange(ofClient: Outcome, judged: Judged, lost: Requirement): Outcome {
  const { change, attributes } = judged.client;
  if (change === undefined || change.before === null || change.action === 'no-op') return ofClient;
  const { before } = change;
  const seen: Seen = { ...judged, requirement: lost };
  const ofChange = runChangeRules(seen, { change, before, destroyed: attributes === null });
  if (ofChange.said.length === 0 && ofChange.waiting.size === 0) return ofClient;
  const waiting = new Map(ofClient.waiting);
  for (const [attribute, rules] of ofChange.waiting) {
    waiting.set(attribute, new Set([...(waiting.get(attribute) ?? []), ...rules]));
  }
  return { said: [...ofClient.said, ...ofChange.said], waiting };
}

const NOTHING: Outcome = { said: [], waiting: new Map() };

/** All that is said of a client, also what waits for a value: one of each attribute that is not known yet. */
function allOf({ said, waiting }: Outcome, judged: Judged): readonly Said[] {
  if (waiting.size === 0) return said;
  return [...said, ...[...waiting].map(([attribute, rules]) => openSaid(judged, attribute, rules))];
}

/** The one finding that says of an attribute that it is not known yet, and which rules wait for it. */
function openSaid(
  { source, client, now, policy }: Judged,
  attribute: AttributeName,
  waiting: ReadonlySet<ClientRule | ChangeRule>,
): Said {
  const rules = RULES.filter((rule): rule is ClientRule | ChangeRule => rule.on !== 'all' && waiting.has(rule));
  const name = publicText(ATTRIBUTES[attribute].terraform);
  const references = waitsFor(now[attribute]);
  const decision = references.length > 0 ? printed`waits for ${references}` : publicText('known after apply');
  // Rules come in order of importance: the first that waits stands for the finding, and the gravest weighs.
  const [first] = rules as [ClientRule | ChangeRule, ...(ClientRule | ChangeRule)[]];
  const severity = [...SEVERITIES].reverse().find((each) => rules.some((rule) => severityOf(rule, policy) === each));
  return {
    rule: first,
    message: printed`${name} is not known yet (${decision}), so these rules wait: ${quoted(rules.map((rule) => rule.id))}`,
    subject: name,
    severity: severity ?? severityOf(first, policy),
    part: attribute,
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
