import type { World, WorldClient } from './worlds';

/** The clients of a module and the modules that it calls, by name. */
export interface ModuleTree {
  readonly clients: readonly WorldClient[];
  readonly calls: readonly { readonly name: string; readonly key?: string | number; readonly module: ModuleTree }[];
}

/** A world as the modules of its configuration. */
export function modulesOf(world: World, depth = 0): ModuleTree {
  const own = world.filter(({ path }) => path.length === depth);
  const below = world.filter(({ path }) => path.length > depth);
  const steps = new Map(below.flatMap(({ path }) => path.slice(depth, depth + 1)).map((step) => [step.name, step]));
  return {
    clients: own,
    calls: [...steps.values()].map((step) => ({
      ...step,
      module: modulesOf(
        below.filter(({ path }) => path[depth]?.name === step.name),
        depth + 1,
      ),
    })),
  };
}

/** What the code declares of the clients of one module: the default of its variable. */
export function declaredIn({ clients }: ModuleTree): object | undefined {
  const declared = clients.flatMap((client) => {
    const { name, profile, vocabulary, additional, acknowledged } = client;
    const declaration = {
      ...(profile !== undefined && { profile }),
      ...(vocabulary !== undefined && { vocabulary }),
      ...(additional.length > 0 && { additionalScopes: additional }),
      ...(acknowledged.length > 0 && {
        acknowledge: acknowledged.map((rule) => ({ rule, reason: 'accepted for a while' })),
      }),
    };
    return Object.keys(declaration).length === 0 ? [] : [[`genesyscloud_oauth_client.${name}`, declaration] as const];
  });
  return declared.length === 0 ? undefined : { v: 1, clients: Object.fromEntries(declared) };
}
