import { asFlat, asShown, asVersion3, asVersion4, type StateClient } from '../sources/states';
import { valuesOf } from './as-plan';
import { asApplied, type World, type WorldClient } from './worlds';

/** The client as the writers of states take it. A state marks whole attributes only. */
function stateClient(client: WorldClient): StateClient {
  const { path, name, key, list, elements } = client;
  const isSensitive =
    list === 'sensitive' || (list === 'elements' && elements.some(({ kind }) => kind === 'sensitive'));
  return {
    path,
    name,
    ...(key !== undefined && { key }),
    values: valuesOf(client),
    ...(isSensitive && { sensitive: ['scopes'] }),
  };
}

/** The forms of a state, each with the text of it. */
export function asStates(world: World): Readonly<Record<string, string>> {
  const clients = asApplied(world).map(stateClient);
  const hasPlainKeys = world.every(
    ({ path, key }) => typeof key !== 'string' && path.every((step) => step.key === undefined),
  );
  return {
    'version 4': asVersion4(clients),
    printed: asShown(clients),
    // What is flat has no marks, and no null in a list.
    flat: asFlat(clients.map(unmarked)),
    ...(hasPlainKeys && { 'version 3': asVersion3(clients.map(unmarked)) }),
  };
}

function unmarked({ sensitive: _, ...client }: StateClient): StateClient {
  return client;
}
