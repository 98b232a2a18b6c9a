import { blocks, isObject, type Json, type JsonObject } from '../files';
import {
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
import { NOTHING_KNOWN, readAttributes } from './attributes';
import { orphansOf } from './declarations';
import { isClientEntry, isDeposed } from './entries';
import { type PlanChecks, readChecks } from './plan-checks';
import { type PlanConfiguration, readConfiguration } from './plan-configuration';
import { damagesIn } from './plan-damage';
import { type DriftOf, readDrift } from './plan-drift';

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
}

function readEntry(entry: JsonObject, { configuration, checks, driftOf }: PlanContext): OAuthClientRecord {
  const instance = publicText(String(entry.address));
  const address = publicText(configurationAddress(instance));
  const change = isObject(entry.change) ? entry.change : {};
  const read = (side: 'before' | 'after') =>
    isObject(change[side])
      ? readAttributes(
          change[side],
          { unknown: change[`${side}_unknown`], sensitive: change[`${side}_sensitive`] },
          configuration.references(address),
        )
      : null;
  const action = actionOf(change.actions);
  const attributes = action === 'delete' || action === 'forget' ? null : (read('after') ?? NOTHING_KNOWN);
  const drift = driftOf(instance, entry.previous_address);
  const declared = configuration.declared.clients.get(address);
  return {
    address,
    instance,
    attributes,
    ignoresScopes: false,
    change: {
      action,
      before: read('before'),
      importing: isObject(change.importing),
      ...(typeof entry.previous_address === 'string' && { movedFrom: publicText(entry.previous_address) }),
      ...(drift && { drift }),
    } satisfies Change,
    ...(declared && { declared }),
    ...(attributes !== null && checks.guards({ address, instance }) && { guarded: true }),
  };
}

function actionOf(actions: Json | undefined): ChangeAction {
  const names = Array.isArray(actions) ? actions : [];
  if (names.length === 2) return 'replace';
  const known: readonly ChangeAction[] = ['create', 'update', 'delete', 'no-op', 'read', 'forget'];
  // An action of a later Terraform changes the client somehow: it is judged like an update.
  return known.find((action) => action === names[0]) ?? 'update';
}
