import { blocks, isObject, type Json, type JsonObject } from '../files';
import {
  ATTRIBUTE_ENTRIES,
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type Change,
  type ChangeAction,
  DECLARATIONS_VARIABLE,
  known,
  type Location,
  OAUTH_CLIENT_TYPE,
  type OAuthClientRecord,
  type Problem,
  publicText,
  type Reading,
  type ScopeList,
  type SourceInfo,
  sensitive,
  type Text,
  unknown,
  type Value,
  type WrittenCredential,
} from '../model';
import { credentialArguments, PROVIDER } from './credentials';
import { joinDeclarations, orphansOf, type ReadDeclarations, readDeclarations } from './declarations';

/** True for what `terraform show -json` prints of a plan. */
export function isPlan(value: JsonObject): boolean {
  return typeof value.format_version === 'string' && ('resource_changes' in value || 'planned_values' in value);
}

/** Reads the clients of a plan: one record for each entry of `resource_changes`, unchanged ones included. */
export function readPlan(plan: JsonObject, source: Pick<SourceInfo, 'label' | 'path'>): Reading {
  const configuration = isObject(plan.configuration) ? plan.configuration : {};
  const rootModule = isObject(configuration.root_module) ? configuration.root_module : {};
  const declared = joinDeclarations(declarationsOf(rootModule, { file: source.path }, ''));
  const references = scopeReferences(rootModule);
  const failed = failedChecks(plan);
  const gap = plan.errored === true ? 'errored' : plan.complete === false ? 'partial' : undefined;
  const clients = blocks(plan.resource_changes)
    .filter((entry) => entry.type === OAUTH_CLIENT_TYPE && entry.mode !== 'data' && typeof entry.deposed !== 'string')
    .map((entry) => readEntry(entry, references))
    .map((client) => {
      const declaration = declared.clients.get(client.address);
      return declaration ? { ...client, declared: declaration } : client;
    });
  return {
    source: {
      ...source,
      kind: 'plan',
      ...(gap && { gap }),
      ...(failed.length > 0 && { failedChecks: failed }),
    },
    clients,
    // A plan with targets does not list every client.
    orphans: gap === undefined ? orphansOf(declared, clients) : [],
    credentials: writtenCredentials(configuration),
    ...(declared.bypassed !== undefined && { bypassed: declared.bypassed }),
    problems: [...declared.problems, ...damages(plan, source, clients.length)],
  };
}

/** What shows that a plan does not list its clients as Terraform does: some could be missing. */
function damages(plan: JsonObject, { path }: Pick<SourceInfo, 'path'>, found: number): Problem[] {
  const isList = Array.isArray(plan.resource_changes);
  const isOdd = plan.resource_changes !== undefined && !isList;
  const elsewhere =
    found === 0 && (mentionsClient(plan.planned_values) || (!isList && mentionsClient(plan.prior_state)));
  if (!isOdd && !elsewhere) return [];
  return [
    {
      message: publicText('does not list the changes of its clients, as a plan with -refresh-only or a damaged one'),
      remedy: publicText('Plan without -refresh-only and print it again: terraform show -json FILE > plan.json'),
      at: { file: path },
    },
  ];
}

function mentionsClient(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(mentionsClient);
  return (
    isObject(value) &&
    ((value.type === OAUTH_CLIENT_TYPE && value.mode !== 'data') || Object.values(value).some(mentionsClient))
  );
}

/** Addresses of the checks of OAuth clients, and of check blocks, that Terraform found failing. */
function failedChecks(plan: JsonObject): Text[] {
  return blocks(plan.checks)
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map(({ address }) => (isObject(address) ? address : {}))
    .filter(({ kind, type }) => kind === 'check' || type === OAUTH_CLIENT_TYPE)
    .map(({ to_display: name }) => publicText(String(name)));
}

/** The declarations of a module and of those that it calls, whose addresses begin with the path of the call. */
function declarationsOf(module: JsonObject, at: Location, prefix: string): ReadDeclarations[] {
  const variable = isObject(module.variables) ? module.variables[DECLARATIONS_VARIABLE] : undefined;
  return [
    ...(isObject(variable) ? [readDeclarations(variable, at, prefix)] : []),
    ...calledModules(module).flatMap(([name, called]) => declarationsOf(called, at, `${prefix}module.${name}.`)),
  ];
}

function calledModules(module: JsonObject): [name: string, module: JsonObject][] {
  const calls = isObject(module.module_calls) ? Object.entries(module.module_calls) : [];
  return calls.flatMap(([name, call]) => (isObject(call) && isObject(call.module) ? [[name, call.module]] : []));
}

