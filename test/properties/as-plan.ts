import { entry, plan } from '../sources/inputs';
import { declaredIn, type ModuleTree, modulesOf } from './modules';
import { instanceAddress, listed, type World, type WorldClient } from './worlds';

type Fields = Readonly<Record<string, unknown>>;

/** How a plan may differ that says the same. */
export interface PlanStyle {
  /** OpenTofu prints neither `applyable` nor `complete`. */
  readonly opentofu?: boolean;
  readonly order?: <T>(entries: readonly T[]) => readonly T[];
  /** Whether entries stand beside that are no clients: data sources, other resources, and deposed ones. */
  readonly beside?: boolean;
}

/** The values that a plan or a state has of a client: what is not known is left out, or null in a list. */
export function valuesOf(client: WorldClient): Fields {
  const { title, grant, list } = client;
  const isList = list === 'elements' || list === 'sensitive';
  return {
    name: title,
    ...(grant !== null && { authorized_grant_type: grant }),
    ...(list === 'absent' && { scopes: null }),
    ...(isList && { scopes: listed(client).map(({ kind, name }) => (kind === 'unknown' ? null : name)) }),
  };
}

export function unknownMarks(client: WorldClient): Fields {
  const elements = listed(client);
  return {
    id: true,
    ...(client.grant === null && { authorized_grant_type: true }),
    ...(client.list === 'unknown' && { scopes: true }),
    ...(elements.length > 0 && { scopes: elements.map(({ kind }) => kind === 'unknown') }),
  };
}

export function sensitiveMarks(client: WorldClient): Fields {
  const elements = listed(client);
  return {
    client_secret: true,
    ...(client.list === 'sensitive' && { scopes: true }),
    ...(client.list !== 'sensitive' &&
      elements.length > 0 && { scopes: elements.map(({ kind }) => kind === 'sensitive') }),
  };
}

/** An entry that creates the client, unless `change` says otherwise. */
export function entryOf(client: WorldClient, change: Fields = {}, rest: Fields = {}): Fields {
  return entry(
    instanceAddress(client),
    {
      after: valuesOf(client),
      after_unknown: unknownMarks(client),
      after_sensitive: sensitiveMarks(client),
      ...change,
    },
    { ...(client.key !== undefined && { index: client.key }), ...rest },
  );
}

/** A plan that creates every client. */
export function asPlan(world: World, style: PlanStyle = {}): string {
  return planOf(
    world,
    world.map((client) => entryOf(client)),
    style,
  );
}

/** A plan with these entries, and with the configuration of the world. */
export function planOf(world: World, entries: readonly Fields[], style: PlanStyle = {}): string {
  const { opentofu = false, order = (all) => all, beside = false } = style;
  const text = plan(order([...entries, ...(beside ? world.flatMap(entriesBeside) : [])]), {
    configuration: { root_module: configurationOf(modulesOf(world)) },
  });
  if (!opentofu) return text;
  const { applyable: _, complete: __, ...rest } = JSON.parse(text);
  return JSON.stringify(rest);
}

/** None of these is a client that the plan makes or keeps. */
function entriesBeside(client: WorldClient): Fields[] {
  return [
    entryOf(client, { actions: ['delete'], before: valuesOf(client), after: null }, { deposed: '00000000' }),
    entryOf(client, { actions: ['read'] }, { mode: 'data', address: `data.${instanceAddress(client)}` }),
    entryOf(client, {}, { type: 'genesyscloud_user', address: `genesyscloud_user.${client.name}` }),
  ];
}

function configurationOf(tree: ModuleTree): Fields {
  const declared = declaredIn(tree);
  return {
    ...(declared !== undefined && { variables: { genesys_scopes: { default: declared } } }),
    resources: tree.clients.map(({ name, list }) => ({
      address: `genesyscloud_oauth_client.${name}`,
      mode: 'managed',
      type: 'genesyscloud_oauth_client',
      name,
      expressions: list === 'unknown' ? { scopes: { references: ['var.scopes', 'var'] } } : {},
    })),
    module_calls: Object.fromEntries(
      tree.calls.map(({ name, module }) => [name, { source: `./${name}`, module: configurationOf(module) }]),
    ),
  };
}
