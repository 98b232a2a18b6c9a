import { blocks, isObject, type Json, type JsonObject } from '../files';
import {
  type Attributes,
  type Change,
  type ChangeAction,
  type Gap,
  type OAuthClientRecord,
  type Problem,
  publicText,
  type Reading,
  type SourceInfo,
} from '../model';
import { configurationAddress } from './address';
import { type Alike, newAlike } from './alike';
import { NOTHING_KNOWN, readAttributes } from './attributes';
import { orphansOf } from './declarations';
import { isClientEntry, isDeposed } from './entries';
import { type PlanChecks, readChecks } from './plan-checks';
import { type PlanConfiguration, readConfiguration } from './plan-configuration';
import { damagesIn } from './plan-damage';
import { type DriftOf, readDrift } from './plan-drift';
import { MARKS } from './plan-entry';

/** True for what `terraform show -json` prints of a plan. */
export function isPlan(value: JsonObject): boolean {
  return typeof value.format_version === 'string' && ('resource_changes' in value || 'planned_values' in value);
}

/** Reads the clients of a plan: one record for each entry of `resource_changes`, unchanged ones included. */
export function readPlan(plan: JsonObject, source: Pick<SourceInfo, 'label' | 'path'>): Reading {
  const context = {
    configuration: readConfiguration(plan, { file: source.path }),
    checks: readChecks(plan),
    driftOf: readDrift(plan),
    alike: newAlike(),
  };
  const { declared, credentials } = context.configuration;
  const clients = blocks(plan.resource_changes)
    .filter((entry) => isClientEntry(entry) && !isDeposed(entry.deposed))
    .map((entry) => readEntry(entry, context));
  const damage = damagesIn(plan, clients, source.path);
  const gap = gapOf(plan, damage);
  const { failed } = context.checks;
  return {
    source: { ...source, kind: 'plan', ...(gap && { gap }), ...(failed.length > 0 && { failedChecks: failed }) },
    clients,
    // A plan with targets does not list every client.
    orphans: gap === undefined ? orphansOf(declared, clients) : [],
    credentials,
    ...(declared.bypassed !== undefined && { bypassed: declared.bypassed }),
    problems: [...declared.problems, ...damage],
  };
}

function gapOf(plan: JsonObject, damage: readonly Problem[]): Gap | undefined {
  if (plan.errored === true) return 'errored';
  if (plan.complete === false || blocks(plan.deferred_changes).length > 0) return 'partial';
  return damage.length > 0 ? 'unreadable' : undefined;
}

/** What a plan says of a client outside its entry. */
interface PlanContext {
  readonly configuration: PlanConfiguration;
  readonly checks: PlanChecks;
  readonly driftOf: DriftOf;
  readonly alike: Alike;
}

function readEntry(entry: JsonObject, context: PlanContext): OAuthClientRecord {
  const { configuration, checks } = context;
  const instance = publicText(String(entry.address));
  const address = publicText(configurationAddress(instance));
  const change = isObject(entry.change) ? entry.change : {};
  const action = actionOf(change.actions);
  const before = readSide(change, 'before', address, context);
  const after = isUnchanged(change) ? before : readSide(change, 'after', address, context);
  const attributes = action === 'delete' || action === 'forget' ? null : (after ?? NOTHING_KNOWN);
  const record: Writable<OAuthClientRecord> = {
    address,
    instance,
    attributes,
    ignoresScopes: false,
    change: changeOf(entry, action, before, context.driftOf(instance, entry.previous_address)),
  };
  const declared = configuration.declared.clients.get(address);
  if (declared !== undefined) record.declared = declared;
  if (attributes !== null && checks.guards({ address, instance })) record.guarded = true;
  return record;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function changeOf(
  { change, previous_address: previous }: JsonObject,
  action: ChangeAction,
  before: Attributes | null,
  drift: Change['drift'],
): Change {
  const made: Writable<Change> = { action, before, importing: isObject(change) && isObject(change.importing) };
  if (typeof previous === 'string') made.movedFrom = publicText(previous);
  if (drift !== undefined) made.drift = drift;
  return made;
}

function readSide(
  change: JsonObject,
  side: keyof typeof SIDES,
  address: string,
  { configuration, alike }: PlanContext,
): Attributes | null {
  const values = change[side];
  if (!isObject(values)) return null;
  const { unknown, sensitive } = SIDES[side];
  const marks = { unknown: change[unknown], sensitive: change[sensitive] };
  return readAttributes(values, marks, configuration.references(address), alike);
}

const SIDES = {
  before: { unknown: 'before_unknown', sensitive: 'before_sensitive' },
  after: { unknown: 'after_unknown', sensitive: 'after_sensitive' },
} as const;

/** True where both sides are one object, and no mark tells them apart. */
function isUnchanged(change: JsonObject): boolean {
  return change.before === change.after && MARKS.every((name) => change[name] === undefined);
}

function actionOf(actions: Json | undefined): ChangeAction {
  const names = Array.isArray(actions) ? actions : [];
  if (names.length === 2) return 'replace';
  const known: readonly ChangeAction[] = ['create', 'update', 'delete', 'no-op', 'read', 'forget'];
  // An action of a later Terraform changes the client somehow: it is judged like an update.
  return known.find((action) => action === names[0]) ?? 'update';
}