/** The address without index keys. A key is a number, or a string in which quotes are escaped. */
function configurationAddress(instance: string): string {
  return instance.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

function readEntry(entry: JsonObject, references: ScopeReferences): OAuthClientRecord {
  const instance = publicText(String(entry.address));
  const address = publicText(configurationAddress(instance));
  const change = isObject(entry.change) ? entry.change : {};
  const waitsFor = references(address);
  const read = (side: 'before' | 'after') =>
    isObject(change[side])
      ? readAttributes(change[side], change[`${side}_unknown`], change[`${side}_sensitive`], waitsFor)
      : null;
  const action = actionOf(change.actions);
  return {
    address,
    instance,
    attributes: action === 'delete' || action === 'forget' ? null : (read('after') ?? NOTHING_KNOWN),
    ignoresScopes: false,
    change: {
      action,
      before: read('before'),
      importing: isObject(change.importing),
      ...(typeof entry.previous_address === 'string' && { movedFrom: publicText(entry.previous_address) }),
    } satisfies Change,
  };
}

function actionOf(actions: Json | undefined): ChangeAction {
  const names = Array.isArray(actions) ? actions : [];
  if (names.length === 2) return 'replace';
  const known: readonly ChangeAction[] = ['create', 'update', 'delete', 'no-op', 'read', 'forget'];
  // An action of a later Terraform changes the client somehow: it is judged like an update.
  return known.find((action) => action === names[0]) ?? 'update';
}

/** A mark of a plan about one value: true for the whole of it, or a mark for each part. */
type Mark = Json | undefined;

function markOf(marks: Mark, key: string | number): Mark {
  if (marks === true) return true;
  if (Array.isArray(marks)) return (marks as readonly Json[])[key as number];
  return isObject(marks) ? marks[key] : undefined;
}

function isMarked(mark: Mark): boolean {
  return (
    mark === true || (Array.isArray(mark) ? mark.some(isMarked) : isObject(mark) && Object.values(mark).some(isMarked))
  );
}

function readAttributes(values: JsonObject, unknowns: Mark, sensitives: Mark, waitsFor: readonly Text[]): Attributes {
  const entries = ATTRIBUTE_ENTRIES.map(([name, { terraform, kind }]) => {
    const [isUnknown, isSensitive] = [markOf(unknowns, terraform), markOf(sensitives, terraform)];
    const value = values[terraform] ?? null;
    if (kind === 'strings') return [name, readList(value, isUnknown, isSensitive, waitsFor)];
    if (kind === 'blocks') {
      return [name, isUnknown === true ? unknown() : known(Array.isArray(value) ? value.length : 0)];
    }
    return [name, readValue(kind, value, isUnknown, isSensitive)];
  });
  return Object.fromEntries(entries) as Record<AttributeName, never> satisfies Attributes;
}

/** The types that JSON gives the values of each kind. */
const TYPES = { string: 'string', number: 'number', bool: 'boolean' } as const;

function readValue(kind: keyof typeof TYPES, value: Json, isUnknown: Mark, isSensitive: Mark): Value<Json> {
  if (isMarked(isUnknown)) return unknown();
  if (value !== null && typeof value !== TYPES[kind]) return unknown([publicText('a value of an unexpected type')]);
  return isMarked(isSensitive) ? sensitive(value) : known(value);
}

function readList(value: Json, unknowns: Mark, sensitives: Mark, waitsFor: readonly Text[]): ScopeList {
  const elements: readonly Json[] = Array.isArray(value) ? value : [];
  const rest = waitsFor.length > 0 ? waitsFor : [publicText('a value known after apply')];
  // A mark for an element that the list does not have cannot be placed: then anything may be in it.
  const unplaced = Array.isArray(unknowns) && unknowns.length > elements.length && isMarked(unknowns);
  const items = elements.flatMap((element, index): Value<string>[] => {
    if (isMarked(markOf(unknowns, index))) return [unknown(waitsFor)];
    if (typeof element !== 'string') return [];
    return [isMarked(markOf(sensitives, index)) ? sensitive(element) : known(element)];
  });
  return { items, rest: unknowns === true || unplaced ? rest : [] };
}

/** Attributes of an entry that shows none although it is not destroyed: nothing can be said of it yet. */
const NOTHING_KNOWN: Attributes = readAttributes({}, true, undefined, []);

/** What the `scopes` expression of a configuration address refers to. */
type ScopeReferences = (address: string) => readonly Text[];

function scopeReferences(rootModule: JsonObject): ScopeReferences {
  let byAddress: Map<string, readonly Text[]> | undefined;
  return (address) => {
    byAddress ??= new Map(collectReferences(rootModule, ''));
    return byAddress.get(address) ?? [];
  };
}

function collectReferences(module: JsonObject, prefix: string): [string, readonly Text[]][] {
  const own = blocks(module.resources)
    .filter((resource) => resource.type === OAUTH_CLIENT_TYPE && resource.mode !== 'data')
    .map((resource): [string, readonly Text[]] => {
      const expression = isObject(resource.expressions) ? resource.expressions[ATTRIBUTES.scopes.terraform] : undefined;
      return [prefix + String(resource.address), expressionReferences(expression)];
    });
  const nested = calledModules(module).flatMap(([name, called]) =>
    collectReferences(called, `${prefix}module.${name}.`),
  );
  return [...own, ...nested];
}

/** The references of an expression without the shorter forms that a plan lists beside each. */
function expressionReferences(expression: Json | undefined): readonly Text[] {
  const listed = isObject(expression) && Array.isArray(expression.references) ? expression.references : [];
  const names = (listed as readonly Json[]).filter((name): name is string => typeof name === 'string');
  return names
    .filter(
      (name) =>
        !names.some((other) => other !== name && /^[.[]/.test(other.slice(name.length)) && other.startsWith(name)),
    )
    .map(publicText);
}

function writtenCredentials(configuration: JsonObject): WrittenCredential[] {
  // Of a configuration in JSON syntax a plan gives a template as a constant, with its references beside.
  const isLiteral = (expression: Json | undefined) =>
    isObject(expression) &&
    typeof expression.constant_value === 'string' &&
    expression.constant_value !== '' &&
    expression.references === undefined;
  const providers = isObject(configuration.provider_config) ? Object.entries(configuration.provider_config) : [];
  return providers.flatMap(([key, config]) =>
    isObject(config) && config.name === PROVIDER && isObject(config.expressions)
      ? credentialArguments(config.expressions, isLiteral).map((argument) => ({ provider: publicText(key), argument }))
      : [],
  );
}
