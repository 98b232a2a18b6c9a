import {
  type AcceptedFinding,
  type ClientVerdict,
  type Finding,
  holds,
  MISSING_SCOPE,
  type OAuthClientRecord,
  publicText,
  type Reading,
  type ScopeChange,
  type ScopeList,
  type Text,
  type Value,
  type Verdict,
} from '../model';
import { type Requirement, UNNAMED } from '../policy';
import { covers, MIGRATION_SCOPES } from '../scopes';
import type { JudgedRecord } from './judge-reading';

/** The line of a report about one client. `requirement` is absent for a client that is not judged. */
export function clientVerdict(
  { source, problems }: Reading,
  record: JudgedRecord,
  findings: readonly Finding[] = [],
  accepted: readonly AcceptedFinding[] = [],
): ClientVerdict {
  const { client, requirement } = record;
  const { attributes } = client;
  const held = attributes === null ? [] : heldNames(attributes.scopes);
  const { missing, unpublished } = metBy(attributes?.scopes, requirement?.required);
  const { verdict, reason } = judgment(record, findings, accepted, problems.length === 0);
  return {
    source: source.label,
    address: client.instance,
    name: attributes === null ? null : nameText(attributes.name),
    profile: requirement?.profile === undefined ? null : publicText(requirement.profile),
    origin: requirement?.origin ?? 'none',
    vocabulary: requirement?.profile === undefined ? null : requirement.vocabulary,
    held,
    missing,
    unpublished,
    action: client.change?.action ?? null,
    importing: client.change?.importing ?? false,
    movedFrom: client.change?.movedFrom ?? null,
    scopeChanges:
      client.change === undefined ? null : scopeChanges(client.change.before?.scopes, attributes?.scopes, requirement),
    drift: driftOf(client, requirement),
    verdict,
    reason,
  };
}

/** What of the required scopes the list lacks, and how many it meets by names that are not published. */
function metBy(scopes: ScopeList | undefined, required: readonly string[] = []): Met {
  if (scopes === undefined || required.length === 0) return NOTHING_ASKED;
  const ofRequired = known.met.get(required) ?? new WeakMap<ScopeList, Met>();
  const met = ofRequired.get(scopes) ?? {
    missing: required
      .filter((scope) => holds(scopes, scope) === 'no')
      .map(publicText)
      .sort(),
    unpublished: required.filter((scope) => MIGRATION_SCOPES.has(scope) && holds(scopes, scope) === 'yes').length,
  };
  known.met.set(required, ofRequired.set(scopes, met));
  return met;
}

type Met = Pick<ClientVerdict, 'missing' | 'unpublished'>;

const NOTHING_ASKED: Met = { missing: [], unpublished: 0 };

/** What is known of lists, as long as there are: thousands of clients have the same one. */
const known = {
  met: new WeakMap<readonly string[], WeakMap<ScopeList, Met>>(),
  names: new WeakMap<ScopeList, { readonly names: readonly Text[] | null }>(),
};

function judgment(
  { client, requirement, ignored, problems }: JudgedRecord,
  findings: readonly Finding[],
  accepted: readonly AcceptedFinding[],
  isWhole: boolean,
): Pick<ClientVerdict, 'verdict' | 'reason'> {
  const verdict = verdictOf(findings, accepted, isWhole && problems.length === 0);
  // What the change only silences stands, and with it the verdict.
  const isHeldOpen = findings.some(({ kind, silenced }) => kind === 'open' && silenced);
  if (verdict === 'fail' || problems.length > 0 || isHeldOpen) return { verdict, reason: null };
  if (client.attributes === null) return { verdict: 'ignored', reason: goneText(client) };
  if (ignored !== undefined) return { verdict: 'ignored', reason: ignored };
  if (verdict === 'open') return { verdict, reason: null };
  if (requirement?.lenient && findings.some(({ rule }) => rule === MISSING_SCOPE)) {
    return { verdict: 'ignored', reason: UNNAMED.warn };
  }
  return { verdict, reason: null };
}

function goneText({ change }: OAuthClientRecord): Text {
  return publicText(
    change?.action === 'forget' ? 'no longer managed by Terraform after this plan' : 'destroyed by this plan',
  );
}

/** `isWhole`: false when a part of the source could not be read; what it says of the client is then not known. */
function verdictOf(findings: readonly Finding[], accepted: readonly AcceptedFinding[], isWhole: boolean): Verdict {
  if (findings.some((finding) => finding.kind === 'fail' && finding.severity === 'error')) return 'fail';
  if (!isWhole || findings.some((finding) => finding.kind === 'open')) return 'open';
  return accepted.length > 0 ? 'accepted' : 'pass';
}

/** What distinguishes two lists; null while one of them is unknown or sensitive. An absent list is empty. */
function scopeChanges(
  before: ScopeList = NO_SCOPES,
  after: ScopeList = NO_SCOPES,
  requirement: Requirement | undefined,
): readonly ScopeChange[] | null {
  const [had, has] = [heldNames(before), heldNames(after)];
  if (had === null || has === null) return null;
  if (had === has) return [];
  const changes = (names: readonly Text[], others: readonly Text[], change: ScopeChange['change']) =>
    names
      .filter((name) => !others.includes(name))
      .map((scope) => ({ scope, change, purpose: purposeOf(scope, requirement) }));
  return [...changes(has, had, 'added'), ...changes(had, has, 'removed')].sort((a, b) => (a.scope < b.scope ? -1 : 1));
}

const NO_SCOPES: ScopeList = { items: [], rest: [] };

function purposeOf(scope: Text, requirement: Requirement | undefined): Text | null {
  const needed = requirement?.required.find((each) => covers(scope, each));
  const purpose = needed === undefined ? undefined : requirement?.purpose.get(needed);
  return purpose === undefined ? null : publicText(purpose);
}

/** Entries of a plan that only normalise what the provider computes are no drift. */
function driftOf({ change }: OAuthClientRecord, requirement: Requirement | undefined): ClientVerdict['drift'] {
  if (change?.drift === undefined) return null;
  const changes = scopeChanges(change.drift.recorded, change.drift.found, requirement);
  return changes === null || changes.length === 0 ? null : changes;
}

function heldNames(list: ScopeList): readonly Text[] | null {
  const before = known.names.get(list);
  if (before !== undefined) return before.names;
  const names = namesIn(list);
  known.names.set(list, { names });
  return names;
}

function namesIn({ items, rest }: ScopeList): readonly Text[] | null {
  if (rest.length > 0) return null;
  const names: Text[] = [];
  for (const item of items) {
    if (item.kind !== 'known') return null;
    names.push(publicText(item.value));
  }
  return [...new Set(names)].sort();
}

function nameText(name: Value<string | null>): Text | null {
  return name.kind === 'known' && name.value !== null ? publicText(name.value) : null;
}
